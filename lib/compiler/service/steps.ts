import { unreachable } from '../../core/assert.ts';
import type { Assignment, Step } from '../../spec/model.ts';
import { variable } from '../names.ts';
import { type EntityPlan, isEffect, type OperationPlan, type Plan } from '../plan.ts';
import { type Doc, group, hardline, indent, list, print, softline } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { key, member, quote, sqlName } from '../text/quote.ts';
import { at, expression, LEVEL, negation, notCompiled, value } from './expression.ts';
import { fromData, type Module } from './module.ts';
import { type Condition, condition } from './sql-condition.ts';

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** One step of an operation, as the statements that it means. */
export function statement(step: Step, operation: OperationPlan, module: Module): string {
  return origin(step, print(statementOf(step, operation, module), 2));
}

function statementOf(step: Step, operation: OperationPlan, module: Module): Doc {
  switch (step.kind) {
    case 'set':
      return constant(step, value(step.value, null, module), module);
    case 'guard':
      return stop(step, [negation(step.holds, module)], step.else, module);
    case 'raise':
      return stop(step, [], step.error, module);
    case 'prose':
      return person(step, operation, module);
    case 'decide':
      return constant(step, decide(step, operation, module), module);
    case 'find':
      return find(step, operation, module);
    case 'list':
      return rows(step, operation, module);
    case 'count':
      return count(step, operation, module);
    case 'create':
      return constant(step, create(step, operation, module), module);
    case 'update':
    case 'delete':
      return change(step, operation, module);
    default:
      return unreachable(step);
  }
}

/** `const name = value;`, or null where the step's condition does not hold. */
function constant(step: Step, result: Doc, module: Module): Doc {
  return [`const ${variable(step.name)} = `, conditional(step, result, 'null', module), ';'];
}

function conditional({ when }: Step, result: Doc, otherwise: string, module: Module): Doc {
  if (when === null) return result;
  return group([
    at(LEVEL.conditional + 1, when, module),
    indent([softline2, '? ', result, softline2, `: ${otherwise}`]),
  ]);
}

const softline2: Doc = { kind: 'line', flat: ' ' };

/** Ends the operation with a named error if all of the tests hold. */
function stop(
  step: Of<'guard'> | Of<'raise'>,
  tests: readonly { text: Doc; level: number }[],
  error: string,
  module: Module,
): Doc {
  const wanted = step.when === null ? [] : [at(LEVEL.and, step.when, module)];
  const all = [
    ...wanted,
    ...tests.map(({ text, level }): Doc => (wanted.length > 0 && level < LEVEL.and ? ['(', text, ')'] : text)),
  ];
  const title = `// ${step.name}`;
  const thrown = ['throw new Problem(', problem(error, module), ');'];
  if (all.length === 0) return [title.replace(/[^\w /]/g, ''), hardline, thrown];
  const test = all.flatMap((part, i) => (i === 0 ? [part] : [' &&', softline2, part]));
  return [
    title.replace(/[^\w /]/g, ''),
    hardline,
    group(['if (', indent([softline, test]), softline, ') {']),
    indent([hardline, thrown]),
    hardline,
    '}',
  ];
}

/** The variable of a declared error; the module imports it. */
function problem(name: string, module: Module): string {
  const declared = module.plan.errorNames.get(name);
  module.needs.add('Problem');
  if (declared === undefined) return notCompiled(`The error ${name}, which is not declared,`);
  module.errors.add(declared);
  return declared;
}

function person(step: Of<'prose'>, operation: OperationPlan, module: Module): Doc {
  module.needs.add('person');
  const task = operation.tasks.find((planned) => planned.step.id === step.id);
  const asked = `await person<${task?.formType}>(${member(`${operation.name}Tasks`, step.name)})`;
  return isRead(step, operation) ? constant(step, asked, module) : [conditional(step, asked, 'null', module), ';'];
}

/** Whether anything later reads the step's result. */
function isRead(step: Step, { endpoint }: OperationPlan): boolean {
  const wanted = JSON.stringify({ output: endpoint.output, processing: endpoint.processing }, (name, part) =>
    name === 'id' || name === 'span' ? undefined : part,
  );
  return (
    wanted.includes(`"name":${JSON.stringify(step.name)},"scope":"step"`) ||
    wanted.includes(`"step":${JSON.stringify(step.name)}`)
  );
}

function decide(step: Of<'decide'>, operation: OperationPlan, module: Module): Doc {
  const { plan } = module;
  const planned = plan.decisions.find(({ name }) => name === step.decision);
  const table = plan.model.decisions.find(({ name }) => name === step.decision);
  if (planned === undefined || table === undefined)
    return notCompiled(`The decision ${step.decision}, which is not declared,`);
  module.needs.add('decide');
  module.decisionsUsed.add(planned.variable);
  const inputs = table.inputs.map((input): Doc => {
    const given = step.with.find(({ name }) => name === input.name);
    const text = given === undefined ? expression(input.expr, module) : value(given.value, input.type, module);
    return property(input.name, text);
  });
  return once(
    step,
    operation,
    module,
    list('decide(', [quote(step.name), planned.variable, list('{', inputs, '}', true)], ')'),
    false,
  );
}

/** `name: value`, or only `name` where both are the same. */
function property(name: string, text: Doc): Doc {
  return key(name) === text ? text : [key(name), ': ', text];
}

/** Before a person's step, an effect is wrapped so that going on later does not repeat it. */
function once(step: Step, operation: OperationPlan, module: Module, work: Doc, isAsync = true): Doc {
  const steps = operation.endpoint.processing;
  const last = steps.findLastIndex(({ kind }) => kind === 'prose');
  const waited = isAsync ? ['await ', work] : work;
  if (!isEffect(step) || steps.findIndex(({ id }) => id === step.id) > last) return waited;
  module.needs.add('once');
  return ['await once(', quote(step.name), ', ', isAsync ? '() => ' : 'async () => ', work, ')'];
}

function entityOf(name: string, plan: Plan): EntityPlan {
  return (
    plan.entities.find(({ entity }) => entity.name === name) ??
    notCompiled(`The entity ${name}, which is not declared,`)
  );
}

/** `tx.query<Row>(sql, values)`; `sql` is already a template or a text. */
function query(row: string, sql: string, values: readonly Doc[], module: Module): Doc {
  module.needs.add('tx');
  const args = values.length === 0 ? [sql] : [sql, list('[', values, ']')];
  return list(`tx.query<${row}>(`, args, ')');
}

/** What only the owner may see, unless a role lifts it; writes are always the owner's alone. */
function owned(found: Condition | null, planned: EntityPlan, module: Module, reading: boolean): Condition {
  const { owner, visibleTo } = planned.entity;
  const { sql, values } = found ?? { sql: '', values: [] };
  if (owner === null) return { sql, values };
  module.needs.add('caller');
  values.push('caller.id');
  const mine = `${sqlName(owner)} = $${values.length}`;
  if (!reading || visibleTo.length === 0) return { sql: both(sql, mine), values };
  values.push(`caller.roles.some((role) => [${visibleTo.map(quote).join(', ')}].includes(role))`);
  return { sql: both(sql, `(${mine} OR $${values.length}::boolean)`), values };
}

function both(left: string, right: string): string {
  return left === '' ? right : `(${left}) AND ${right}`;
}

/** A whole SELECT as a template literal. A row that later steps rely on is locked where the operation writes. */
function select(planned: EntityPlan, where: string, tail: string, module: Module): string {
  const columns = fromData(module, planned.entity.name, planned.columns);
  return template(
    `SELECT \${${columns}} FROM ${sqlName(planned.table)}${where === '' ? '' : ` WHERE ${where}`}${tail}`,
  );
}

/** SQL in backticks; nothing in it can end the literal, whatever the names are. */
function template(sql: string): string {
  const inert = sql
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replace(/\$\{(?!\w+Columns\})/g, '\\${');
  return `\`${inert}\``;
}

function locks(operation: OperationPlan): string {
  return operation.endpoint.processing.some(({ kind }) => kind === 'update' || kind === 'delete') ? ' FOR UPDATE' : '';
}

function find(step: Of<'find'>, operation: OperationPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  module.types.add(planned.type);
  const where = owned(condition(step.where, planned, module), planned, module, true);
  const sql = select(
    planned,
    where.sql,
    ` LIMIT 1${locks(operation)}`.replace(' LIMIT 1', fixesKey(step, planned) ? '' : ' LIMIT 1'),
    module,
  );
  const rows = once(step, operation, module, query(planned.type, sql, where.values, module));
  const name = variable(step.name);
  if (step.else === null || step.when !== null) {
    return [`const [${name} = null] = `, conditional(step, rows, '[]', module), ';', missing(step, module)];
  }
  return [
    `const [${name}] = `,
    rows,
    ';',
    hardline,
    `if (${name} === undefined) {`,
    indent([hardline, thrown(step.else, module)]),
    hardline,
    '}',
  ];
}

function missing(step: Of<'find'>, module: Module): Doc {
  if (step.else === null || step.when === null) return [];
  const test = [at(LEVEL.and, step.when, module), ` && ${variable(step.name)} === null`];
  return [hardline, 'if (', test, ') {', indent([hardline, thrown(step.else, module)]), hardline, '}'];
}

function thrown(error: string, module: Module): Doc {
  return `throw new Problem(${problem(error, module)});`;
}

/** Whether the condition names one row: its key, or a unique field, equals something. */
export function fixesKey({ where }: { where: Of<'find'>['where'] }, { entity }: EntityPlan): boolean {
  if (where.kind !== 'binary') return false;
  if (where.operator === '&&')
    return (
      fixesKey({ where: where.left }, { entity } as EntityPlan) ||
      fixesKey({ where: where.right }, { entity } as EntityPlan)
    );
  if (where.operator !== '==') return false;
  const keys = entity.fields.filter(({ key, unique }) => key || unique).map(({ name }) => name);
  const [left, right] = [where.left, where.right];
  const named = (side: typeof left): boolean =>
    side.kind === 'name' && side.scope === 'row' && keys.includes(side.name);
  return named(left) !== named(right);
}

function rows(step: Of<'list'>, operation: OperationPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  module.types.add(planned.type);
  const where = owned(step.where && condition(step.where, planned, module), planned, module, true);
  const bound = (source: Of<'list'>['limit'], word: string): string => {
    if (source === null) return '';
    where.values.push(value(source, null, module));
    return ` ${word} $${where.values.length}`;
  };
  const order = [
    ...step.orderBy.map(({ field, descending }) => `${sqlName(field)}${descending ? ' DESC' : ''}`),
    ...keysOf(planned),
  ];
  const tail = ` ORDER BY ${[...new Set(order)].join(', ')}${step.limit === null ? ` LIMIT ${UNBOUNDED + 1}` : bound(step.limit, 'LIMIT')}${bound(step.offset, 'OFFSET')}`;
  const sql = select(planned, where.sql, tail, module);
  const found = once(step, operation, module, query(planned.type, sql, where.values, module));
  const name = variable(step.name);
  const statement: Doc = [`const ${name} = `, conditional(step, found, '[]', module), ';'];
  if (step.limit !== null) return statement;
  const error = `throw new Error(${quote(`${step.name} has more than ${UNBOUNDED} rows and no limit`)});`;
  return [statement, hardline, `if (${name}.length > ${UNBOUNDED}) {`, indent([hardline, error]), hardline, '}'];
}

/** A list without a limit that has more rows fails: it is never cut in silence. */
const UNBOUNDED = 100;

function keysOf({ entity }: EntityPlan): string[] {
  return entity.fields.filter(({ key }) => key).map(({ name }) => sqlName(name));
}

function count(step: Of<'count'>, operation: OperationPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  const where = owned(step.where && condition(step.where, planned, module), planned, module, true);
  const sql = template(
    `SELECT count(*) AS count FROM ${sqlName(planned.table)}${where.sql === '' ? '' : ` WHERE ${where.sql}`}`,
  );
  const found = once(step, operation, module, query('{ count: number }', sql, where.values, module));
  const name = `{ count: ${variable(step.name)} } = { count: 0 }`;
  return [`const [${name}] = `, conditional(step, found, '[]', module), ';'];
}

function create(step: Of<'create'>, operation: OperationPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  const { owner } = planned.entity;
  module.needs.add('tx').add('now');
  const insert = fromData(module, step.entity, planned.insert);
  const given = step.with.filter(({ name }) => name !== owner);
  const values = given.map((assignment) => property(assignment.name, assigned(assignment, planned, module)));
  if (owner !== null) {
    module.needs.add('caller');
    values.push(property(owner, 'caller.id'));
  }
  const call: Doc = [`${insert}(tx, now, `, objectOf(values), ')'];
  return once(step, operation, module, call);
}

/** An object on lines of its own: it is easier to read and its changes are easier to see. */
function objectOf(properties: readonly Doc[]): Doc {
  if (properties.length === 0) return '{}';
  return ['{', indent(properties.map((one): Doc => [hardline, one, ','])), hardline, '}'];
}

function assigned({ name, value: source }: Assignment, { entity }: EntityPlan, module: Module): Doc {
  const field = entity.fields.find((candidate) => candidate.name === name);
  return value(source, field?.type ?? null, module);
}

function change(step: Of<'update'> | Of<'delete'>, operation: OperationPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  module.types.add(planned.type);
  const where = owned(condition(step.where, planned, module), planned, module, false);
  const sql = step.kind === 'delete' ? removal(planned, where) : revision(step, planned, where, module);
  const returning = ` RETURNING \${${fromData(module, step.entity, planned.columns)}}`;
  const found = once(
    step,
    operation,
    module,
    query(planned.type, template(`${sql}${returning}`), where.values, module),
  );
  const name = variable(step.name);
  if (!fixesKey(step, planned)) return [`const ${name} = `, conditional(step, found, '[]', module), ';'];
  if (step.when !== null) return [`const [${name} = null] = `, conditional(step, found, '[]', module), ';'];
  const error = step.else === null ? notFound(module) : problem(step.else, module);
  const lost = [
    hardline,
    `if (${name} === undefined) {`,
    indent([hardline, `throw new Problem(${error});`]),
    hardline,
    '}',
  ];
  return [`const [${name}] = `, found, ';', lost];
}

/** Changing or deleting a row that is not there is a plain 404. */
function notFound(module: Module): string {
  module.needs.add('Problem').add('not_found');
  return 'not_found';
}

function removal({ table }: EntityPlan, where: Condition): string {
  return `DELETE FROM ${sqlName(table)} WHERE ${where.sql}`;
}

/** Moves that the lifecycle does not allow change nothing: the condition leaves those rows out. */
function revision(step: Of<'update'>, planned: EntityPlan, where: Condition, module: Module): string {
  const { lifecycle } = planned.entity;
  if (lifecycle !== null && step.with.some(({ name }) => name === lifecycle.field)) {
    return notCompiled(`Changing ${planned.entity.name}.${lifecycle.field}, which has a lifecycle,`);
  }
  const settings = step.with.map((assignment) => {
    where.values.push(assigned(assignment, planned, module));
    return `${sqlName(assignment.name)} = $${where.values.length}`;
  });
  return `UPDATE ${sqlName(planned.table)} SET ${settings.join(', ')} WHERE ${where.sql}`;
}

import type { Assignment } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { EntityPlan, OperationPlan, Plan } from '../plan.ts';
import { type Doc, hardline, hugged, indent, list } from '../text/doc.ts';
import { quote, sqlName, sqlText } from '../text/quote.ts';
import { columnValue } from './column-value.ts';
import { at, LEVEL, notCompiled, value } from './expression.ts';
import { fromData, type Module } from './module.ts';
import { isRead } from './reads.ts';
import { type Condition, condition } from './sql-condition.ts';
import { conditional, effect, isRepeated, type Of, once, problem, property, unread } from './steps.ts';

function entityOf(name: string, plan: Plan): EntityPlan {
  return (
    plan.entities.find(({ entity }) => entity.name === name) ??
    notCompiled(`The entity ${name}, which is not declared,`)
  );
}

/** `tx.query<Row>(sql, values)`; `sql` is already a template or a text. */
function query(row: string, sql: string, values: readonly Doc[], module: Module): Doc {
  module.needs.add('tx');
  if (values.length === 0) return list(`tx.query<${row}>(`, [sql], ')');
  return hugged(`tx.query<${row}>(`, [sql], { open: '[', items: values, close: ']' }, ')');
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

export function find(step: Of<'find'>, operation: OperationPlan, module: Module): Doc {
  if (step.else === null && !isRead(step, operation, module.plan)) return unread(step);
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

export function rows(step: Of<'list'>, operation: OperationPlan, module: Module): Doc {
  if (!isRead(step, operation, module.plan)) return unread(step);
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

export function count(step: Of<'count'>, operation: OperationPlan, module: Module): Doc {
  if (!isRead(step, operation, module.plan)) return unread(step);
  const planned = entityOf(step.entity, module.plan);
  const where = owned(step.where && condition(step.where, planned, module), planned, module, true);
  const sql = template(
    `SELECT count(*) AS count FROM ${sqlName(planned.table)}${where.sql === '' ? '' : ` WHERE ${where.sql}`}`,
  );
  const found = once(step, operation, module, query('{ count: number }', sql, where.values, module));
  const name = `{ count: ${variable(step.name)} } = { count: 0 }`;
  return [`const [${name}] = `, conditional(step, found, '[]', module), ';'];
}

export function create(step: Of<'create'>, operation: OperationPlan, module: Module): Doc {
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

export function change(step: Of<'update'> | Of<'delete'>, operation: OperationPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  module.types.add(planned.type);
  const where = owned(condition(step.where, planned, module), planned, module, false);
  const check = step.kind === 'update' ? moveCheck(step, planned, where, module) : [];
  const guarded = Array.isArray(check) && check.length > 0;
  if (guarded && (step.when !== null || isRepeated(step, operation))) {
    return notCompiled('A move of a lifecycle under `when`, or before a step of a person,');
  }
  const sql = step.kind === 'delete' ? removal(planned, where) : revision(step, planned, where, module);
  const returning = ` RETURNING \${${fromData(module, step.entity, planned.columns)}}`;
  const found = once(
    step,
    operation,
    module,
    query(planned.type, template(`${sql}${returning}`), where.values, module),
  );
  const name = variable(step.name);
  const used = isRead(step, operation, module.plan);
  if (!used && (!fixesKey(step, planned) || step.when !== null)) return [check, effect(step, found, module)];
  if (!fixesKey(step, planned)) return [check, `const ${name} = `, conditional(step, found, '[]', module), ';'];
  if (step.when !== null) return [`const [${name} = null] = `, conditional(step, found, '[]', module), ';'];
  const error = step.else === null ? notFound(module) : problem(step.else, module);
  const lost = [
    hardline,
    `if (${name} === undefined) {`,
    indent([hardline, `throw new Problem(${error});`]),
    hardline,
    '}',
  ];
  return [check, `const [${name}] = `, found, ';', lost];
}

/** Changing or deleting a row that is not there is a plain 404. */
function notFound(module: Module): string {
  module.needs.add('Problem').add('not_found');
  return 'not_found';
}

function removal({ table }: EntityPlan, where: Condition): string {
  return `DELETE FROM ${sqlName(table)} WHERE ${where.sql}`;
}

function revision(step: Of<'update'>, planned: EntityPlan, where: Condition, module: Module): string {
  const settings = step.with.map((assignment) => {
    const field = planned.entity.fields.find(({ name }) => name === assignment.name);
    const given = assigned(assignment, planned, module);
    where.values.push(field === undefined ? given : columnValue(field, given, module));
    return `${sqlName(assignment.name)} = $${where.values.length}`;
  });
  return `UPDATE ${sqlName(planned.table)} SET ${settings.join(', ')} WHERE ${where.sql}`;
}

/** Refuses a move that the lifecycle does not allow, before anything is changed; the rows are locked from here on. */
function moveCheck(step: Of<'update'>, planned: EntityPlan, where: Condition, module: Module): Doc {
  const { lifecycle } = planned.entity;
  const move = step.with.find(({ name }) => name === lifecycle?.field);
  if (lifecycle === null || move === undefined) return [];
  const field = sqlName(lifecycle.field);
  const values = [...where.values, assigned(move, planned, module)];
  const next = `$${values.length}`;
  const allowed = Object.entries(lifecycle.moves).flatMap(([from, to]) =>
    to.map((target) => `(${field} = ${sqlText(from)} AND ${next} = ${sqlText(target)})`),
  );
  const test = [`${field} = ${next}`, ...allowed].join(' OR ');
  const sql = template(`SELECT (${test}) AS allowed FROM ${sqlName(planned.table)} WHERE ${where.sql} FOR UPDATE`);
  const name = `${variable(step.name)}Moves`;
  module.needs.add('Problem').add('conflict');
  return [
    `const ${name} = await `,
    query('{ allowed: boolean }', sql, values, module),
    ';',
    hardline,
    `if (${name}.some(({ allowed }) => !allowed)) {`,
    indent([hardline, 'throw new Problem(conflict);']),
    hardline,
    '}',
    hardline,
  ];
}

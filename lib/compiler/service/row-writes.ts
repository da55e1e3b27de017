import type { Expr } from '../../spec/expressions/ast.ts';
import type { Assignment, EntityField } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { EntityPlan, FlowPlan } from '../plan.ts';
import { type Doc, hardline, indent, list } from '../text/doc.ts';
import { quote, sqlName, sqlText } from '../text/quote.ts';
import { columnValue, hashedValue, sealedValue } from './column-value.ts';
import { encryptedFields, isEncrypted } from './encrypted.ts';
import { expression, notCompiled, value } from './expression.ts';
import { changedFiles, putFile } from './folder-writes.ts';
import { isHashed, lookups, soughtColumn } from './hashed.ts';
import { rowInvariants, rowsAlone } from './invariant.ts';
import { fromData, fromFile, type Module } from './module.ts';
import { declaring, keyOf } from './place.ts';
import { isRead } from './reads.ts';
import { isKept } from './repeats.ts';
import { resultType } from './result-type.ts';
import { columnsWithin, rowColumns } from './row-columns.ts';
import { effectsAfter } from './row-invariants.ts';
import { entityOf, fixesKey, owned, query, rowQuery, template } from './row-query.ts';
import { type Condition, condition } from './sql-condition.ts';
import { assignment, effect, type Of, once, problem, property } from './steps.ts';

export function create(step: Of<'create'>, flow: FlowPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  if (planned.entity.files !== null) return once(step, flow, module, putFile(step, planned, module));
  return once(step, flow, module, insertion(step, '', module));
}

/** Stores a row, or changes what `with` names of the one that has the same key. Somebody else's row is a conflict. */
export function upsert(step: Of<'upsert'>, flow: FlowPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  if (planned.entity.files !== null) return once(step, flow, module, putFile(step, planned, module));
  const { owner } = planned.entity;
  const named = step.with.map(({ name }) => name).filter((name) => !step.key.includes(name) && name !== owner);
  // Something must be set for the row to be given back.
  const changed = named.length > 0 ? named : step.key.slice(0, 1);
  const settings = upsertSettings(step, changed, planned, module);
  const mine = owner === null ? '' : ` WHERE ${sqlName(planned.table)}.${sqlName(owner)} = EXCLUDED.${sqlName(owner)}`;
  const text = `ON CONFLICT (${step.key.map((name) => sqlName(soughtColumn(name, planned, module.plan))).join(', ')}) DO UPDATE SET ${settings}${mine}`;
  return once(step, flow, module, insertion(step, text, module));
}

/** What an upsert changes. A sealed value belongs to the key of its row, which another row that is there already does not have. */
function upsertSettings(step: Of<'upsert'>, changed: readonly string[], planned: EntityPlan, module: Module): string {
  const { entity, table } = planned;
  const own = entity.fields.find(({ key }) => key)?.name ?? '';
  const sealed = encryptedFields(planned, module.plan).find(({ name }) => changed.includes(name));
  if (sealed !== undefined && step.key.includes(sealed.name))
    return `${sqlName(own)} = ${sqlName(table)}.${sqlName(own)}`;
  if (sealed !== undefined && step.key.join() !== own)
    return notCompiled(`Changing the encrypted field ${sealed.name} of a row that may be there already`);
  const columns = changed.flatMap((name) => [...new Set([name, soughtColumn(name, planned, module.plan)])]);
  return columns.map((name) => `${sqlName(name)} = EXCLUDED.${sqlName(name)}`).join(', ');
}

function insertion(step: Of<'create'> | Of<'upsert'>, onConflict: string, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  const owner = module.everyRow === true ? null : planned.entity.owner;
  module.needs.add('tx').add('now');
  const insert = fromData(module, step.entity, planned.insert);
  const given = step.with.filter(({ name }) => name !== owner);
  const values = given.map((assignment) => property(assignment.name, assigned(assignment, planned, module)));
  if (owner !== null) {
    module.needs.add('caller');
    values.push(property(owner, 'caller.id'));
  }
  const computed = rowColumns(planned, module).parameters.filter(({ name }) => name !== 'now');
  const more = computed.map(({ value: parameter }) => parameter);
  if (onConflict !== '') return list(`${insert}(`, ['tx', 'now', ...more, objectOf(values), quote(onConflict)], ')');
  return [`${insert}(tx, now, `, more.map((one): Doc => [one, ', ']), objectOf(values), ')'];
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

export function change(step: Of<'update'> | Of<'delete'>, flow: FlowPlan, module: Module): Doc {
  const planned = entityOf(step.entity, module.plan);
  const where = owned(condition(step.where, planned, { ...module, locking: true }), planned, module, false);
  const keyed = fixesKey(step, planned);
  const check = step.kind === 'update' ? moveCheck(step, planned, where, keyed, module) : [];
  const checked = Array.isArray(check) && check.length > 0;
  const changed =
    planned.entity.files === null
      ? upheld(step, planned, changedRows(step, planned, where, module), module)
      : changedFiles(step, planned, where, module);
  const kept = isKept(step, flow, module.plan);
  const found = checked && kept ? keptMove(step, check, changed, module) : once(step, flow, module, changed);
  const before = checked && kept ? [] : check;
  const used = isRead(step, flow, module.plan);
  const name = variable(step.name);
  if (!used && (!keyed || step.when !== null)) return effect(step, [before, found], module);
  if (checked && step.when !== null) return conditionalMove(step, [before, found], keyed, module);
  const head = declaring(step, module);
  if (!keyed) return [before, assignment(step, `${head}${name}`, found, 'null', module)];
  if (step.when !== null) return assignment(step, `${head}[${name} = null]`, found, '[]', module);
  const error = step.else === null ? notFound(module) : problem(step.else, module);
  const lost = (missing: string): Doc => [
    hardline,
    `if (${name} === ${missing}) {`,
    indent([hardline, `throw new Problem(${error});`]),
    hardline,
    '}',
  ];
  if (head === '') return [before, `[${name} = null] = `, found, ';', lost('null')];
  return [before, `const [${name}] = `, found, ';', lost('undefined')];
}

/** The query that changes or deletes rows, and gives them. */
function changedRows(step: Of<'update'> | Of<'delete'>, planned: EntityPlan, where: Condition, module: Module): Doc {
  const sql = step.kind === 'delete' ? removal(planned, where) : revision(step, planned, where, module);
  fromData(module, step.entity, planned.columns);
  const returning = ` RETURNING ${columnsWithin(planned, where.values, module)}`;
  return rowQuery(planned, template(`${sql}${returning}`), where.values, module);
}

/** Changed rows are looked at before anything goes on: what breaks an invariant is not stored. */
function upheld(step: Of<'update'> | Of<'delete'>, planned: EntityPlan, changed: Doc, module: Module): Doc {
  const always = step.kind === 'delete' ? [] : rowsAlone(planned, module.plan);
  const effects = effectsAfter(planned, module.plan, step.kind === 'delete');
  const kept = always.length === 0 ? changed : alone(planned, changed, module);
  if (effects === null) return kept;
  module.needs.add('tx').add('now');
  fromFile(module, '../platform/invariants.ts', 'watching');
  return list('watching(', ['tx', 'now', fromFile(module, '../data/all-rows.ts', effects), kept], ')');
}

function alone(planned: EntityPlan, changed: Doc, module: Module): Doc {
  fromFile(module, '../platform/invariants.ts', 'allUphold');
  return list('allUphold(', [fromData(module, planned.entity.name, rowInvariants(planned)), changed], ')');
}

/** Check and move together, once. */
function keptMove(step: Of<'update'> | Of<'delete'>, check: Doc, changed: Doc, module: Module): Doc {
  module.needs.add('once');
  const body = indent([hardline, check, 'return ', changed, ';']);
  return [`await once(${keyOf(step.name, module)}, async () => {`, body, hardline, '})'];
}

/** A move under a condition: the row is declared before, because check and move are statements. */
function conditionalMove(step: Of<'update'> | Of<'delete'>, work: Doc, keyed: boolean, module: Module): Doc {
  const name = variable(step.name);
  const type = keyed
    ? [resultType(step, module) ?? 'never', ' | null = null']
    : [resultType(step, module) ?? 'never', ' | null = null'];
  const declared: Doc = declaring(step, module) === '' ? [] : [`let ${name}: `, type, ';', hardline];
  const [before, found] = Array.isArray(work) ? work : [[], work];
  const given: Doc = [before ?? [], keyed ? `[${name} = null] = ` : `${name} = `, found ?? ''];
  return [declared, effect(step, given, module)];
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
    where.values.push(field === undefined ? given : changedValue(field, given, step, planned, module));
    const set = `${sqlName(assignment.name)} = $${where.values.length}`;
    const lookup = lookups(planned, module.plan).find((one) => one.field === field);
    if (lookup === undefined) return set;
    where.values.push(hashedValue(lookup.field, given, planned, module));
    return `${set}, ${sqlName(lookup.column)} = $${where.values.length}`;
  });
  return `UPDATE ${sqlName(planned.table)} SET ${settings.join(', ')} WHERE ${where.sql}`;
}

/** A changed value as its column takes it. What is encrypted belongs to its row, so the step has to say which one that is. */
function changedValue(field: EntityField, given: Doc, step: Of<'update'>, planned: EntityPlan, module: Module): Doc {
  if (isHashed(field, module.plan)) return hashedValue(field, given, planned, module);
  if (!isEncrypted(field, module.plan)) return columnValue(field, given, planned, module);
  const own = planned.entity.fields.find(({ key }) => key)?.name ?? '';
  const said = fixedTo(step.where, own);
  if (said === null)
    return notCompiled(`Changing the encrypted field ${field.name} of a row that is not named by its key`);
  return sealedValue(field, given, expression(said, module), planned, module);
}

/** What a condition says that a field of the row is. */
function fixedTo(where: Expr, field: string): Expr | null {
  if (where.kind !== 'binary') return null;
  const { operator, left, right } = where;
  if (operator === '&&') return fixedTo(left, field) ?? fixedTo(right, field);
  const isField = (side: Expr): boolean => side.kind === 'name' && side.scope === 'row' && side.name === field;
  if (operator !== '==') return null;
  return isField(left) ? right : isField(right) ? left : null;
}

/** Refuses a move that the lifecycle does not allow, before anything is changed; the rows are locked from here on. */
function moveCheck(step: Of<'update'>, planned: EntityPlan, where: Condition, keyed: boolean, module: Module): Doc {
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
  const name = `${variable(step.name)}Move${keyed ? '' : 's'}`;
  module.needs.add('Problem').add('conflict');
  return [
    `const ${keyed ? `[${name}]` : name} = await `,
    query('{ allowed: boolean }', sql, values, module),
    ';',
    hardline,
    keyed ? `if (${name}?.allowed === false) {` : `if (${name}.some(({ allowed }) => !allowed)) {`,
    indent([hardline, 'throw new Problem(conflict);']),
    hardline,
    '}',
    hardline,
  ];
}

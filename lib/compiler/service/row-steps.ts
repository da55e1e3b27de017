import { variable } from '../names.ts';
import { besideList } from '../page-plan.ts';
import type { EntityPlan, FlowPlan } from '../plan.ts';
import { stepsWithin } from '../steps-within.ts';
import { type Doc, hardline, indent } from '../text/doc.ts';
import { quote, sqlName } from '../text/quote.ts';
import { at, LEVEL, value } from './expression.ts';
import type { Module } from './module.ts';
import { afterMark, cut, orderText, sortOf } from './pages.ts';
import { declaring } from './place.ts';
import { isRead } from './reads.ts';
import { holdTables } from './relied-on.ts';
import { entityOf, fixesKey, owned, query, rowQuery, select, template } from './row-query.ts';
import { condition, rowValue } from './sql-condition.ts';
import { assignment, type Of, once, problem, unread } from './steps.ts';

/** Rows that are changed later are locked as they are read. */
function locks({ steps }: FlowPlan): string {
  return stepsWithin(steps).some(({ kind }) => kind === 'update' || kind === 'delete') ? ' FOR UPDATE' : '';
}

export function find(step: Of<'find'>, flow: FlowPlan, module: Module): Doc {
  if (step.else === null && !isRead(step, flow, module.plan)) return unread(step);
  const planned = entityOf(step.entity, module.plan);
  const locking = locks(flow) !== '';
  const where = owned(condition(step.where, planned, { ...module, locking }), planned, module, true);
  const sql = select(
    planned,
    where,
    ` LIMIT 1${locks(flow)}`.replace(' LIMIT 1', fixesKey(step, planned) ? '' : ' LIMIT 1'),
    module,
  );
  const rows = once(step, flow, module, rowQuery(planned, sql, where.values, module));
  const name = variable(step.name);
  const declared = module.place.declared.has(step.name);
  if (step.else === null || step.when !== null || declared) {
    const given = assignment(step, `${declaring(step, module)}[${name} = null]`, rows, '[]', module);
    return [holdTables(step, flow, module), given, orElse(step, module)];
  }
  return [
    holdTables(step, flow, module),
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

/** Stops with the error of `else` where a result is missing. */
export function orElse(step: Of<'find'> | Of<'set'>, module: Module): Doc {
  if (step.else === null) return [];
  const lost = `${variable(step.name)} === null`;
  const test = step.when === null ? [lost] : [at(LEVEL.and, step.when, module), ` && ${lost}`];
  return [hardline, 'if (', test, ') {', indent([hardline, thrown(step.else, module)]), hardline, '}'];
}

function thrown(error: string, module: Module): Doc {
  return `throw new Problem(${problem(error, module)});`;
}

export function rows(step: Of<'list'>, flow: FlowPlan, module: Module): Doc {
  if (!isRead(step, flow, module.plan)) return unread(step);
  const planned = entityOf(step.entity, module.plan);
  if (step === flow.cursor) return pageOf(step, planned, flow, module);
  const where = owned(step.where && condition(step.where, planned, module), planned, module, true);
  const bound = (source: Of<'list'>['limit'], word: string): string => {
    if (source === null) return '';
    where.values.push(value(source, null, module));
    return ` ${word} $${where.values.length}`;
  };
  const tail = ` ORDER BY ${orderText(sortOf(step, planned, module.plan, false))}${step.limit === null ? ` LIMIT ${UNBOUNDED + 1}` : bound(step.limit, 'LIMIT')}${bound(step.offset, 'OFFSET')}`;
  const sql = select(planned, where, tail, module);
  const found = once(step, flow, module, rowQuery(planned, sql, where.values, module));
  const name = variable(step.name);
  const statement = assignment(step, `${declaring(step, module)}${name}`, found, 'null', module);
  if (step.limit !== null) return [holdTables(step, flow, module), statement];
  const error = `throw new Error(${quote(`${step.name} has more than ${UNBOUNDED} rows and no limit`)});`;
  return [
    holdTables(step, flow, module),
    statement,
    hardline,
    `if (${step.when === null ? name : `${name} !== null && ${name}`}.length > ${UNBOUNDED}) {`,
    indent([hardline, error]),
    hardline,
    '}',
  ];
}

/** The rows that come after those of the page before; one more than fit says that there is a next page. */
function pageOf(step: Of<'list'>, planned: EntityPlan, flow: FlowPlan, module: Module): Doc {
  const name = variable(step.name);
  const beside = (what: string): string => variable(besideList(step.name, what, flow.steps));
  const [mark, rowsFound, next] = [beside('after'), beside('found'), beside('next')];
  const columns = sortOf(step, planned, module.plan, true);
  const where = owned(step.where && condition(step.where, planned, module), planned, module, true);
  const limited = afterMark(where, columns, mark, ({ name: column }) => {
    const computed = planned.entity.fields.find((field) => field.name === column)?.value ?? null;
    return computed === null ? sqlName(column) : `(${rowValue(computed, planned, module, where.values).sql})`;
  });
  for (const need of ['input', 'pages']) module.needs.add(need);
  limited.values.push('input.limit + 1');
  const tail = ` ORDER BY ${orderText(columns)} LIMIT $${limited.values.length}`;
  const sql = select(planned, limited, tail, module);
  const found = once(step, flow, module, rowQuery(planned, sql, limited.values, module));
  return [
    `const ${mark} = pages.opened(input.after);`,
    hardline,
    assignment(step, `const ${rowsFound}`, found, 'null', module),
    hardline,
    cut({ step, name, next, found: rowsFound }, columns, 'input.limit', declaring(step, module)),
  ];
}

/** A list without a limit that has more rows fails: it is never cut in silence. */
const UNBOUNDED = 100;

export function count(step: Of<'count'>, flow: FlowPlan, module: Module): Doc {
  if (!isRead(step, flow, module.plan)) return unread(step);
  const planned = entityOf(step.entity, module.plan);
  const where = owned(step.where && condition(step.where, planned, module), planned, module, true);
  const sql = template(
    `SELECT count(*) AS count FROM ${sqlName(planned.table)}${where.sql === '' ? '' : ` WHERE ${where.sql}`}`,
  );
  const found = once(step, flow, module, query('{ count: number }', sql, where.values, module));
  // One that is not asked for is no number.
  const name = `{ count: ${variable(step.name)} } = { count: ${step.when === null ? '0' : 'null'} }`;
  const counted = assignment(step, `${declaring(step, module)}[${name}]`, found, '[]', module);
  return [holdTables(step, flow, module), counted];
}

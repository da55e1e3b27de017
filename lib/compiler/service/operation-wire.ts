import type { Endpoint } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { OperationPlan } from '../plan.ts';
import { type Doc, group, hardline, hugged, indent, list, print, softline } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { key, member, quote, sqlName } from '../text/quote.ts';
import { asksForRow, conditionOf, locationOf } from '../wire-plan.ts';
import { encryptedFields, sealedNames } from './encrypted.ts';
import { expression, value } from './expression.ts';
import { fromData, type Module } from './module.ts';
import { negation } from './operators.ts';
import { pageLink } from './pages.ts';
import { interval, milliseconds } from './period.ts';
import { columnsWithin } from './row-columns.ts';
import { members, typescript } from './types.ts';
import { kindOfValue } from './value-kind.ts';

/** The members of the input's type. Inputs with a default are always there. */
export function inputMembers({ endpoint }: OperationPlan, { plan, types }: Module): string {
  return endpoint.input.map((field) => members([field], plan, types, field.default === null)).join('\n');
}

/** The type of an answer that is one value; empty where there is none. */
export function wholeType({ endpoint, type }: OperationPlan, { plan, types }: Module): string {
  const whole = endpoint.wholeOutput;
  if (whole === null) return '';
  return origin(whole, print([`export type ${type}Output = `, typescript(whole.type, plan, types), ';']));
}

/** What the contract of an operation says of its requests besides, one member each. */
export function wireMembers(operation: OperationPlan, module: Module): string[] {
  const { renamed } = operation;
  const names = [...renamed].map(([wire, name]): Doc => [key(wire), ': ', quote(name)]);
  return [
    ...(renamed.size > 0 ? [print(['names: ', list('{', names, '}', true), ','], 2)] : []),
    ...defaults(operation, module),
    ...allowed(operation, module),
  ];
}

/** A module for a function beside the steps: what that needs of a run does not become a need of the steps. */
function beside(module: Module): Module {
  return { ...module, needs: new Set() };
}

const OF_RUN = ['input', 'caller', 'now'];

function taken(own: Module, module: Module): string[] {
  for (const need of own.needs) if (!OF_RUN.includes(need)) module.needs.add(need);
  return OF_RUN.filter((name) => own.needs.has(name));
}

function defaults({ endpoint }: OperationPlan, module: Module): string[] {
  const own = beside(module);
  const values = endpoint.input.flatMap((field): Doc[] =>
    field.default === null ? [] : [[key(field.name), ': ', value(field.default, field.type, own)]],
  );
  if (values.length === 0) return [];
  const given = taken(own, module);
  return [print([`defaults: (${given.join(', ')}) => (`, list('{', values, '}', true), '),'], 2)];
}

function allowed({ endpoint: { access } }: OperationPlan, module: Module): string[] {
  const condition = conditionOf(access);
  if (condition === null || asksForRow(access)) return [];
  const own = beside(module);
  const test = expression(condition, own);
  return [print(['allows: (', list('{', taken(own, module), '}', true), ') => ', test, ','], 2)];
}

/** The statements that refuse callers by the row that they are; empty where no right depends on it. */
export function demandOfRow({ endpoint: { access } }: OperationPlan, module: Module): string {
  const condition = conditionOf(access);
  if (condition === null || !asksForRow(access)) return '';
  for (const name of ['Problem', 'forbidden']) module.needs.add(name);
  const head = group(['if (', indent([softline, negation(condition, module).text]), softline, ') {']);
  return print([head, indent([hardline, 'throw new Problem(forbidden);']), hardline, '}'], 2);
}

/** How often an operation may be asked. */
export function rateLimit({ endpoint }: OperationPlan): string[] {
  const limit = endpoint.rateLimit;
  if (limit === null) return [];
  const by = limit.by.kind === 'input' ? `input.${limit.by.input}` : limit.by.kind;
  return [`rateLimit: { limit: ${limit.limit}, perMs: ${grouped(milliseconds(limit.per))}, by: ${quote(by)} },`];
}

/** How an operation may be asked again. */
export function idempotency({ endpoint }: OperationPlan): string[] {
  const rule = endpoint.idempotency;
  if (rule === null) return [];
  return [`idempotency: { header: ${quote(rule.header)}, keep: ${quote(interval(rule.keep))} },`];
}

/** A number as people write it in TypeScript: `60_000`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US').replaceAll(',', '_');
}

/** The statement that gives the answer its own headers; empty where it has none. */
export function headersOf(endpoint: Endpoint, module: Module): string {
  const own = (endpoint.response?.headers ?? []).map(
    ({ name, value: source }): Doc => [key(name), ': ', value(source, null, module)],
  );
  const place = locationOf(endpoint, module.plan.model);
  const location = [...(place === null ? [] : [locationMember(place, module)]), ...pageLink(endpoint, module)];
  if (own.length + location.length === 0) return '';
  module.needs.add('headers');
  const all = [...location, ...own];
  return print(['headers({', indent(all.map((one): Doc => [hardline, one, ','])), hardline, '});'], 2);
}

function locationMember(
  { path, parameter, step, column }: NonNullable<ReturnType<typeof locationOf>>,
  module: Module,
): Doc {
  const text = path.replace(/[`\\]|\$(?=\{)/g, '\\$&').replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const from = name === parameter ? member(variable(step), column) : inputOf(name, module);
    return `\${encodeURIComponent(${from})}`;
  });
  return ['location: ', `\`${text}\``];
}

function inputOf(name: string, module: Module): string {
  module.needs.add('input');
  return member('input', name);
}

/** The statements that read the row that the caller is; empty where nothing asks for it. */
export function callerRow({ endpoint }: OperationPlan, module: Module): string {
  const { plan, needs } = module;
  const planned = plan.entities.find(({ entity }) => entity.name === plan.auth.subject);
  const field = planned?.entity.fields.find((one) => one.key);
  if (!needs.has('callerRow') || planned === undefined || field === undefined) return '';
  for (const name of ['tx', 'caller', 'Problem', 'unauthenticated']) needs.add(name);
  const reader = KEY_READERS[kindOfValue(field.type, plan)];
  if (reader !== undefined) needs.add(reader);
  const id = reader === undefined ? 'caller.id' : `${reader}(caller.id)`;
  const optional = endpoint.access.kind === 'optional';
  const sealed = encryptedFields(planned, plan).length > 0;
  const { open, stored } = sealedNames(planned);
  if (sealed) for (const used of [open, `type ${stored}`]) fromData(module, planned.entity.name, used);
  else module.types.add(planned.type);
  const items: Doc[] = [id];
  fromData(module, planned.entity.name, planned.columns);
  const sql = `SELECT ${columnsWithin(planned, items, module)} FROM ${sqlName(planned.table)} WHERE ${sqlName(field.name)} = $1`;
  const asked = hugged(
    `tx.query<${sealed ? stored : planned.type}>(`,
    [`\`${sql}\``],
    { open: '[', items, close: ']' },
    ')',
  );
  const query: Doc = sealed ? ['await ', list(`${open}(`, [asked], ')'), ';'] : ['await ', asked, ';'];
  const missing = optional ? 'caller.id !== null && callerRow === null' : 'callerRow === undefined';
  return [
    print([`const [callerRow${optional ? ' = null' : ''}] = `, query], 2),
    `if (${missing}) {`,
    "  throw new Problem(unauthenticated, 'Nobody has the name that the token says');",
    '}',
  ].join('\n');
}

/** How the name in a token becomes the key of a row; what cannot be one is null. */
const KEY_READERS: Readonly<Record<string, string | undefined>> = { uuid: 'uuidIn', whole: 'intIn', exact: 'longIn' };

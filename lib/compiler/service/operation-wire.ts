import type { Endpoint } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { OperationPlan } from '../plan.ts';
import { type Doc, hardline, indent, list, print } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { key, member, quote } from '../text/quote.ts';
import { locationOf } from '../wire-plan.ts';
import { expression, value } from './expression.ts';
import type { Module } from './module.ts';
import { milliseconds } from './period.ts';
import { members, typescript } from './types.ts';

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
  if (access.kind === 'public' || access.when === null) return [];
  const own = beside(module);
  const test = expression(access.when, own);
  return [print(['allows: (', list('{', taken(own, module), '}', true), ') => ', test, ','], 2)];
}

/** How often an operation may be asked. */
export function rateLimit({ endpoint }: OperationPlan): string[] {
  const limit = endpoint.rateLimit;
  if (limit === null) return [];
  const by = limit.by.kind === 'input' ? `input.${limit.by.input}` : limit.by.kind;
  return [`rateLimit: { limit: ${limit.limit}, perMs: ${grouped(milliseconds(limit.per))}, by: ${quote(by)} },`];
}

function grouped(number: number): string {
  return number.toLocaleString('en-US').replaceAll(',', '_');
}

/** The statement that gives the answer its own headers; empty where it has none. */
export function headersOf(endpoint: Endpoint, module: Module): string {
  const own = (endpoint.response?.headers ?? []).map(
    ({ name, value: source }): Doc => [key(name), ': ', value(source, null, module)],
  );
  const place = locationOf(endpoint, module.plan.model);
  const location = place === null ? [] : [locationMember(place, module)];
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

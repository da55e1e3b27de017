import type { Field, InputField, JsonLiteral, Scenario, ScenarioCall, Type } from '../../spec/model.ts';
import { allTasks } from '../asked-tasks.ts';
import { isOfBody } from '../files-plan.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { type Doc, hugged, list } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { type Cells, filled, isMap, writtenValue } from './scenario-values.ts';

/** What one call of a scenario is in its test: an expression that comes to an answer, or to nothing. */
export function callOf(call: ScenarioCall, scenario: Scenario, cells: Cells, plan: Plan): Doc {
  if (call.kind === 'schedule') {
    const planned = plan.schedules.find(({ schedule }) => schedule.name === call.name);
    return `runNow(${planned?.name ?? ''})`;
  }
  const as = callerOf(call, scenario, cells);
  if (call.kind === 'task') return taskCall(call, as, cells, plan);
  const operation = plan.operations.find(({ endpoint }) => endpoint.name === call.name);
  return operation === undefined ? '' : sent(operation, call.input, as, cells, plan);
}

/** Who calls, as the `as` of `send`; null where the scenario does not say. */
function callerOf({ as }: ScenarioCall, { given }: Scenario, cells: Cells): Doc | null {
  const said = as === null ? given.find((one) => one.kind === 'caller') : callerIn(as);
  if (said === undefined) return null;
  if (said.id === null) return 'null';
  const roles = list('[', said.roles.map(quote), ']');
  const claims = [
    ['sub: ', quote(filled(said.id, cells))],
    ...(said.roles.length > 0 ? [['roles: ', roles]] : []),
    ...(said.scopes.length > 0 ? [`scope: ${quote(said.scopes.join(' '))}`] : []),
  ];
  return list('{', claims, '}', true);
}

/** What `as` of one call holds. */
function callerIn(as: JsonLiteral): { id: string | null; roles: readonly string[]; scopes: readonly string[] } {
  const map = entriesOf(as);
  const texts = (value: JsonLiteral | undefined): string[] =>
    Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const id = map.get('id');
  return { id: typeof id === 'string' ? id : null, roles: texts(map.get('roles')), scopes: texts(map.get('scopes')) };
}

function entriesOf(value: JsonLiteral): Map<string, JsonLiteral> {
  return new Map(isMap(value) ? Object.entries(value.map) : []);
}

/** The open task of a step is completed by whoever the scenario says, else by somebody who may. */
function taskCall({ name, input }: ScenarioCall, as: Doc | null, cells: Cells, plan: Plan): Doc {
  const task = allTasks(plan).find(({ step }) => step.name === name);
  const form: Type = { kind: 'object', fields: task?.form ?? [] };
  const roles = list('[', (task?.step.candidates ?? []).map(quote), ']');
  const by = as ?? list('{', ["sub: 'operator'", ['roles: ', roles]], '}', true);
  const body = writtenValue(input ?? { map: {} }, form, cells, plan);
  return list('complete(', [quote(name), body, by], ')');
}

function sent({ endpoint }: OperationPlan, input: JsonLiteral, as: Doc | null, cells: Cells, plan: Plan): Doc {
  const given = [...entriesOf(input)].map(([name, value]) => {
    const field = endpoint.input.find((one) => one.name === name);
    return { name: field?.as ?? name, field, value };
  });
  const of = (place: InputField['in']) =>
    given.filter(({ field }) => (field === undefined || isOfBody(field) ? 'body' : field.in) === place);
  const textOf = (value: JsonLiteral): string => plainText(value, cells);
  const members = (place: InputField['in'], write: (value: JsonLiteral, field: Field | undefined) => Doc): Doc[] =>
    of(place).map(({ name, value, field }): Doc => [key(name), ': ', write(value, field)]);
  const body = members('body', (value, field) => writtenValue(value, field?.type ?? null, cells, plan));
  const cookies = of('cookie').map(({ name, value }) => `${name}=${encodeURIComponent(textOf(value))}`);
  const headers = [
    ...members('header', (value) => quote(textOf(value))),
    ...(cookies.length > 0 ? [`cookie: ${quote(cookies.join('; '))}`] : []),
  ];
  const query = of('query').flatMap(({ name, value }) =>
    (Array.isArray(value) ? value : [value]).map(
      (one) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(one))}`,
    ),
  );
  const path = endpoint.path.replace(/\{([^{}]*)\}/g, (all, name: string) => {
    const found = given.find((one) => one.name === name || one.field?.name === name);
    return found === undefined ? all : encodeURIComponent(textOf(found.value));
  });
  const takesBody = body.length > 0 || endpoint.body !== null || endpoint.input.some(isOfBody);
  const items = [
    ...(takesBody ? [['body: ', list('{', body, '}', true)]] : []),
    ...(headers.length > 0 ? [['headers: ', list('{', headers, '}', true)]] : []),
    ...(as === null ? [] : [['as: ', as]]),
  ];
  const target = [quote(endpoint.method), quote(query.length > 0 ? `${path}?${query.join('&')}` : path)];
  if (items.length === 0) return list('send(', target, ')');
  return hugged('send(', target, { open: '{', items, close: '}', space: true }, ')');
}

/** A value as it stands in a path, a query or a header. */
function plainText(value: JsonLiteral, cells: Cells): string {
  if (typeof value === 'string') return filled(value, cells);
  if (value !== null && typeof value === 'object' && 'number' in value && typeof value.number === 'string')
    return value.number;
  return String(value);
}

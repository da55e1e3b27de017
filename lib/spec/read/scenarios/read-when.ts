import type { Endpoint, Field, JsonLiteral, ScenarioCall, Type } from '../../model.ts';
import { isEmpty, type MapEntry, type YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected } from '../forms.ts';
import { readAnyLiteral } from '../read-literal.ts';
import { inputType } from '../request-types.ts';
import { checkValue } from './check-value.ts';
import type { Examples } from './examples.ts';
import { readCaller } from './read-caller.ts';
import type { ScenarioWorld } from './scenario-world.ts';

const MAX_CALLS = 50;

/**
 * Reads what is called: `{operation: input}`, or a list of such maps in order. `refused` says for which examples a refusal is
 * expected of the last call; what is sent then need not fit.
 */
export function readWhen(
  ctx: ReadContext,
  world: ScenarioWorld,
  examples: Examples,
  node: YamlNode,
  id: string,
  refused: (row: number) => boolean,
): ScenarioCall[] {
  const items = node.kind === 'seq' ? node.items : [node];
  if (items.length > MAX_CALLS)
    ctx.reporter.report('SPC2003', node.span, { expected: `At most ${MAX_CALLS} calls`, found: 'a longer list' });
  return items.slice(0, MAX_CALLS).flatMap((item, i) => {
    const entry = callOf(ctx, item);
    if (entry === null) return [];
    const last = i === items.length - 1;
    const call = readCall(ctx, world, examples, entry, (row) => !last || !refused(row));
    if (call === null) return [];
    const as =
      item.kind === 'map' ? item.entries.find(({ key }) => key.value === 'as' && key !== entry.key) : undefined;
    const by = as === undefined ? null : readCaller(ctx, examples, as.value, as.span);
    return [{ ...call, id: `${id}/when/${i + 1}`, span: entry.span, as: by === null ? null : callerLiteral(by) }];
  });
}

/** The one entry that names what is called; `as` beside it says who calls. */
function callOf(ctx: ReadContext, node: YamlNode): MapEntry | null {
  if (node.kind !== 'map') return expected(ctx, node, 'An operation and its input, such as {createQuote: {…}}');
  const calls = node.entries.filter(({ key }) => key.value !== 'as');
  const [first, second] = calls;
  if (second !== undefined)
    ctx.reporter.report('SPC2003', second.key.span, {
      expected: 'One call, or a list of them in order',
      found: 'a second call in the same map',
    });
  return first ?? expected(ctx, node, 'An operation and its input, such as {createQuote: {…}}');
}

function readCall(
  ctx: ReadContext,
  world: ScenarioWorld,
  examples: Examples,
  { key, value }: MapEntry,
  tried: (row: number) => boolean,
): Pick<ScenarioCall, 'kind' | 'name' | 'input'> | null {
  const name = key.value;
  const operation = world.operations.get(name);
  const task = world.tasks.get(name);
  const input: JsonLiteral = isEmpty(value) ? null : readAnyLiteral(ctx, value).value;
  if (operation !== undefined) {
    checkSent(ctx, world, examples, value, sentTo(operation), tried);
    return { kind: 'operation', name, input };
  }
  if (world.schedules.has(name)) {
    if (!isEmpty(value) && !(value.kind === 'map' && value.entries.length === 0))
      expected(ctx, value, 'Nothing (a schedule takes no input)');
    return { kind: 'schedule', name, input: null };
  }
  if (task !== undefined) {
    checkSent(ctx, world, examples, value, { kind: 'object', fields: task }, tried);
    return { kind: 'task', name, input };
  }
  const suggestion = ctx.reporter.suggest(name, world.operations.keys(), world.schedules.keys(), world.tasks.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] }];
  const what = 'an operation, a schedule, or a step that a person does';
  ctx.reporter.report('TST8501', key.span, { name, what, suggestion }, fixes);
  return null;
}

/** Nothing is sent where nothing is written. */
function checkSent(
  ctx: ReadContext,
  world: ScenarioWorld,
  examples: Examples,
  value: YamlNode,
  type: Type,
  tried: (row: number) => boolean,
): void {
  const { span } = value;
  const sent: YamlNode = isEmpty(value) ? { kind: 'map', span, entries: [], flow: true } : value;
  checkValue(ctx, examples, world.table, sent, type, tried);
}

/** What may be sent: inputs with a default may be left out. */
function sentTo(operation: Endpoint): Type {
  const type = inputType(operation.input, operation.body?.type ?? null);
  if (type.kind !== 'object') return type;
  const withDefault = new Set(operation.input.filter((input) => input.default !== null).map((input) => input.name));
  const fields = type.fields.map(
    (field): Field => (withDefault.has(field.name) ? { ...field, type: { kind: 'optional', of: field.type } } : field),
  );
  return { kind: 'object', fields };
}

function callerLiteral({ id, roles, scopes }: ReturnType<typeof readCaller>): JsonLiteral {
  return { map: { id, roles: [...roles], scopes: [...scopes] } };
}

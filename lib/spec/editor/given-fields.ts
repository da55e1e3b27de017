import type { Field, Model } from '../model.ts';
import type { MapNode, YamlNode } from '../yaml/node.ts';
import { entryOf } from '../yaml/node.ts';

/** What can be given by name at a place, as far as it is typed. */
export type Givable = Pick<Field, 'name' | 'type'>;

/**
 * The names that a map of values may have: the inputs of what the step calls, the fields of what it writes. `step` is the map of
 * the step, `key` the key of it that holds the values, such as `with`. Empty where nothing is known.
 */
export function givenFields(model: Model, step: MapNode, key: string): readonly Givable[] {
  if (key === 'screen') return inputsOfLists(model, entryOf(step, 'against')?.value);
  if (key === 'read') return fieldsOfType(model, textOf(step, 'as'));
  if (key !== 'with') return [];
  for (const { key: kind, value } of step.entries) {
    if (value.kind !== 'scalar') continue;
    const found = TAKERS.get(kind.value)?.(model, value.value);
    if (found !== undefined) return found;
  }
  return [];
}

type Taker = (model: Model, name: string) => readonly Givable[];

const fieldsOfEntity: Taker = (model, name) => model.entities.find((entity) => entity.name === name)?.fields ?? [];

const TAKERS: ReadonlyMap<string, Taker> = new Map([
  ['call', inputsOf],
  ['emit', (model, name) => model.events.find((event) => event.name === name)?.payload ?? []],
  ['run', (model, name) => model.processes.find((process) => process.name === name)?.input ?? []],
  ['decide', (model, name) => model.decisions.find((decision) => decision.name === name)?.inputs ?? []],
  ['create', fieldsOfEntity],
  ['update', fieldsOfEntity],
  ['upsert', fieldsOfEntity],
]);

function inputsOf(model: Model, name: string): readonly Givable[] {
  const [integration] = name.split('.', 1);
  const operations = model.integrations.find((one) => one.name === integration)?.operations;
  return operations?.find((operation) => `${integration}.${operation.name}` === name)?.input ?? [];
}

function inputsOfLists(model: Model, node: YamlNode | undefined): readonly Givable[] {
  const items = node?.kind === 'seq' ? node.items : node === undefined ? [] : [node];
  const inputs = items.flatMap((item) => (item.kind === 'scalar' ? inputsOf(model, item.value) : []));
  return [...new Map(inputs.map((input) => [input.name, input])).values()];
}

function fieldsOfType(model: Model, name: string | null): readonly Givable[] {
  const type = model.types.find((declared) => declared.name === name)?.type;
  return type?.kind === 'object'
    ? type.fields.filter((field) => field.name !== 'text' && field.name !== 'quality')
    : [];
}

function textOf(map: MapNode, key: string): string | null {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' ? value.value : null;
}

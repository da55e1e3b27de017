import { CALL_FAILURES, isCallFailure } from '../../built-in-errors.ts';
import { open } from '../../expressions/static-types.ts';
import type { Entity, EntityField, Given, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { entryOf, isEmpty, type MapEntry, type ScalarNode, type YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected } from '../forms.ts';
import { readAnyLiteral } from '../read-literal.ts';
import type { TypeTable } from '../type-table.ts';
import { checkValue } from './check-value.ts';
import type { Examples } from './examples.ts';
import { readCaller } from './read-caller.ts';
import type { OutsideOperation, ScenarioWorld } from './scenario-world.ts';

/** Reads what is there before: answers of other systems, stored rows, who calls and the time. */
export function readGiven(ctx: ReadContext, world: ScenarioWorld, examples: Examples, node: YamlNode): Given[] {
  if (isEmpty(node)) return [];
  if (node.kind !== 'map') {
    expected(ctx, node, 'A map of what is there before');
    return [];
  }
  return node.entries.flatMap((entry) => readOne(ctx, world, examples, entry));
}

function readOne(ctx: ReadContext, world: ScenarioWorld, examples: Examples, entry: MapEntry): Given[] {
  const { key, value, span } = entry;
  if (key.value === 'caller') return [readCaller(ctx, examples, value, span)];
  if (key.value === 'now') {
    checkValue(ctx, examples, world.table, value, scalar('timestamp'));
    return [{ kind: 'now', text: value.kind === 'scalar' ? value.value : '', span }];
  }
  if (key.value === 'rows' && value.kind === 'map' && !world.table.entities.has('rows'))
    return value.entries.flatMap((inner) => readRows(ctx, world, examples, inner) ?? []);
  const outside = world.outside.get(key.value);
  if (outside !== undefined) return [readStub(ctx, world, examples, entry, outside)];
  const rows = readRows(ctx, world, examples, entry);
  return rows === null ? [] : [rows];
}

/** An answer, or `{fails: timeout}`. */
function readStub(
  ctx: ReadContext,
  world: ScenarioWorld,
  examples: Examples,
  { value, span }: MapEntry,
  { integration, operation: { name: operation, output } }: OutsideOperation,
): Given {
  const at = { kind: 'stub' as const, integration, operation, span };
  const failing = value.kind === 'map' && value.entries.length === 1 ? entryOf(value, 'fails')?.value : undefined;
  const declared = output.some((field) => field.name === 'fails');
  if (failing !== undefined && !declared) {
    const name = failing.kind === 'scalar' ? failing.value : '';
    if (isCallFailure(name)) return { ...at, answer: null, fails: name };
    const expectedNames = [...CALL_FAILURES.keys()];
    const suggestion = ctx.reporter.suggest(name, expectedNames);
    ctx.reporter.report('SPC2008', failing.span, { value: name, expected: expectedNames, suggestion });
    return { ...at, answer: null, fails: null };
  }
  const type: Type = { kind: 'object', fields: output };
  checkValue(ctx, examples, world.table, value, type);
  return { ...at, answer: readAnyLiteral(ctx, value).value, fails: null };
}

function readRows(ctx: ReadContext, world: ScenarioWorld, examples: Examples, entry: MapEntry): Given | null {
  const { key, value, span } = entry;
  const entity = world.table.entities.get(key.value);
  if (entity === undefined) {
    reportUnknown(ctx, world, key);
    return null;
  }
  if (value.kind !== 'seq') return expected(ctx, value, 'A list of rows');
  const type: Type = { kind: 'list', of: storedRow(world.table, entity), length: null };
  checkValue(ctx, examples, world.table, value, type);
  const rows = value.items.map((item) => readAnyLiteral(ctx, item).value);
  return { kind: 'rows', entity: entity.name, rows, span };
}

/** What a row has to say: the stored fields without a default. */
function storedRow(table: TypeTable, entity: Entity): Type {
  if (entity.files !== null) return laidFile(entity);
  const fields = entity.fields
    .filter((field) => field.value === null)
    .map((field) => {
      const left = field.default !== null && !open(table, field.type).optional;
      return left ? { ...field, type: { kind: 'optional' as const, of: field.type } } : field;
    });
  return { kind: 'object', fields };
}

/** A file that lies in a folder: where, and what it holds. */
function laidFile(entity: Entity): Type {
  const fields = entity.fields
    .filter(({ name }) => ['path', 'text', 'bytes'].includes(name))
    .map((field): EntityField => {
      const needed = field.name === 'path' || field.type.kind === 'optional';
      return needed ? field : { ...field, type: { kind: 'optional', of: field.type } };
    });
  return { kind: 'object', fields };
}

function reportUnknown(ctx: ReadContext, world: ScenarioWorld, key: ScalarNode): void {
  // An integration that is only a phrase has no operations: it cannot answer.
  const suggestion = ctx.reporter.suggest(key.value, world.outside.keys(), world.table.entities.keys(), [
    'caller',
    'now',
  ]);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] }];
  ctx.reporter.report(
    'TST8501',
    key.span,
    { name: key.value, what: 'an operation of an integration, an entity, `caller` or `now`', suggestion },
    fixes,
  );
}

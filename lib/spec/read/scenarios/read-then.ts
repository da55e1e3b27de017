import type { Endpoint, Expectation, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { isEmpty, type MapEntry, type YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected } from '../forms.ts';
import { readAnyLiteral } from '../read-literal.ts';
import { readBodyPath } from './body-path.ts';
import { checkValue, partOf } from './check-value.ts';
import { checkPlaceholders, type Examples } from './examples.ts';
import type { ScenarioWorld } from './scenario-world.ts';

const STATUS = scalar('int', { range: { min: '100', max: '599' } });

/**
 * Reads what is expected: of the answer to the last call (`operation`, null if that is none), of stored rows, and of events.
 * `refused` says for which examples a refusal is expected.
 */
export function readThen(
  ctx: ReadContext,
  world: ScenarioWorld,
  examples: Examples,
  node: YamlNode,
  operation: Endpoint | null,
  refused: (row: number) => boolean,
): Expectation[] {
  if (isEmpty(node)) return [];
  if (node.kind !== 'map') {
    expected(ctx, node, 'A map of what is expected');
    return [];
  }
  const reader: ThenReader = { ctx, world, examples, operation, refused };
  return node.entries.flatMap((entry) => readOne(reader, entry));
}

interface ThenReader {
  ctx: ReadContext;
  world: ScenarioWorld;
  examples: Examples;
  operation: Endpoint | null;
  refused: (row: number) => boolean;
}

function readOne(reader: ThenReader, entry: MapEntry): Expectation[] {
  const { ctx, world, examples } = reader;
  const { key, value, span } = entry;
  const name = key.value;
  if (name === 'status') {
    checkValue(ctx, examples, world.table, value, STATUS);
    return [{ kind: 'status', status: readAnyLiteral(ctx, value).value, span }];
  }
  if (name === 'body' || name.startsWith('body.') || name.startsWith('body[')) {
    readBodyPath(ctx, world, examples, entry, reader.operation, reader.refused);
    return [{ kind: 'body', path: name, value: readAnyLiteral(ctx, value).value, span }];
  }
  if (name.startsWith('header.')) {
    checkPlaceholders(ctx, examples, value);
    return [{ kind: 'header', name: name.slice('header.'.length), value: readAnyLiteral(ctx, value).value, span }];
  }
  if (name === 'rows' && value.kind === 'map' && !world.table.entities.has(name))
    return value.entries.flatMap((inner) => readRows(reader, inner) ?? []);
  if (name === 'events' && value.kind === 'map' && !world.events.has(name))
    return value.entries.flatMap((inner) => readEvent(reader, inner) ?? []);
  if (world.table.entities.has(name)) return readRows(reader, entry);
  if (world.events.has(name)) return readEvent(reader, entry);
  reportUnknown(reader, entry);
  return [];
}

/** Rows that have to be there, each by some of its fields; or how many there are. */
function readRows(reader: ThenReader, entry: MapEntry): Expectation[] {
  const { ctx, world, examples } = reader;
  const { key, value, span } = entry;
  const entity = world.table.entities.get(key.value);
  if (entity === undefined) {
    reportUnknown(reader, entry);
    return [];
  }
  const row: Type = { kind: 'entity', name: entity.name };
  const counted = value.kind === 'scalar';
  const type: Type = counted
    ? scalar('int', { range: { min: '0', max: '1000000' } })
    : { kind: 'list', of: partOf(world.table, row), length: null };
  checkValue(ctx, examples, world.table, value, type);
  return [{ kind: 'rows', entity: entity.name, rows: readAnyLiteral(ctx, value).value, span }];
}

/** An event that has to be published, by some of its fields. */
function readEvent(reader: ThenReader, entry: MapEntry): Expectation[] {
  const { ctx, world, examples } = reader;
  const { key, value, span } = entry;
  const event = world.events.get(key.value);
  if (event === undefined) {
    reportUnknown(reader, entry);
    return [];
  }
  if (!isEmpty(value))
    checkValue(ctx, examples, world.table, value, partOf(world.table, { kind: 'object', fields: event.payload }));
  return [{ kind: 'event', event: event.name, payload: readAnyLiteral(ctx, value).value, span }];
}

function reportUnknown({ ctx, world }: ThenReader, { key }: MapEntry): void {
  const others = ['status', 'body'];
  const suggestion = ctx.reporter.suggest(key.value, world.table.entities.keys(), world.events.keys(), others);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] }];
  const what = '`status`, `body.PATH`, `header.NAME`, an entity or an event';
  ctx.reporter.report('TST8501', key.span, { name: key.value, what, suggestion }, fixes);
}

import type { Span } from '../../core/text-range.ts';
import { LANGUAGE } from '../shape/language.ts';
import type { KeyShape, ShapeName } from '../shape/shape.ts';
import { isEmpty, type MapEntry, type MapNode, type YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected } from './forms.ts';

/** The keys of one map that the language knows, by name. */
export interface Keys {
  node: MapNode;
  has(key: string): boolean;
  /** The value of a key; undefined if it is not written or empty. */
  get(key: string): YamlNode | undefined;
  entry(key: string): MapEntry | undefined;
}

/** The language's table, prepared for looking up: this happens for every map on every key stroke. */
const TABLES: ReadonlyMap<string, ShapeTable> = new Map(
  Object.entries(LANGUAGE).map(([name, { keys }]) => {
    const entries = Object.entries(keys);
    const required = entries.filter(([, says]) => says.required === true).map(([key]) => key);
    return [name, { keys: new Map(entries), required }];
  }),
);

interface ShapeTable {
  keys: ReadonlyMap<string, KeyShape>;
  required: readonly string[];
}

const NO_KEYS: ShapeTable = { keys: new Map(), required: [] };

/**
 * Reads the keys of a map by the language's table: unknown keys, empty values and missing keys are
 * reported. `missingAt` is where a missing key is shown. Null if the node is no map (reported).
 */
export function readKeys(ctx: ReadContext, node: YamlNode, shapeName: ShapeName, missingAt: Span): Keys | null {
  const shape = LANGUAGE[shapeName];
  if (node.kind !== 'map') return expected(ctx, node, `A map with the keys of ${shape.name}`);
  const known = new Map<string, MapEntry>();
  const { keys, required } = TABLES.get(shapeName) ?? NO_KEYS;
  for (const entry of node.entries) {
    const key = entry.key.value;
    const says = keys.get(key);
    if (says === undefined) {
      if (key !== '<<') reportUnknown(ctx, entry, [...keys.keys()], shape.name);
    } else if (!known.has(key)) {
      known.set(key, entry);
    }
  }
  for (const key of required) {
    const entry = known.get(key);
    if (entry === undefined || isEmpty(entry.value))
      ctx.reporter.report('SPC2002', entry?.key.span ?? missingAt, { key, where: capital(shape.name) });
  }
  return {
    node,
    has: (key) => known.has(key),
    get: (key) => {
      const value = known.get(key)?.value;
      return value === undefined || isEmpty(value) ? undefined : value;
    },
    entry: (key) => known.get(key),
  };
}

function reportUnknown(ctx: ReadContext, entry: MapEntry, candidates: readonly string[], where: string): void {
  const suggestion = ctx.reporter.suggest(entry.key.value, candidates);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: entry.key.span, text: suggestion }] }];
  ctx.reporter.report('SPC2001', entry.key.span, { key: entry.key.value, where, suggestion }, fixes);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

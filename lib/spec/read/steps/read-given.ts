import type { Fix, TextEdit } from '../../diagnostic.ts';
import type { Scope } from '../../expressions/scope.ts';
import { open } from '../../expressions/static-types.ts';
import type { Assignment, Field } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { declarations } from '../forms.ts';
import { insertKey } from '../insert-key.ts';
import type { Keys } from '../keys.ts';
import { readValue } from '../read-value.ts';

/** Who takes the values: what it is called in messages, and what each value has to fit. */
export interface Taker {
  /** As in "There is no input of `ckyc.search` `nam`". */
  what: string;
  /** As in "`ckyc.search` needs `pan`." */
  needs: string;
  fields: readonly Field[];
}

/**
 * Reads values by name, each of which fits the field of its name. Unknown names and wrong types are reported where they stand,
 * what is missing at the key. `key` is where the values are written: `with`, or the step's kind itself.
 */
export function readGiven(
  ctx: ReadContext,
  scope: Scope,
  keys: Keys,
  key: string,
  id: string,
  taker: Taker,
): Assignment[] {
  const node = keys.get(key);
  const fields = new Map(taker.fields.map((field) => [field.name, field]));
  const given = node === undefined ? [] : declarations(ctx, node, 'value', 'identifier');
  const found = given.flatMap((declaration): Assignment[] => {
    const { name, span } = declaration;
    const field = fields.get(name);
    if (field === undefined) {
      const suggestion = ctx.reporter.suggest(name, fields.keys());
      const at = declaration.key.span;
      const fixes =
        suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: at, text: suggestion }] }];
      ctx.reporter.report('SPC2013', at, { what: taker.what, name, suggestion }, fixes);
      return [];
    }
    const value = readValue(ctx, scope, declaration.value, field.type);
    return value === null ? [] : [{ id: `${id}/${key}/${name}`, span, name, value: value.source }];
  });
  const missing = missingOf(scope, taker.fields, new Set(given.map(({ name }) => name)));
  if (missing.length > 0) {
    const at = keys.entry(key)?.key.span ?? firstKey(keys);
    ctx.reporter.report('FLW5022', at, { what: taker.needs, fields: missing }, giveFix(ctx, scope, keys, key, missing));
  }
  return found;
}

/** Gives what is missing from inputs and steps of the same names, where there are such for all of it. */
function giveFix(ctx: ReadContext, scope: Scope, keys: Keys, key: string, missing: readonly string[]): Fix[] {
  const inputs = scope.input?.kind === 'object' ? scope.input.fields.map(({ name }) => name) : [];
  const values = missing.flatMap((name) =>
    inputs.includes(name) ? [`${name}: =input.${name}`] : scope.steps.has(name) ? [`${name}: =${name}`] : [],
  );
  if (values.length < missing.length || missing.length > 20) return [];
  const text = values.join(', ');
  const node = keys.get(key);
  const edit =
    node === undefined
      ? insertKey(ctx, keys.node, `${key}: {${text}}`)
      : node.kind === 'map' && node.flow
        ? (insertKey(ctx, node, text) ?? fill(node, text))
        : null;
  return edit === null ? [] : [{ title: `Give ${missing.join(', ')}`, edits: [edit] }];
}

/** The edit that writes the first entry of `{}`. */
function fill(node: YamlNode, text: string): TextEdit {
  return { span: node.span, text: `{${text}}` };
}

/** The names of required fields that are not given. */
export function missingOf(scope: Scope, fields: readonly Field[], given: ReadonlySet<string>): string[] {
  return fields
    .filter((field) => !given.has(field.name) && !open(scope.table, field.type).optional)
    .map((field) => field.name);
}

function firstKey(keys: Keys): YamlNode['span'] {
  return keys.node.entries[0]?.key.span ?? keys.node.span;
}

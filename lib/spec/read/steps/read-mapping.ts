import type { Scope } from '../../expressions/scope.ts';
import { open } from '../../expressions/static-types.ts';
import type { Assignment, Field } from '../../model.ts';
import type { ReadContext } from '../context.ts';
import { type Declaration, declarations } from '../forms.ts';
import type { Keys } from '../keys.ts';
import { readValue } from '../read-value.ts';
import type { StepBase } from './step-reading.ts';

/**
 * Reads `with` of a step that hands values to something with named fields: each value has to fit, unknown names are reported,
 * and so are fields that may not be missing. `what` is as in a sentence: "The process `close`".
 */
export function readMapping(
  ctx: ReadContext,
  scope: Scope,
  keys: Keys,
  base: StepBase,
  fields: readonly Field[],
  what: string,
): Assignment[] {
  const node = keys.get('with');
  const byName = new Map(fields.map((field) => [field.name, field]));
  const written = node === undefined ? [] : declarations(ctx, node, 'value', 'identifier');
  const found = written.flatMap((declaration): Assignment[] => {
    const field = byName.get(declaration.name);
    if (field === undefined) {
      reportUnknown(ctx, declaration, byName, what);
      return [];
    }
    const value = readValue(ctx, scope, declaration.value, field.type);
    const { name, span } = declaration;
    return value === null ? [] : [{ id: `${base.id}/with/${name}`, span, name, value: value.source }];
  });
  const given = new Set(written.map(({ name }) => name));
  const missing = fields.filter(({ name, type }) => !given.has(name) && !open(scope.table, type).optional);
  if (missing.length > 0) {
    const span = keys.entry('with')?.key.span ?? keys.node.entries[0]?.key.span ?? base.span;
    ctx.reporter.report('FLW5041', span, { what, fields: missing.map(({ name }) => name) });
  }
  return found;
}

function reportUnknown(
  ctx: ReadContext,
  { key, name }: Declaration,
  fields: ReadonlyMap<string, Field>,
  what: string,
): void {
  const suggestion = ctx.reporter.suggest(name, fields.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] }];
  ctx.reporter.report('SPC2001', key.span, { key: name, where: `what ${lower(what)} takes`, suggestion }, fixes);
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

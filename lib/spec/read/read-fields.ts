import type { Field } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readProtection } from './read-protection.ts';
import { readType, readTypeKeys } from './read-type.ts';

/** The most fields of one list of them. */
const MAX_FIELDS = 200;

/**
 * Reads typed fields that are no inputs of callers: what other systems take and give, what events say. `id` is the path of the
 * list in the model, `subject` what a person calls it. At most 200 are kept; the next one is reported.
 */
export function readFields(ctx: ReadContext, node: YamlNode | undefined, id: string, subject: string): Field[] {
  if (node === undefined) return [];
  const listed = declarations(ctx, node, 'field', 'identifier');
  const beyond = listed[MAX_FIELDS];
  if (beyond !== undefined)
    ctx.reporter.report('SPC2003', beyond.key.span, {
      expected: `A list of at most ${MAX_FIELDS} fields`,
      found: `field ${MAX_FIELDS + 1} of ${listed.length}`,
    });
  return listed.slice(0, MAX_FIELDS).map((declaration) => readField(ctx, declaration, id, subject));
}

function readField(ctx: ReadContext, declaration: Declaration, id: string, subject: string): Field {
  const { name, value, span } = declaration;
  const of = { id: `${id}/${name}`, subject: `${subject}.${name}`, name };
  const keys = value.kind === 'map' ? readKeys(ctx, value, 'field', declaration.key.span) : null;
  const read = keys === null ? readType(ctx, value, of) : readTypeKeys(ctx, keys, of);
  return {
    id: of.id,
    span,
    name,
    type: read.type,
    typeOrigin: read.origin,
    summary: keys === null ? null : summaryOf(ctx, keys),
    protection: keys === null ? null : readProtection(ctx, keys),
  };
}

function summaryOf(ctx: ReadContext, keys: Keys): string | null {
  const node = keys.get('summary');
  return node === undefined ? null : textOf(ctx, node, 'A sentence');
}

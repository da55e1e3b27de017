import type { Classification, MaskName, TypeDeclaration } from '../model.ts';
import { soundsLikeMoney } from '../phrases/type-phrase.ts';
import { isScalarName } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { declarations, oneOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readType, readTypeKeys } from './read-type.ts';

const CLASSES = ['public', 'internal', 'confidential', 'pii', 'sensitive'] as const;
const MASKS = ['omit', 'last4', 'initials', 'year'] as const;

/** Reads the named types. */
export function readTypes(ctx: ReadContext, node: YamlNode): TypeDeclaration[] {
  return declarations(ctx, node, 'type', 'identifier').flatMap((declaration) => {
    const { name, value, key } = declaration;
    if (isScalarName(name)) {
      ctx.reporter.report('SPC2007', key.span, { name, rule: 'it is a built-in type' });
      return [];
    }
    const of = { id: `types/${name}`, subject: name, name };
    const keys = value.kind === 'map' ? readKeys(ctx, value, 'type', key.span) : null;
    const { type } = keys === null ? readType(ctx, value, of) : readTypeKeys(ctx, keys, of);
    const classification = keys?.get('classification');
    const mask = keys?.get('mask');
    if (type.kind === 'scalar' && type.name === 'double' && soundsLikeMoney(name))
      ctx.reporter.report('TYP3006', key.span, { name });
    const read: TypeDeclaration = {
      id: of.id,
      span: declaration.span,
      name,
      type,
      renamedFrom: null,
      encrypt: null,
      hash: null,
      classification:
        classification === undefined ? null : oneOf<Classification>(ctx, classification, CLASSES, 'A classification'),
      mask: mask === undefined ? null : oneOf<MaskName>(ctx, mask, MASKS, 'A mask'),
    };
    return [read];
  });
}

import { remember } from '../incremental/remember.ts';
import type { TypeDeclaration } from '../model.ts';
import { soundsLikeMoney } from '../phrases/type-phrase.ts';
import { isScalarName } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations } from './forms.ts';
import { readKeys } from './keys.ts';
import { protectionOf, readProtection } from './read-protection.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readType, readTypeKeys } from './read-type.ts';

/** Reads the named types. */
export function readTypes(ctx: ReadContext, node: YamlNode): TypeDeclaration[] {
  return declarations(ctx, node, 'type', 'identifier').flatMap((declaration) =>
    remember(ctx, 'type', declaration.key, {}, (at) => readDeclaration(at, declaration)),
  );
}

function readDeclaration(ctx: ReadContext, declaration: Declaration): TypeDeclaration[] {
  const { name, value, key } = declaration;
  if (isScalarName(name) || name === 'text') {
    ctx.reporter.report('SPC2007', key.span, { name, rule: 'it is a built-in type' });
    return [];
  }
  const of = { id: `types/${name}`, subject: name, name };
  const keys = value.kind === 'map' ? readKeys(ctx, value, 'type', key.span) : null;
  const { type } = keys === null ? readType(ctx, value, of) : readTypeKeys(ctx, keys, of);
  if (type.kind === 'scalar' && type.name === 'double' && soundsLikeMoney(name))
    ctx.reporter.report('TYP3006', key.span, { name });
  const read: TypeDeclaration = {
    id: of.id,
    span: declaration.span,
    name,
    type,
    renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, ctx.names.types),
    ...protectionOf(keys === null ? null : readProtection(ctx, keys)),
  };
  return [read];
}

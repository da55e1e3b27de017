import { BUILT_IN_ERRORS, BUILT_IN_TITLES } from '../built-in-errors.ts';
import { partsOf } from '../error-parts.ts';
import type { ErrorDeclaration, Type, TypeDeclaration } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, textOf, wholeNumber } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readType } from './read-type.ts';

/** Stands for all errors: `errors.default.body` is the shape of every answer. */
const ALL = 'default';

/** Reads the named errors, built-in ones that say something else among them; and the shape of all errors, or null. */
export function readErrors(
  ctx: ReadContext,
  node: YamlNode | undefined,
  types: readonly TypeDeclaration[],
): { errors: ErrorDeclaration[]; errorBody: Type | null } {
  if (node === undefined) return { errors: [], errorBody: null };
  let errorBody: Type | null = null;
  const errors = declarations(ctx, node, 'error', 'identifier').flatMap((declaration) => {
    const { name, value, key } = declaration;
    const builtIn = name === ALL || BUILT_IN_ERRORS.has(name);
    const keys = readKeys(ctx, value, builtIn ? 'errorChange' : 'error', key.span);
    if (keys === null) return [];
    const body = readBody(ctx, keys, name, types);
    if (name !== ALL) return [readError(ctx, declaration, keys, body)];
    errorBody = body;
    for (const other of ['status', 'title', 'detail'])
      if (keys.has(other))
        ctx.reporter.report('SPC2001', keys.entry(other)?.key.span ?? key.span, {
          key: other,
          where: '`errors.default`, which only shapes all errors',
          suggestion: null,
        });
    return [];
  });
  return { errors, errorBody };
}

function readError(ctx: ReadContext, declaration: Declaration, keys: Keys, body: Type | null): ErrorDeclaration {
  const { name, span } = declaration;
  const [status, title, detail] = ['status', 'title', 'detail'].map((key) => keys.get(key));
  const usual = BUILT_IN_ERRORS.get(name);
  return {
    id: `errors/${name}`,
    span,
    name,
    renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, ctx.names.errors),
    status:
      (status === undefined ? null : wholeNumber(ctx, status, 'The status of an error', 400, 599)) ?? usual ?? 500,
    title:
      (title === undefined ? null : textOf(ctx, title, 'A sentence')) ?? BUILT_IN_TITLES.get(name) ?? titleOf(name),
    detail: detail === undefined ? null : textOf(ctx, detail, 'A sentence'),
    body,
  };
}

function readBody(ctx: ReadContext, keys: Keys, name: string, types: readonly TypeDeclaration[]): Type | null {
  const node = keys.get('body');
  if (node === undefined) return null;
  const { type } = readType(ctx, node, { id: `errors/${name}/body`, subject: `${name}.body`, name: 'body' });
  // What could not be read is reported already.
  if (type.kind === 'scalar' && type.name === 'json' && !(node.kind === 'scalar' && /json/i.test(node.value)))
    return type;
  const parts = partsOf(type, { types, service: { name: '' }, version: '' }, 'body');
  if (typeof parts === 'string') ctx.reporter.report('SPC2063', node.span, { member: parts });
  else if (parts.kind !== 'object') ctx.reporter.report('SPC2063', node.span, { member: 'body' });
  return type;
}

/** `not_found` is "Not found". */
function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

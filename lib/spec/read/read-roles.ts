import type { Role } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { declarations, textOf } from './forms.ts';
import { readKeys } from './keys.ts';

/** Reads the roles: names, or names with a sentence. */
export function readRoles(ctx: ReadContext, node: YamlNode): Role[] {
  return declarations(ctx, node, 'role', 'identifier', true).map((role) => {
    const at = { id: `roles/${role.name}`, span: role.span, name: role.name };
    if (isEmpty(role.value)) return { ...at, summary: null };
    if (role.value.kind === 'scalar') return { ...at, summary: role.value.value };
    const summary = readKeys(ctx, role.value, 'role', role.key.span)?.get('summary');
    return { ...at, summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence') };
  });
}

import type { Access } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected, scalarsOf } from './forms.ts';
import { readKeys } from './keys.ts';

const NOBODY_SAID: Access = { kind: 'authenticated', roles: [], scopes: [], when: null, origin: 'assumed' };

/** Reads `public`, `authenticated`, or roles and scopes. What cannot be read is never public. */
export function readAccess(ctx: ReadContext, node: YamlNode): Access {
  if (node.kind === 'scalar') {
    if (node.value === 'public') return { kind: 'public', origin: 'written' };
    if (node.value === 'authenticated') return { ...NOBODY_SAID, origin: 'written' };
    if (node.value === 'optional') ctx.reporter.report('SPC2004', node.span, { what: '`access: optional`' });
    else {
      const allowed = ['public', 'authenticated'];
      ctx.reporter.report('SPC2008', node.span, {
        value: node.value,
        expected: allowed,
        suggestion: ctx.reporter.suggest(node.value, allowed),
      });
    }
    return NOBODY_SAID;
  }
  if (node.kind === 'seq') {
    expected(ctx, node, '`public`, `authenticated` or {roles: […], scopes: […]}');
    return NOBODY_SAID;
  }
  const keys = readKeys(ctx, node, 'access', node.span);
  const roles = keys?.get('roles');
  const scopes = keys?.get('scopes');
  return {
    kind: 'authenticated',
    roles: roles === undefined ? [] : readRoleNames(ctx, roles),
    scopes: scopes === undefined ? [] : readScopes(ctx, scopes),
    when: null,
    origin: 'written',
  };
}

/** The names of declared roles; others are reported and left out. */
export function readRoleNames(ctx: ReadContext, node: YamlNode): string[] {
  return scalarsOf(ctx, node, 'roles').flatMap((item) => {
    if (ctx.names.roles.has(item.value)) return [item.value];
    const suggestion = ctx.reporter.suggest(item.value, ctx.names.roles.keys());
    const fixes =
      suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: item.span, text: suggestion }] }];
    ctx.reporter.report('SEC7002', item.span, { name: item.value, suggestion }, fixes);
    return [];
  });
}

function readScopes(ctx: ReadContext, node: YamlNode): string[] {
  return scalarsOf(ctx, node, 'scopes').flatMap((item) => {
    // RFC 6749 §3.3: visible ASCII without space, quote and backslash.
    if (/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(item.value)) return [item.value];
    ctx.reporter.report('SPC2007', item.span, { name: item.value, rule: 'a scope is visible ASCII without spaces' });
    return [];
  });
}

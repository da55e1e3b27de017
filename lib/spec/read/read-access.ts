import type { Scope } from '../expressions/scope.ts';
import type { Access } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected, scalarsOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readCondition } from './read-expression.ts';

const ANY_CALLER = { roles: [], scopes: [], when: null };
const NOBODY_SAID: Access = { kind: 'authenticated', ...ANY_CALLER, origin: 'assumed' };
const WORDS = ['public', 'optional', 'authenticated'];

/**
 * Reads `public`, `optional`, `authenticated`, or roles, scopes and a condition. `scope` is what the condition sees: the caller
 * and the input. What cannot be read is never public.
 */
export function readAccess(ctx: ReadContext, node: YamlNode, scope: Scope): Access {
  if (node.kind === 'scalar') {
    if (node.value === 'public') return { kind: 'public', origin: 'written' };
    if (node.value === 'authenticated' || node.value === 'optional')
      return { kind: node.value, ...ANY_CALLER, origin: 'written' };
    ctx.reporter.report('SPC2008', node.span, {
      value: node.value,
      expected: WORDS,
      suggestion: ctx.reporter.suggest(node.value, WORDS),
    });
    return NOBODY_SAID;
  }
  if (node.kind === 'seq') {
    expected(ctx, node, '`public`, `optional`, `authenticated` or {roles: […], scopes: […]}');
    return NOBODY_SAID;
  }
  const keys = readKeys(ctx, node, 'access', node.span);
  const [roles, scopes, when] = ['roles', 'scopes', 'when'].map((key) => keys?.get(key));
  return {
    kind: 'authenticated',
    roles: roles === undefined ? [] : readRoleNames(ctx, roles),
    scopes: scopes === undefined ? [] : readScopes(ctx, scopes),
    when: when === undefined ? null : (readCondition(ctx, when, scope)?.expr ?? null),
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

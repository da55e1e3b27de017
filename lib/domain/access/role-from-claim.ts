import type { PlatformRole } from './permissions.ts';
import { ROLES } from './roles.ts';

/** What a claim of an identity provider grants: one role, none, or more than one (which is a mistake there). */
export type ClaimedRole = { kind: 'role'; role: PlatformRole } | { kind: 'none' } | { kind: 'several' };

/**
 * Reads the platform role from a claim's value: a word, a text of words, or a list of them. A role is written as its name,
 * or as `plumbline-NAME` or `plumbline:NAME`; letter case does not matter and other words are left alone.
 */
export function roleFromClaim(value: unknown): ClaimedRole {
  const words = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [];
  const found = new Set(words.flatMap(roleOf));
  const [role] = found;
  if (role === undefined) return { kind: 'none' };
  return found.size > 1 ? { kind: 'several' } : { kind: 'role', role };
}

function roleOf(word: unknown): readonly PlatformRole[] {
  if (typeof word !== 'string') return [];
  const name = word.toLowerCase().replace(/^plumbline[-:]/, '');
  return ROLES.filter((role) => role === name);
}

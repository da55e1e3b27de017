import type { Bump, Change } from './change.ts';
import { changeKind } from './change-codes.ts';

/** The part of the version number that changes demand: the highest that one of them does. */
export function bumpOf(changes: readonly Change[]): Bump {
  const demands = new Set(changes.map(demandOf));
  return demands.has('major') ? 'major' : demands.has('minor') ? 'minor' : demands.has('patch') ? 'patch' : 'none';
}

function demandOf(change: Change): Bump {
  if (change.class === 'BREAKING') return 'major';
  return change.class === 'SAFE' && !changeKind(change.code).gains ? 'patch' : 'minor';
}

/** What is wrong with a version number, and the lowest one that would do. */
export interface VersionTooSmall {
  /** The declared version. */
  found: string;
  /** The lowest version that the changes allow. */
  needed: string;
  message: string;
}

/**
 * Whether a declared version is high enough for what changed since the last released one. Both are
 * `major.minor.patch` of at most six digits each, as a model has them. Null if it is. The rule is literal, below 1.0.0 as
 * well: what was approved and released has callers.
 */
export function versionTooSmall(released: string, declared: string, bump: Bump): VersionTooSmall | null {
  const needed = raised(released, bump);
  if (compareVersions(declared, needed) >= 0) return null;
  const message =
    bump === 'none'
      ? `Version ${declared} is below ${released}, which is released.`
      : `Version ${declared} is too small: since ${released} the changes demand a ${bump} version, ${needed} or higher.`;
  return { found: declared, needed, message };
}

function raised(version: string, bump: Bump): string {
  const [major, minor, patch] = numbersOf(version);
  if (bump === 'major') return `${major + 1}.0.0`;
  if (bump === 'minor') return `${major}.${minor + 1}.0`;
  return bump === 'patch' ? `${major}.${minor}.${patch + 1}` : version;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

function numbersOf(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

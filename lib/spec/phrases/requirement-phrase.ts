import type { Control, Period } from '../model.ts';
import { readPeriod, sayPeriod } from './duration.ts';
import { type Reading, WordTaker } from './words.ts';

/** What a requirement in words says: plain facts, and what rules can check. Null where nothing of that is said. */
export interface RequirementValue {
  facts: readonly string[];
  control: Control | null;
}

/** Countries and unions by ISO 3166 codes (`EU` is reserved there), with their names in a sentence. */
const REGIONS: readonly (readonly [RegExp, string, string])[] = [
  [/^(india|in)$/, 'IN', 'India'],
  [/^(eu|europe)$/, 'EU', 'the European Union'],
  [/^(usa|us)$/, 'US', 'the United States'],
  [/^uk$/, 'GB', 'the United Kingdom'],
  [/^singapore$/, 'SG', 'Singapore'],
  [/^germany$/, 'DE', 'Germany'],
  [/^switzerland$/, 'CH', 'Switzerland'],
  [/^japan$/, 'JP', 'Japan'],
  [/^australia$/, 'AU', 'Australia'],
  [/^uae$/, 'AE', 'the United Arab Emirates'],
];

const NOTHING: RequirementValue = { facts: [], control: null };

/**
 * Reads an obligation into plain facts. The name chooses the grammar: `data_residency` (regions), `encryption` (ciphers at
 * rest and in transit), `audit_retention` and other `…retention` (a period), `access_controls` (roles, approvals, factors).
 * A name without a grammar gives no facts, and all words count as not understood.
 */
export function readRequirementPhrase(name: string, text: string): Reading<RequirementValue> {
  const words = new WordTaker(text);
  if (/residency|location|region/.test(name)) return words.reading(residency(words));
  if (/encryption|cryptography/.test(name)) return words.reading(encryption(words));
  if (/retention/.test(name)) return words.reading(retention(words, name));
  if (/access/.test(name)) return words.reading(access(words));
  return words.reading(NOTHING);
}

function residency(words: WordTaker): RequirementValue {
  const regions = REGIONS.filter(([pattern]) => words.takeAll(pattern).length > 0);
  if (regions.length === 0) return NOTHING;
  words.takeAll(/^(only|within|inside|data|stays?|stored|must|remain)$/);
  return {
    facts: [`Data stays in ${regions.map(([, , name]) => name).join(' and ')}.`],
    control: { kind: 'data_residency', regions: regions.map(([, code]) => code) },
  };
}

function encryption(words: WordTaker): RequirementValue {
  const facts: string[] = [];
  const rest =
    words.take(/^aes-?(128|192|256)(-gcm|-cbc)?$/, /^at$/, /^rest$/) ?? words.take(/^aes-?(128|192|256)(-gcm|-cbc)?$/);
  if (rest !== null) facts.push(`Stored data is encrypted with ${rest[0]?.text ?? 'AES'}.`);
  const transit =
    words.take(/^tls$/, /^1\.[0-3]$/, /^in$/, /^transit$/) ??
    words.take(/^tls$/, /^1\.[0-3]$/) ??
    words.take(/^tls-?1\.[0-3]$/);
  const version = transit?.map((word) => /1\.[0-3]/.exec(word.lower)?.[0]).find((found) => found !== undefined);
  if (transit !== null) {
    facts.push(`Connections use TLS ${version ?? ''} or newer.`);
    words.take(/^(or|and)$/, /^(newer|above|later|higher)$/);
  }
  const keys = words.take(/^(kms|hsm)$/)?.[0]?.lower ?? null;
  if (keys !== null) {
    facts.push(`Keys are kept in ${keys}.`);
    words.takeAll(/^(keys?|key-management|managed|kept)$/);
  }
  const rotate = takeEvery(words, /^(rotated|rotation|rotating|changed)$/);
  if (rotate !== null) facts.push(`Keys change every ${sayPeriod(rotate)}.`);
  if (facts.length === 0) return NOTHING;
  const atRest = rest?.[0]?.text ?? null;
  const inTransit = version === undefined ? null : `TLS ${version}`;
  return { facts, control: { kind: 'encryption', atRest, inTransit, keys, rotate } };
}

function retention(words: WordTaker, name: string): RequirementValue {
  const run = words.take(/^\d{1,4}$/, /^(days?|weeks?|months?|years?)$/) ?? words.take(/^\d{1,4}(d|w|y)$/);
  const keep = run === null ? null : readPeriod(run.map((word) => word.lower).join(' '));
  words.takeAll(/^(keep|kept|retain|retained|for|at|least|minimum)$/);
  if (keep === null) return NOTHING;
  // Other retentions are facts: what they are about is not said by their name alone.
  const control: Control | null = /audit/.test(name) ? { kind: 'audit_retention', keep } : null;
  return { facts: [`Records are kept for ${sayPeriod(keep)}.`], control };
}

function access(words: WordTaker): RequirementValue {
  const facts: string[] = [];
  const byRole = words.take(/^(role-based|rbac)$/) !== null || words.take(/^role$/, /^based$/) !== null;
  if (byRole) {
    facts.push('Rights are given by role.');
    words.takeAll(/^(access|control|controls)$/);
  }
  if (
    words.take(/^approval$/, /^(workflows?|process|processes|flows?)$/) !== null ||
    words.takeAll(/^approvals?$/).length > 0
  ) {
    facts.push('Some actions need an approval.');
  }
  if (words.take(/^(mfa|2fa)$/) !== null || words.take(/^multi-factor$/, /^authentication$/) !== null) {
    facts.push('People sign in with more than one factor.');
  }
  if (words.take(/^(four-eyes|dual-control)$/) !== null || words.take(/^four$/, /^eyes$/) !== null) {
    facts.push('A second person confirms.');
  }
  if (words.take(/^least$/, /^privilege$/) !== null) facts.push('Everyone has the least rights that the work needs.');
  const reviewEvery = takeEvery(words, /^(reviewed|review|recertified)$/);
  if (reviewEvery !== null) facts.push(`Rights are looked through every ${sayPeriod(reviewEvery)}.`);
  if (facts.length === 0) return NOTHING;
  const model = byRole ? 'rbac' : null;
  return { facts, control: { kind: 'access_controls', model, approvals: [], reviewEvery } };
}

/** `rotated every 90 days`. */
function takeEvery(words: WordTaker, what: RegExp): Period | null {
  const run =
    words.take(what, /^every$/, /^\d{1,4}$/, /^(days?|weeks?|months?|years?)$/) ??
    words.take(what, /^every$/, /^\d{1,4}(d|w|y)$/);
  return run === null
    ? null
    : readPeriod(
        run
          .slice(2)
          .map((word) => word.lower)
          .join(' '),
      );
}

import { readPeriod, sayPeriod } from './duration.ts';
import { type Reading, WordTaker } from './words.ts';

const REGIONS: readonly (readonly [RegExp, string])[] = [
  [/^(india|in)$/, 'India'],
  [/^(eu|europe)$/, 'the European Union'],
  [/^(usa|us)$/, 'the United States'],
  [/^uk$/, 'the United Kingdom'],
  [/^singapore$/, 'Singapore'],
  [/^germany$/, 'Germany'],
  [/^switzerland$/, 'Switzerland'],
  [/^japan$/, 'Japan'],
  [/^australia$/, 'Australia'],
  [/^uae$/, 'the United Arab Emirates'],
];

/**
 * Reads an obligation into plain facts. The name chooses the grammar: `data_residency` (regions), `encryption` (ciphers at
 * rest and in transit), `audit_retention` and other `…retention` (a period), `access_controls` (roles, approvals, factors).
 * A name without a grammar gives no facts, and all words count as not understood.
 */
export function readRequirementPhrase(name: string, text: string): Reading<readonly string[]> {
  const words = new WordTaker(text);
  if (/residency|location|region/.test(name)) return words.reading(residency(words));
  if (/encryption|cryptography/.test(name)) return words.reading(encryption(words));
  if (/retention/.test(name)) return words.reading(retention(words));
  if (/access/.test(name)) return words.reading(access(words));
  return words.reading([]);
}

function residency(words: WordTaker): string[] {
  const regions = REGIONS.filter(([pattern]) => words.takeAll(pattern).length > 0).map(([, region]) => region);
  if (regions.length === 0) return [];
  words.takeAll(/^(only|within|inside|data|stays?|stored|must|remain)$/);
  return [`Data stays in ${regions.join(' and ')}.`];
}

function encryption(words: WordTaker): string[] {
  const facts: string[] = [];
  const rest =
    words.take(/^aes-?(128|192|256)(-gcm|-cbc)?$/, /^at$/, /^rest$/) ?? words.take(/^aes-?(128|192|256)(-gcm|-cbc)?$/);
  if (rest !== null) facts.push(`Stored data is encrypted with ${rest[0]?.text ?? 'AES'}.`);
  const transit =
    words.take(/^tls$/, /^1\.[23]$/, /^in$/, /^transit$/) ??
    words.take(/^tls$/, /^1\.[23]$/) ??
    words.take(/^tls-?1\.[23]$/);
  if (transit !== null) {
    const version = transit.map((word) => /1\.[23]/.exec(word.lower)?.[0]).find((found) => found !== undefined);
    facts.push(`Connections use TLS ${version ?? ''} or newer.`);
    words.take(/^(or|and)$/, /^(newer|above|later|higher)$/);
  }
  return facts;
}

function retention(words: WordTaker): string[] {
  const run = words.take(/^\d{1,4}$/, /^(days?|weeks?|months?|years?)$/) ?? words.take(/^\d{1,4}(d|w|y)$/);
  const period = run === null ? null : readPeriod(run.map((word) => word.lower).join(' '));
  words.takeAll(/^(keep|kept|retain|retained|for|at|least|minimum)$/);
  return period === null ? [] : [`Records are kept for ${sayPeriod(period)}.`];
}

function access(words: WordTaker): string[] {
  const facts: string[] = [];
  if (words.take(/^(role-based|rbac)$/) !== null || words.take(/^role$/, /^based$/) !== null) {
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
  return facts;
}

import { describe, expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { evaluateCompliance } from './evaluate-compliance.ts';
import type { Finding } from './judge-rule.ts';
import { EDITION } from './rule.ts';
import { RULES } from './rules.ts';
import { CARD_FIXTURES } from './testing/card-fixtures.ts';
import { CERT_IN_FIXTURES } from './testing/cert-in-fixtures.ts';
import type { Fixture, FixturesOf } from './testing/fixture.ts';
import { OTHER_FIXTURES } from './testing/other-fixtures.ts';
import { PMLA_FIXTURES } from './testing/pmla-fixtures.ts';
import { PRIVACY_FIXTURES } from './testing/privacy-fixtures.ts';
import { RBI_FIXTURES } from './testing/rbi-fixtures.ts';
import { RBI_IT_FIXTURES } from './testing/rbi-it-fixtures.ts';
import { SEBI_FIXTURES } from './testing/sebi-fixtures.ts';

/** The type demands three fixtures of every rule. */
const FIXTURES: FixturesOf<(typeof RULES)[number]['id']> = {
  ...PMLA_FIXTURES,
  ...RBI_FIXTURES,
  ...RBI_IT_FIXTURES,
  ...SEBI_FIXTURES,
  ...CERT_IN_FIXTURES,
  ...PRIVACY_FIXTURES,
  ...CARD_FIXTURES,
  ...OTHER_FIXTURES,
};

/** Codes that a rule's failure is said by, and that a fixture may therefore have as an error. */
const RULE_CODES = ['CMP8021', 'CMP8022', 'DAT6534', 'DAT6535'];

describe.each(RULES)('$id', (rule) => {
  const of = FIXTURES[rule.id];

  test.each(['passing', 'failing', 'boundary'] as const)('%s', (which) => {
    const fixture = of[which];
    const { diagnostics } = checkSpec(fixture.text);
    const errors = diagnostics.filter(({ severity, code }) => severity === 'error' && !RULE_CODES.includes(code));
    expect(errors.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    const finding = findingOf(fixture, rule.id);
    expect(finding.result).toBe(fixture.result);
    expect(finding.reasons.map(({ what }) => what).join(' ')).toMatch(fixture.because);
  });

  test('a failure that needs no day is said at its place, others are not', () => {
    for (const fixture of [of.passing, of.failing, of.boundary]) {
      const said = checkSpec(fixture.text).diagnostics.filter(
        ({ code, message }) => RULE_CODES.includes(code) && message.includes(`breaks ${rule.id} (`),
      );
      const timeless = findingOf({ ...fixture, on: undefined }, rule.id, null).result === 'fail';
      expect(said.length > 0).toBe(timeless);
    }
  });

  test('what was not verified is never green', () => {
    const results = [of.passing, of.failing, of.boundary].map((fixture) => findingOf(fixture, rule.id).result);
    if (rule.certainty !== 'P') expect(results).not.toContain('pass');
    if (rule.certainty === 'P' && rule.supersededBy !== null) expect(results).not.toContain('pass');
  });

  test('has evidence, and says what breaks it', () => {
    expect(rule.evidence.length).toBeGreaterThan(0);
    expect([rule.demands, rule.violatedBy].every((text) => /^[A-Z].*\.$/s.test(text))).toBe(true);
    expect(rule.verifiedOn === null).toBe(rule.certainty !== 'P');
  });
});

test('rules have ids of their own', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

function findingOf(
  fixture: Omit<Fixture, 'on'> & { on?: string | undefined },
  id: string,
  on: string | null = fixture.on ?? EDITION,
): Finding {
  const { model } = checkSpec(fixture.text);
  if (model === null) throw new Error(`The fixture of ${id} has no model.`);
  const finding = evaluateCompliance(model, { on })
    .frameworks.flatMap(({ findings }) => findings)
    .find(({ rule }) => rule.id === id);
  if (finding === undefined) throw new Error(`The fixture of ${id} does not name its framework.`);
  return finding;
}

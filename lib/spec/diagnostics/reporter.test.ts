import { expect, test } from 'vitest';
import { checkSpec, openSession } from '../check-spec.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { createReporter, MAX_DIAGNOSTICS } from './reporter.ts';

/** An operation with so many inputs of type `float`: an information each, all said by one reader. */
function remarks(count: number, end = ''): string {
  const inputs = Array.from({ length: count }, (_, i) => `      - value_${i}: float\n`).join('');
  return `service: a\nversion: 1.0.0\nendpoints:\n  - path: /a\n    method: POST\n    operation: op\n    access: public\n    input:\n${inputs}    output: [{x: {type: int, value: 1}}]\n${end}`;
}

const TWICE = 'roles: [a, a]\n';

function counted(found: readonly Diagnostic[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, severity } of found) counts[`${severity} ${code}`] = (counts[`${severity} ${code}`] ?? 0) + 1;
  return counts;
}

test('where only remarks are left out the text still checks, and that is said as a remark', () => {
  const { model, diagnostics, readiness } = checkSpec(remarks(1_500));
  expect(counted(diagnostics)).toEqual({ 'information SPC2009': 1, 'information TYP3003': MAX_DIAGNOSTICS });
  expect(diagnostics[0]?.message).toBe('500 more remarks are not shown. None of them is an error or a warning.');
  expect([model === null, readiness.errors]).toEqual([false, 0]);
});

test('an error behind many remarks is shown', () => {
  const { diagnostics, readiness } = checkSpec(remarks(1_500, TWICE));
  expect(counted(diagnostics)).toEqual({
    'information SPC2009': 1,
    'information TYP3003': MAX_DIAGNOSTICS - 1,
    'error SPC2006': 1,
  });
  expect(readiness.errors).toBe(1);
});

test('what a session remembers counts as what is read again: by severity', () => {
  const session = openSession();
  for (const text of [remarks(1_500), remarks(1_500, TWICE), remarks(1_501, TWICE), remarks(999), remarks(1_500)])
    expect(session.check(text).diagnostics).toEqual(checkSpec(text).diagnostics);
});

test('what is left out is as severe as the worst of it, and of equally bad ones the last said are left out', () => {
  const at = (start: number): { start: number; end: number } => ({ start, end: start });
  const warned = createReporter();
  for (let i = 0; i < MAX_DIAGNOSTICS + 3; i++) warned.report('SPC2011', at(i), { assumption: 'A remark.' });
  for (let i = 0; i < MAX_DIAGNOSTICS + 2; i++) warned.report('DEC6006', at(i), { number: 1, impossible: false });
  const found = warned.diagnostics();
  expect(counted(found)).toEqual({ 'warning SPC2009': 1, 'warning DEC6006': MAX_DIAGNOSTICS });
  expect(found[0]?.message).toBe('1005 more warnings and remarks are not shown. Mend these first.');
  expect(found.at(-1)?.span).toEqual(at(MAX_DIAGNOSTICS - 1));
  warned.skip('error', 1);
  expect(warned.diagnostics()[0]).toMatchObject({ code: 'SPC2009', severity: 'error' });
});

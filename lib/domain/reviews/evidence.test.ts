import { describe, expect, test } from 'vitest';
import { compareEvidence } from './compare-evidence.ts';
import { type Evidence, evidenceText } from './evidence.ts';
import { evidence } from './testing/evidence.ts';

test('equal content gives the same text, in whatever order it was read', () => {
  const { files, gates, tests } = evidence();
  const shuffled = evidence({
    files: [...files].reverse(),
    gates: [...gates].reverse(),
    tests: [...tests].reverse(),
    specification: { version: 1, digest: 'd'.repeat(64), authors: ['asha'] },
  });
  expect(evidenceText(shuffled)).toBe(evidenceText(evidence()));
  expect(compareEvidence(evidence(), shuffled)).toEqual([]);
});

describe('any other content gives another text, and is named', () => {
  const file = { path: 'src/main.ts', hash: 'c'.repeat(64) };
  test.each<[string, Partial<Evidence>, string[]]>([
    [
      'specification',
      { specification: { version: 1, digest: 'e'.repeat(64), authors: ['asha'] } },
      ['The specification is another text.'],
    ],
    [
      'authors',
      { specification: { version: 1, digest: 'd'.repeat(64), authors: ['asha', 'mina'] } },
      ['The authors are others.'],
    ],
    ['one byte of a file', { files: [evidence().files[0] ?? file, file] }, ['1 file changed: src/main.ts.']],
    ['a file more', { files: [...evidence().files, { ...file, path: 'x' }] }, ['1 file changed: x.']],
    ['a gate', { gates: [{ gate: 'tests', status: 'passed' }] }, ['1 gate result changed: types.']],
    [
      'a test result',
      { tests: [{ name: 'contract › answers 200', status: 'failed' }, ...evidence().tests.slice(1)] },
      ['1 test result changed: contract › answers 200.'],
    ],
    [
      'what is left to people',
      { notPrecise: { prose: 4, assumed: 1, notUnderstood: 0 } },
      ['What is left to people or assumed is counted differently.'],
    ],
    [
      'a release in the meantime',
      { previousRelease: { number: 2, digest: 'f'.repeat(64) } },
      ['Release 2 was made in the meantime: the change is now measured against it.'],
    ],
  ])('%s', (_, changes, sentences) => {
    const other = evidence(changes);
    expect(evidenceText(other)).not.toBe(evidenceText(evidence()));
    expect(compareEvidence(evidence(), other)).toEqual(sentences);
  });

  test('a run, an environment or a requester of another name', () => {
    const run = evidence({ run: { ...evidence().run, requestedBy: 'mina' } });
    expect(evidenceText(run)).not.toBe(evidenceText(evidence()));
    expect(evidenceText(evidence({ service: 'other' }))).not.toBe(evidenceText(evidence()));
  });
});

test('names that try to look like structure stay inside their string', () => {
  const one = evidence({ tests: [{ name: 'a","status":"passed"},{"name":"b', status: 'passed' }] });
  const two = evidence({
    tests: [
      { name: 'a', status: 'passed' },
      { name: 'b', status: 'passed' },
    ],
  });
  expect(evidenceText(one)).not.toBe(evidenceText(two));
  expect(JSON.parse(evidenceText(one)).tests).toEqual(one.tests);
});

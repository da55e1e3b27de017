import { describe, expect, test } from 'vitest';
import type { RunStatus } from '../runs/events.ts';
import type { Evidence } from './evidence.ts';
import { evidence } from './testing/evidence.ts';
import { mayReject, maySign, type SigningQuestion } from './who-may-sign.ts';

const ASHA = 'author';
const OMAR = 'starter';
const RAVI = 'second person';

const question = (changes: Partial<SigningQuestion> = {}): SigningQuestion => ({
  person: { id: RAVI, role: 'expert' },
  run: { status: 'waiting', startedBy: OMAR },
  versionAuthors: [ASHA],
  decisions: [],
  evidence: evidence(),
  ...changes,
});

const no = (reason: string) => ({ ok: false, reason });

describe('a second person', () => {
  test('may sign a waiting run whose gates have passed', () => {
    expect(maySign(question())).toEqual({ ok: true });
    expect(maySign(question({ person: { id: RAVI, role: 'architect' } }))).toEqual({ ok: true });
  });

  test('is never an author of the version, whatever their role', () => {
    const person = { id: ASHA, role: 'orchestrator' } as const;
    expect(maySign(question({ person }))).toEqual(no('You wrote part of this version: a second person must decide.'));
    expect(mayReject(question({ person }))).toEqual(no('You wrote part of this version: a second person must decide.'));
  });

  test('is never the person who started the run', () => {
    const person = { id: OMAR, role: 'orchestrator' } as const;
    expect(maySign(question({ person }))).toEqual(no('You started this run: a second person must decide.'));
  });

  test('has a role that decides reviews: monitors and administrators do not', () => {
    expect(maySign(question({ person: { id: RAVI, role: 'monitor' } }))).toEqual(
      no('Your role (monitor) does not decide reviews.'),
    );
    expect(maySign(question({ person: { id: RAVI, role: 'administrator' } }))).toEqual(
      no('Your role (administrator) does not decide reviews.'),
    );
  });
});

describe('a run', () => {
  test.each<[RunStatus, string]>([
    ['queued', 'The run has not started yet.'],
    ['running', 'The run is still working: it is not waiting for a decision.'],
    ['succeeded', 'The run is finished.'],
    ['failed', 'The run failed: there is nothing to approve.'],
    ['rejected', 'The run was rejected.'],
    ['cancelled', 'The run was cancelled.'],
  ])('that is %s is not decided', (status, reason) => {
    const run = { status, startedBy: OMAR };
    expect(maySign(question({ run }))).toEqual(no(reason));
    expect(mayReject(question({ run }))).toEqual(no(reason));
  });

  test('is decided once: by the same person, or by another one', () => {
    expect(maySign(question({ decisions: [{ personId: RAVI, decision: 'approved' }] }))).toEqual(
      no('You have approved this run already.'),
    );
    expect(mayReject(question({ decisions: [{ personId: 'else', decision: 'rejected' }] }))).toEqual(
      no('Another person has rejected this run already.'),
    );
  });
});

describe('evidence', () => {
  test.each<[string, Partial<Evidence>, string]>([
    ['a gate failed', { gates: [gate('types', 'failed'), gate('tests')] }, 'The gate “types” failed.'],
    ['a required gate is missing', { gates: [gate('types')] }, 'The gate “tests” has not run.'],
    ['a gate was not run', { gates: [gate('types'), gate('tests', 'not_run')] }, 'The gate “tests” has not run.'],
    [
      'any other gate did not pass',
      { gates: [gate('types'), gate('tests'), gate('licences', 'not_run')] },
      'The gate “licences” has not passed.',
    ],
    [
      'a test failed although its gate claims to have passed',
      {
        tests: [
          { name: 'a', status: 'passed' },
          { name: 'b', status: 'failed' },
        ],
      },
      'One test failed.',
    ],
    ['no test passed', { tests: [{ name: 'a', status: 'skipped' }] }, 'No test has passed.'],
    ['there is no file', { files: [] }, 'There are no generated files.'],
  ])('forbids a yes when %s, never a no', (_, changes, reason) => {
    const asked = question({ evidence: { ...evidence(), ...changes } });
    expect(maySign(asked)).toEqual(no(reason));
    expect(mayReject(asked)).toEqual({ ok: true });
  });
});

function gate(name: string, status: 'passed' | 'failed' | 'not_run' = 'passed') {
  return { gate: name, status };
}

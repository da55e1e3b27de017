import { hasOwnBodies, platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** test/failures.test.ts: what callers read when work outside fails; null where nothing is done outside. */
export function failuresTests({ model }: Plan): string {
  const { status } = platformError('unavailable', model);
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import { CallFailed, FAILURES } from '../src/platform/failures.ts';
    import { asProblem${when(!hasOwnBodies(model), ', problemDocument')} } from '../src/platform/problems.ts';

    test('a failure outside is told by its kind, and tells nothing of the other system', () => {
      const told = Object.entries(FAILURES).map(([failure, { name, status, title }]) => [failure, name, status, title]);
      assert.deepEqual(told, [
        ['timeout', 'timeout', 504, 'Another system did not answer in time'],
        ['unavailable', 'unavailable', ${status}, 'Another system is not available'],
        ['rate_limited', 'rate_limited', 503, 'Another system is asked too often'],
        ['rejected', 'rejected', 502, 'Another system refused the request'],
        ['invalid_response', 'invalid_response', 502, 'Another system gave an unreadable answer'],
      ]);
      const failed = new CallFailed('timeout');
      assert.deepEqual([failed.failure, failed.retryAfterMs, asProblem(failed)], ['timeout', 0, failed]);
      assert.equal(new CallFailed('rate_limited', 1500).retryAfterMs, 1500);
      ${when(!hasOwnBodies(model), DOCUMENT)}
    });
  `;
}

const DOCUMENT = code`
  assert.deepEqual(problemDocument(failed), {
    type: 'urn:problem:timeout',
    title: 'Another system did not answer in time',
    status: 504,
  });
`;

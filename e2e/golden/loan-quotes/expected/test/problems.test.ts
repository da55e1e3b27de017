import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as errors from '../src/errors.ts';
import * as problems from '../src/platform/problems.ts';

test('errors are called and answered as the specification says', () => {
  const told: [error: problems.NamedError, name: string, status: number, title: string][] = [
    [problems.unauthenticated, 'unauthenticated', 401, 'A valid token is needed'],
    [problems.forbidden, 'forbidden', 403, 'You have no right to do this'],
    [problems.invalid_input, 'invalid_input', 400, 'The request is not valid'],
    [problems.not_found, 'not_found', 404, 'There is no such thing'],
    [problems.timed_out, 'timed_out', 408, 'The request took too long to arrive'],
    [problems.conflict, 'conflict', 409, 'It was changed in the meantime'],
    [problems.too_large, 'too_large', 413, 'The request is too large'],
    [problems.unsupported, 'unsupported', 415, 'This media type is not read here'],
    [problems.internal, 'internal', 500, 'The service failed'],
    [problems.unavailable, 'unavailable', 503, 'The service is not ready'],
    [errors.unknown_quote, 'unknown_quote', 404, 'Quote is not known'],
    [errors.not_eligible, 'not_eligible', 422, 'No loan can be offered'],
  ];
  for (const [error, name, status, title] of told) {
    assert.deepEqual([error.name, error.status, error.title], [name, status, title]);
  }
});

test('a problem says more only where there is more to say', () => {
  const { name, status, title } = problems.conflict;
  const plain = { type: `urn:problem:${name}`, title, status };
  const said = (...more: [detail?: string, faults?: problems.Fault[]]) =>
    problems.problemDocument(new problems.Problem({ name, status, title }, ...more));
  assert.deepEqual(said(), plain);
  assert.deepEqual(said('The row is gone'), { ...plain, detail: 'The row is gone' });
  const errors = [{ path: '/a', message: 'is wrong' }];
  assert.deepEqual(said(undefined, errors), { ...plain, errors });
  const known = problems.problemDocument(new problems.Problem({ name, status, title, detail: 'Try again' }));
  assert.deepEqual(known, { ...plain, detail: 'Try again' });
});

test('what the database and the framework refuse is told by its kind, and all else is a failure of the service', () => {
  const as = (error: unknown) => problems.asProblem(error).error;
  for (const code of ['23505', '23503', '40001', '40P01']) {
    assert.equal(as(Object.assign(new Error(), { code })), problems.conflict);
  }
  const nobody = problems.asProblem(Object.assign(new Error(), { code: '22P02' }));
  assert.equal(nobody.error, problems.forbidden);
  assert.equal(nobody.message, 'The caller has no id that is known here');
  assert.equal(as(Object.assign(new Error(), { code: '57P01' })), problems.unavailable);
  const http = (statusCode: number) => as(Object.assign(new Error(), { statusCode }));
  assert.equal(http(404), problems.not_found);
  assert.equal(http(408), problems.timed_out);
  assert.equal(http(413), problems.too_large);
  assert.equal(http(415), problems.unsupported);
  assert.deepEqual([http(400), http(499)], [problems.invalid_input, problems.invalid_input]);
  assert.deepEqual([http(399), http(500)], [problems.internal, problems.internal]);
  assert.equal(as(new Error('its text is nobody’s business')), problems.internal);
  assert.equal(as({ statusCode: 404 }), problems.internal);
  const problem = new problems.Problem(problems.conflict);
  assert.equal(problems.asProblem(problem), problem);
});

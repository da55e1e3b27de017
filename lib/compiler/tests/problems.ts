import { BUILT_IN_NAMES, hasOwnBodies, platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** The errors that every service answers with, however it came to them. */
const ALWAYS = [
  'invalid_input',
  'not_found',
  'timed_out',
  'conflict',
  'too_large',
  'unsupported',
  'internal',
  'unavailable',
];

/** test/problems.test.ts: what errors are called, and what other errors become. */
export function problemsTests({ model, errorNames }: Plan): string {
  const own = model.errors.filter(({ name }) => !BUILT_IN_NAMES.includes(name));
  const told = ['unauthenticated', 'forbidden', ...ALWAYS].map((name): Doc => {
    const { status, title } = platformError(name, model);
    return list('[', [`problems.${name}`, quote(name), String(status), quote(title)], ']');
  });
  const declared = own.map(({ name, status, title }): Doc => {
    return list('[', [`errors.${errorNames.get(name) ?? name}`, quote(name), String(status), quote(title)], ']');
  });
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/errors.ts', ...(own.length > 0 ? ['default * as errors'] : [])],
      ['../src/platform/problems.ts', 'default * as problems'],
    ])}

    test('errors are called and answered as the specification says', () => {
      ${print(['const told: [error: problems.NamedError, name: string, status: number, title: string][] = ', rows('[', [...told, ...declared], ']'), ';'], 2)}
      for (const [error, name, status, title] of told) {
        assert.deepEqual([error.name, error.status, error.title], [name, status, title]);
      }
    });

    ${when(!hasOwnBodies(model), DOCUMENT)}

    test('what the database and the framework refuse is told by its kind, and all else is a failure of the service', () => {
      const as = (error: unknown) => problems.asProblem(error).error;
      for (const code of ['23505', '23503', '40001', '40P01']) {
        assert.equal(as(Object.assign(new Error(), { code })), problems.conflict);
      }
      ${when(model.entities.length > 0, NOT_AN_ID)}
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
  `;
}

const NOT_AN_ID = code`
  const nobody = problems.asProblem(Object.assign(new Error(), { code: '22P02' }));
  assert.equal(nobody.error, problems.forbidden);
  assert.equal(nobody.message, 'The caller has no id that is known here');
`;

const DOCUMENT = code`
  test('a problem says more only where there is more to say', () => {
    const { name, status, title } = problems.conflict;
    const plain = { type: \`urn:problem:\${name}\`, title, status };
    const said = (...more: [detail?: string, faults?: problems.Fault[]]) =>
      problems.problemDocument(new problems.Problem({ name, status, title }, ...more));
    assert.deepEqual(said(), plain);
    assert.deepEqual(said('The row is gone'), { ...plain, detail: 'The row is gone' });
    const errors = [{ path: '/a', message: 'is wrong' }];
    assert.deepEqual(said(undefined, errors), { ...plain, errors });
    const known = problems.problemDocument(new problems.Problem({ name, status, title, detail: 'Try again' }));
    assert.deepEqual(known, { ...plain, detail: 'Try again' });
  });
`;

import { expect, test } from 'vitest';
import { modelOfSections, problemsOf } from '../testing/problems-of.ts';

test('errors have a status and a title; built-in ones may say something else, and one entry shapes all', () => {
  const { errors, errorBody } = modelOfSections(
    'errors:\n  over_limit: {status: 422, title: Over the limit, detail: Ask for less., renamedFrom: too_much}\n  not_found: {title: No such article}\n  default: {body: {fields: {code: string, message: string}}}\n',
  );
  expect(errors).toMatchObject([
    {
      name: 'over_limit',
      status: 422,
      title: 'Over the limit',
      detail: 'Ask for less.',
      body: null,
      renamedFrom: 'too_much',
    },
    { name: 'not_found', status: 404, title: 'No such article' },
  ]);
  expect(modelOfSections('errors: {not_found: {status: 410}}\n').errors).toMatchObject([
    { name: 'not_found', status: 410, title: 'There is no such thing' },
  ]);
  expect(errorBody).toMatchObject({ kind: 'object', fields: [{ name: 'code' }, { name: 'message' }] });
});

test('what shapes all errors is none that could be raised', () => {
  const raised =
    'endpoints:\n  - {path: /a, method: GET, operation: op, access: public, processing: [{stop: {raise: default}}]}\n';
  expect(problemsOf(`errors: {default: {body: {fields: {code: string}}}}\n${raised}`)).toEqual(['SPC2013 default']);
});

test.each([
  ['an error of its own without a title', 'errors: {a: {status: 404}}', ['SPC2002 a']],
  ['a status of success', 'errors: {a: {status: 200, title: A}}', ['SPC2017 200']],
  ['a status for all errors', 'errors: {default: {status: 500}}', ['SPC2001 status']],
  ['a body of an unknown type', 'errors: {a: {status: 400, title: A, body: Bdy}}\ntypes: {Body: int}', ['TYP3001 Bdy']],
])('%s is refused', (_, text, problems) => {
  expect(problemsOf(`${text}\n`)).toEqual(problems);
});

import { expect, test } from 'vitest';
import { endpointOf, modelOfSections, problemsOf } from '../../testing/problems-of.ts';

const ERRORS = "errors: {no_rate: {status: 422, title: There is no rate}}\ntypes: {Nick: 'string?'}\n";
const setting = (step: string, output = '{r: {type: int, value: =rate * 2}}'): string =>
  ERRORS +
  endpointOf(
    'POST',
    '/a',
    "input: [{rate: 'int?'}, {nick: Nick}]",
    `processing: [{rate: {${step}}}]`,
    `output: [${output}]`,
  );

test('behind `else` a value is there, whatever its type is called', () => {
  expect(problemsOf(setting('set: =input.rate, else: no_rate'))).toEqual([]);
  expect(problemsOf(setting('set: =input.nick, else: no_rate', '{r: {type: string, value: =rate}}'))).toEqual([]);
  expect(problemsOf(setting('set: =input.rate'))).toEqual(['EXP4005 rate']);
  expect(problemsOf(setting('when: input.nick != null, set: =input.rate, else: no_rate'))).toEqual(['EXP4005 rate']);
});

test('the error is kept in the model, and has to be one', () => {
  const { endpoints } = modelOfSections(setting('set: =input.rate, else: no_rate'));
  expect(endpoints[0]?.processing[0]).toMatchObject({ kind: 'set', else: 'no_rate' });
  expect(problemsOf(setting('set: =input.rate, else: no_rte'))).toContain('SPC2013 no_rte');
  expect(problemsOf(setting('set: 5, else: no_rate'))).toEqual(['FLW5069 else']);
});

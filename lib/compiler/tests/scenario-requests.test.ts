import { expect, test } from 'vitest';
import { compile } from '../compile.ts';
import { goldenText, modelOf } from '../testing/read-golden.ts';

const TEXT = goldenText('loan-origination');
const SENT = {
  applicant: {
    name: 'Asha Rao',
    born: '1990-04-12',
    pan: 'ABCDE1234F',
    employment: 'salaried',
    monthly_income: '90000.00',
    monthly_debts: '5000.00',
  },
  amount: '300000.00',
  months: 36,
};

/** The named examples of the request's body, and the load profile, of the service that a text compiles to. */
function examplesOf(text: string): { named: unknown; load: string } {
  const { files } = compile(modelOf(text));
  const file = (path: string): string => files.find((one) => one.path === path)?.text ?? '{}';
  const { paths } = JSON.parse(file('openapi.json'));
  return {
    named: paths['/applications'].post.requestBody.content['application/json'].examples,
    load: file('test/load.ts'),
  };
}

test('a request of a scenario that ends well is an example of the operation, and what load is made of', () => {
  const { named, load } = examplesOf(TEXT);
  expect(named).toEqual({ priced_by_history: { value: SENT } });
  expect(load).toContain("pan: 'ABCDE1234F'");
});

test.each([
  ['ends badly', TEXT.replace('then: {status: 201,', 'then: {status: 422,')],
  [
    'has rows stored before',
    TEXT.replace('      given:\n        credit', '      given:\n        Application: []\n        credit'),
  ],
  [
    'tells the time',
    TEXT.replace('      given:\n        credit', '      given:\n        now: 2026-01-01T00:00:00Z\n        credit'),
  ],
])('one that %s is none', (_, text) => {
  expect(text).not.toBe(TEXT);
  const { named, load } = examplesOf(text);
  expect(named).toBeUndefined();
  expect(load).toContain('applyExample');
});

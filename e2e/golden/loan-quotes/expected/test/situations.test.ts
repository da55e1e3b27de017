import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { insertQuote } from '../src/data/quote.ts';
import { createQuoteExample } from './examples.ts';
import { db, send } from './fixture.ts';

/** When the rows were stored that are there beforehand. */
const now = '2025-03-14T12:00:00.000Z';

describe('createQuote', () => {
  const ask = (body: object = createQuoteExample) => send('POST', '/quotes', { body });

  test('answers 200 to the example', async () => {
    const answer = await ask();
    assert.equal(answer.status, 200, answer.text);
    assert.partialDeepStrictEqual(answer.body, { grade: 'standard', yearly_rate: '12.40', monthly_payment: '2.22' });
    await holds('SELECT amount, months, grade, yearly_rate, monthly_payment, quoted_by FROM quote', [
      {
        amount: '100.00',
        months: 84,
        grade: 'standard',
        yearly_rate: '12.40',
        monthly_payment: '2.22',
        quoted_by: 'caller',
      },
    ]);
  });

  test('answers 422 not_eligible with amount 300.00', async () => {
    const before = await stored();
    const answer = await ask({ ...createQuoteExample, amount: '300.00' });
    assert.equal(answer.status, 422, answer.text);
    assert.partialDeepStrictEqual(answer.body, { type: 'urn:problem:not_eligible' });
    assert.deepEqual(await stored(), before);
  });

  test('answers 422 not_eligible with months 6', async () => {
    const before = await stored();
    const answer = await ask({ ...createQuoteExample, months: 6 });
    assert.equal(answer.status, 422, answer.text);
    assert.partialDeepStrictEqual(answer.body, { type: 'urn:problem:not_eligible' });
    assert.deepEqual(await stored(), before);
  });

  test('answers 422 not_eligible with monthly_income 1.00', async () => {
    const before = await stored();
    const answer = await ask({ ...createQuoteExample, monthly_income: '1.00' });
    assert.equal(answer.status, 422, answer.text);
    assert.partialDeepStrictEqual(answer.body, { type: 'urn:problem:not_eligible' });
    assert.deepEqual(await stored(), before);
  });

  test('answers 200 with monthly_income 10.00', async () => {
    const answer = await ask({ ...createQuoteExample, monthly_income: '10.00' });
    assert.equal(answer.status, 200, answer.text);
    assert.partialDeepStrictEqual(answer.body, { grade: 'prime', yearly_rate: '9.75', monthly_payment: '2.00' });
    await holds('SELECT amount, months, grade, yearly_rate, monthly_payment, quoted_by FROM quote', [
      {
        amount: '100.00',
        months: 84,
        grade: 'prime',
        yearly_rate: '9.75',
        monthly_payment: '2.00',
        quoted_by: 'caller',
      },
    ]);
  });

  test('answers 200 when it is asked again', async () => {
    assert.ok((await ask()).status < 400);
    const answer = await ask();
    assert.equal(answer.status, 200, answer.text);
    assert.partialDeepStrictEqual(answer.body, { grade: 'standard', yearly_rate: '12.40', monthly_payment: '2.22' });
    await holds('SELECT amount, months, grade, yearly_rate, monthly_payment, quoted_by FROM quote', [
      {
        amount: '100.00',
        months: 84,
        grade: 'standard',
        yearly_rate: '12.40',
        monthly_payment: '2.22',
        quoted_by: 'caller',
      },
      {
        amount: '100.00',
        months: 84,
        grade: 'standard',
        yearly_rate: '12.40',
        monthly_payment: '2.22',
        quoted_by: 'caller',
      },
    ]);
  });
});

describe('getQuote', () => {
  const ask = () => send('GET', '/quotes/00000000-0000-4000-8000-000000000000');

  test('answers 200 to the example', async () => {
    await insertQuote(db, now, {
      id: '00000000-0000-4000-8000-000000000000',
      amount: '0.00',
      months: 6,
      grade: 'prime',
      yearly_rate: '0.00',
      monthly_payment: '0.00',
      quoted_by: 'text',
    });
    const answer = await ask();
    assert.equal(answer.status, 200, answer.text);
    assert.partialDeepStrictEqual(answer.body, {
      id: '00000000-0000-4000-8000-000000000000',
      amount: '0.00',
      months: 6,
      grade: 'prime',
      monthly_payment: '0.00',
      created_at: '2025-03-14T12:00:00.000Z',
    });
    await holds('SELECT id, amount, months, grade, yearly_rate, monthly_payment, quoted_by, created_at FROM quote', [
      {
        id: '00000000-0000-4000-8000-000000000000',
        amount: '0.00',
        months: 6,
        grade: 'prime',
        yearly_rate: '0.00',
        monthly_payment: '0.00',
        quoted_by: 'text',
        created_at: '2025-03-14T12:00:00.000Z',
      },
    ]);
  });

  test('answers 404 unknown_quote where there is no Quote', async () => {
    const before = await stored();
    const answer = await ask();
    assert.equal(answer.status, 404, answer.text);
    assert.partialDeepStrictEqual(answer.body, { type: 'urn:problem:unknown_quote' });
    assert.deepEqual(await stored(), before);
  });

  test('answers 200 where Quote.amount is 12.34', async () => {
    await insertQuote(db, now, {
      id: '00000000-0000-4000-8000-000000000000',
      amount: '12.34',
      months: 6,
      grade: 'prime',
      yearly_rate: '0.00',
      monthly_payment: '0.00',
      quoted_by: 'text',
    });
    const answer = await ask();
    assert.equal(answer.status, 200, answer.text);
    assert.partialDeepStrictEqual(answer.body, {
      id: '00000000-0000-4000-8000-000000000000',
      amount: '12.34',
      months: 6,
      grade: 'prime',
      monthly_payment: '0.00',
      created_at: '2025-03-14T12:00:00.000Z',
    });
    await holds('SELECT id, amount, months, grade, yearly_rate, monthly_payment, quoted_by, created_at FROM quote', [
      {
        id: '00000000-0000-4000-8000-000000000000',
        amount: '12.34',
        months: 6,
        grade: 'prime',
        yearly_rate: '0.00',
        monthly_payment: '0.00',
        quoted_by: 'text',
        created_at: '2025-03-14T12:00:00.000Z',
      },
    ]);
  });

  test('answers 200 where Quote.amount is 0.01', async () => {
    await insertQuote(db, now, {
      id: '00000000-0000-4000-8000-000000000000',
      amount: '0.01',
      months: 6,
      grade: 'prime',
      yearly_rate: '0.00',
      monthly_payment: '0.00',
      quoted_by: 'text',
    });
    const answer = await ask();
    assert.equal(answer.status, 200, answer.text);
    assert.partialDeepStrictEqual(answer.body, {
      id: '00000000-0000-4000-8000-000000000000',
      amount: '0.01',
      months: 6,
      grade: 'prime',
      monthly_payment: '0.00',
      created_at: '2025-03-14T12:00:00.000Z',
    });
    await holds('SELECT id, amount, months, grade, yearly_rate, monthly_payment, quoted_by, created_at FROM quote', [
      {
        id: '00000000-0000-4000-8000-000000000000',
        amount: '0.01',
        months: 6,
        grade: 'prime',
        yearly_rate: '0.00',
        monthly_payment: '0.00',
        quoted_by: 'text',
        created_at: '2025-03-14T12:00:00.000Z',
      },
    ]);
  });
});

/** Fails unless a query gives these rows, in whatever order. */
async function holds(query: string, wanted: readonly object[]): Promise<void> {
  const inOrder = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
  const found = await db.query<object>(query);
  if (inOrder(found).join() !== inOrder(wanted).join()) assert.deepEqual(found, wanted);
}

/** All that is stored. */
function stored(): Promise<unknown[]> {
  const tables: readonly string[] = ['quote'];
  return Promise.all(tables.map((table) => db.query(`SELECT to_jsonb(t) AS row FROM ${table} AS t ORDER BY 1`)));
}

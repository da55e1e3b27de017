import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insertQuote } from '../src/data/quote.ts';
import type { Db } from '../src/platform/db.ts';
import { db } from './fixture.ts';

const now = '2025-03-14T12:00:00.000Z';

/** A database that stores nothing. */
const nothing: Db = { ...db, query: async () => [] };

test('Quote is stored as it is given', async () => {
  const row = await insertQuote(db, now, {
    id: '00000000-0000-4000-8000-000000000000',
    amount: '0.00',
    months: 6,
    grade: 'prime',
    yearly_rate: '0.00',
    monthly_payment: '0.00',
    quoted_by: 'text',
    created_at: '2025-01-31T12:00:00.000Z',
  });
  assert.partialDeepStrictEqual(row, {
    id: '00000000-0000-4000-8000-000000000000',
    amount: '0.00',
    months: 6,
    grade: 'prime',
    yearly_rate: '0.00',
    monthly_payment: '0.00',
    quoted_by: 'text',
    created_at: '2025-01-31T12:00:00.000Z',
  });
});

test('Quote has its defaults where nothing is given', async () => {
  const row = await insertQuote(db, now, {
    id: '00000000-0000-4000-8000-000000000000',
    amount: '0.00',
    months: 6,
    grade: 'prime',
    yearly_rate: '0.00',
    monthly_payment: '0.00',
    quoted_by: 'text',
  });
  assert.partialDeepStrictEqual(row, { created_at: '2025-03-14T12:00:00.000Z' });
});

test('Quote is not said to be stored where it is not', async () => {
  const stored = insertQuote(nothing, now, {
    id: '00000000-0000-4000-8000-000000000000',
    amount: '0.00',
    months: 6,
    grade: 'prime',
    yearly_rate: '0.00',
    monthly_payment: '0.00',
    quoted_by: 'text',
    created_at: '2025-01-31T12:00:00.000Z',
  });
  await assert.rejects(stored, { message: 'the database stored no Quote' });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBase64 } from '../src/platform/contract.ts';

test('base64 has its own letters and padding, and whole groups of four', () => {
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (const text of ['', all, 'AA==', 'AAA=', 'AAAA', 'zz==', '09+/']) assert.equal(isBase64(text), true, text);
  const wrong = ['A', 'AA', 'AAA', 'AAAAA', 'A===', '====', '=AAA', 'A=AA', 'AA=A', 'AAAA=', 'AA==AAAA'];
  for (const text of wrong) assert.equal(isBase64(text), false, text);
  for (const letter of ['@', '[', '`', '{', '.', ':', '-', '_', ' ', '\n', '*', ',', 'é']) {
    for (const text of [`AA${letter}A`, `AAA${letter}`]) assert.equal(isBase64(text), false, text);
  }
});

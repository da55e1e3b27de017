import { expect, test } from 'vitest';
import { isLiveCardNumber } from '../compliance/card-data.ts';
import { isAadhaar, isIban, isRealMailAddress } from './real-looking.ts';

test('a card number is live if its check digit holds and no network publishes it for tests', () => {
  expect(isLiveCardNumber('4539 1488 0343 6467')).toBe(true);
  expect(isLiveCardNumber('4539148803436466')).toBe(false);
  expect(isLiveCardNumber('4111-1111-1111-1111')).toBe(false);
  expect(isLiveCardNumber('5555555555555555')).toBe(false);
  expect(isLiveCardNumber('20261122')).toBe(false);
});

test('an Aadhaar number has twelve digits and a Verhoeff check digit', () => {
  expect(isAadhaar('2341 2341 2346')).toBe(true);
  expect(isAadhaar('234123412347')).toBe(false);
  expect(isAadhaar('134123412346')).toBe(false);
});

test('an IBAN that is published as an example is none of a person', () => {
  expect(isIban('DE89 3704 0044 0532 0130 00')).toBe(false);
  expect(isIban('DE75512108001245126199')).toBe(true);
  expect(isIban('DE75512108001245126198')).toBe(false);
});

test('reserved domains are for examples', () => {
  expect(['a@example.com', 'a@mail.example.org', 'a@bank.test', 'a@x.invalid'].map(isRealMailAddress)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(['a@gmail.com', 'a@example.com.in', 'a@notexample.com'].map(isRealMailAddress)).toEqual([true, true, true]);
  expect(isRealMailAddress('no address')).toBe(false);
});

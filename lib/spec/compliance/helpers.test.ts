import { expect, test } from 'vitest';
import { cardPartOf } from './card-data.ts';
import { monthDaysOf } from './cron-days.ts';
import { isDay, yearAfter } from './facts.ts';
import { isAtLeast } from './least-period.ts';
import { isInIndia, liesWithin } from './regions.ts';

test('regions of India are known by the names of the country and of providers', () => {
  expect(['India', 'ap-south-1', 'asia-south2', 'Central India', 'ap-mumbai-1'].map(isInIndia)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(
    [
      'ap-southeast-1',
      'eu-west-1',
      'europe-west3',
      'eastus2',
      'West Europe',
      'the United States',
      'us-gov-west-1',
      'Singapore',
    ].map(isInIndia),
  ).toEqual(Array.from({ length: 8 }, () => false));
  expect(['moon-1', '', 'dc-7'].map(isInIndia)).toEqual([null, null, null]);
});

test('what lies where is said only where it is known', () => {
  const inUnion = (region: string): boolean | null => liesWithin(region, 'EU');
  expect(['eu-west-1', 'europe-west3', 'West Europe', 'germanywestcentral'].map(inUnion)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['eu-west-2', 'europe-west6', 'uksouth', 'us-east-1', 'ap-south-1'].map(inUnion)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect([liesWithin('our-hall', 'EU'), liesWithin('our-hall', 'IN'), liesWithin('eu-west-1', 'SG')]).toEqual([
    null,
    null,
    null,
  ]);
  expect([liesWithin('ap-south-1', 'AP-South-1'), liesWithin('ap-south-1', 'ap-south-2')]).toEqual([true, false]);
});

test('the days of a month on which a schedule runs', () => {
  expect(monthDaysOf('0 2 15 * *')).toEqual([15]);
  expect(monthDaysOf('0 2 1-3,20 * *')).toEqual([1, 2, 3, 20]);
  expect(monthDaysOf('0 2 */10 * *')).toEqual([1, 11, 21, 31]);
  expect(monthDaysOf('0 2 * * *')).toHaveLength(31);
  // Not every month, or not by the day of the month.
  expect([monthDaysOf('0 2 1 1 *'), monthDaysOf('0 2 * * MON'), monthDaysOf('nonsense')]).toEqual([[], [], []]);
});

test('days are those of the calendar', () => {
  expect(['2026-02-28', '2028-02-29', '2026-02-29', '2026-13-01', '2026-1-1', '1900-02-29'].map(isDay)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect([yearAfter('2026-11-22'), yearAfter('2028-02-29')]).toEqual(['2027-11-22', '2029-03-01']);
});

test('a period is long enough only if it is so in every calendar', () => {
  const five = { count: 5, unit: 'year' } as const;
  expect(isAtLeast({ count: 60, unit: 'month' }, five)).toBe('yes');
  expect(isAtLeast({ count: 59, unit: 'month' }, five)).toBe('no');
  expect(isAtLeast({ count: 1826, unit: 'day' }, five)).toBe('unclear');
  expect(isAtLeast({ count: 1831, unit: 'day' }, five)).toBe('yes');
});

test('card data is known by its name and type; tax numbers and postal codes are none', () => {
  const part = (name: string, pattern: string | null = null, typeName: string | null = null) =>
    cardPartOf({
      name,
      path: name,
      span: { start: 0, end: 0 },
      type: text(pattern),
      core: text(pattern),
      protection: { classification: null, mask: null, encrypt: null, hash: null },
      typeName,
    });
  expect(['card_number', 'cvv', 'cvc2', 'security_code', 'card_pin', 'track_2'].map((name) => part(name))).toEqual([
    'number',
    'verification code',
    'verification code',
    'verification code',
    'PIN',
    'track data',
  ]);
  expect(part('number', null, 'CardNumber')).toBe('number');
  expect(part('pan', '^[0-9]{16}$')).toBe('number');
  expect([
    part('pan'),
    part('pan', '^[A-Z]{5}[0-9]{4}[A-Z]$'),
    part('pin_code'),
    part('pin', '^[1-9][0-9]{5}$'),
    part('last4'),
    part('opinion'),
  ]).toEqual(Array.from({ length: 6 }, () => null));
});

function text(pattern: string | null) {
  return {
    kind: 'scalar',
    name: 'string',
    length: null,
    pattern,
    range: null,
    scale: null,
    media: null,
    wire: null,
    content: null,
  } as const;
}

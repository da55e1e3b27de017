import { expect, test } from 'vitest';
import { localPath, refusalText } from './refusal-text.ts';

test('after signing in one lands in this application, whatever the address says', () => {
  expect(localPath('/runs/1?tab=log#x')).toBe('/runs/1?tab=log#x');
  const elsewhere = [
    undefined,
    '',
    'https://evil.test',
    '//evil.test',
    '/\\evil.test',
    '/ok\\..\\evil',
    'javascript:alert(1)',
    '/\t/evil.test',
    '/a\n//evil.test',
    ['/a', '/b'],
    '/sign-in?again=1',
    '/api/auth/signout',
  ];
  expect(elsewhere.map(localPath)).toEqual(elsewhere.map(() => '/'));
});

test('a reason in the address is never shown as it is', () => {
  expect(refusalText('no-access')).toContain('role');
  expect(refusalText('<b>Call 555-1234</b>')).toBe('Signing in did not work. Try again.');
  expect(refusalText(['no-access'])).toBe('Signing in did not work. Try again.');
  expect(refusalText('constructor')).toBe('Signing in did not work. Try again.');
  expect(refusalText(undefined)).toBeNull();
});

import { expect, test } from 'vitest';
import { detailText, subjectHref } from './detail-text.ts';

test('the line names what tells, in a fixed order, and survives any shape of detail', () => {
  expect(detailText({ digest: 'abcdef0123456789', number: 3, message: 'raise the limit' })).toBe(
    'number 3 · raise the limit · abcdef012345',
  );
  expect(detailText({ personId: 'x', active: false })).toBe('deactivated');
  expect([null, 'text', [], 7].map(detailText)).toEqual(['', '', '', '']);
});

test('a subject leads to its page, and an unknown one to the service or nowhere', () => {
  expect(subjectHref({ subject: 'run:1', service: 'a' })).toBe('/runs/1');
  expect(subjectHref({ subject: 'deployment:1', service: 'a' })).toBe('/deployments/a');
  expect(subjectHref({ subject: 'version:1', service: 'a' })).toBe('/services/a');
  expect(subjectHref({ subject: 'session:1', service: null })).toBeNull();
});

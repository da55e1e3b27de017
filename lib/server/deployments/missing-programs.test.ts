import { expect, test } from 'vitest';
import { missingPrograms } from './missing-programs.ts';

test('programs that nobody installed are named, in their order', async () => {
  expect(await missingPrograms(['no-such-b', 'sh', 'no-such-a'])).toEqual(['no-such-b', 'no-such-a']);
});

import { expect, test } from 'vitest';
import { randomFrom } from '../testing/random.ts';
import { editBetween } from './edit.ts';

test('an edit turns the one text into the other and is as small as it can be', () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const random = randomFrom(seed);
    const before = 'ab'.repeat(random(5_000)) + 'c'.repeat(random(20)) + 'ab'.repeat(random(20));
    const at = random(before.length + 1);
    const after = before.slice(0, at) + 'abc'.slice(random(4)) + before.slice(at + random(4));
    const { start, oldEnd, newEnd } = editBetween(before, after);
    expect(before.slice(0, start) + after.slice(start, newEnd) + before.slice(oldEnd)).toBe(after);
    const grown = start < oldEnd && start < newEnd;
    expect(grown && (before[start] === after[start] || before[oldEnd - 1] === after[newEnd - 1])).toBe(false);
  }
});

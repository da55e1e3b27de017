import { expect, test } from 'vitest';
import { mergeLines } from './merge-lines.ts';

const BASE = 'a\nb\nc\nd\ne\n';

test('changes of different places are both kept', () => {
  expect(mergeLines(BASE, 'a\nB\nc\nd\ne\n', 'a\nb\nc\nD1\nD2\ne\n')).toBe('a\nB\nc\nD1\nD2\ne\n');
  expect(mergeLines(BASE, 'a\nb\nc\nd\ne\nf\n', 'c\nd\ne\n')).toBe('c\nd\ne\nf\n');
});

test('changes of one place, or of neighbouring lines, are for a person to decide', () => {
  expect(mergeLines(BASE, 'a\nX\nc\nd\ne\n', 'a\nY\nc\nd\ne\n')).toBeNull();
  expect(mergeLines(BASE, 'a\nX\nc\nd\ne\n', 'a\nb\nY\nd\ne\n')).toBeNull();
  expect(mergeLines(BASE, 'a\nb\nX\nc\nd\ne\n', 'a\nb\nY\nc\nd\ne\n')).toBeNull();
});

test('a side that changed nothing, or the same, gives the other', () => {
  expect(mergeLines(BASE, BASE, 'x')).toBe('x');
  expect(mergeLines(BASE, 'x', BASE)).toBe('x');
  expect(mergeLines(BASE, 'x', 'x')).toBe('x');
});

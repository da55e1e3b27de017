import { expect, test } from 'vitest';
import { lineIndex } from './text-range.ts';

test('offsets and positions are inverse on every offset, whatever ends the lines', () => {
  const text = 'a\nbc\r\n\rd\u{1F600}e\n';
  const index = lineIndex(text);
  const back = Array.from({ length: text.length + 1 }, (_, offset) => index.offset(index.position(offset)));
  expect(back).toEqual(Array.from({ length: text.length + 1 }, (_, offset) => offset));
  expect(index.lineCount).toBe(5);
});

test('positions outside the text are brought back into it', () => {
  const index = lineIndex('ab\ncd');
  expect(index.offset({ line: 0, character: 99 })).toBe(2);
  expect(index.offset({ line: 9, character: 0 })).toBe(5);
  expect(index.position(-3)).toEqual({ line: 0, character: 0 });
  expect(index.position(99)).toEqual({ line: 1, character: 2 });
});

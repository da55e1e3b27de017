import { lineIndex } from '#lib/core/text-range.ts';
import { checkSpec } from '#lib/spec/index.ts';

/** A head that examples leave out; without it other diagnostics would hide theirs. */
const HEAD = 'service: an-example\n';

/** What the checker says of an example with one code: the example's lines (from 1) and the messages, in text order. */
export function exampleProblems(code: string, example: string): { line: number; message: string }[] {
  const whole = /^service:/m.test(example) || example.startsWith('?');
  const text = whole ? example : HEAD + example;
  const lines = lineIndex(text);
  return checkSpec(text)
    .diagnostics.filter((diagnostic) => diagnostic.code === code)
    .map(({ span, message }) => ({ line: Math.max(1, lines.line(span.start) + (whole ? 1 : 0)), message }));
}

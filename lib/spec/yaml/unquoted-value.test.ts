import { describe, expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const step = (lines: string): string =>
  `service: a\nversion: 1.0.0\nendpoints:\n  - path: /a\n    method: POST\n    operation: op\n    access: authenticated\n    input: [{x: int?}, {y: bool}]\n    processing:\n${lines}    output: [{s: {type: json, value: 1}}]\n`;

describe.each([
  ['a choice', '      - s:\n          set: =input.y ? 1 : 2\n', 'YML1014', "'=input.y ? 1 : 2'"],
  ['a choice inside of a map', '      - s: {set: =input.y ? 1 : 2, when: input.y}\n', 'YML1014', "'=input.y ? 1 : 2'"],
  ['a list inside of a map', '      - s: {set: =[1, 2]}\n', 'YML1014', "'=[1, 2]'"],
  ['a map inside of a map', '      - s: {set: ={"a": 1}}\n', 'YML1014', `'={"a": 1}'`],
  ['a text at the start', '      - s:\n          set: 1\n          when: "a" == "b"\n', 'YML1014', `'"a" == "b"'`],
  ['a comparison that starts a block', '      - s:\n          set: 1\n          when: > 18\n', 'YML1015', "'> 18'"],
  ['another one', '      - s: {set: 1, when: >= 18}\n', 'YML1015', "'>= 18'"],
])('%s without quotes', (_, lines, code, quoted) => {
  test('is said at its place, with a fix that puts it in quotes', () => {
    const text = step(lines);
    const found = checkSpec(text).diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(found?.fixes[0]?.edits.map((edit) => edit.text)).toEqual([quoted]);
    const [edit] = found?.fixes[0]?.edits ?? [];
    if (edit === undefined) return;
    const mended = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
    expect(checkSpec(mended).diagnostics.filter((diagnostic) => diagnostic.code.startsWith('YML'))).toEqual([]);
  });
});

test('a pattern without quotes is said too', () => {
  const { diagnostics } = checkSpec('service: a\ntypes:\n  A: {type: string, pattern: ^[a-z]{2,3}$}\n');
  expect(diagnostics.find(({ code }) => code === 'YML1014')?.fixes[0]?.edits[0]?.text).toBe("'^[a-z]{2,3}$'");
});

test('a mistake that quotes would not mend is said as what it is', () => {
  const codes = (lines: string) => checkSpec(step(lines)).diagnostics.map((diagnostic) => diagnostic.code);
  expect(codes("      - s: {set: '=1'\n")).toContain('YML1002');
  expect(codes('      - s: {set: 1}}\n')).toContain('YML1002');
});

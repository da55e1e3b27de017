import { expect, test } from 'vitest';
import { code } from './text/code.ts';
import { json } from './text/json.ts';
import { generatedFile, origin } from './text/origin.ts';
import { comment, html, key, markdown, member, quote, sqlName, sqlText } from './text/quote.ts';

const HOSTILE = [
  '`$'.concat('{process.exit()}`'),
  "'); process.exit(); ('",
  '"); process.exit(); ("',
  '*/ process.exit() /*',
  '\\',
  "\\'",
  '</script><script>alert(1)</script>',
  "'; DROP TABLE quote; --",
  'a\nb\r\nc\u2028d\u2029e\u0085f',
  '\u202Eabc\u2066',
  '\u0000\u0001\u0002\u0003\u0004',
  '__proto__',
  'constructor',
  '$'.concat('{x}'),
  '\ud800',
  '[a](javascript:alert(1)) <b> # * _ |',
];

test.each(HOSTILE)('%j is only a text in TypeScript and JSON', (text) => {
  const inside = (source: string): unknown => new Function(`return (${source})`)();
  expect(inside(quote(text))).toBe(text);
  expect(Object.keys(Object(inside(`({ ${key(text)}: 1 })`)))).toEqual([text]);
  expect(inside(`(${member('({ "x": 1 })', 'x')})`)).toBe(1);
  expect(JSON.parse(json({ [text]: text }))).toEqual(JSON.parse(JSON.stringify({ [text]: text })));
  expect(quote(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
});

test.each(HOSTILE)('%j ends no comment, no SQL literal, no markup', (text) => {
  expect(comment(text)).not.toMatch(/\*\/|[\n\r\u2028\u2029\u0085]/);
  expect(sqlText(text).replace(/^E?'/, '').replace(/'$/, '').replaceAll("''", '')).not.toContain("'");
  expect(sqlName(text).replace(/^"|"$/g, '').replaceAll('""', '')).not.toContain('"');
  expect(markdown(text)).not.toMatch(/(?<!\\)[<`[\]*|~]|^([#+>=-]|\d+[.)])/);
  expect(markdown(text)).not.toMatch(/(?<![\\\p{L}\p{N}])_|(?<!\\)_(?![\p{L}\p{N}])/u);
  expect(html(text)).not.toMatch(/[<>"']/);
});

test('what people read as words stays readable in Markdown', () => {
  expect(markdown('kyc-verification-api 2.0.0 keeps read_only rows (for 7 years).')).toBe(
    'kyc-verification-api 2.0.0 keeps read_only rows (for 7 years).',
  );
  for (const [text, written] of [
    ['1. one', '1\\. one'],
    ['- one', '\\- one'],
    ['# one', '\\# one'],
    ['_one_ a_b', '\\_one\\_ a_b'],
  ])
    expect(markdown(text ?? '')).toBe(written);
});

test('a text cannot forge a mark of origin', () => {
  const node = { id: 'a\u0002b\u0004', span: { start: 1, end: 2 } };
  const file = generatedFile('x.ts', origin(node, `const x = ${quote('\u0001id\u00020:1\u0003x\u0004')};`));
  expect(file.origins).toEqual([{ fromLine: 1, toLine: 1, specId: 'ab', span: node.span }]);
});

test('a template looks like what it makes', () => {
  const made = code`
    {
      ${'a\nb'}
      ${''}

      ${null}

      ${['c', 'd']}
    }
  `;
  expect(made).toBe('{\n  a\n  b\n\n  c\n  d\n}');
});

import { expect, test } from 'vitest';
import { lineIndex } from '../../core/text-range.ts';
import { createReporter } from '../diagnostics/reporter.ts';
import type { YamlNode } from './node.ts';
import { MAX_BROKEN, parseYaml } from './parse-yaml.ts';
import { quoteYaml } from './quote-yaml.ts';

function parse(text: string) {
  const reporter = createReporter();
  const root = parseYaml(text, lineIndex(text), reporter);
  return { root, codes: reporter.diagnostics().map(({ code }) => code) };
}

/** Every node as the text of its span. */
function spans(text: string, node: YamlNode | null): unknown {
  if (node === null) return null;
  const own = text.slice(node.span.start, node.span.end);
  if (node.kind === 'scalar') return own;
  if (node.kind === 'seq') return [own, ...node.items.map((item) => spans(text, item))];
  return { own, entries: node.entries.map(({ key, value }) => [spans(text, key), spans(text, value)]) };
}

test('spans are exactly what is written', () => {
  const text = 'a: "b\\n" # c\nd:\n  - e\n  - {f: [1, 2 ], g: }\n';
  expect(spans(text, parse(text).root)).toEqual({
    own: 'a: "b\\n" # c\nd:\n  - e\n  - {f: [1, 2 ], g: }',
    entries: [
      ['a', '"b\\n"'],
      [
        'd',
        [
          '- e\n  - {f: [1, 2 ], g: }',
          'e',
          {
            own: '{f: [1, 2 ], g: }',
            entries: [
              ['f', ['[1, 2 ]', '1', '2']],
              ['g', ''],
            ],
          },
        ],
      ],
    ],
  });
});

test('numbers stay as they are written', () => {
  const { root } = parse('v: 1.10\nw: 0x1F\nx: yes\ny: 1e3\n');
  expect(root?.kind === 'map' && root.entries.map(({ value }) => value.kind === 'scalar' && value.value)).toEqual([
    '1.10',
    '0x1F',
    'yes',
    '1e3',
  ]);
});

test('a value that was split at a comma is read as one', () => {
  const { root, codes } = parse('a: {n: =f(a, g(b, c)), m: 1}\nb: [x(1, 2), y]\n');
  expect(codes).toEqual(['YML1008', 'YML1008']);
  const values = root?.kind === 'map' ? root.entries.map(({ value }) => value) : [];
  expect(
    values.map((value) =>
      value.kind === 'map'
        ? value.entries.map((e) => e.value.kind === 'scalar' && e.value.value)
        : value.kind === 'seq'
          ? value.items.map((i) => i.kind === 'scalar' && i.value)
          : null,
    ),
  ).toEqual([
    ['=f(a, g(b, c))', '1'],
    ['x(1, 2)', 'y'],
  ]);
});

test('an exclamation mark that starts an expression is told from a tag', () => {
  expect(parse('when: !has(x)\n').codes).toEqual(['YML1007']);
  expect(parse('when: !has(x) && !y\n').codes).toEqual(['YML1007']);
  expect(parse('when: !!str x\n').codes).toEqual(['YML1006']);
  expect(parse("when: '!has(x)'\n").codes).toEqual([]);
});

test('a quoted text reads back as itself', () => {
  for (const text of ["it's", '!has(x)', 'a: b', 'line\nbreak', '\u0007', '=f(a, b)', '', ' padded ']) {
    const { root } = parse(`a: ${quoteYaml(text)}\n`);
    expect(root?.kind === 'map' && root.entries[0]?.value.kind === 'scalar' && root.entries[0].value.value).toBe(text);
  }
});

test('a mistake in one declaration hides nothing of the others', () => {
  const { root, codes } = parse('types:\n  A: "open\n  B: int\nroles: [x, y\nerrors:\n  e: {status: 404}\n');
  expect(codes).toEqual(['YML1002', 'YML1002']);
  const keys = root?.kind === 'map' ? root.entries.map(({ key, value }) => [key.value, value.kind]) : [];
  expect(keys).toEqual([
    ['types', 'map'],
    ['errors', 'map'],
  ]);
});

test('what is wrong everywhere is read up to a limit, which is said', () => {
  const text = 'a: b: c\n'.repeat(MAX_BROKEN + 10);
  const reporter = createReporter();
  parseYaml(text, lineIndex(text), reporter);
  const limit = reporter.diagnostics().filter(({ code }) => code === 'YML1010');
  expect(limit.map(({ span }) => span.start)).toEqual([MAX_BROKEN * 'a: b: c\n'.length]);
});

import { parseEvents } from 'js-yaml';
import { expect, test } from 'vitest';
import { galleryTexts } from '../testing/gallery.ts';
import { mutateText } from '../testing/mutate-text.ts';
import { randomFrom } from '../testing/random.ts';
import { cutPieces, type Piece } from './cut-pieces.ts';
import { withoutInvisible } from './invisible.ts';
import { joinPieces } from './join-pieces.ts';
import type { YamlNode } from './node.ts';
import { type Finding, parsePiece } from './parse-piece.ts';
import { MAX_DEPTH } from './read-events.ts';
import { createPieceMemory, NO_MEMORY, type PieceMemory } from './remember-pieces.ts';

const ODD = `a:
- b
- c: 1
  d: 2
e: |
  x

  y
f:
    # a comment
    g: >-
      t
    h: "x
      y"
    i:
    - 1
    -
"q r": {a: [1,
  2]}
`;

function cut(text: string): string[] {
  return cutPieces(text).map((piece) => `${piece.kind} ${JSON.stringify(text.slice(piece.start, piece.end))}`);
}

function read(text: string, memory: PieceMemory = NO_MEMORY) {
  memory.start(text);
  const pieces = cutPieces(text).map((piece) => memory.read(text, piece, 1e6));
  const { root, findings } = joinPieces(pieces);
  const own = pieces.flatMap((piece) => piece.findings.map((finding) => moved(finding, piece.movedBy)));
  return { root: plain(root), findings: [...own, ...findings.map((finding) => moved({ kind: 'node', finding }, 0))] };
}

/** Findings by what they say and where. */
function moved(found: Finding, by: number): string {
  return JSON.stringify(found, (key, value: unknown) =>
    typeof value === 'number' && /^(start|end|valueEnd|secondStart|before)$/.test(key) ? value + by : value,
  );
}

/** Nodes that are moved when somebody looks become plain ones. */
function plain(node: YamlNode | null): unknown {
  if (node === null || node.kind === 'scalar') return node;
  const { kind, span, flow } = node;
  if (kind === 'seq') return { kind, span, flow, items: node.items.map(plain) };
  const entries = node.entries.map((entry) => ({ key: plain(entry.key), value: plain(entry.value), span: entry.span }));
  return { kind, span, flow, entries };
}

test('sections of declarations are cut into what they declare, everything else by its top-level key', () => {
  expect(cut('# c\nservice: a\ntypes:\n  # first\n  A: int\n  B:\n    fields: {}\nroles: [x,\n  y]\n')).toEqual([
    'entry "service: a\\n"',
    'head "types:\\n  # first\\n"',
    'item "  A: int\\n"',
    'item "  B:\\n    fields: {}\\n"',
    'entry "roles: [x,\\n  y]\\n"',
  ]);
});

test('what looks like a key inside of a block, a list below its key or a comment starts nothing new', () => {
  expect(cut(ODD)).toEqual([
    'head "a:\\n"',
    'item "- b\\n"',
    'item "- c: 1\\n  d: 2\\n"',
    'entry "e: |\\n  x\\n\\n  y\\n"',
    'head "f:\\n    # a comment\\n"',
    'item "    g: >-\\n      t\\n"',
    'item "    h: \\"x\\n      y\\"\\n"',
    'item "    i:\\n    - 1\\n    -\\n"',
    'entry "\\"q r\\": {a: [1,\\n  2]}\\n"',
  ]);
});

test('a text that is no list of keys is not cut', () => {
  for (const text of ['', '- a\n- b\n', 'a sentence\n', '  a: 1\n  b: 2\n', 'a: 1\n---\nb: 2\n', '? a\n: b\n']) {
    expect(cutPieces(text)).toEqual([{ kind: 'whole', start: 0, end: text.length, of: null }]);
  }
});

test('cutting needs time by the length of the text only, whatever ends its lines', () => {
  for (const text of [
    '\r'.repeat(1e6),
    'a:\n'.repeat(3e5),
    ' '.repeat(1e6),
    `"${'\\'.repeat(1e6)}`,
    'a '.repeat(5e5),
  ]) {
    const started = process.cpuUsage();
    cutPieces(text);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(1);
  }
});

const texts = [...galleryTexts().values(), ODD];

function mutants(count: number, seed: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const random = randomFrom(seed + index);
    return withoutInvisible(mutateText(texts[index % texts.length] ?? '', random, texts), () => undefined);
  });
}

test('read in pieces, every text that is YAML gives the tree that it gives at once, and every other text has a problem', () => {
  for (const text of mutants(800, 1)) {
    const { root, findings } = read(text);
    const problems = findings.filter((finding) => finding.startsWith('{"kind":"problem"'));
    expect(problems.length > 0, text).toBe(!isYaml(text));
    if (problems.length > 0) continue;
    const piece: Piece = { kind: 'whole', start: 0, end: text.length, of: null };
    const whole = parsePiece(text, piece, 1e6);
    expect(root, text).toEqual(plain(whole.root));
    expect([...findings].sort(), text).toEqual(whole.findings.map((finding) => moved(finding, 0)).sort());
  }
}, 300_000);

function isYaml(text: string): boolean {
  try {
    parseEvents(text, { maxDepth: MAX_DEPTH });
    return true;
  } catch {
    return false;
  }
}

test('after any change, what is remembered gives the answer that reading from the start gives', () => {
  const memory = createPieceMemory();
  for (const text of mutants(40, 5_000)) {
    let now = text;
    for (let change = 0; change < 20; change++) {
      const random = randomFrom(change);
      now = change % 5 === 4 ? mutateText(now, random, texts) : typed(now, random(now.length + 1), random(3));
      expect(read(now, memory), now).toEqual(read(now));
    }
  }
}, 300_000);

function typed(text: string, at: number, what: number): string {
  return text.slice(0, at) + (['x', '\n', ''][what] ?? '') + text.slice(what === 2 ? at + 1 : at);
}

test('what did not change keeps its source, so that its meaning can be kept, too', () => {
  const memory = createPieceMemory();
  const sources = (text: string) => {
    memory.start(text);
    return cutPieces(text).map((piece) => memory.read(text, piece, 1e6).source);
  };
  const before = sources('types:\n  A: int\n  B: int\n  C: int\n');
  const after = sources('types:\n  A: int\n  B: int(1..2)\n  C: int\n');
  expect(after.map((source, index) => source === before[index])).toEqual([true, true, false, true]);
});

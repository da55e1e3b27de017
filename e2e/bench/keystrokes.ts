import { createRequire } from 'node:module';
import type { LanguageService } from 'yaml-language-server';
import { jsonSchema, openSession } from '#lib/spec/index.ts';
import { specOfLines } from '#lib/spec/testing/spec-of-lines.ts';
import { type Summary, summarise } from './summary.ts';

export interface Keystrokes {
  /** One session that checks each text after the one before, as the editor's worker does. */
  ours: Summary;
  /** The language server behind most YAML editors, on the same texts, with our JSON Schema. */
  server: Summary;
}

/** The first strokes run on cold code; a person's editor is warm after a second of typing. */
const WARM_UP = 20;
/** The server is slow enough to be measured by fewer strokes. */
const SERVER_STROKES = 60;

/**
 * Types into a specification of about `lines` lines, character by character and through all the wrong texts on the way: a step in
 * an endpoint in the middle, a field of an entity near the top, a row of a decision near the end, a sentence in the head.
 */
export async function keystrokes(lines: number): Promise<Keystrokes> {
  const texts = typed(specOfLines(lines));
  const session = openSession();
  session.check(specOfLines(lines));
  session.settle();
  const validate = languageServer();
  const every = Math.ceil(texts.length / SERVER_STROKES);
  const ours: number[] = [];
  const server: number[] = [];
  // Side by side, so that both have the same machine; the server gets every so many of the texts, so that all places count.
  for (const [index, text] of texts.entries()) {
    ours.push(timed(() => session.check(text)));
    if (index % every !== 0) continue;
    const started = performance.now();
    await validate(text);
    server.push(performance.now() - started);
  }
  return { ours: summarise(ours.slice(WARM_UP)), server: summarise(server.slice(5)) };
}

/** Figures of checking a text of about `lines` lines from the start, in ms: warm, the median of several. */
export function fromTheStart(lines: number): number {
  const texts = typed(specOfLines(lines)).slice(0, 15);
  return summarise(texts.map((text) => timed(() => openSession().check(text)))).median;
}

/** Typed behind a line, with the line break first, as people do. */
const PLACES: readonly { after: RegExp; type: string }[] = [
  { after: /\n {6}- burden: [^\n]*/g, type: '\n      - extra: {set: =input.amount * 2}' },
  { after: /\n {6}amount: Money/g, type: '\n      note: {type: string, length: 1..200}' },
  { after: /\n {6}\| <= 0\.2 {5}\| > 36 [^\n]*/g, type: '\n      | > 0.4      | > 72   || standard | 9.80  |' },
  { after: /\ndomain: [^\n]*/g, type: '\nsummary: Quotes for small loans' },
];
/** How far into the text each place is: the middle, near the top, near the end, the head. */
const SHARES = [0.5, 0.1, 0.95, 0];

/** The text after each key stroke. */
function typed(text: string): string[] {
  let now = text;
  return PLACES.flatMap(({ after, type }, index) => {
    const places = [...now.matchAll(after)].map((match) => match.index + match[0].length);
    const at = places[Math.floor((places.length - 1) * (SHARES[index] ?? 0))] ?? 0;
    const before = now;
    const steps = Array.from(
      { length: type.length },
      (_, n) => before.slice(0, at) + type.slice(0, n + 1) + before.slice(at),
    );
    now = steps.at(-1) ?? now;
    return steps;
  });
}

function languageServer(): (text: string) => Promise<unknown> {
  // CommonJS whose exports Node cannot name.
  const load = createRequire(import.meta.url);
  const { getLanguageService }: typeof import('yaml-language-server') = load('yaml-language-server');
  const { TextDocument }: typeof import('vscode-languageserver-textdocument') = load(
    'vscode-languageserver-textdocument',
  );
  const service: LanguageService = getLanguageService({
    schemaRequestService: () => Promise.resolve(JSON.stringify(jsonSchema())),
    workspaceContext: { resolveRelativePath: (relative: string) => relative },
  });
  service.configure({ validate: true, schemas: [{ uri: 'plumbline://schema', fileMatch: ['*.yaml'] }] });
  let version = 0;
  return (text) => service.doValidation(TextDocument.create('file:///spec.yaml', 'yaml', ++version, text), false);
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

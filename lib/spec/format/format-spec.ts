import { lineIndex, type Span } from '../../core/text-range.ts';
import { MAX_SPEC_BYTES } from '../check-spec.ts';
import type { TextEdit } from '../diagnostic.ts';
import { createReporter } from '../diagnostics/reporter.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { layOut } from './lay-out.ts';
import { readTokens } from './read-tokens.ts';
import { sameMeaning } from './same-meaning.ts';

/** A text in canonical form: the edits that lead there, none if it is there already. Or why it was left as it is. */
export type Formatting =
  | { kind: 'formatted'; text: string; edits: readonly TextEdit[] }
  | { kind: 'refused'; reason: string; span: Span };

/**
 * Gives a specification its canonical form: indentation by two, one space after `:` and `-`, none inside brackets, two before a
 * comment, no trailing space, LF, at most one blank line and exactly one around sections of several lines, pipe tables aligned.
 * Nothing is moved, added or removed but white space, so that comments and the order stay. The result is read again and compared:
 * a text whose meaning would change is refused, as is one that is no YAML. Pure; formatting twice is formatting once.
 */
export function formatSpec(text: string): Formatting {
  const start = { start: 0, end: Math.min(1, text.length) };
  if (text.length > MAX_SPEC_BYTES) return { kind: 'refused', reason: 'The text is too long.', span: start };
  const before = readTree(text);
  if (before.kind === 'refused') return before;
  const tokens = readTokens(text, before.root);
  if (tokens === null) return { kind: 'refused', reason: UNKNOWN_LAYOUT, span: start };
  const edits = layOut(text, tokens);
  const formatted = applyEdits(text, edits);
  const after = readTree(formatted);
  if (after.kind === 'refused' || !sameMeaning(before.root, after.root))
    return { kind: 'refused', reason: UNKNOWN_LAYOUT, span: start };
  return { kind: 'formatted', text: formatted, edits };
}

const UNKNOWN_LAYOUT = 'This YAML is written in a way that the formatter does not know. The text was left as it is.';

type Tree = { kind: 'tree'; root: YamlNode } | Extract<Formatting, { kind: 'refused' }>;

/** A key that is written twice is wrong, but no matter of layout. */
const NOT_OF_LAYOUT = 'YML1004';

function readTree(text: string): Tree {
  const reporter = createReporter();
  const root = parseYaml(text, lineIndex(text), reporter);
  const [problem] = reporter.diagnostics().filter(({ code }) => code !== NOT_OF_LAYOUT);
  if (problem !== undefined) return { kind: 'refused', reason: problem.message, span: problem.span };
  if (root === null) return { kind: 'refused', reason: 'There is nothing to format.', span: { start: 0, end: 0 } };
  return { kind: 'tree', root };
}

/** A text with edits made; they are in text order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { span, text: replacement } of edits) {
    pieces.push(text.slice(at, span.start), replacement);
    at = span.end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

import { unreachable } from '../../core/assert.ts';
import type { LineIndex, Span } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Refusal } from './build-tree.ts';
import type { NodeFinding } from './check-nodes.ts';
import type { Split } from './mend-flow.ts';
import { movedSpan } from './moved-node.ts';
import type { Finding } from './parse-piece.ts';
import { quoteYaml } from './quote-yaml.ts';
import { MAX_DEPTH, type SyntaxProblem } from './read-events.ts';
import { unquotedValue } from './unquoted-value.ts';

interface Place {
  text: string;
  lines: LineIndex;
  reporter: Reporter;
}

/** Says what was found in a piece that stands `by` characters further on than when it was read. */
export function reportFinding(place: Place, found: Finding, by: number): void {
  if (found.kind === 'problem') {
    reportProblem(place, { ...found.problem, span: movedSpan(found.problem.span, by) });
  } else if (found.kind === 'refusal') {
    reportRefusal(place, found.refusal, by);
  } else if (found.kind === 'split') {
    reportSplit(place, found.split, by);
  } else {
    reportNode(place, found.finding, by);
  }
}

/** Says that a character cannot be seen. */
export function reportInvisible(at: number, character: string, reporter: Reporter): void {
  const span = { start: at, end: at + 1 };
  reporter.report('YML1011', span, { code: codePoint(character) }, [
    { title: 'Remove it', edits: [{ span, text: '' }] },
  ]);
}

/** Says that the text holds more values than are read. */
export function reportTooMany(limit: number, reporter: Reporter): void {
  reporter.report(
    'YML1010',
    { start: 0, end: 0 },
    { what: `The text has more than ${limit.toLocaleString('en')} values.` },
  );
}

/** Says that the text is not read from a place on. */
export function reportTooBroken(limit: number, span: Span, reporter: Reporter): void {
  const what = `More than ${limit.toLocaleString('en')} parts of the text are not YAML; from here on it was not read.`;
  reporter.report('YML1010', span, { what });
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function reportProblem({ text, reporter }: Place, problem: SyntaxProblem): void {
  const { span } = problem;
  if (problem.kind === 'depth') {
    reporter.report('YML1010', span, { what: `The text is nested more than ${MAX_DEPTH} levels deep.` });
  } else if (problem.kind === 'tab') {
    reporter.report('YML1003', span, {}, [{ title: 'Indent by two spaces', edits: [{ span, text: '  ' }] }]);
  } else if (problem.kind === 'tag') {
    reportTag(text, span, reporter);
  } else {
    reportSyntax(text, span, problem.reason, reporter);
  }
}

/** An expression without quotes is the most likely reason; what else it is is said in YAML's words. */
function reportSyntax(text: string, span: Span, reason: string, reporter: Reporter): void {
  const unquoted = unquotedValue(text, span.start);
  if (unquoted === null) {
    reporter.report('YML1002', span, { reason });
    return;
  }
  const written = text.slice(unquoted.span.start, unquoted.span.end);
  const code = unquoted.taken === 'block' ? 'YML1015' : 'YML1014';
  reporter.report(code, unquoted.span, { text: written }, [
    { title: 'Put the expression in quotes', edits: [{ span: unquoted.span, text: quoteYaml(written) }] },
  ]);
}

function reportRefusal({ text, reporter }: Place, refusal: Refusal, by: number): void {
  const span = movedSpan({ start: refusal.start, end: refusal.end }, by);
  switch (refusal.kind) {
    case 'anchor':
    case 'alias':
      reporter.report('YML1005', span, { what: text.slice(span.start, span.end) });
      break;
    case 'tag':
      reportTag(text, { start: span.start, end: refusal.valueEnd + by }, reporter);
      break;
    case 'complexKey':
      reporter.report('YML1012', span, {});
      break;
    case 'secondDocument':
      reporter.report('YML1009', span, {});
      break;
    default:
      unreachable(refusal.kind);
  }
}

/** `!has(x)` is meant as an expression, `!!str` as a tag. */
function reportTag(text: string, span: Span, reporter: Reporter): void {
  const written = text.slice(span.start, span.end);
  if (/^!(!|<)/.test(written)) {
    reporter.report('YML1006', span, { tag: written.split(/\s/, 1)[0] ?? '!' });
    return;
  }
  reporter.report('YML1007', span, { text: written }, [
    { title: 'Put the expression in quotes', edits: [{ span, text: quoteYaml(written) }] },
  ]);
}

function reportSplit({ text, reporter }: Place, split: Split, by: number): void {
  const span = movedSpan({ start: split.start, end: split.end }, by);
  const rest = text.slice(split.secondStart + by, span.end);
  reporter.report('YML1008', span, { text: rest }, [
    { title: 'Put the value in quotes', edits: [{ span, text: quoteYaml(text.slice(span.start, span.end)) }] },
  ]);
}

function reportNode({ lines, reporter }: Place, found: NodeFinding, by: number): void {
  const span = movedSpan(found.span, by);
  if (found.kind === 'merge') reporter.report('YML1005', span, { what: '<<' });
  else if (found.kind === 'escape') reporter.report('YML1011', span, { code: codePoint(found.character) });
  else reporter.report('YML1004', span, { key: found.key, line: lines.line(found.before + by) + 1 });
}

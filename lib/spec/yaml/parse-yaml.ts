import { unreachable } from '../../core/assert.ts';
import type { LineIndex, Span } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { buildTree, type Refusal } from './build-tree.ts';
import type { MapNode, YamlNode } from './node.ts';
import { quoteYaml } from './quote-yaml.ts';
import { MAX_DEPTH, readEvents, type SyntaxProblem } from './read-events.ts';

/** Values (maps, lists, texts) that are read from one text. */
export const MAX_NODES = 100_000;

/**
 * The tree of a text, or null if there is none. Everything that YAML allows and a specification does not is reported.
 * Never throws; needs time proportional to the text.
 */
export function parseYaml(text: string, lines: LineIndex, reporter: Reporter): YamlNode | null {
  const clean = withoutInvisible(text, reporter);
  const { events, problems } = readEvents(clean);
  for (const problem of problems) reportProblem(clean, problem, reporter);
  if (events === null) return null;
  const tree = buildTree(clean, events, MAX_NODES);
  for (const refusal of tree.refusals) reportRefusal(clean, refusal, reporter);
  for (const split of tree.splits) {
    const rest = clean.slice(split.secondStart, split.end);
    reporter.report('YML1008', { start: split.start, end: split.end }, { text: rest }, [
      {
        title: 'Put the value in quotes',
        edits: [{ span: { start: split.start, end: split.end }, text: quoteYaml(clean.slice(split.start, split.end)) }],
      },
    ]);
  }
  if (tree.root !== null) checkNodes(tree.root, lines, reporter);
  return tree.root;
}

// Control characters but tab and line breaks, marks that turn the direction of text, lone surrogates, non-characters.
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|(?<!^)\ufeff|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const MAX_INVISIBLE = 20;

/** Reports what cannot be seen and puts a space in its place, so that all offsets stay. */
function withoutInvisible(text: string, reporter: Reporter): string {
  let count = 0;
  return text.replace(INVISIBLE, (character, at: number) => {
    if (count++ < MAX_INVISIBLE) {
      reporter.report('YML1011', { start: at, end: at + 1 }, { code: codePoint(character) }, [
        { title: 'Remove it', edits: [{ span: { start: at, end: at + 1 }, text: '' }] },
      ]);
    }
    return ' ';
  });
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function reportProblem(text: string, problem: SyntaxProblem, reporter: Reporter): void {
  const { span } = problem;
  if (problem.kind === 'depth') {
    reporter.report('YML1010', span, { what: `The text is nested more than ${MAX_DEPTH} levels deep.` });
  } else if (problem.kind === 'tab') {
    reporter.report('YML1003', span, {}, [{ title: 'Indent by two spaces', edits: [{ span, text: '  ' }] }]);
  } else if (problem.kind === 'tag') {
    reportTag(text, span, reporter);
  } else {
    reporter.report('YML1002', span, { reason: problem.reason });
  }
}

function reportRefusal(text: string, refusal: Refusal, reporter: Reporter): void {
  const span: Span = { start: refusal.start, end: refusal.end };
  switch (refusal.kind) {
    case 'anchor':
    case 'alias':
      reporter.report('YML1005', span, { what: text.slice(span.start, span.end) });
      break;
    case 'tag':
      reportTag(text, { start: refusal.start, end: refusal.valueEnd }, reporter);
      break;
    case 'complexKey':
      reporter.report('YML1012', span, {});
      break;
    case 'secondDocument':
      reporter.report('YML1009', span, {});
      break;
    case 'tooManyNodes':
      reporter.report('YML1010', span, { what: `The text has more than ${MAX_NODES.toLocaleString('en')} values.` });
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

/** Duplicate and merge keys, and escapes that stand for what cannot be stored. Walks with a stack of its own. */
function checkNodes(root: YamlNode, lines: LineIndex, reporter: Reporter): void {
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'map') {
      checkKeys(node, lines, reporter);
      for (const entry of node.entries) {
        if (entry.key.style === 'double') open.push(entry.key);
        if (entry.value.kind !== 'scalar' || entry.value.style === 'double') open.push(entry.value);
      }
    } else if (node.kind === 'seq') {
      for (const item of node.items) if (item.kind !== 'scalar' || item.style === 'double') open.push(item);
    } else if (node.style === 'double') {
      const found = node.value.match(INVISIBLE)?.[0];
      if (found !== undefined) reporter.report('YML1011', node.span, { code: codePoint(found) });
    }
  }
}

function checkKeys(map: MapNode, lines: LineIndex, reporter: Reporter): void {
  const seen = new Map<string, number>();
  for (const { key } of map.entries) {
    const before = seen.get(key.value);
    if (key.value === '<<' && key.style === 'plain') reporter.report('YML1005', key.span, { what: '<<' });
    else if (before !== undefined)
      reporter.report('YML1004', key.span, { key: key.value, line: lines.line(before) + 1 });
    else seen.set(key.value, key.span.start);
  }
}

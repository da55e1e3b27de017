import type { Span } from '../../core/text-range.ts';
import { isEmpty, type MapNode, type ScalarNode, type YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { lineNumber } from './context.ts';
import { checkName, type NAME_FORMS } from './names.ts';

/** A declared thing: a name and what is said of it. */
export interface Declaration {
  name: string;
  key: ScalarNode;
  value: YamlNode;
  span: Span;
}

/** What a node is, in words. */
export function sayNode(node: YamlNode): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'seq') return 'a list';
  return node.style === 'empty' ? 'nothing' : 'a text';
}

/** Reports that another form is expected. Gives null, for the reader to go on without a value. */
export function expected(ctx: ReadContext, node: YamlNode, what: string): null {
  ctx.reporter.report('SPC2003', visibleSpan(ctx, node), { expected: what, found: sayNode(node) });
  return null;
}

/** The text of a scalar, or null (reported) if there is none. */
export function textOf(ctx: ReadContext, node: YamlNode, what: string): string | null {
  if (node.kind !== 'scalar' || isEmpty(node)) return expected(ctx, node, what);
  return node.value;
}

/** One of a fixed set of values, or null (reported). */
export function oneOf<T extends string>(
  ctx: ReadContext,
  node: YamlNode,
  values: readonly T[],
  what: string,
): T | null {
  const text = textOf(ctx, node, what);
  if (text === null) return null;
  const found = values.find((value) => value === text);
  if (found === undefined) {
    const suggestion = ctx.reporter.suggest(text, values);
    const edits =
      suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
    ctx.reporter.report('SPC2008', node.span, { value: text, expected: values, suggestion }, edits);
  }
  return found ?? null;
}

/** The scalars of a list; a single scalar counts as a list of one. Everything else is reported and left out. */
export function scalarsOf(ctx: ReadContext, node: YamlNode, what: string): ScalarNode[] {
  if (node.kind === 'scalar' && !isEmpty(node)) return [node];
  if (node.kind !== 'seq') {
    expected(ctx, node, `a list of ${what}`);
    return [];
  }
  return node.items.flatMap((item) => {
    if (item.kind === 'scalar' && !isEmpty(item)) return [item];
    expected(ctx, item, `a name of ${what}`);
    return [];
  });
}

/** A whole number in a range, or null (reported). */
export function wholeNumber(ctx: ReadContext, node: YamlNode, what: string, min: number, max: number): number | null {
  const text = node.kind === 'scalar' ? node.value : '';
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  ctx.reporter.report('SPC2017', visibleSpan(ctx, node), { what, min: String(min), max: String(max) });
  return null;
}

/** `true` or `false`, or null (reported). */
export function truth(ctx: ReadContext, node: YamlNode): boolean | null {
  const value = oneOf(ctx, node, ['true', 'false'], 'true or false');
  return value === null ? null : value === 'true';
}

/**
 * Declarations, written as a map by name or as a list of maps with one key each. With `bare`, a list item may be the name
 * alone. Names are checked; the second of two equal names is reported and left out.
 */
export function declarations(
  ctx: ReadContext,
  node: YamlNode,
  what: string,
  form: keyof typeof NAME_FORMS,
  bare = false,
): Declaration[] {
  if (isEmpty(node)) return [];
  if (node.kind === 'scalar') {
    expected(ctx, node, `a list or a map of ${what}s`);
    return [];
  }
  const all = node.kind === 'map' ? entriesOf(node) : node.items.flatMap((item) => itemEntries(ctx, item, what, bare));
  const seen = new Map<string, Span>();
  const kept: Declaration[] = [];
  for (const declaration of all) {
    const before = seen.get(declaration.name);
    if (before !== undefined) {
      // A map's repeated key is reported with the YAML already.
      if (node.kind === 'seq') {
        const line = lineNumber(ctx, before.start);
        ctx.reporter.report('SPC2006', declaration.key.span, { what: `The ${what}`, name: declaration.name, line });
      }
    } else if (checkName(ctx, declaration.key, form)) {
      seen.set(declaration.name, declaration.key.span);
      kept.push(declaration);
    }
  }
  return kept;
}

function entriesOf(map: MapNode): Declaration[] {
  return map.entries.map((entry) => ({ name: entry.key.value, key: entry.key, value: entry.value, span: entry.span }));
}

function itemEntries(ctx: ReadContext, item: YamlNode, what: string, bare: boolean): Declaration[] {
  if (item.kind === 'map') {
    const [first, second] = item.entries;
    if (first !== undefined && second === undefined) return entriesOf(item);
    if (first !== undefined && second !== undefined && !item.flow && isEmpty(first.value)) {
      const lines = 'its own keys indented below it';
      ctx.reporter.report('SPC2003', item.span, {
        expected: `One ${what} by its name, with ${lines}`,
        found: 'several keys side by side',
      });
      return [
        { name: first.key.value, key: first.key, value: { ...item, entries: item.entries.slice(1) }, span: item.span },
      ];
    }
    ctx.reporter.report('SPC2003', visibleSpan(ctx, item), {
      expected: `One ${what} by its name`,
      found: 'several keys side by side',
    });
    return entriesOf(item).slice(0, 1);
  }
  if (bare && item.kind === 'scalar' && !isEmpty(item)) {
    const at = { start: item.span.end, end: item.span.end };
    return [
      {
        name: item.value,
        key: item,
        value: { ...item, span: at, content: at, value: '', style: 'empty' },
        span: item.span,
      },
    ];
  }
  const article = /^[aeiou]/.test(what) ? 'an' : 'a';
  expected(ctx, item, `${bare ? `A name, or ${article}` : article.replace('a', 'A')} ${what} as \`name: …\``);
  return [];
}

/** A place to underline: what is empty is shown at the character before it. */
export function visibleSpan(ctx: ReadContext, node: YamlNode): Span {
  if (node.span.end > node.span.start) return node.span;
  return { start: Math.max(0, node.span.start - 1), end: Math.min(ctx.text.length, Math.max(node.span.start, 1)) };
}

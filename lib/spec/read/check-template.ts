import type { Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { type ReadContext, spanWithin } from './context.ts';
import { resolve, type TypeTable } from './type-table.ts';

/** A tag of a template, `{{#name}}` for instance. Offsets are in the template. */
interface Tag {
  sigil: string;
  name: string;
  start: number;
  end: number;
}

interface Section {
  tag: Tag;
  /** What names mean inside: the innermost first. */
  contexts: readonly Type[];
}

const MAX_TAGS = 2000;
const NAME = /^(\.|[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*)$/;

/**
 * Checks a Mustache template against what it shows: every name is a field, sections are closed in order, and only plain values
 * are written. The raw forms, partials and other delimiters are refused.
 */
export function checkTemplate(ctx: ReadContext, table: TypeTable, node: ScalarNode, root: Type): void {
  const { tags, problems } = tagsOf(node.value);
  const report = (tag: { start: number; end: number }, reason: string): void =>
    ctx.reporter.report('SPC2057', spanWithin(ctx, node, tag.start, tag.end), { reason });
  for (const problem of problems) report(problem, problem.reason);
  const open: Section[] = [];
  for (const tag of tags) {
    const contexts = open.at(-1)?.contexts ?? [root];
    if (tag.sigil === '/') {
      const section = open.pop();
      if (section === undefined) report(tag, `No section \`${tag.name}\` is open here.`);
      else if (section.tag.name !== tag.name) report(tag, `\`${section.tag.name}\` is open here, not \`${tag.name}\`.`);
      continue;
    }
    const type = typeOf(ctx, table, contexts, tag.name);
    if (typeof type === 'string') report(tag, type);
    else if (tag.sigil === '') reportUnlessPlain(table, type, tag, report);
    if (tag.sigil === '#' || tag.sigil === '^')
      open.push({
        tag,
        contexts: typeof type === 'string' || tag.sigil === '^' ? contexts : inside(table, type, contexts),
      });
  }
  for (const { tag } of open) report(tag, `The section \`${tag.name}\` is not closed: write {{/${tag.name}}}.`);
}

function tagsOf(text: string): { tags: Tag[]; problems: { start: number; end: number; reason: string }[] } {
  const tags: Tag[] = [];
  const problems: { start: number; end: number; reason: string }[] = [];
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', start)) {
    const close = text.indexOf('}}', start + 2);
    const end = close < 0 ? text.length : close + 2;
    const inner = text.slice(start + 2, close < 0 ? text.length : close).trim();
    const sigil = /^[#^/!&>={]/.exec(inner)?.[0] ?? '';
    const name = inner.slice(sigil.length).trim();
    const at = { start, end };
    if (close < 0) problems.push({ ...at, reason: 'This tag is not closed: write }} behind it.' });
    else if (sigil === '{' || sigil === '&')
      problems.push({
        ...at,
        reason: 'There is no raw form: every value is escaped. A value of type html is sent as it is.',
      });
    else if (sigil === '>' || sigil === '=')
      problems.push({ ...at, reason: 'There are no partials and no other delimiters.' });
    else if (sigil !== '!' && !NAME.test(name))
      problems.push({ ...at, reason: 'A tag holds one name, such as {{total}}.' });
    else if (sigil !== '!') tags.push({ sigil, name, start, end });
    start = end;
    if (tags.length > MAX_TAGS) {
      problems.push({ ...at, reason: `A template has at most ${MAX_TAGS} tags.` });
      break;
    }
  }
  return { tags, problems };
}

/** The type of a name, or why there is none. The first part is looked for from the inside out. */
function typeOf(ctx: ReadContext, table: TypeTable, contexts: readonly Type[], name: string): Type | string {
  const [innermost] = contexts;
  if (name === '.') return innermost ?? 'There is nothing here.';
  const [first = '', ...rest] = name.split('.');
  let type: Type | undefined;
  for (const context of contexts) {
    type = fieldsOf(table, context)?.find((field) => field.name === first)?.type;
    if (type !== undefined || isJson(table, context)) break;
  }
  if (type === undefined) {
    if (contexts.some((context) => isJson(table, context))) return scalar('json');
    const known = contexts.flatMap((context) => fieldsOf(table, context)?.map((field) => field.name) ?? []);
    const suggestion = ctx.reporter.suggest(first, known);
    return `There is no output \`${first}\`.${suggestion === null ? '' : ` Did you mean \`${suggestion}\`?`}`;
  }
  for (const part of rest) {
    if (isJson(table, type)) return type;
    const found: Type | undefined = fieldsOf(table, type)?.find((field) => field.name === part)?.type;
    if (found === undefined) return `\`${name}\` has no field \`${part}\`.`;
    type = found;
  }
  return type;
}

function present(table: TypeTable, type: Type): Type {
  const full = resolve(table, type);
  return full.kind === 'optional' ? full.of : full;
}

function isJson(table: TypeTable, type: Type): boolean {
  const full = present(table, type);
  return full.kind === 'scalar' && full.name === 'json';
}

function fieldsOf(table: TypeTable, type: Type): readonly { name: string; type: Type }[] | null {
  const full = present(table, type);
  if (full.kind === 'object') return full.fields;
  return full.kind === 'entity' ? (table.entities.get(full.name)?.fields ?? []) : null;
}

/** What names mean inside a section: the items of a list, the fields of an object. */
function inside(table: TypeTable, type: Type, contexts: readonly Type[]): readonly Type[] {
  const full = present(table, type);
  return [full.kind === 'list' ? full.of : full, ...contexts];
}

function reportUnlessPlain(table: TypeTable, type: Type, tag: Tag, report: (tag: Tag, reason: string) => void): void {
  const full = present(table, type);
  if (full.kind === 'enum' || (full.kind === 'scalar' && full.name !== 'bytes' && full.name !== 'file')) return;
  const form =
    full.kind === 'list' ? `Repeat a section for it: {{#${tag.name}}}…{{/${tag.name}}}.` : 'Write one of its fields.';
  report(tag, `\`${tag.name}\` is no plain value. ${form}`);
}

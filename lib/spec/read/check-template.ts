import type { Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { type ReadContext, spanWithin } from './context.ts';
import { type TemplatePlace, templatePlaces } from './template-places.ts';
import { type TemplateTag, templateTags } from './template-tags.ts';
import { resolve, type TypeTable } from './type-table.ts';

interface Section {
  tag: TemplateTag;
  /** Where it stands in the page. */
  place: TemplatePlace;
  /** What names mean inside: the innermost first. */
  contexts: readonly Type[];
}

/**
 * Checks a Mustache template against what it shows: every name is a field, sections are closed in order, and only plain values
 * are written. The raw forms, partials and other delimiters are refused. In a page (`isPage`), HTML stands between elements only.
 */
export function checkTemplate(ctx: ReadContext, table: TypeTable, node: ScalarNode, root: Type, isPage: boolean): void {
  const { tags, problems } = templateTags(node.value);
  const report = (tag: { start: number; end: number }, reason: string): void =>
    ctx.reporter.report('SPC2057', spanWithin(ctx, node, tag.start, tag.end), { reason });
  for (const problem of problems) report(problem, problem.reason);
  const places = isPage ? templatePlaces(node.value, tags) : [];
  const shifting: Section[] = [];
  let hasHtml = false;
  const open: Section[] = [];
  for (const [at, tag] of tags.entries()) {
    const contexts = open.at(-1)?.contexts ?? [root];
    const place = places[at] ?? 'text';
    if (tag.sigil === '!') continue;
    if (tag.sigil === '/') {
      const section = open.pop();
      if (section === undefined) report(tag, `No section \`${tag.name}\` is open here.`);
      else if (section.tag.name !== tag.name) report(tag, `\`${section.tag.name}\` is open here, not \`${tag.name}\`.`);
      else if (section.place !== place) shifting.push(section);
      continue;
    }
    const type = typeOf(ctx, table, contexts, tag.name);
    if (typeof type === 'string') report(tag, type);
    else if (tag.sigil === '') reportUnlessPlain(table, type, tag, report);
    if (isPage && tag.sigil === '' && typeof type !== 'string' && isHtml(table, type)) {
      hasHtml = true;
      if (place !== 'text') report(tag, misplaced(tag.name, place));
    }
    if (tag.sigil === '#' || tag.sigil === '^')
      open.push({
        tag,
        place,
        contexts: typeof type === 'string' || tag.sigil === '^' ? contexts : inside(table, type, contexts),
      });
  }
  for (const { tag } of open) report(tag, `The section \`${tag.name}\` is not closed: write {{/${tag.name}}}.`);
  if (hasHtml) for (const { tag } of shifting) report(tag, shifts(tag.name));
}

function misplaced(name: string, place: TemplatePlace): string {
  if (place === 'unclear')
    return `\`${name}\` is HTML, and it is not clear what stands around it: write values of attributes in quotes, and none in names.`;
  return `\`${name}\` is HTML, which stands between elements only: not in a tag, a comment, a script or a title.`;
}

function shifts(name: string): string {
  return `This page holds HTML, so the section \`${name}\` has to end where it begins: both between elements, or in the same tag.`;
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

function isHtml(table: TypeTable, type: Type): boolean {
  const full = present(table, type);
  return full.kind === 'scalar' && full.name === 'html';
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

function reportUnlessPlain(
  table: TypeTable,
  type: Type,
  tag: TemplateTag,
  report: (tag: TemplateTag, reason: string) => void,
): void {
  const full = present(table, type);
  if (full.kind === 'enum' || (full.kind === 'scalar' && full.name !== 'bytes' && full.name !== 'file')) return;
  const form =
    full.kind === 'list' ? `Repeat a section for it: {{#${tag.name}}}…{{/${tag.name}}}.` : 'Write one of its fields.';
  report(tag, `\`${tag.name}\` is no plain value. ${form}`);
}

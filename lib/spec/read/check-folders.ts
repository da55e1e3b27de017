import type { Span } from '../../core/text-range.ts';
import { someExpr } from '../expressions/expr-parts.ts';
import type { Entity, EntityField, Type } from '../model.ts';
import type { ReadContext } from './context.ts';

/**
 * Reports rows that lean on files of a folder: those come and go without the database, so that no row can refer to one, and no
 * statement that reads rows can look at them.
 */
export function checkFolders(ctx: ReadContext, entities: readonly Entity[]): void {
  const folders = new Set(entities.flatMap(({ name, files }) => (files === null ? [] : [name])));
  if (folders.size === 0) return;
  for (const { fields, files } of entities)
    if (files === null) for (const field of fields) checkField(ctx, field, folders);
}

function checkField(ctx: ReadContext, field: EntityField, folders: ReadonlySet<string>): void {
  const entity = referredTo(field.type);
  if (entity !== null && folders.has(entity)) {
    const span = spanOf(ctx, field, `ref<${entity}>`);
    const fixes = [{ title: 'Store its path', edits: [{ span, text: 'string' }] }];
    ctx.reporter.report('TYP3023', span, { entity }, span === field.span ? [] : fixes);
  }
  if (field.value === null) return;
  someExpr(field.value, (part) => {
    const looks = part.kind === 'name' && part.scope === 'entity' && folders.has(part.name);
    if (looks)
      ctx.reporter.report('SPC2051', part.span, {
        reason: `The files of \`${part.name}\` are no part of the database, so a computed field cannot look at them. Find them in a step.`,
      });
    return looks;
  });
}

function referredTo(type: Type): string | null {
  if (type.kind === 'optional' || type.kind === 'list' || type.kind === 'map') return referredTo(type.of);
  return type.kind === 'ref' ? type.entity : null;
}

/** Where a text stands within a field; the whole field where it is written otherwise. */
function spanOf({ text }: ReadContext, { span }: EntityField, sought: string): Span {
  const start = text.indexOf(sought, span.start);
  return start < 0 || start + sought.length > span.end ? span : { start, end: start + sought.length };
}

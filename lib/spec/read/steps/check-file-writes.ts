import type { Entity } from '../../model.ts';
import type { ReadContext } from '../context.ts';
import { declarations } from '../forms.ts';
import type { Keys } from '../keys.ts';

/** What a step says of a file; everything else follows from it. */
const GIVEN = ['path', 'text', 'bytes'];

type Writing = 'create' | 'update' | 'upsert' | 'delete';

/**
 * Checks a step that writes to a folder of files: the folder may be written to, a file is a path and a text or bytes, and a change
 * leaves the path. For other entities it says nothing and gives false.
 */
export function checkFileWrites(ctx: ReadContext, entity: Entity, keys: Keys, kind: Writing): boolean {
  if (entity.files === null) return false;
  const report = (span: { start: number; end: number }, reason: string): void =>
    ctx.reporter.report('FLW5070', span, { reason });
  const at = keys.entry(kind)?.span ?? entity.span;
  if (entity.files.access === 'read')
    report(at, `\`${entity.name}\` is a folder that is only read. Write \`access: write\` in its \`files\`.`);
  const node = keys.get('with');
  if (kind === 'delete' || node === undefined) return true;
  const given = declarations(ctx, node, 'value', 'identifier');
  for (const { name, key } of given) {
    if (kind === 'update' && name === 'path')
      report(key.span, 'A file keeps its path. Create one with the other path, and delete this one.');
    else if (entity.fields.some((field) => field.name === name) && !GIVEN.includes(name))
      report(key.span, `\`${name}\` follows from the path and the contents of a file. Remove it.`);
  }
  const has = (name: string): boolean => given.some((one) => one.name === name);
  const span = keys.entry('with')?.key.span ?? at;
  if (kind !== 'update' && !has('path')) report(span, 'A file has a `path`, such as `reports/2026.csv`.');
  if (has('text') === has('bytes')) report(span, 'A file holds either a `text` or `bytes`. Write one of them.');
  return true;
}

import type { Entity, EntityField, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { oneOf, textOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readByteSize } from './type-syntax.ts';

const optional = (of: Type): Type => ({ kind: 'optional', of });

/** What is known of each file. `text` is there for files that hold text. */
const FIELDS: readonly (readonly [string, Type])[] = [
  ['path', scalar('string')],
  ['folder', scalar('string')],
  ['name', scalar('string')],
  ['size', scalar('long')],
  ['media', scalar('string')],
  ['text', optional(scalar('string'))],
  ['bytes', scalar('bytes')],
];

/** Reads an entity that is a folder of files: where it is, what may be done, and the fields that files have. */
export function readFiles(
  ctx: ReadContext,
  node: YamlNode,
  entityId: string,
): { files: Entity['files']; fields: EntityField[] } {
  const keys = readKeys(ctx, node, 'files', node.span);
  const [rootNode, accessNode, sizeNode] = ['root', 'access', 'maxSize'].map((key) => keys?.get(key));
  const root = rootNode === undefined ? null : readRoot(ctx, rootNode);
  const access = accessNode === undefined ? null : oneOf(ctx, accessNode, ['read', 'write'] as const, 'An access');
  const maxBytes = sizeNode === undefined ? null : readSize(ctx, sizeNode);
  const fields = FIELDS.map(
    ([name, type]): EntityField => ({
      id: `${entityId}/fields/${name}`,
      span: node.span,
      name,
      type,
      typeOrigin: 'default',
      summary: null,
      protection: null,
      key: name === 'path',
      unique: false,
      default: null,
      value: null,
      onDelete: 'refuse',
      renamedFrom: null,
    }),
  );
  return { files: root === null ? null : { root, access: access ?? 'read', maxBytes, span: node.span }, fields };
}

function readRoot(ctx: ReadContext, node: YamlNode): string | null {
  const text = textOf(ctx, node, 'A setting such as $INBOX_DIR');
  const name = /^\$([A-Z][A-Z0-9_]{0,62})$/.exec(text ?? '')?.[1] ?? null;
  if (text !== null && name === null)
    ctx.reporter.report('SPC2051', node.span, {
      reason: 'Where the folder lies is a setting, such as $INBOX_DIR. It differs from environment to environment.',
    });
  return name;
}

function readSize(ctx: ReadContext, node: YamlNode): number | null {
  const text = textOf(ctx, node, 'A size such as 8MB');
  const bytes = text === null ? null : readByteSize(text);
  if (text !== null && bytes === null)
    ctx.reporter.report('SPC2051', node.span, { reason: 'A size is written as 512KB, 8MB or 1GB (up to 1 GB).' });
  return bytes;
}

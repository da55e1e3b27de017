import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import type { Keys } from './keys.ts';

/** Reads a section of the top level; nothing where it is not written. */
export type Section = <T>(key: string, read: (ctx: ReadContext, node: YamlNode) => T[]) => T[];

/** Sections as the keys of the top level have them. */
export function sectionsOf(ctx: ReadContext, keys: Keys): Section {
  return (key, read) => {
    const node = keys.get(key);
    return node === undefined ? [] : read(ctx, node);
  };
}

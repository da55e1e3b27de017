import { at, listOf, objectOf } from './json.ts';
import type { Losses } from './losses.ts';

/** Characters that a specification refuses: controls, marks that turn the direction of text, halves of pairs. */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text with U+FFFD in place of what cannot be seen. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '\ufffd');
}

/**
 * Replaces what cannot be seen in all texts of a document that was just read, in place, and notes where. Values that are shared or
 * contain themselves (YAML aliases) are visited once.
 */
export function replaceInvisible(root: unknown, losses: Losses): void {
  const seen = new Set<unknown>();
  const open: { value: unknown; pointer: string }[] = [{ value: root, pointer: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer } = next;
    if (seen.has(value)) continue;
    seen.add(value);
    const holder: unknown = listOf(value) ?? objectOf(value);
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [key, inner] of Object.entries(holder)) {
      if (typeof inner === 'string') {
        const clean = visible(inner);
        if (clean === inner) continue;
        Reflect.set(holder, key, clean);
        losses.note(at(pointer, key), 'Characters that cannot be seen are replaced.');
      } else if (typeof inner === 'object' && inner !== null) open.push({ value: inner, pointer: at(pointer, key) });
    }
  }
}

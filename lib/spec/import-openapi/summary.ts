import type { ImportContext } from './import-context.ts';
import { type JsonObject, member, textOf } from './json.ts';

const MAX_SUMMARY = 500;

/** What an object says about itself, on one line: its description, else its summary. Null if it says nothing. */
export function summaryOf(ctx: ImportContext, object: JsonObject, pointer: string): string | null {
  const said = textOf(member(object, 'description')) ?? textOf(member(object, 'summary'));
  return said === null ? null : sentence(ctx, said, pointer);
}

/** A text on one line; that it had to be cut is noted. */
export function sentence(ctx: ImportContext, text: string, pointer: string): string {
  const line = oneLine(text);
  if (line.endsWith('…') && !text.trimEnd().endsWith('…'))
    ctx.losses.note(pointer, `A description of more than ${MAX_SUMMARY} characters is cut.`);
  return line;
}

/** A text on one line without characters that cannot be seen, cut at a word where it is too long. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, MAX_SUMMARY * 4)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, ' ')
    .replace(/\p{Cs}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= MAX_SUMMARY) return line;
  const cut = line.slice(0, MAX_SUMMARY - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_SUMMARY / 2)).replace(/\p{Cs}/gu, '')}…`;
}

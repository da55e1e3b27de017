import type { Field, Model, Type } from '../spec/model.ts';
import { holdsInner } from './service/file-fields.ts';
import { plainType } from './service/types.ts';

const MEBIBYTE = 1_048_576;

/** No body is larger, whatever its types would allow: JSON is held in memory while it is looked at, of files only pieces are. */
const LARGEST = { json: 256 * MEBIBYTE, form: 4096 * MEBIBYTE };

/** Objects in each other are looked into this far. */
const MAX_DEPTH = 12;

/**
 * How many bytes the body of an operation may have: room for the contents that its fields may hold, and 1 MiB for all else.
 * Contents that do not say how large they may be get 16 MiB together. In JSON they are base64, four characters for three bytes.
 */
export function bodyLimitOf(fields: readonly Field[], json: boolean, model: Model): number {
  const isText = ({ type }: Field): boolean => json || holdsInner(type, model);
  const roomFor = (some: readonly Field[]): Room => roomOf({ kind: 'object', fields: some }, model, 0);
  const [texts, files] = [roomFor(fields.filter(isText)), roomFor(fields.filter((field) => !isText(field)))];
  const contents = Math.ceil(texts.said / 3) * 4 + files.said;
  const room = { open: texts.open || files.open };
  return Math.min(json ? LARGEST.json : LARGEST.form, contents + (room.open ? 16 : 1) * MEBIBYTE);
}

interface Room {
  /** Bytes that the types say. */
  said: number;
  /** Some contents may be of any size. */
  open: boolean;
}

const NONE: Room = { said: 0, open: false };

function roomOf(type: Type, model: Model, depth: number): Room {
  const plain = plainType(type, model);
  if (depth > MAX_DEPTH) return NONE;
  switch (plain.kind) {
    case 'scalar':
      if (!['base64', 'bytes', 'file'].includes(plain.name)) return NONE;
      return plain.length?.max == null ? { said: 0, open: true } : { said: plain.length.max, open: false };
    case 'list':
    case 'map':
      return times(roomOf(plain.of, model, depth + 1), plain.length?.max ?? null);
    case 'object':
      return plain.fields
        .map((field) => roomOf(field.type, model, depth + 1))
        .reduce((sum, one) => ({ said: sum.said + one.said, open: sum.open || one.open }), NONE);
    case 'oneOf':
      return plain.of
        .map((one) => roomOf(one, model, depth + 1))
        .reduce((sum, one) => ({ said: Math.max(sum.said, one.said), open: sum.open || one.open }), NONE);
    default:
      return NONE;
  }
}

function times({ said, open }: Room, count: number | null): Room {
  if (count !== null) return { said: said * count, open };
  return { said, open: open || said > 0 };
}

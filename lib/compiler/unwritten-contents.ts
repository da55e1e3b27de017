import type { Entity, Field, Model, Type } from '../spec/model.ts';
import { documentText, plainType } from './service/types.ts';
import type { Unwritten } from './unwritten-expressions.ts';

type Note = (node: Pick<Unwritten, 'id' | 'span'>, what: string) => void;

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** What is said of files, bytes, forms and texts with a meaning of their own, and is not generated yet. */
export function unwrittenContents(model: Model): Unwritten[] {
  const found: Unwritten[] = [];
  const note: Note = ({ id, span }, what) => found.push({ id, span, what });
  for (const entity of model.entities) noteEntity(entity, model, note);
  for (const { name, operations } of model.integrations)
    for (const { name: operation, input, output } of operations)
      for (const field of [...input, ...output])
        noteDocument(field, `The value \`${field.name}\` of \`${name}.${operation}\``, model, note);
  for (const { name, payload } of model.events)
    for (const field of payload)
      noteDocument(field, `The value \`${field.name}\` of the event \`${name}\``, model, note);
  return found;
}

function noteEntity(entity: Entity, model: Model, note: Note): void {
  if (entity.files !== null) return;
  for (const field of entity.fields) {
    const said = `The field \`${entity.name}.${field.name}\``;
    noteDocument(field, said, model, note);
  }
}

/** Texts that hold documents are read where callers and people send them, and written where callers get them. */
function noteDocument(field: Pick<Field, 'id' | 'span' | 'type'>, said: string, model: Model, note: Note): void {
  if (holdsDocument(field.type, model)) note(field, `${said} with a decoded content`);
}

function holdsDocument(type: Type, model: Model, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const inner = (of: Type): boolean => holdsDocument(of, model, depth + 1);
  if (documentText(type, model) !== null) return true;
  const plain = plainType(type, model);
  if (plain.kind === 'list' || plain.kind === 'map') return inner(plain.of);
  if (plain.kind === 'oneOf') return plain.of.some(inner);
  return plain.kind === 'object' && plain.fields.some((field) => inner(field.type));
}

import type { Entity, Field, Model, Type } from '../spec/model.ts';
import { KNOWN_MEDIA } from './platform/media.ts';
import { sendsForm } from './tests/scenario-calls.ts';
import type { UnwrittenPart } from './unwritten-parts.ts';

type Note = (node: { id: string; span: UnwrittenPart['span'] }, what: string) => void;

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** What is said of files, bytes, forms and texts with a meaning of their own, and is not generated yet. */
export function unwrittenContents(model: Model): UnwrittenPart[] {
  const found: UnwrittenPart[] = [];
  const note: Note = ({ id, span }, what) => found.push({ id, span, what });
  for (const type of model.types) noteType(type.type, type, `The type \`${type.name}\``, note);
  for (const entity of model.entities) noteEntity(entity, note);
  for (const { name, input, output, wholeOutput } of model.endpoints) {
    for (const field of input) {
      const said = `The input \`${name}.${field.name}\``;
      noteType(field.type, field, said, note);
      if (field.in === 'form' || field.in === 'multipart') note(field, `${said} from a ${field.in}`);
    }
    for (const field of output) noteType(field.type, field, `The output \`${name}.${field.name}\``, note);
    if (wholeOutput !== null) noteType(wholeOutput.type, wholeOutput, `The answer of \`${name}\``, note);
  }
  for (const one of model.scenarios)
    if (sendsForm(one, model)) note(one, `The scenario \`${one.name}\`, which sends a form,`);
  return found;
}

function noteEntity(entity: Entity, note: Note): void {
  if (entity.files !== null)
    note({ id: entity.id, span: entity.files.span }, `\`${entity.name}\` as a folder of files`);
  else
    for (const field of entity.fields) noteType(field.type, field, `The field \`${entity.name}.${field.name}\``, note);
}

/** Types that are more than their text. */
const UNWRITTEN: readonly string[] = ['file', 'html', 'regex'];

function noteType(type: Type, node: Pick<Field, 'id' | 'span'>, said: string, note: Note, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  const inner = (of: Type): void => noteType(of, node, said, note, depth + 1);
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') inner(type.of);
  else if (type.kind === 'oneOf') type.of.forEach(inner);
  else if (type.kind === 'object')
    for (const field of type.fields) noteType(field.type, field, `${said}, member \`${field.name}\``, note, depth + 1);
  if (type.kind !== 'scalar') return;
  if (UNWRITTEN.includes(type.name)) note(node, `${said} of the type \`${type.name}\``);
  if (type.content !== null) note(node, `${said} with a decoded content`);
  const strange = (type.media ?? []).find((media) => !KNOWN_MEDIA.includes(media));
  if (strange !== undefined)
    note(node, `${said} with the media type \`${strange}\`, which no service tells apart yet,`);
}

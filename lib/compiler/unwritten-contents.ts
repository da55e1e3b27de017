import type { Entity, Field, Model, Type } from '../spec/model.ts';
import { askedOf } from './files-plan.ts';
import { holdsFile } from './service/file-fields.ts';
import { namesEntity } from './service/folder.ts';
import { isPerson, stepsWithin } from './steps-within.ts';
import type { UnwrittenPart } from './unwritten-parts.ts';

type Note = (node: Pick<UnwrittenPart, 'id' | 'span'>, what: string) => void;

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** What is said of files, bytes, forms and texts with a meaning of their own, and is not generated yet. */
export function unwrittenContents(model: Model): UnwrittenPart[] {
  const found: UnwrittenPart[] = [];
  const note: Note = ({ id, span }, what) => found.push({ id, span, what });
  for (const type of model.types) noteType(type.type, type, `The type \`${type.name}\``, note);
  for (const entity of model.entities) noteEntity(entity, model, note);
  for (const { name, input, output, wholeOutput } of model.endpoints) {
    for (const field of input) {
      const said = `The input \`${name}.${field.name}\``;
      noteType(field.type, field, said, note);
    }
    for (const field of output) noteType(field.type, field, `The output \`${name}.${field.name}\``, note);
    if (wholeOutput === null) continue;
    noteType(wholeOutput.type, wholeOutput, `The answer of \`${name}\``, note);
  }
  noteOthers(model, note);
  noteFolders(model, note);
  return found;
}

function noteEntity(entity: Entity, model: Model, note: Note): void {
  if (entity.files !== null) return;
  for (const field of entity.fields) {
    const said = `The field \`${entity.name}.${field.name}\``;
    noteType(field.type, field, said, note);
    if (holdsFile(field.type, model) && isSealed(field, model)) note(field, `${said}, an encrypted file,`);
    if (field.type.kind === 'ref' && isFolder(field.type.entity, model))
      note(field, `${said}, which refers to a file of a folder,`);
  }
}

function isFolder(name: string, { entities }: Model): boolean {
  return entities.some((entity) => entity.name === name && entity.files !== null);
}

/** What is done with folders besides reading their files in steps of their own. */
function noteFolders(model: Model, note: Note): void {
  if (model.entities.every(({ files }) => files === null)) return;
  for (const { name, fields } of model.entities)
    for (const field of fields)
      if (
        field.value !== null &&
        model.entities.some((one) => one.files !== null && namesEntity(field.value, one.name))
      )
        note(field, `The computed field \`${name}.${field.name}\`, which looks into a folder,`);
}

function isSealed({ protection, type }: Field, { types }: Model): boolean {
  const plain = type.kind === 'optional' || type.kind === 'list' ? type.of : type;
  const declared = plain.kind === 'named' ? types.find(({ name }) => name === plain.name) : undefined;
  return protection?.encrypt === 'field' || declared?.encrypt === 'field';
}

/** Files that people, other systems or code of one's own would send and get. */
function noteOthers(model: Model, note: Note): void {
  const flows = [...model.endpoints, ...model.processes, ...model.schedules];
  for (const step of flows.flatMap(({ processing }) => stepsWithin(processing))) {
    if (isPerson(step))
      for (const field of askedOf(step)) {
        noteType(field.type, field, `The answer \`${field.name}\` of \`${step.name}\``, note);
      }
  }
}

function noteType(type: Type, node: Pick<Field, 'id' | 'span'>, said: string, note: Note, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  const inner = (of: Type): void => noteType(of, node, said, note, depth + 1);
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') inner(type.of);
  else if (type.kind === 'oneOf') type.of.forEach(inner);
  else if (type.kind === 'object')
    for (const field of type.fields) noteType(field.type, field, `${said}, member \`${field.name}\``, note, depth + 1);
  if (type.kind !== 'scalar') return;
  if (type.content !== null) note(node, `${said} with a decoded content`);
}

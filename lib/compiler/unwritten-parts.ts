import type { Span } from '../core/text-range.ts';
import type { Endpoint, Field, Model, Type } from '../spec/model.ts';
import { planOf } from './plan.ts';
import { encryptedFields } from './service/encrypted.ts';
import { mentionsReport } from './service/report.ts';
import { isNumbered } from './sql/sequence.ts';

/** A part of a specification that generated code would pass over or get wrong; `what` is the subject of a sentence. */
export interface UnwrittenPart {
  id: string;
  span: Span;
  what: string;
}

/**
 * Small parts that the model can say and generated services do not do yet: a mask of a single field, how many members a map may
 * have, lists in queries.
 */
export function unwrittenParts(model: Model): UnwrittenPart[] {
  const found: UnwrittenPart[] = [];
  const note: Note = ({ id, span }, what) => found.push({ id, span, what });
  for (const type of model.types) noteType(type.type, type, `The type \`${type.name}\``, note);
  for (const entity of model.entities)
    for (const field of entity.fields) noteField(field, `The field \`${entity.name}.${field.name}\``, note);
  noteEncrypted(model, note);
  for (const endpoint of model.endpoints) noteEndpoint(endpoint, note);
  for (const part of [...model.schedules, ...model.decisions, ...model.scorecards, ...model.invariants])
    if (mentionsReport(part)) note(part, `A report within \`${part.name}\``);
  return found;
}

/** Nothing finds an encrypted value by what it is, and a row that the database numbers has no key before it is stored. */
function noteEncrypted(model: Model, note: Note): void {
  const plan = planOf(model);
  const subjects = model.auth.map(({ subject }) => subject);
  for (const planned of plan.entities) {
    const { entity } = planned;
    const hidden = encryptedFields(planned, plan);
    const sought = new Set([...entity.indexes, ...entity.uniques, [entity.owner ?? '']].flat());
    for (const field of hidden)
      if (field.key || field.unique || sought.has(field.name))
        note(field, `The encrypted field \`${entity.name}.${field.name}\`, by which rows are found,`);
    if (hidden.length > 0 && entity.fields.some(({ key, ...field }) => key && isNumbered({ key, ...field })))
      note(entity, `Encrypted fields of \`${entity.name}\`, whose rows the database numbers,`);
    if (hidden.length > 0 && subjects.includes(entity.name))
      note(entity, `Encrypted fields of \`${entity.name}\`, which callers are rows of,`);
  }
}

type Note = (node: { id: string; span: Span }, what: string) => void;

function noteEndpoint(endpoint: Endpoint, note: Note): void {
  for (const field of endpoint.input) {
    const said = `The input \`${endpoint.name}.${field.name}\``;
    noteField(field, said, note);
    const plain = field.type.kind === 'optional' ? field.type.of : field.type;
    if (field.in === 'query' && plain.kind === 'list') note(field, `${said}, a list in the query,`);
  }
  for (const field of endpoint.output) noteField(field, `The output \`${endpoint.name}.${field.name}\``, note);
}

function noteField(field: Field, said: string, note: Note): void {
  noteProtection(field, said, note);
  noteType(field.type, field, said, note);
}

function noteProtection(field: Field, said: string, note: Note): void {
  const { protection } = field;
  if (protection !== null && (protection.classification !== null || protection.mask !== null))
    note(field, `The protection of ${said.charAt(0).toLowerCase()}${said.slice(1)} alone`);
}

function noteType(type: Type, node: { id: string; span: Span }, said: string, note: Note): void {
  if (type.kind === 'map' && type.length != null) note(node, `${said} with a number of members`);
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') noteType(type.of, node, said, note);
  if (type.kind !== 'object') return;
  for (const field of type.fields) noteField(field, `${said}, member \`${field.name}\``, note);
}

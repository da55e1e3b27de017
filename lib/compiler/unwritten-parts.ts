import type { Span } from '../core/text-range.ts';
import type { Endpoint, Field, Model, Type } from '../spec/model.ts';
import { planOf } from './plan.ts';
import { encryptedFields } from './service/encrypted.ts';
import { isHashed, lookups } from './service/hashed.ts';
import { mentionsReport } from './service/report.ts';
import { kindOfValue, type ValueKind } from './service/value-kind.ts';

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

/** Rows are found by hashes of plain values; a key or an owner is compared with what is no hash. */
function noteEncrypted(model: Model, note: Note): void {
  const plan = planOf(model);
  for (const planned of plan.entities) {
    const { entity } = planned;
    const hashed = entity.fields.filter((field) => isHashed(field, plan));
    const found = lookups(planned, plan).map(({ field }) => field);
    for (const field of [...encryptedFields(planned, plan), ...hashed]) {
      const said = `\`${entity.name}.${field.name}\``;
      if (field.key || field.name === entity.owner)
        note(field, `The ${field.key ? 'key' : 'owner'} ${said}, which is encrypted or a hash,`);
      else if ((hashed.includes(field) || found.includes(field)) && !HASHABLE.includes(kindOfValue(field.type, plan)))
        note(field, `The hash of ${said}, which is no text, whole number, day or id,`);
    }
    for (const field of entity.fields)
      if (!isHashed(field, plan) && holdsHashed(field.type, model, 0))
        note(field, `A hash inside of \`${entity.name}.${field.name}\``);
  }
}

const HASHABLE: readonly ValueKind[] = ['text', 'enum', 'whole', 'date', 'uuid', 'bool'];

function holdsHashed(type: Type, model: Model, depth: number): boolean {
  if (depth > 12) return false;
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional')
    return holdsHashed(type.of, model, depth + 1);
  if (type.kind === 'object')
    return type.fields.some((field) => field.protection?.hash === 'keyed' || holdsHashed(field.type, model, depth + 1));
  const declared = type.kind === 'named' ? model.types.find(({ name }) => name === type.name) : undefined;
  return declared !== undefined && (declared.hash === 'keyed' || holdsHashed(declared.type, model, depth + 1));
}

type Note = (node: { id: string; span: Span }, what: string) => void;

function noteEndpoint(endpoint: Endpoint, note: Note): void {
  for (const field of endpoint.input) {
    const said = `The input \`${endpoint.name}.${field.name}\``;
    noteField(field, said, note);
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

import type { Span } from '../core/text-range.ts';
import type { Field, Model, Type } from '../spec/model.ts';
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

/** Small parts that the model can say and generated services do not do yet: keys that are hashes, decimals as numbers elsewhere. */
export function unwrittenParts(model: Model): UnwrittenPart[] {
  const found: UnwrittenPart[] = [];
  const note: Note = ({ id, span }, what) => found.push({ id, span, what });
  noteEncrypted(model, note);
  noteNumbers(model, note);
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

/** Decimals that other systems would get and give as JSON numbers. */
function noteNumbers(model: Model, note: Note): void {
  const noteFields = (fields: readonly Field[], said: string): void => {
    for (const field of fields)
      if (holdsNumber(field.type, model, 0)) note(field, `The field \`${field.name}\` of ${said} with \`wire\``);
  };
  for (const { name, operations } of model.integrations)
    for (const operation of operations)
      noteFields([...operation.input, ...operation.output], `\`${name}.${operation.name}\``);
  for (const { name, payload } of model.events) noteFields(payload, `\`${name}\``);
}

function holdsNumber(type: Type, model: Model, depth: number): boolean {
  if (depth > 12) return false;
  const inner = (of: Type): boolean => holdsNumber(of, model, depth + 1);
  switch (type.kind) {
    case 'scalar':
      return type.wire !== null;
    case 'list':
    case 'map':
    case 'optional':
      return inner(type.of);
    case 'oneOf':
      return type.of.some(inner);
    case 'object':
      return type.fields.some((field) => inner(field.type));
    case 'named': {
      const declared = model.types.find(({ name }) => name === type.name);
      return declared !== undefined && inner(declared.type);
    }
    default:
      return false;
  }
}

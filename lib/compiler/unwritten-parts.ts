import type { Span } from '../core/text-range.ts';
import type { Model, Type } from '../spec/model.ts';
import { planOf } from './plan.ts';
import { encryptedFields } from './service/encrypted.ts';
import { isHashed, lookups } from './service/hashed.ts';
import { effectsOn } from './service/row-effects.ts';
import { isWide } from './service/row-invariants.ts';
import { kindOfValue, type ValueKind } from './service/value-kind.ts';

/** A part of a specification that generated code would pass over or get wrong; `what` is the subject of a sentence. */
export interface UnwrittenPart {
  id: string;
  span: Span;
  what: string;
}

/** Small parts that the model can say and generated services do not do yet: keys that are hashes, invariants that nobody can follow. */
export function unwrittenParts(model: Model): UnwrittenPart[] {
  const found: UnwrittenPart[] = [];
  const note: Note = ({ id, span }, what) => found.push({ id, span, what });
  noteEncrypted(model, note);
  noteInvariants(model, note);
  return found;
}

/** What changes when other rows do is looked at again only where it is known which rows those are. */
function noteInvariants(model: Model, note: Note): void {
  const wide = model.invariants.filter((one) => isWide(one, model));
  if (wide.length === 0) return;
  const plan = planOf(model);
  for (const invariant of wide) {
    const effects = effectsOn(invariant, plan);
    if ('what' in effects) note(invariant, `The invariant \`${invariant.name}\`, ${effects.what},`);
  }
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

import type { EntityField, Type } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { encryptedFields } from './encrypted.ts';
import { soughtFields } from './sought-fields.ts';

/** Whether only a keyed hash of a field is stored: it says so, or its type does. */
export function isHashed({ protection, type }: Pick<EntityField, 'protection' | 'type'>, plan: Plan): boolean {
  return protection?.hash === 'keyed' || isHashedType(type, plan);
}

function isHashedType(type: Type, plan: Plan): boolean {
  if (type.kind === 'optional') return isHashedType(type.of, plan);
  if (type.kind !== 'named') return false;
  const declared = plan.model.types.find(({ name }) => name === type.name);
  return declared !== undefined && (declared.hash === 'keyed' || isHashedType(declared.type, plan));
}

/** An encrypted field by which rows are found, with the column that holds the hash of its value. */
export interface Lookup {
  field: EntityField;
  column: string;
}

/** The encrypted fields of an entity by which rows are found. */
export function lookups(planned: EntityPlan, plan: Plan): readonly Lookup[] {
  const { entity } = planned;
  const named = new Set([...entity.indexes.flat(), ...entity.uniques.flat(), ...soughtFields(planned, plan)]);
  const taken = new Set(entity.fields.map(({ name }) => name));
  return encryptedFields(planned, plan)
    .filter((field) => field.unique || named.has(field.name))
    .map((field) => {
      const column = `${field.name}_hash`;
      return { field, column: taken.has(column) ? `${column}_` : column };
    });
}

/** The column by which rows with a value of a field are found. */
export function soughtColumn(name: string, planned: EntityPlan, plan: Plan): string {
  return lookups(planned, plan).find(({ field }) => field.name === name)?.column ?? name;
}

/** Whether some entity stores a keyed hash. */
export function hashes(plan: Plan): boolean {
  return plan.entities.some(
    (planned) => planned.entity.fields.some((field) => isHashed(field, plan)) || lookups(planned, plan).length > 0,
  );
}

import type { EntityField, Type } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { storedFields } from './row-columns.ts';

const MAX_DEPTH = 12;

/** Whether a field is stored encrypted: it says so, its type does, or something within its type does. */
export function isEncrypted(
  { protection, type }: Pick<EntityField, 'protection' | 'type'>,
  plan: Pick<Plan, 'model'>,
): boolean {
  return protection?.encrypt === 'field' || holdsEncrypted(type, plan, 0);
}

function holdsEncrypted(type: Type, plan: Pick<Plan, 'model'>, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  switch (type.kind) {
    case 'list':
    case 'map':
    case 'optional':
      return holdsEncrypted(type.of, plan, depth + 1);
    case 'oneOf':
      return type.of.some((one) => holdsEncrypted(one, plan, depth + 1));
    case 'object':
      return type.fields.some(
        (field) => field.protection?.encrypt === 'field' || holdsEncrypted(field.type, plan, depth + 1),
      );
    case 'named': {
      const declared = plan.model.types.find(({ name }) => name === type.name);
      if (declared === undefined) return false;
      return declared.encrypt === 'field' || holdsEncrypted(declared.type, plan, depth + 1);
    }
    default:
      return false;
  }
}

/** The fields of an entity that are stored encrypted. */
export function encryptedFields(planned: EntityPlan, plan: Plan): readonly EntityField[] {
  return storedFields(planned).filter((field) => isEncrypted(field, plan));
}

/** Whether some entity has encrypted fields. */
export function encrypts(plan: Plan): boolean {
  return plan.entities.some((planned) => encryptedFields(planned, plan).length > 0);
}

/** The name of an entity's function that opens stored rows, and the type that it takes. */
export function sealedNames({ type }: EntityPlan): { open: string; stored: string } {
  return { open: `open${type}s`, stored: `Stored${type}` };
}

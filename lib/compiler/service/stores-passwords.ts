import type { Plan } from '../plan.ts';
import { plainType } from './types.ts';

/** Whether rows of the service hold passwords, as hashes. */
export function storesPasswords({ entities, model }: Plan): boolean {
  return entities.some(({ entity }) =>
    entity.fields.some(({ type }) => {
      const plain = plainType(type, model);
      return plain.kind === 'scalar' && plain.name === 'password';
    }),
  );
}

import type { Entity, Type, TypeDeclaration } from '../model.ts';
import { scalar } from '../scalar-type.ts';

/** The declared types and entities, by name. */
export interface TypeTable {
  types: ReadonlyMap<string, TypeDeclaration>;
  entities: ReadonlyMap<string, Entity>;
}

const MAX_STEPS = 64;

/**
 * Follows names until a type that is none: `Money` becomes its decimal. An optional that a name stands for stays optional, and
 * is never doubled. References become the type of the key that they hold, texts that hold a
 * document its type. Names without end give json.
 */
export function resolve(table: TypeTable, type: Type): Type {
  let current = type;
  for (let step = 0; step < MAX_STEPS; step++) {
    if (current.kind === 'named') {
      const declared = table.types.get(current.name);
      if (declared === undefined) return scalar('json');
      current = declared.type;
    } else if (current.kind === 'ref') {
      const key = table.entities.get(current.entity)?.fields.find((field) => field.key);
      if (key === undefined) return scalar('uuid');
      current = key.type;
    } else if (current.kind === 'scalar' && current.content !== null) {
      // A text that holds another document is read as that document.
      current = current.content.type;
    } else if (current.kind === 'optional') {
      const inner = resolve(table, current.of);
      return inner.kind === 'optional' ? inner : { kind: 'optional', of: inner };
    } else {
      return current;
    }
  }
  return scalar('json');
}

import type { Field, InputField, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';

const NOWHERE = { start: 0, end: 0 };

function field(name: string, type: Type): Field {
  return { id: name, span: NOWHERE, name, type, typeOrigin: 'default', summary: null, protection: null };
}

/** The type of `input`: an object of the operation's inputs. */
export function inputType(inputs: readonly InputField[]): Type {
  return { kind: 'object', fields: inputs };
}

/** The type of `caller`. Nobody has no id. */
export function callerType(anonymous: boolean): Type {
  const id = scalar('string');
  const texts: Type = { kind: 'list', of: scalar('string'), length: null };
  return {
    kind: 'object',
    fields: [
      field('id', anonymous ? { kind: 'optional', of: id } : id),
      field('roles', texts),
      field('scopes', texts),
      field('claims', { kind: 'map', of: scalar('json') }),
    ],
  };
}

/** The type of a decision's result: its outputs, and the number of the rule; a list of them under `collect`. */
export function decisionType(outputs: readonly Field[], collects: boolean): Type {
  const one: Type = { kind: 'object', fields: [...outputs, field('rule', scalar('int'))] };
  return collects ? { kind: 'list', of: one, length: null } : one;
}

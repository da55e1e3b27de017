import type { Field, InputField, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';

const NOWHERE = { start: 0, end: 0 };

function field(name: string, type: Type): Field {
  return { id: name, span: NOWHERE, name, type, typeOrigin: 'default', summary: null, protection: null };
}

/** The type of `input`: an object of the operation's inputs, and of `body` where the whole body is one value. */
export function inputType(inputs: readonly InputField[], body: Type | null = null): Type {
  return {
    kind: 'object',
    // A default stands in for what was not sent.
    fields: [
      ...inputs.map((input) => (input.default === null ? input : { ...input, type: present(input.type) })),
      ...(body === null ? [] : [field('body', body)]),
    ],
  };
}

function present(type: Type): Type {
  return type.kind === 'optional' ? type.of : type;
}

/**
 * The type of `caller`. Where it may be anybody, the id is null for nobody. `subject` is the entity whose row callers are, as
 * `auth` says; null: none.
 */
export function callerType(who: 'signedIn' | 'anybody', subject: string | null): Type {
  const known = (type: Type): Type => (who === 'signedIn' ? type : { kind: 'optional', of: type });
  const texts: Type = { kind: 'list', of: scalar('string'), length: null };
  return {
    kind: 'object',
    fields: [
      field('id', known(scalar('string'))),
      field('roles', texts),
      field('scopes', texts),
      field('claims', { kind: 'map', of: scalar('json') }),
      ...(subject === null ? [] : [field('subject', known({ kind: 'entity', name: subject }))]),
    ],
  };
}

/** The type of a decision's result: its outputs, and the number of the rule; a list of them under `collect`. */
export function decisionType(outputs: readonly Field[], collects: boolean): Type {
  const one: Type = { kind: 'object', fields: [...outputs, field('rule', scalar('int'))] };
  return collects ? { kind: 'list', of: one, length: null } : one;
}

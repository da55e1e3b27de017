import type { Field, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { BOOL, INT, STRING } from '../static-types.ts';
import { constant, type FunctionTable, named, text } from './function-shape.ts';

/** What the running service gives: ids, credentials and its own record of a request. */
export const SERVICE_FUNCTIONS: FunctionTable = {
  uuid: {
    signature: 'uuid()',
    doc: 'A new random id.',
    example: 'uuid()',
    outside: true,
    result: constant(scalar('uuid')),
  },
  token: {
    signature: 'token()',
    doc: 'A new random text of 43 characters that cannot be guessed: 256 bits in base64url.',
    example: 'token()',
    outside: true,
    result: constant(scalar('string', { length: { min: 43, max: 43 } })),
  },
  sequence: {
    signature: 'sequence()',
    doc: 'The next whole number, as the default of a stored field. Such ids can be guessed.',
    example: 'sequence()',
    outside: true,
    result: constant(INT),
  },
  verifyPassword: {
    signature: 'verifyPassword(stored password, text)',
    doc: 'Whether a text is the password that was stored. A missing password is false, in equal time.',
    example: 'verifyPassword(user.password, input.password)',
    nullable: { at: 0, of: () => true },
    outside: true,
    result: ([stored, given, ...more]) =>
      more.length === 0 && named(stored, 'password') && (text(given) || named(given, 'password')) ? BOOL : null,
  },
  report: {
    signature: 'report("title")',
    doc: 'What this request did: `{title, request, operation, specVersion, at, steps, calls, decisions}`, classified values masked.',
    example: 'report("kyc")',
    outside: true,
    result: (args) => (args.length === 1 && text(args[0]) ? REPORT : null),
  },
};

const JSON_LIST: Type = { kind: 'list', of: scalar('json'), length: null };

const REPORT: Type = {
  kind: 'object',
  fields: [
    reported('title', STRING),
    reported('request', scalar('uuid')),
    reported('operation', STRING),
    reported('specVersion', STRING),
    reported('at', scalar('timestamp')),
    reported('steps', JSON_LIST),
    reported('calls', JSON_LIST),
    reported('decisions', JSON_LIST),
  ],
};

function reported(name: string, type: Type): Field {
  const span = { start: 0, end: 0 };
  return { id: `report/${name}`, span, name, type, typeOrigin: 'default', summary: null, protection: null };
}

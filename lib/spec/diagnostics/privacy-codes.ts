import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

const TYPES =
  'types:\n  Pan: {type: string, classification: sensitive, mask: last4}\n  Name: {type: string, classification: pii}\n';
const KEY = 'id: {type: uuid, key: true, default: =uuid()}';

/** An operation that takes a name and a number, with these lines. */
const OPERATION = (...lines: readonly string[]): string =>
  `${TYPES}endpoints:\n  - path: /a\n    method: POST\n    operation: doIt\n    input: [{pan: Pan}, {name: Name}]\n${lines.map((line) => `    ${line}\n`).join('')}`;

const EVENT = (type: string): string =>
  `${OPERATION('access: authenticated', 'processing:', '  - x: {set: =upper(input.pan)}', '  - told: {emit: Done, with: {note: =x}}')}events:\n  Done: {channel: done, payload: {note: ${type}}, delivery: outbox}\n`;

const DECISION = (input: string): string =>
  `${OPERATION('access: authenticated', 'audit: {record: [request, decisions]}', 'processing:', '  - verdict: {decide: rating}')}decisions:\n  rating:\n    hitPolicy: first\n    inputs: {who: ${input}}\n    outputs: {ok: bool}\n    table: |\n      | who || ok    |\n      | "A" || true  |\n      | -   || false |\n`;

const PEOPLE = (protection: string, where: string): string =>
  `types:\n  Pan: {type: string, classification: sensitive, ${protection}}\nentities:\n  Person:\n    fields:\n      ${KEY}\n      pan: Pan\nendpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{pan: Pan}]\n    processing:\n      - found: {list: Person, where: ${where}, limit: 10}\n`;

const CALL = (auth: string): string =>
  `${OPERATION('access: authenticated', 'processing:', '  - sent: {call: registry.search, with: {pan: =input.pan}, timeout: 3s}')}integrations:\n  - registry: {protocol: rest, baseUrl: $REGISTRY_URL, auth: ${auth}, operations: {search: {effect: read, request: POST /search, input: {pan: Pan}, output: {found: bool}}}}\n`;

const LOANS = (more: string): string =>
  `entities:\n  Member:\n    fields:\n      ${KEY}\n      left_on: date\n    retention: {keep: 5 years, from: left_on, then: erase}\n  Loan:\n    fields:\n      ${KEY}\n      closed_on: date\n      member: ${more}\n`;

const ROWS = (type: string): string =>
  `errors:\n  unknown_book: {status: 404, title: Book is not known}\nentities:\n  Book:\n    fields:\n      ${KEY}\n      title: string\nendpoints:\n  - path: /books/{id}\n    method: GET\n    access: public\n    input: [{id: uuid}]\n    processing:\n      - book: {find: Book, where: id == input.id, else: unknown_book}\n    output:\n      - book: {type: ${type}, value: =book}\n`;

interface Way {
  class: string;
  /** The places that the value passed: "Pan → extract.pan → x". */
  way: string;
  /** Where it arrives. */
  sink: string;
}

const said = ({ class: classification, way, sink }: Way): string =>
  `${capital(classification)} data: ${way} → ${sink}.`;

function capital(text: string): string {
  return text === 'pii' ? 'Personal' : text.charAt(0).toUpperCase() + text.slice(1);
}

/** DAT from 6520: where classified values must not arrive. */
export const PRIVACY_CODES = {
  DAT6520: page<Way>({
    severity: 'error',
    title: 'Personal data in an event',
    message: (way) => `${said(way)} Give the payload field the classified type, or leave the value out.`,
    why: 'An event is read by systems that this service does not know. A classified payload field is masked; an unclassified one is sent as it is.',
    wrong: EVENT('string'),
    right: EVENT('Pan'),
  }),
  DAT6521: page<Way & { declared: string | null }>({
    severity: 'warning',
    title: 'Classification is lowered',
    message: ({ declared, ...way }) =>
      `${said(way)} It is declared ${declared === null ? 'without a classification' : declared}, so its mask ends there. Give it the classified type.`,
    why: 'From here on logs, audit, events and reports show the value in full.',
    wrong: OPERATION('access: authenticated', 'output:', '  - owner: {type: string, value: =input.name}'),
    right: OPERATION('access: authenticated', 'output:', '  - owner: {type: Name, value: =input.name}'),
  }),
  DAT6522: page<Way>({
    severity: 'warning',
    title: 'Derived personal data in the record of a decision',
    message: (way) => `${said(way)} The audit records it without the mask of its source. Ask the decision for less.`,
    why: 'With `audit: {record: [decisions]}` the inputs of each decision are kept. A value that was made of a classified one has lost its mask.',
    wrong: DECISION('=upper(input.name)'),
    right: DECISION('=input.name'),
  }),
  DAT6523: page<{ operation: string; fields: readonly string[] }>({
    severity: 'warning',
    title: 'Audit without masks',
    message: ({ operation, fields }) =>
      `The audit of ${quote(operation)} keeps ${quoteAll(fields)} as they are. Write \`redact: classified\`.`,
    why: 'An audit log is read by more people, and for longer, than the data that it is about.',
    wrong: OPERATION('access: authenticated', 'audit: {record: [request], redact: none}'),
    right: OPERATION('access: authenticated', 'audit: {record: [request], redact: classified}'),
  }),
  DAT6524: page<Way>({
    severity: 'error',
    title: 'Classified data for unknown callers',
    message: (way) =>
      `${said(way)} This operation answers callers that nobody knows. Ask who calls, leave it out, or declare it \`classification: public\`.`,
    why: 'Whoever knows the address can read it. What the caller sent, and what stands behind a guard that makes sure of the caller, is not meant.',
    wrong: `types:\n  Name: {type: string, classification: pii}\nentities:\n  Person:\n    fields:\n      ${KEY}\n      name: Name\nendpoints:\n  - path: /people/{id}\n    method: GET\n    access: public\n    input: [{id: uuid}]\n    processing:\n      - person: {find: Person, where: id == input.id}\n    output:\n      - name: {type: Name?, value: '=person != null ? person.name : null'}\n`,
    right: `types:\n  Name: {type: string, classification: pii}\nentities:\n  Person:\n    fields:\n      ${KEY}\n      name: Name\nendpoints:\n  - path: /people/{id}\n    method: GET\n    access: authenticated\n    input: [{id: uuid}]\n    processing:\n      - person: {find: Person, where: id == input.id}\n    output:\n      - name: {type: Name?, value: '=person != null ? person.name : null'}\n`,
  }),
  DAT6525: page<{ class: string; name: string; where: string }>({
    severity: 'warning',
    title: 'Personal data in an address',
    message: ({ class: classification, name, where }) =>
      `${quote(name)} (${classification}) is part of ${where}. Send it in the body.`,
    why: 'Addresses end in access logs, histories and proxies, where no mask reaches them.',
    wrong: `${TYPES}endpoints:\n  - path: /people\n    method: GET\n    access: authenticated\n    input: [{name: Name}]\n`,
    right: `${TYPES}endpoints:\n  - path: /people\n    method: POST\n    access: authenticated\n    input: [{name: Name}]\n`,
  }),
  DAT6526: page<Way>({
    severity: 'warning',
    title: 'Personal data in a header',
    message: (way) => `${said(way)} Proxies log headers. Send it in the body.`,
    why: 'No mask reaches what a proxy writes.',
    wrong: OPERATION('access: authenticated', 'response: {headers: {X-Name: =input.name}}'),
    right: OPERATION('access: authenticated', 'response: {headers: {X-Size: "=string(size(input.name))"}}'),
  }),
  DAT6527: page<Way & { why: string }>({
    severity: 'warning',
    title: 'Personal data for an unprotected system',
    message: ({ why, ...way }) => `${said(way)} The system ${why}.`,
    why: 'What answers everybody, or travels in clear, keeps no secret.',
    wrong: CALL('none'),
    right: CALL('mtls'),
  }),
  DAT6528: page<Way>({
    severity: 'warning',
    title: 'Derived personal data in a report',
    message: (way) =>
      `${said(way)} A report masks by type, and this value has lost its type. Compute it behind the report, or not at all.`,
    why: 'A report shows the results of all steps before it.',
    wrong: OPERATION(
      'access: authenticated',
      'processing:',
      '  - x: {set: =upper(input.name)}',
      '  - r: {set: =report("case")}',
    ),
    right: OPERATION(
      'access: authenticated',
      'processing:',
      '  - x: {set: =size(input.name)}',
      '  - r: {set: =report("case")}',
    ),
  }),
  DAT6530: page<{ field: string; used: string }>({
    severity: 'error',
    title: 'Encrypted field in a condition',
    message: ({ field, used }) =>
      `${quote(field)} is stored encrypted; the database can compare it for equality only, not by ${quote(used)}.`,
    why: 'Equality works by a keyed hash. Order, parts and arithmetic of a ciphertext mean nothing.',
    wrong: PEOPLE('encrypt: field', `'startsWith(pan, "A")'`),
    right: PEOPLE('encrypt: field', 'pan == input.pan'),
  }),
  DAT6531: page<{ field: string; used: string }>({
    severity: 'error',
    title: 'Hashed field in a condition',
    message: ({ field, used }) =>
      `${quote(field)} is stored as a keyed hash; it can be compared for equality only, not by ${quote(used)}.`,
    why: 'A hash has neither the order nor the parts of what it was made of.',
    wrong: PEOPLE('hash: keyed', 'pan > input.pan'),
    right: PEOPLE('hash: keyed', 'pan == input.pan'),
  }),
  DAT6532: page<{ field: string; target: string; kept: string; erased: string }>({
    severity: 'error',
    title: 'Reference that outlives its target',
    message: ({ field, target, kept, erased }) =>
      `${quote(field)} is kept ${kept}, and rows of ${quote(target)} are erased after ${erased}. Write \`onDelete\`, or a retention that is no longer.`,
    why: 'A row that is referred to cannot be erased: its retention would fail every night.',
    wrong: LOANS('ref<Member>'),
    right: LOANS('{type: ref<Member>?, onDelete: null}'),
  }),
  DAT6533: page<Way>({
    severity: 'warning',
    title: 'Sensitive data in a token',
    message: (way) => `${said(way)} Whoever holds the token can read its claims. Leave it out.`,
    why: 'A token is signed, not encrypted, and travels in a header.',
    wrong: `auth: {scheme: jwt, secret: $TOKEN_SECRET}\n${OPERATION('access: authenticated', 'processing:', '  - token: {issueToken: =caller.id, claims: {pan: =input.pan}}')}`,
    right: `auth: {scheme: jwt, secret: $TOKEN_SECRET}\n${OPERATION('access: authenticated', 'processing:', '  - token: {issueToken: =caller.id, claims: {name: =input.name}}')}`,
  }),
  DAT6536: page<{ name: string; what: string }>({
    severity: 'warning',
    title: 'Data of a real person in an example',
    message: ({ name, what }) => `${quote(name)} holds ${what}. Use made-up data.`,
    why: 'Examples are stored in versions, run in tests and shown to many people.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    operation: doIt\n    access: authenticated\n    input: [{mail: email}]\nscenarios:\n  - first:\n      when: {doIt: {mail: anna.meier@gmail.com}}\n      then: {status: 200}\n',
    right:
      'endpoints:\n  - path: /a\n    method: POST\n    operation: doIt\n    access: authenticated\n    input: [{mail: email}]\nscenarios:\n  - first:\n      when: {doIt: {mail: anna@example.com}}\n      then: {status: 200}\n',
  }),
  DAT6537: page<{ output: string; entity: string }>({
    severity: 'information',
    title: 'Whole rows for unknown callers',
    message: ({ output, entity }) =>
      `${quote(output)} gives whole rows of ${quote(entity)} to callers that nobody knows. Name the fields in an object type.`,
    why: 'A field that is added to the entity later would be public at once.',
    wrong: ROWS('Book'),
    right: ROWS('{fields: {title: string}}'),
  }),
} as const;

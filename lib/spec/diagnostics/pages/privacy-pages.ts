import type { Pages } from '../page.ts';
import type { PRIVACY_CODES } from '../privacy-codes.ts';

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

const SEALED = (fields: string): string =>
  `entities:\n  Card:\n    fields:\n      ${fields}\nendpoints:\n  - path: /a\n    method: GET\n`;

const CHANGED = (where: string): string =>
  `entities:\n  Card:\n    fields:\n      ${KEY}\n      year: int\n      pin: {type: string, encrypt: field}\nendpoints:\n  - path: /a\n    method: POST\n    input: [{id: uuid}, {pin: string}]\n    processing:\n      - changed: {update: Card, where: ${where}, with: {pin: =input.pin}}\n`;

const CALL = (auth: string): string =>
  `${OPERATION('access: authenticated', 'processing:', '  - sent: {call: registry.search, with: {pan: =input.pan}, timeout: 3s}')}integrations:\n  - registry: {protocol: rest, baseUrl: $REGISTRY_URL, auth: ${auth}, operations: {search: {effect: read, request: POST /search, input: {pan: Pan}, output: {found: bool}}}}\n`;

const LOANS = (more: string): string =>
  `entities:\n  Member:\n    fields:\n      ${KEY}\n      left_on: date\n    retention: {keep: 5 years, from: left_on, then: erase}\n  Loan:\n    fields:\n      ${KEY}\n      closed_on: date\n      member: ${more}\n`;

const ROWS = (type: string): string =>
  `errors:\n  unknown_book: {status: 404, title: Book is not known}\nentities:\n  Book:\n    fields:\n      ${KEY}\n      title: string\nendpoints:\n  - path: /books/{id}\n    method: GET\n    access: public\n    input: [{id: uuid}]\n    processing:\n      - book: {find: Book, where: id == input.id, else: unknown_book}\n    output:\n      - book: {type: ${type}, value: =book}\n`;

/** The pages of `PRIVACY_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const privacyPages = (): Pages<typeof PRIVACY_CODES> => ({
  DAT6520: {
    title: 'Personal data in an event',
    why: 'An event is read by systems that this service does not know. A classified payload field is masked; an unclassified one is sent as it is.',
    wrong: EVENT('string'),
    right: EVENT('Pan'),
  },
  DAT6521: {
    title: 'Classification is lowered',
    why: 'From here on logs, audit, events and reports show the value in full.',
    wrong: OPERATION('access: authenticated', 'output:', '  - owner: {type: string, value: =input.name}'),
    right: OPERATION('access: authenticated', 'output:', '  - owner: {type: Name, value: =input.name}'),
  },
  DAT6522: {
    title: 'Derived personal data in the record of a decision',
    why: 'With `audit: {record: [decisions]}` the inputs of each decision are kept. A value that was made of a classified one has lost its mask.',
    wrong: DECISION('=upper(input.name)'),
    right: DECISION('=input.name'),
  },
  DAT6523: {
    title: 'Audit without masks',
    why: 'An audit log is read by more people, and for longer, than the data that it is about.',
    wrong: OPERATION('access: authenticated', 'audit: {record: [request], redact: none}'),
    right: OPERATION('access: authenticated', 'audit: {record: [request], redact: classified}'),
  },
  DAT6524: {
    title: 'Classified data for unknown callers',
    why: 'Whoever knows the address can read it. What the caller sent, and what stands behind a guard that makes sure of the caller, is not meant.',
    wrong: `types:\n  Name: {type: string, classification: pii}\nentities:\n  Person:\n    fields:\n      ${KEY}\n      name: Name\nendpoints:\n  - path: /people/{id}\n    method: GET\n    access: public\n    input: [{id: uuid}]\n    processing:\n      - person: {find: Person, where: id == input.id}\n    output:\n      - name: {type: Name?, value: '=person != null ? person.name : null'}\n`,
    right: `types:\n  Name: {type: string, classification: pii}\nentities:\n  Person:\n    fields:\n      ${KEY}\n      name: Name\nendpoints:\n  - path: /people/{id}\n    method: GET\n    access: authenticated\n    input: [{id: uuid}]\n    processing:\n      - person: {find: Person, where: id == input.id}\n    output:\n      - name: {type: Name?, value: '=person != null ? person.name : null'}\n`,
  },
  DAT6525: {
    title: 'Personal data in an address',
    why: 'Addresses end in access logs, histories and proxies, where no mask reaches them.',
    wrong: `${TYPES}endpoints:\n  - path: /people\n    method: GET\n    access: authenticated\n    input: [{name: Name}]\n`,
    right: `${TYPES}endpoints:\n  - path: /people\n    method: POST\n    access: authenticated\n    input: [{name: Name}]\n`,
  },
  DAT6526: {
    title: 'Personal data in a header',
    why: 'No mask reaches what a proxy writes.',
    wrong: OPERATION('access: authenticated', 'response: {headers: {X-Name: =input.name}}'),
    right: OPERATION('access: authenticated', 'response: {headers: {X-Size: "=string(size(input.name))"}}'),
  },
  DAT6527: {
    title: 'Personal data for an unprotected system',
    why: 'What answers everybody, or travels in clear, keeps no secret.',
    wrong: CALL('none'),
    right: CALL('mtls'),
  },
  DAT6528: {
    title: 'Derived personal data in a report',
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
  },
  DAT6530: {
    title: 'Encrypted field in a condition',
    why: 'Equality works by a keyed hash. Order, parts and arithmetic of a ciphertext mean nothing.',
    wrong: PEOPLE('encrypt: field', `'startsWith(pan, "A")'`),
    right: PEOPLE('encrypt: field', 'pan == input.pan'),
  },
  DAT6531: {
    title: 'Hashed field in a condition',
    why: 'A hash has neither the order nor the parts of what it was made of.',
    wrong: PEOPLE('hash: keyed', 'pan > input.pan'),
    right: PEOPLE('hash: keyed', 'pan == input.pan'),
  },
  DAT6532: {
    title: 'Reference that outlives its target',
    why: 'A row that is referred to cannot be erased: its retention would fail every night.',
    wrong: LOANS('ref<Member>'),
    right: LOANS('{type: ref<Member>?, onDelete: null}'),
  },
  DAT6533: {
    title: 'Sensitive data in a token',
    why: 'A token is signed, not encrypted, and travels in a header.',
    wrong: `auth: {scheme: jwt, secret: $TOKEN_SECRET}\n${OPERATION('access: authenticated', 'processing:', '  - token: {issueToken: =caller.id, claims: {pan: =input.pan}}')}`,
    right: `auth: {scheme: jwt, secret: $TOKEN_SECRET}\n${OPERATION('access: authenticated', 'processing:', '  - token: {issueToken: =caller.id, claims: {name: =input.name}}')}`,
  },
  DAT6536: {
    title: 'Data of a real person in an example',
    why: 'Examples are stored in versions, run in tests and shown to many people.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    operation: doIt\n    access: authenticated\n    input: [{mail: email}]\nscenarios:\n  - first:\n      when: {doIt: {mail: anna.meier@gmail.com}}\n      then: {status: 200}\n',
    right:
      'endpoints:\n  - path: /a\n    method: POST\n    operation: doIt\n    access: authenticated\n    input: [{mail: email}]\nscenarios:\n  - first:\n      when: {doIt: {mail: anna@example.com}}\n      then: {status: 200}\n',
  },
  DAT6537: {
    title: 'Whole rows for unknown callers',
    why: 'A field that is added to the entity later would be public at once.',
    wrong: ROWS('Book'),
    right: ROWS('{fields: {title: string}}'),
  },
  DAT6538: {
    title: 'Encrypted or hashed field where the database cannot know it',
    why: 'The database holds a ciphertext or a hash with a key of the field. It can say whether there is a value, and find the rows whose own field equals a value that the service hashes; it cannot compare two such fields, nor look at those of other rows.',
    wrong: PEOPLE('encrypt: field', `'Person.exists(p, p.pan == input.pan)'`),
    right: PEOPLE('encrypt: field', 'pan == input.pan'),
  },
  DAT6539: {
    title: 'Field that can be neither encrypted nor a hash',
    why: 'A key and an owner are compared with what is not encrypted. A hash is found again only if a value is always written in the same way, as a field of its own.',
    wrong: SEALED('number: {type: string, key: true, encrypt: field}'),
    right: SEALED('id: {type: uuid, key: true}\n      number: {type: string, unique: true, encrypt: field}'),
  },
  DAT6540: {
    title: 'Encrypted field of a row that nobody names',
    why: 'What is encrypted opens only in the row that it was made for, so that nobody can move it to another one. One ciphertext for several rows, or for a row that is found only while it is stored, does not exist.',
    wrong: CHANGED('year == 2020'),
    right: CHANGED('id == input.id'),
  },
});

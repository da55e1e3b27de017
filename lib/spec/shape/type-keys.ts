import type { KeyShape } from './shape.ts';

/** What every precise type may say; declarations, fields, inputs and outputs add to it. */
export const TYPE_KEYS: Readonly<Record<string, KeyShape>> = {
  type: { takes: { form: 'type' }, doc: 'The type that this one is based on.', example: 'type: string' },
  fields: {
    takes: { form: 'named', shape: 'field', short: 'a type' },
    doc: 'The fields of an object.',
    example: 'fields: {name: string, born: date}',
  },
  oneOf: {
    takes: { form: 'type', many: true },
    doc: 'A choice: the value fits one of these types. They are tried in order.',
    example: 'oneOf: [CardPayment, BankTransfer]',
  },
  additionalProperties: {
    takes: { form: 'type' },
    doc: 'What other members an object may have: `true` is anything, a type is members of that type. Left out: none.',
    example: 'additionalProperties: string',
  },
  length: {
    takes: { form: 'text', what: 'a range such as 1..140' },
    doc: 'How long: code points of a text, items of a list or a map, bytes of base64, bytes and files (`1KB..8MB`). Both ends included.',
    example: 'length: 1..140',
  },
  pattern: {
    takes: { form: 'text', what: 'a regular expression' },
    doc: 'A regular expression in RE2 syntax, which runs in linear time (no look-around, no back-references). The whole text is not implied: write ^ and $.',
    example: "pattern: '^C[0-9]{8}$'",
  },
  range: {
    takes: { form: 'text', what: 'a range such as 0..100' },
    doc: 'The lowest and the highest number, both included.',
    example: 'range: 0..100',
  },
  scale: {
    takes: { form: 'text', what: 'a number of digits' },
    doc: 'Digits after the point of a decimal. More are refused on input.',
    example: 'scale: 2',
  },
  media: {
    takes: { form: 'text', what: 'a media type such as image/png', many: true },
    doc: 'Media types that base64, bytes or a file may hold. They are detected from the content; others are answered with 400.',
    example: 'media: [image/jpeg, image/png]',
  },
  contentMediaType: {
    takes: { form: 'oneOf', values: ['application/json', 'text/csv'] },
    doc: 'A text that holds another document, which is read into `type` where it comes in and written where it goes out. CSV gives a list of objects by its heading; JSON is an object, a list or a map.',
    example: 'contentMediaType: text/csv',
  },
  wire: {
    takes: { form: 'oneOf', values: ['number'] },
    doc: 'Sends a decimal or a long as a JSON number. Left out: as a text, which no client rounds.',
    example: 'wire: number',
  },
  classification: {
    takes: { form: 'oneOf', values: ['public', 'internal', 'confidential', 'pii', 'sensitive'] },
    doc: 'How the value is protected wherever it goes. Best on a named type, so that no use can forget it; a field may be stricter than its type, never laxer.',
    example: 'classification: pii',
  },
  mask: {
    takes: { form: 'oneOf', values: ['omit', 'last4', 'initials', 'year'] },
    doc: 'What remains of the value in logs, audit and tasks.',
    example: 'mask: last4',
  },
  summary: {
    takes: { form: 'text', what: 'a sentence' },
    doc: 'What it means, in one sentence.',
    example: 'summary: As printed on the card',
  },
};

/** How a stored value is protected besides. */
export const STORED_KEYS: Readonly<Record<string, KeyShape>> = {
  encrypt: {
    takes: { form: 'oneOf', values: ['field'] },
    doc: 'Stored encrypted (AES-256-GCM, bound to the row). Only equality can be asked.',
    example: 'encrypt: field',
  },
  hash: {
    takes: { form: 'oneOf', values: ['keyed'] },
    doc: 'Stored as a keyed hash: it can be found by equality, and nobody can read it back.',
    example: 'hash: keyed',
  },
};

/** Stands on every declaration. */
export const RENAMED_FROM: KeyShape = {
  takes: { form: 'text', what: 'its earlier name' },
  doc: 'Its name in an earlier version, so that this is a new name and not another thing. Stays until no environment runs anything older.',
  example: 'renamedFrom: earlier_name',
};

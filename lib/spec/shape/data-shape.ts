import { later } from './later.ts';
import type { KeyShape, Shape } from './shape.ts';

/** What every precise type may say; inputs, outputs and entity fields add to it. */
const TYPE_KEYS: Readonly<Record<string, KeyShape>> = {
  type: { takes: { form: 'type' }, doc: 'The type that this one is based on.', example: 'type: string' },
  fields: {
    takes: { form: 'named', shape: 'type', short: 'a type' },
    doc: 'The fields of an object.',
    example: 'fields: {name: string, born: date}',
  },
  length: {
    takes: { form: 'text', what: 'a range such as 1..140' },
    doc: 'How long: code points of a text, items of a list, bytes of base64 (`1KB..8MB`). Both ends included.',
    example: 'length: 1..140',
  },
  pattern: {
    takes: { form: 'text', what: 'a regular expression' },
    doc: 'A regular expression that runs in linear time (no look-around, no back-references). The whole text is not implied: write ^ and $.',
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
  media: later('Media types that base64 may hold.', 'media: [image/jpeg, image/png]'),
  classification: {
    takes: { form: 'oneOf', values: ['public', 'internal', 'confidential', 'pii', 'sensitive'] },
    doc: 'How the value is protected wherever it goes. Stands on the named type, so that no use can forget it.',
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
  encrypt: later('Encryption of the field itself.', 'encrypt: field'),
  hash: later('A value that is found by equality only.', 'hash: keyed'),
  oneOf: later('A choice of types.', 'oneOf: [A, B]'),
  wire: later('Another form on the wire.', 'wire: number'),
  renamedFrom: later('The earlier name.', 'renamedFrom: old_name'),
};

/** Types, roles, entities and errors. */
export const DATA_SHAPES = {
  type: { name: 'a type', keys: TYPE_KEYS },
  role: {
    name: 'a role',
    keys: {
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'Who has the role.',
        example: 'summary: Prices loans',
      },
    },
  },
  entityField: {
    name: 'a field of an entity',
    keys: {
      ...TYPE_KEYS,
      key: {
        takes: { form: 'oneOf', values: ['true'] },
        doc: 'The field by which rows are known. One per entity.',
        example: 'key: true',
      },
      unique: {
        takes: { form: 'oneOf', values: ['true'] },
        doc: 'No two rows have the same value.',
        example: 'unique: true',
      },
      default: {
        takes: { form: 'value' },
        doc: 'The value of a new row that is given none.',
        example: 'default: =now()',
      },
      value: later('A computed field.', 'value: =a + b'),
      onDelete: later('What happens when the row that it refers to is deleted.', 'onDelete: cascade'),
    },
  },
  entity: {
    name: 'an entity',
    keys: {
      fields: {
        takes: { form: 'named', shape: 'entityField', short: 'a type' },
        doc: 'The fields of the record. One has `key: true`.',
        example: 'fields:\n  id: {type: uuid, key: true, default: =uuid()}\n  title: string',
        required: true,
      },
      index: {
        takes: { form: 'reference', to: 'field', many: true },
        doc: 'Fields, or lists of fields, that are searched by.',
        example: 'index: [customer, [status, opened_at]]',
      },
      unique: {
        takes: { form: 'reference', to: 'field', many: true },
        doc: 'Sets of fields of which no two rows have the same values.',
        example: 'unique: [[article, person]]',
      },
      lifecycle: {
        takes: { form: 'map', shape: 'lifecycle' },
        doc: 'The moves that a status field may make. Others are refused with 409.',
        example: 'lifecycle: {field: status, moves: {open: [closed]}}',
      },
      retention: later(
        'How long rows are kept, and what happens then.',
        'retention: {keep: 7 years, from: opened_at, then: erase}',
      ),
      owner: {
        takes: { form: 'reference', to: 'field' },
        doc: 'The field that holds the caller who owns the row. Others see 404.',
        example: 'owner: customer',
      },
      visibleTo: {
        takes: { form: 'reference', to: 'role', many: true },
        doc: 'Roles that may read rows of others.',
        example: 'visibleTo: [auditor]',
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What a row stands for.',
        example: 'summary: A quote that was given',
      },
      files: later('An entity that is a folder.', 'files: {root: $DIR}'),
      hold: later('Suspends retention.', 'hold: legal'),
      renamedFrom: later('The earlier name.', 'renamedFrom: OldName'),
    },
  },
  lifecycle: {
    name: 'a lifecycle',
    keys: {
      field: {
        takes: { form: 'reference', to: 'field' },
        doc: 'The status field, an enumeration.',
        example: 'field: status',
        required: true,
      },
      moves: {
        takes: { form: 'lists', what: 'for each status, the list of those that may follow' },
        doc: 'For each status, those that may follow. A status that is left out is final.',
        example: 'moves: {open: [closed]}',
        required: true,
      },
    },
  },
  error: {
    name: 'an error',
    keys: {
      status: {
        takes: { form: 'text', what: 'a status from 400 to 599' },
        doc: 'The HTTP status.',
        example: 'status: 404',
        required: true,
      },
      title: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What happened, the same for every occurrence.',
        example: 'title: Quote is not known',
        required: true,
      },
      detail: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What the caller may do.',
        example: 'detail: Ask for a new quote.',
      },
      body: later('Another shape of the answer.', 'body: {code: string}'),
    },
  },
} as const satisfies Record<string, Shape>;

export { TYPE_KEYS };

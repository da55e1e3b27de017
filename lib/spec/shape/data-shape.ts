import type { Shape } from './shape.ts';
import { RENAMED_FROM, STORED_KEYS, TYPE_KEYS } from './type-keys.ts';

/** Types, roles, entities and errors. */
export const DATA_SHAPES = {
  type: { name: 'a type', keys: { ...TYPE_KEYS, ...STORED_KEYS, renamedFrom: RENAMED_FROM } },
  field: { name: 'a field', keys: { ...TYPE_KEYS, ...STORED_KEYS } },
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
      ...STORED_KEYS,
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
      value: {
        takes: { form: 'value' },
        doc: 'Computes the field when it is read; it is never stored. Sees the fields of the row, `caller`, and other entities as collections.',
        example: "value: '=price * amount'",
      },
      onDelete: {
        takes: { form: 'oneOf', values: ['refuse', 'cascade', 'null'] },
        doc: 'For a reference: what happens when the row that it refers to is deleted. Left out: that is refused with 409.',
        example: 'onDelete: cascade',
      },
      renamedFrom: RENAMED_FROM,
    },
  },
  entity: {
    name: 'an entity',
    keys: {
      fields: {
        takes: { form: 'named', shape: 'entityField', short: 'a type' },
        doc: 'The fields of the record. One has `key: true`. Needed, but for an entity that is a folder of files.',
        example: 'fields:\n  id: {type: uuid, key: true, default: =uuid()}\n  title: string',
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
      retention: {
        takes: { form: 'map', shape: 'retention' },
        doc: 'How long rows are kept, and what happens then.',
        example: 'retention: {keep: 7 years, from: opened_at, then: erase}',
      },
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
      files: {
        takes: { form: 'map', shape: 'files' },
        doc: 'Makes the entity a folder: its rows are files with `path folder name size media text bytes`.',
        example: 'files: {root: $INBOX_DIR, access: read}',
      },
      hold: {
        takes: { form: 'text', what: 'why' },
        doc: 'Suspends retention, and says why. Nothing is erased as long as it stands.',
        example: 'hold: Litigation 2026-17',
      },
      renamedFrom: RENAMED_FROM,
    },
  },
  retention: {
    name: 'a retention rule',
    keys: {
      keep: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'How long a row is kept.',
        example: 'keep: 7 years',
        required: true,
      },
      from: {
        takes: { form: 'reference', to: 'field' },
        doc: 'The date or timestamp from which it counts.',
        example: 'from: opened_at',
        required: true,
      },
      // biome-ignore lint/suspicious/noThenProperty: it is the word of the language.
      then: {
        takes: { form: 'oneOf', values: ['erase'] },
        doc: 'What happens then. `erase` runs daily in batches and is audited. Left out: erase.',
        example: 'then: erase',
      },
    },
  },
  files: {
    name: 'a folder of files',
    keys: {
      root: {
        takes: { form: 'text', what: 'a setting such as $INBOX_DIR' },
        doc: 'The setting that holds the folder. If it does not exist, there are no files.',
        example: 'root: $INBOX_DIR',
        required: true,
      },
      access: {
        takes: { form: 'oneOf', values: ['read', 'write'] },
        doc: 'Whether steps may only read files, or also write them. Left out: read.',
        example: 'access: write',
      },
      maxSize: {
        takes: { form: 'text', what: 'a size such as 8MB' },
        doc: 'Files beyond this size are refused.',
        example: 'maxSize: 8MB',
      },
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
      body: {
        takes: { form: 'type' },
        doc: 'Another shape of the answer. Under `errors.default` it is the shape of all errors. Left out: problem details (RFC 9457).',
        example: 'body: {fields: {code: string, message: string}}',
      },
      renamedFrom: RENAMED_FROM,
    },
  },
  errorChange: {
    name: 'a built-in error',
    keys: {
      status: {
        takes: { form: 'text', what: 'a status from 400 to 599' },
        doc: 'Another HTTP status than usual.',
        example: 'status: 404',
      },
      title: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'Another title than usual.',
        example: 'title: No such article',
      },
      detail: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What the caller may do.',
        example: 'detail: Look for it in the list.',
      },
      body: {
        takes: { form: 'type' },
        doc: 'Another shape of the answer. Under `errors.default` it is the shape of all errors.',
        example: 'body: {fields: {code: string}}',
      },
    },
  },
} as const satisfies Record<string, Shape>;

import type { ChangeCase, Parts } from './small-spec.ts';

const FIELD = (type: string): Parts => ({ fields: [`x: ${type}`] });
const TITLE = (type: string): Parts => ({ types: [`Title: ${type}`] });
const ENTITY = ['Box:', '  fields:', '    id: {type: uuid, key: true, default: =uuid()}'];
const STATUS = 'status: {type: [open, sold, gone], default: open}';
const MOVES = (moves: string): Parts => ({ fields: [STATUS], item: [`lifecycle: {field: status, moves: ${moves}}`] });
const OWNED = (...item: string[]): Parts => ({ fields: ['by: string?', 'via: string?'], item });

const BOX = ['Box:', '  fields:', '    id: {type: uuid, key: true, default: =uuid()}'];
const AT = ['at: {type: timestamp, default: =now()}', 'on: {type: timestamp, default: =now()}'];

const kept = (rule: string | null): Parts => ({
  fields: AT,
  item: rule === null ? [] : [`retention: {${rule}, then: erase}`],
});

/** How long rows are kept. */
const RETENTION_CASES: readonly ChangeCase[] = [
  { name: 'rows are erased', before: kept(null), after: kept('keep: 7 years, from: at'), gives: ['retention-added'] },
  {
    name: 'rows are no longer erased',
    before: kept('keep: 7 years, from: at'),
    after: kept(null),
    gives: ['retention-removed'],
  },
  {
    name: 'rows are kept for less',
    before: kept('keep: 7 years, from: at'),
    after: kept('keep: 5 years, from: at'),
    gives: ['retention-shortened'],
  },
  {
    name: 'rows are kept for longer',
    before: kept('keep: 5 years, from: at'),
    after: kept('keep: 7 years, from: at'),
    gives: ['retention-lengthened'],
  },
  {
    name: 'rows are kept from another moment',
    before: kept('keep: 5 years, from: at'),
    after: kept('keep: 5 years, from: on'),
    gives: ['retention-changed'],
  },
];

/** The service as a whole, types, entities and errors. */
export const DATA_CASES: readonly ChangeCase[] = [
  { name: 'the service has another name', before: {}, after: { service: 'store' }, gives: ['service-renamed'] },
  { name: 'the domain', before: {}, after: { top: ['domain: retail'] }, gives: ['domain-changed'] },
  {
    name: 'the description of the service',
    before: {},
    after: { top: ['summary: A shop'] },
    gives: ['documentation-changed'],
  },
  { name: 'a framework is followed', before: {}, after: { top: ['compliance: [PMLA]'] }, gives: ['framework-added'] },
  {
    name: 'a framework is not followed any more',
    before: { top: ['compliance: [PMLA]'] },
    after: {},
    gives: ['framework-removed'],
  },
  { name: 'a role is new', before: {}, after: { roles: ['clerk', 'auditor', 'guest'] }, gives: ['role-added'] },
  { name: 'a role is gone', before: {}, after: { roles: ['clerk'] }, gives: ['role-removed'] },

  { name: 'a type is new', before: {}, after: { types: ['Title: string(1..100)', 'B: int'] }, gives: ['type-added'] },
  {
    name: 'a type is gone',
    before: { types: ['Title: string(1..100)', 'B: int'] },
    after: {},
    gives: ['type-removed'],
  },
  {
    name: 'a type that nothing uses',
    before: { types: ['Title: string(1..100)', 'B: int'] },
    after: { types: ['Title: string(1..100)', 'B: bool'] },
    gives: ['type-unused-changed'],
  },
  {
    name: 'a type that is taken and stored is narrower',
    before: {},
    after: TITLE('string(1..90)'),
    gives: ['input-narrowed', 'field-narrowed'],
  },
  {
    name: 'a type inside a type is narrower',
    before: { types: ['Title: string(1..100)', 'B: int(1..9)', 'L: list<B>'], input: ['title: Title', 'x: L'] },
    after: { types: ['Title: string(1..100)', 'B: int(1..8)', 'L: list<B>'], input: ['title: Title', 'x: L'] },
    gives: ['input-narrowed'],
  },
  {
    name: 'a classification is higher',
    before: {},
    after: TITLE('{type: string, length: 1..100, classification: pii}'),
    gives: ['classification-raised'],
  },
  {
    name: 'a classification is lower',
    before: TITLE('{type: string, length: 1..100, classification: pii}'),
    after: TITLE('{type: string, length: 1..100, classification: internal}'),
    gives: ['classification-lowered'],
  },
  {
    name: 'a place loses the classification of its type',
    before: {
      types: ['Title: string(1..100)', 'P: {type: string, classification: pii}'],
      input: ['title: Title', 'x: P'],
    },
    after: {
      types: ['Title: string(1..100)', 'P: {type: string, classification: pii}'],
      input: ['title: Title', 'x: string'],
    },
    gives: ['classification-lowered'],
  },
  {
    name: 'a mask shows more',
    before: TITLE('{type: string, length: 1..100, classification: pii}'),
    after: TITLE('{type: string, length: 1..100, classification: pii, mask: last4}'),
    gives: ['mask-weakened'],
  },
  {
    name: 'a mask shows less',
    before: TITLE('{type: string, length: 1..100, classification: pii, mask: last4}'),
    after: TITLE('{type: string, length: 1..100, classification: pii, mask: omit}'),
    gives: ['mask-strengthened'],
  },
  {
    name: 'a mask shows another part',
    before: TITLE('{type: string, length: 1..100, classification: pii, mask: last4}'),
    after: TITLE('{type: string, length: 1..100, classification: pii, mask: initials}'),
    gives: ['mask-changed'],
  },

  { name: 'an entity is new', before: {}, after: { entities: ENTITY }, gives: ['entity-added'] },
  { name: 'an entity is gone', before: { entities: ENTITY }, after: {}, gives: ['entity-removed'] },
  { name: 'an optional field is new', before: {}, after: FIELD('int?'), gives: ['field-added'] },
  {
    name: 'a required field is new',
    before: {},
    after: FIELD('{type: int, default: 0}'),
    gives: ['field-required-added'],
  },
  { name: 'a field is gone', before: FIELD('int?'), after: {}, gives: ['field-removed'] },
  { name: 'a field has another type', before: FIELD('int?'), after: FIELD('long?'), gives: ['field-retyped'] },
  {
    name: 'a field becomes required',
    before: FIELD('{type: int?, default: 0}'),
    after: FIELD('{type: int, default: 0}'),
    gives: ['field-required'],
  },
  {
    name: 'a field becomes optional',
    before: FIELD('{type: int, default: 0}'),
    after: FIELD('{type: int?, default: 0}'),
    gives: ['field-optional'],
  },
  {
    name: 'a value of a field is new',
    before: FIELD('{type: [a, b], default: a}'),
    after: FIELD('{type: [a, b, c], default: a}'),
    gives: ['field-values-added'],
  },
  {
    name: 'a value of a field is gone',
    before: FIELD('{type: [a, b], default: a}'),
    after: FIELD('{type: [a], default: a}'),
    gives: ['field-values-removed'],
  },
  {
    name: 'the range of a field is wider',
    before: FIELD('int(1..5)?'),
    after: FIELD('int(1..6)?'),
    gives: ['field-widened'],
  },
  {
    name: 'the range of a field is narrower',
    before: FIELD('int(1..5)?'),
    after: FIELD('int(1..4)?'),
    gives: ['field-narrowed'],
  },
  {
    name: 'a field refers to nothing any more',
    before: FIELD('ref<Item>?'),
    after: FIELD('uuid?'),
    gives: ['field-retyped'],
  },
  {
    name: 'the default of a field',
    before: FIELD('{type: int, default: 0}'),
    after: FIELD('{type: int, default: 1}'),
    gives: ['field-default-changed'],
  },
  {
    name: 'values of a field become unique',
    before: FIELD('int?'),
    after: FIELD('{type: int?, unique: true}'),
    gives: ['unique-added'],
  },
  {
    name: 'values of a field may be equal',
    before: FIELD('{type: int?, unique: true}'),
    after: FIELD('int?'),
    gives: ['unique-removed'],
  },
  {
    name: 'a set of fields becomes unique',
    before: FIELD('int?'),
    after: { ...FIELD('int?'), item: ['unique: [[title, x]]'] },
    gives: ['unique-added'],
  },
  {
    name: 'an index is new',
    before: FIELD('int?'),
    after: { ...FIELD('int?'), item: ['index: [x]'] },
    gives: ['index-added'],
  },
  {
    name: 'an index is gone',
    before: { ...FIELD('int?'), item: ['index: [x]'] },
    after: FIELD('int?'),
    gives: ['index-removed'],
  },
  {
    name: 'another field is the key',
    before: { entities: ['Box:', '  fields:', '    a: {type: uuid, key: true}', '    b: uuid'] },
    after: { entities: ['Box:', '  fields:', '    a: uuid', '    b: {type: uuid, key: true}'] },
    gives: ['key-changed', 'key-changed'],
  },
  {
    name: 'a lifecycle is new',
    before: { fields: [STATUS] },
    after: MOVES('{open: [sold]}'),
    gives: ['lifecycle-added'],
  },
  {
    name: 'a lifecycle is gone',
    before: MOVES('{open: [sold]}'),
    after: { fields: [STATUS] },
    gives: ['lifecycle-removed'],
  },
  {
    name: 'a move is allowed',
    before: MOVES('{open: [sold]}'),
    after: MOVES('{open: [sold, gone]}'),
    gives: ['lifecycle-move-added'],
  },
  {
    name: 'a move is refused',
    before: MOVES('{open: [sold, gone]}'),
    after: MOVES('{open: [sold]}'),
    gives: ['lifecycle-move-removed'],
  },
  {
    name: 'a lifecycle rules another field',
    before: {
      fields: ['a: {type: [x, y], default: x}', 'b: {type: [x, y], default: x}'],
      item: ['lifecycle: {field: a, moves: {x: [y]}}'],
    },
    after: {
      fields: ['a: {type: [x, y], default: x}', 'b: {type: [x, y], default: x}'],
      item: ['lifecycle: {field: b, moves: {x: [y]}}'],
    },
    gives: ['lifecycle-field-changed'],
  },
  { name: 'rows get an owner', before: OWNED(), after: OWNED('owner: by'), gives: ['owner-added'] },
  { name: 'rows have no owner any more', before: OWNED('owner: by'), after: OWNED(), gives: ['owner-removed'] },
  { name: 'rows have another owner', before: OWNED('owner: by'), after: OWNED('owner: via'), gives: ['owner-changed'] },
  {
    name: 'a role sees the rows of others',
    before: OWNED('owner: by'),
    after: OWNED('owner: by', 'visibleTo: [auditor]'),
    gives: ['visibility-added'],
  },
  {
    name: 'a role does not see the rows of others',
    before: OWNED('owner: by', 'visibleTo: [auditor]'),
    after: OWNED('owner: by'),
    gives: ['visibility-removed'],
  },

  {
    name: 'an error is new',
    before: { errors: ['closed: {status: 409, title: Closed}'] },
    after: { errors: ['closed: {status: 409, title: Closed}', 'a: {status: 410, title: Gone}'] },
    gives: ['error-added'],
  },
  {
    name: 'an error is gone',
    before: { errors: ['closed: {status: 409, title: Closed}', 'a: {status: 410, title: Gone}'] },
    after: { errors: ['closed: {status: 409, title: Closed}'] },
    gives: ['error-removed'],
  },
  {
    name: 'the status of an error',
    before: { errors: ['a: {status: 409, title: Closed}'] },
    after: { errors: ['a: {status: 410, title: Closed}'] },
    gives: ['error-status-changed'],
  },
  {
    name: 'the title of an error',
    before: { errors: ['a: {status: 409, title: Closed}'] },
    after: { errors: ['a: {status: 409, title: Shut}'] },
    gives: ['error-text-changed'],
  },
  {
    name: 'a type is encrypted where it is stored',
    before: {
      types: ['Title: string(1..100)', 'Pan: {type: string, classification: sensitive}'],
      fields: ['pan: Pan?'],
    },
    after: {
      types: ['Title: string(1..100)', 'Pan: {type: string, classification: sensitive, encrypt: field}'],
      fields: ['pan: Pan?'],
    },
    gives: ['encryption-added'],
  },
  {
    name: 'a type is stored as it is again',
    before: {
      types: ['Title: string(1..100)', 'Pan: {type: string, classification: sensitive, encrypt: field}'],
      fields: ['pan: Pan?'],
    },
    after: {
      types: ['Title: string(1..100)', 'Pan: {type: string, classification: sensitive}'],
      fields: ['pan: Pan?'],
    },
    gives: ['encryption-removed'],
  },
  {
    name: 'a field is computed when it is read',
    before: { fields: ['long: bool?'] },
    after: { fields: ['long: {type: bool?, value: =row.title != null}'] },
    gives: ['field-computed'],
  },
  {
    name: 'a field is stored and no longer computed',
    before: { fields: ['long: {type: bool?, value: =row.title != null}'] },
    after: { fields: ['long: bool?'] },
    gives: ['field-stored'],
  },
  {
    name: 'a field is computed in another way',
    before: { fields: ['long: {type: bool, value: =row.title != null}'] },
    after: { fields: ['long: {type: bool, value: =row.title == null}'] },
    gives: ['computation-changed'],
  },
  {
    name: 'what becomes of rows whose target is deleted',
    before: { fields: ['box: ref<Box>?'], entities: BOX },
    after: { fields: ['box: {type: ref<Box>?, onDelete: cascade}'], entities: BOX },
    gives: ['deletion-rule-changed'],
  },
  {
    name: 'retention is suspended',
    before: { fields: AT, item: ['retention: {keep: 5 years, from: at, then: erase}'] },
    after: { fields: AT, item: ['retention: {keep: 5 years, from: at, then: erase}', 'hold: Litigation 17'] },
    gives: ['hold-added'],
  },
  {
    name: 'retention is no longer suspended',
    before: { fields: AT, item: ['retention: {keep: 5 years, from: at, then: erase}', 'hold: Litigation 17'] },
    after: { fields: AT, item: ['retention: {keep: 5 years, from: at, then: erase}'] },
    gives: ['hold-removed'],
  },
  {
    name: 'files may be larger',
    before: { entities: ['Paper:', '  files: {root: $PAPERS, access: read, maxSize: 1MB}'] },
    after: { entities: ['Paper:', '  files: {root: $PAPERS, access: read, maxSize: 2MB}'] },
    gives: ['folder-changed'],
  },
  ...RETENTION_CASES,
];

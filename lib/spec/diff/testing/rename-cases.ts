import { STEPS, UNIQUE } from './flow-parts.ts';
import type { ChangeCase } from './small-spec.ts';

/** `renamedFrom`: what has another name is the same thing, wherever the name stands. */
export const RENAME_CASES: readonly ChangeCase[] = [
  {
    name: 'a type',
    before: { fields: ['kind: Kind?'], types: ['Title: string(1..100)', 'Kind: [a, b]'] },
    after: { fields: ['kind: Sort?'], types: ['Title: string(1..100)', 'Sort: {type: [a, b], renamedFrom: Kind}'] },
    gives: ['declaration-renamed'],
  },
  {
    name: 'a field of an entity',
    before: {
      fields: ['n: {type: int, default: 0}'],
      item: ['index: [n]'],
      processing: ['found: {count: Item, where: n > 1}', 'item: {create: Item, with: {title: =input.title, n: 3}}'],
    },
    after: {
      fields: ['size: {type: int, default: 0, renamedFrom: n}'],
      item: ['index: [size]'],
      processing: [
        'found: {count: Item, where: size > 1}',
        'item: {create: Item, with: {title: =input.title, size: 3}}',
      ],
    },
    gives: ['field-renamed'],
  },
  {
    name: 'an entity',
    before: {
      entities: ['Box:', '  fields:', '    id: {type: uuid, key: true, default: =uuid()}'],
      ...STEPS('boxes: {count: Box}'),
    },
    after: {
      entities: ['Crate:', '  renamedFrom: Box', '  fields:', '    id: {type: uuid, key: true, default: =uuid()}'],
      ...STEPS('boxes: {count: Crate}'),
    },
    gives: ['entity-renamed'],
  },
  {
    name: 'an error',
    before: STEPS('a: {guard: input.n < 5, else: closed}'),
    after: {
      ...STEPS('a: {guard: input.n < 5, else: shut}'),
      errors: [
        'unknown_item: {status: 404, title: Item is not known}',
        'shut: {status: 409, title: The shop is closed, renamedFrom: closed}',
      ],
    },
    gives: ['error-renamed'],
  },
  {
    name: 'an operation',
    before: {},
    after: { address: ['path: /items', 'method: POST', 'operation: keepItem', 'renamedFrom: addItem'] },
    gives: ['operation-renamed'],
  },
  {
    name: 'a decision',
    before: UNIQUE('<= 5 || a | 1.00', '> 5 || b | 2.00'),
    after: {
      ...UNIQUE('<= 5 || a | 1.00', '> 5 || b | 2.00'),
      processing: ['v: {decide: rank}', 'item: {create: Item, with: {title: =input.title, n: =input.n}}'],
      decisions: (UNIQUE('<= 5 || a | 1.00', '> 5 || b | 2.00').decisions ?? []).map((line) =>
        line.replace('grade:', 'rank:\n    renamedFrom: grade'),
      ),
    },
    gives: ['declaration-renamed'],
  },
  {
    name: 'an input, and what is done with it',
    before: {
      fields: ['n: int?'],
      input: ['title: Title', 'n: int', 'kind: string?'],
      access: '{roles: [clerk], when: input.n > 1}',
      operation: ['rateLimit: {limit: 3, per: minute, by: input.kind}'],
      processing: ['item: {create: Item, with: {title: =input.title, n: =input.n}}'],
      top: ['invariants:', '  small: {of: addItem, holds: input.n < 100}'],
    },
    after: {
      fields: ['n: int?'],
      input: [
        'title: Title',
        'count: {type: int, renamedFrom: n}',
        'sort: {type: string?, renamedFrom: kind, as: kind}',
      ],
      access: '{roles: [clerk], when: input.count > 1}',
      operation: ['rateLimit: {limit: 3, per: minute, by: input.sort}'],
      processing: ['item: {create: Item, with: {title: =input.title, n: =input.count}}'],
      top: ['invariants:', '  small: {of: addItem, holds: input.count < 100}'],
    },
    gives: ['input-renamed', 'declaration-renamed'],
  },
  {
    name: 'outputs',
    before: {
      output: ['id: {type: uuid, value: =item.id}', 'title: {type: string?, value: =item.title}'],
      top: ['invariants:', '  named: {of: addItem, holds: output.title != null}'],
    },
    after: {
      output: [
        'item_id: {type: uuid, value: =item.id, renamedFrom: id, as: id}',
        'name: {type: string?, value: =item.title, renamedFrom: title}',
      ],
      top: ['invariants:', '  named: {of: addItem, holds: output.name != null}'],
    },
    gives: ['output-renamed', 'declaration-renamed'],
  },
  {
    name: 'an event',
    before: { top: ['events:', '  Kept: {channel: items, payload: {item: uuid}}'] },
    after: { top: ['events:', '  Stored: {channel: items, payload: {item: uuid}, renamedFrom: Kept}'] },
    gives: ['event-renamed'],
  },
];

import { COUNT, LIST, STEPS } from './flow-parts.ts';
import type { ChangeCase } from './small-spec.ts';

/** Steps. */
export const STEP_CASES: readonly ChangeCase[] = [
  { name: 'a step is new', before: STEPS(), after: STEPS('a: {set: 1}'), gives: ['step-added'] },
  { name: 'a step is gone', before: STEPS('a: {set: 1}'), after: STEPS(), gives: ['step-removed'] },
  {
    name: 'a step does something else',
    before: STEPS('a: {set: 1}'),
    after: STEPS('a: {count: Item}'),
    gives: ['step-replaced'],
  },
  {
    name: 'steps change places',
    before: STEPS('a: {set: 1}', 'b: {set: 2}'),
    after: STEPS('b: {set: 2}', 'a: {set: 1}'),
    gives: ['step-order-changed'],
  },
  {
    name: 'a value',
    before: STEPS('a: {set: =input.n * 2}'),
    after: STEPS('a: {set: =input.n * 3}'),
    gives: ['step-value-changed'],
  },
  {
    name: 'a condition of a step',
    before: STEPS('a: {set: 1, when: input.n > 1}'),
    after: STEPS('a: {set: 1, when: input.n > 2}'),
    gives: ['step-condition-changed'],
  },
  {
    name: 'a step gets a condition',
    before: STEPS('a: {set: 1}'),
    after: STEPS('a: {set: 1, when: input.n > 2}'),
    gives: ['step-condition-changed'],
  },
  {
    name: 'a threshold of a guard',
    before: STEPS('a: {guard: input.n < 5, else: closed}'),
    after: STEPS('a: {guard: input.n <= 5, else: closed}'),
    gives: ['guard-changed'],
  },
  {
    name: 'a guard fails with another error',
    before: STEPS('a: {guard: input.n < 5, else: closed}'),
    after: STEPS('a: {guard: input.n < 5, else: unknown_item}'),
    gives: ['failure-changed'],
  },
  {
    name: 'a row that is not there is an error',
    before: STEPS('a: {delete: Item, where: n == input.n}'),
    after: STEPS('a: {delete: Item, where: n == input.n, else: unknown_item}'),
    gives: ['failure-added'],
  },
  {
    name: 'a row that is not there is no error any more',
    before: STEPS('a: {delete: Item, where: n == input.n, else: unknown_item}'),
    after: STEPS('a: {delete: Item, where: n == input.n}'),
    gives: ['failure-removed'],
  },
  { name: 'which rows', before: COUNT('n == input.n'), after: COUNT('n != input.n'), gives: ['step-filter-changed'] },
  {
    name: 'another entity',
    before: { ...STEPS('c: {count: Item}'), entities: ['Box: {fields: {id: {type: uuid, key: true}}}'] },
    after: { ...STEPS('c: {count: Box}'), entities: ['Box: {fields: {id: {type: uuid, key: true}}}'] },
    gives: ['step-entity-changed'],
  },
  {
    name: 'the order of rows',
    before: LIST('orderBy: [n], limit: 5'),
    after: LIST('orderBy: [-n], limit: 5'),
    gives: ['step-sorting-changed'],
  },
  { name: 'how many rows', before: LIST('limit: 5'), after: LIST('limit: 6'), gives: ['step-page-changed'] },
  {
    name: 'what is stored',
    before: { processing: ['item: {create: Item, with: {title: =input.title}}'] },
    after: { processing: ['item: {create: Item, with: {title: =lower(input.title)}}'] },
    gives: ['step-assignment-changed'],
  },
  {
    name: 'a field is not stored any more',
    before: {},
    after: { processing: ['item: {create: Item}'] },
    gives: ['step-assignment-changed'],
  },
  {
    name: 'a check of the caller is gone',
    before: STEPS('a: {guard: \'"auditor" in caller.roles\', else: closed}'),
    after: STEPS(),
    gives: ['caller-check-removed'],
  },
  {
    name: 'a check of the caller is another',
    before: STEPS('a: {guard: \'"auditor" in caller.roles\', else: closed}'),
    after: STEPS('a: {guard: \'"clerk" in caller.roles\', else: closed}'),
    gives: ['caller-check-changed'],
  },
  {
    name: 'an instruction',
    before: STEPS('a: look at it'),
    after: STEPS('a: look at it twice'),
    gives: ['instruction-changed'],
  },
  {
    name: 'a task has another name',
    before: STEPS('a: look at it'),
    after: STEPS('b: look at it'),
    gives: ['task-renamed'],
  },
];

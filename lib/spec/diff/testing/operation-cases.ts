import type { ChangeCase } from './small-spec.ts';

const OTHER = [
  '- {path: /others, method: GET, operation: listOthers, access: authenticated, output: [{x: {type: int, value: 1}}]}',
];
const ASK = ['check: look at the item'];
const ITEM = 'item: {create: Item, with: {title: =input.title}}';
const TYPED = (type: string) => ({ input: ['title: Title', `x: ${type}`] });
const GIVEN = (type: string, value: string) => ({ output: [`x: {type: ${type}, value: ${value}}`] });
const READ = (name: string) => ({
  address: [`path: /items/{${name}}`, 'method: GET', 'operation: getItem'],
  input: [`${name}: uuid`],
  processing: [`item: {find: Item, where: id == input.${name}, else: unknown_item}`],
});

/** Operations, who may call them, what they take and what they give. */
export const OPERATION_CASES: readonly ChangeCase[] = [
  { name: 'an operation is new', before: {}, after: { endpoints: OTHER }, gives: ['operation-added'] },
  { name: 'an operation is gone', before: { endpoints: OTHER }, after: {}, gives: ['operation-removed'] },
  {
    name: 'an operation has another name at the same address',
    before: {},
    after: { address: ['path: /items', 'method: POST', 'operation: createItem'] },
    gives: ['operation-renamed'],
  },
  {
    name: 'an operation has another path',
    before: {},
    after: { address: ['path: /things', 'method: POST', 'operation: addItem'] },
    gives: ['operation-moved'],
  },
  {
    name: 'an operation has another method',
    before: {},
    after: { address: ['path: /items', 'method: PUT', 'operation: addItem'] },
    gives: ['operation-moved'],
  },
  {
    name: 'the status of success',
    before: {},
    after: { operation: ['response: {status: 201}'] },
    gives: ['success-status-changed'],
  },
  {
    name: 'a person has to do a part',
    before: {},
    after: { processing: [...ASK, ITEM] },
    gives: ['answer-later', 'step-added'],
  },
  {
    name: 'no person has to do a part any more',
    before: { processing: [...ASK, ITEM] },
    after: {},
    gives: ['answer-at-once', 'step-removed'],
  },
  {
    name: 'the description of an operation',
    before: {},
    after: { operation: ['summary: Adds an item'] },
    gives: ['documentation-changed'],
  },

  { name: 'anybody may call', before: {}, after: { access: 'public' }, gives: ['access-opened'] },
  { name: 'callers have to sign in', before: { access: 'public' }, after: {}, gives: ['access-closed'] },
  { name: 'a role is needed', before: { access: 'authenticated' }, after: {}, gives: ['role-needed'] },
  { name: 'no role is needed any more', before: {}, after: { access: 'authenticated' }, gives: ['role-not-needed'] },
  { name: 'a role is admitted', before: {}, after: { access: '{roles: [clerk, auditor]}' }, gives: ['role-admitted'] },
  { name: 'a role is refused', before: { access: '{roles: [clerk, auditor]}' }, after: {}, gives: ['role-refused'] },
  {
    name: 'one role takes the place of another',
    before: {},
    after: { access: '{roles: [auditor]}' },
    gives: ['role-refused', 'role-admitted'],
  },
  {
    name: 'a scope is needed',
    before: {},
    after: { access: '{roles: [clerk], scopes: [items.write]}' },
    gives: ['scope-needed'],
  },
  {
    name: 'a scope is not needed any more',
    before: { access: '{roles: [clerk], scopes: [items.write]}' },
    after: {},
    gives: ['scope-not-needed'],
  },

  { name: 'an optional input is new', before: {}, after: TYPED('int?'), gives: ['input-added'] },
  { name: 'a required input is new', before: {}, after: TYPED('int'), gives: ['input-required-added'] },
  { name: 'an input is gone', before: TYPED('int'), after: {}, gives: ['input-removed'] },
  {
    name: 'an input is sent elsewhere',
    before: { input: ['title: Title', 'x: {type: int, in: header}'] },
    after: { input: ['title: Title', 'x: {type: int, in: query}'] },
    gives: ['input-moved'],
  },
  {
    name: 'a parameter of the path has another name',
    before: READ('id'),
    after: READ('item_id'),
    gives: ['path-parameter-renamed'],
  },
  { name: 'an input has another type', before: TYPED('int'), after: TYPED('bool'), gives: ['input-retyped'] },
  { name: 'an input becomes required', before: TYPED('int?'), after: TYPED('int'), gives: ['input-required'] },
  { name: 'an input becomes optional', before: TYPED('int'), after: TYPED('int?'), gives: ['input-optional'] },
  {
    name: 'a value of an input is new',
    before: TYPED('[a, b]'),
    after: TYPED('[a, b, c]'),
    gives: ['input-values-added'],
  },
  {
    name: 'a value of an input is gone',
    before: TYPED('[a, b]'),
    after: TYPED('[a]'),
    gives: ['input-values-removed'],
  },
  {
    name: 'the range of an input is wider',
    before: TYPED('int(1..5)'),
    after: TYPED('int(0..5)'),
    gives: ['input-widened'],
  },
  {
    name: 'the range of an input is narrower',
    before: TYPED('int(1..5)'),
    after: TYPED('int(1..4)'),
    gives: ['input-narrowed'],
  },
  {
    name: 'the range of an input is moved',
    before: TYPED('int(1..5)'),
    after: TYPED('int(2..6)'),
    gives: ['input-narrowed'],
  },
  { name: 'a limit of an input goes', before: TYPED('string(1..5)'), after: TYPED('string'), gives: ['input-widened'] },
  {
    name: 'an input gets a pattern',
    before: TYPED('string'),
    after: TYPED("{type: string, pattern: '^a'}"),
    gives: ['input-narrowed'],
  },
  {
    name: 'an input takes more digits',
    before: TYPED('decimal(scale 2)'),
    after: TYPED('decimal(scale 3)'),
    gives: ['input-widened'],
  },
  {
    name: 'a list of an input is shorter',
    before: TYPED('list<int>(1..9)'),
    after: TYPED('list<int>(1..8)'),
    gives: ['input-narrowed'],
  },
  {
    name: 'an item of a list of an input is wider',
    before: TYPED('list<int(1..5)>'),
    after: TYPED('list<int(1..6)>'),
    gives: ['input-widened'],
  },
  {
    name: 'an enumeration of an input becomes a text',
    before: TYPED('[a, b]'),
    after: TYPED('string'),
    gives: ['input-widened'],
  },
  {
    name: 'a whole number of an input may be long',
    before: TYPED('int'),
    after: TYPED('long'),
    gives: ['input-widened'],
  },
  {
    name: 'an object of an input has a new required field',
    before: TYPED('{fields: {a: int}}'),
    after: TYPED('{fields: {a: int, b: int}}'),
    gives: ['input-required-added'],
  },
  {
    name: 'an object of an input has a new optional field',
    before: TYPED('{fields: {a: int}}'),
    after: TYPED('{fields: {a: int, b: int?}}'),
    gives: ['input-added'],
  },
  {
    name: 'an object of an input has a field less',
    before: TYPED('{fields: {a: int, b: int}}'),
    after: TYPED('{fields: {a: int}}'),
    gives: ['input-removed'],
  },
  {
    name: 'the description of an input',
    before: TYPED('int'),
    after: TYPED('{type: int, summary: How many}'),
    gives: ['documentation-changed'],
  },

  {
    name: 'an output is new',
    before: {},
    after: { output: ['id: {type: uuid, value: =item.id}', 'x: {type: int, value: 1}'] },
    gives: ['output-added'],
  },
  {
    name: 'an output is gone',
    before: { output: ['id: {type: uuid, value: =item.id}', 'x: {type: int, value: 1}'] },
    after: {},
    gives: ['output-removed'],
  },
  {
    name: 'an output has another type',
    before: GIVEN('int', '1'),
    after: GIVEN('decimal', '1'),
    gives: ['output-retyped'],
  },
  {
    name: 'an output is always there',
    before: GIVEN('int?', '1'),
    after: GIVEN('int', '1'),
    gives: ['output-required'],
  },
  {
    name: 'an output may be missing',
    before: GIVEN('int', '1'),
    after: GIVEN('int?', '1'),
    gives: ['output-optional'],
  },
  {
    name: 'a value of an output is new',
    before: GIVEN('[a, b]', 'a'),
    after: GIVEN('[a, b, c]', 'a'),
    gives: ['output-values-added'],
  },
  {
    name: 'a value of an output is gone',
    before: GIVEN('[a, b]', 'a'),
    after: GIVEN('[a]', 'a'),
    gives: ['output-values-removed'],
  },
  {
    name: 'the range of an output is wider',
    before: GIVEN('int(1..5)', '1'),
    after: GIVEN('int(1..6)', '1'),
    gives: ['output-widened'],
  },
  {
    name: 'the range of an output is narrower',
    before: GIVEN('int(1..5)', '1'),
    after: GIVEN('int(1..4)', '1'),
    gives: ['output-narrowed'],
  },
  {
    name: 'an output gets more digits',
    before: GIVEN('decimal(scale 2)', '1'),
    after: GIVEN('decimal(scale 3)', '1'),
    gives: ['output-widened'],
  },
  {
    name: 'an output is computed in another way',
    before: GIVEN('int', '1'),
    after: GIVEN('int', '=1 + 1'),
    gives: ['output-source-changed'],
  },
  {
    name: 'the description of an output',
    before: GIVEN('int', '1'),
    after: { output: ['x: {type: int, value: 1, summary: One}'] },
    gives: ['documentation-changed'],
  },
];

import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { callStep, withFlow } from '../testing/flow-spec.ts';

// open → held, closed; held → closed.
const KEPT = 'kept: {create: Case, with: {title: =input.name}}';
const FOUND = 'found: {find: Case, where: id == input.id, else: not_found}';
const move = (where: string, to: string, name = 'moved'): string =>
  `${name}: {update: Case, where: ${where}, with: {status: ${to}}}`;

test.each([
  ['from a status in `where`', [move('id == input.id && status == "closed"', 'held')], ['FLW5057 status: held']],
  ['allowed from a status in `where`', [move('id == input.id && status == "open"', 'held')], []],
  ['to a status that nothing leads to', [move('id == input.id', 'open')], ['FLW5057 status: open']],
  [
    'of a new row',
    [KEPT, move('id == kept.id', 'held'), move('id == kept.id', 'open', 'back')],
    ['FLW5057 status: open'],
  ],
  [
    'of a row that was moved',
    [KEPT, move('id == kept.id', 'closed'), move('id == kept.id', 'held', 'again')],
    ['FLW5057 status: held'],
  ],
  [
    'behind a guard',
    [FOUND, 'sure: {guard: found.status == "closed", else: refused}', move('id == found.id', 'held')],
    ['FLW5057 status: held'],
  ],
  [
    'behind a guard that allows it',
    [FOUND, `sure: {guard: 'found.status in ["open", "held"]', else: refused}`, move('id == found.id', 'closed')],
    [],
  ],
  [
    'behind an end',
    [FOUND, 'stop: {when: found.status != "held", raise: refused}', move('id == found.id', 'open')],
    ['FLW5057 status: open'],
  ],
  [
    'of some of several statuses',
    [FOUND, 'sure: {guard: found.status != "open", else: refused}', move('id == found.id', 'closed')],
    [],
  ],
  [
    'after others had time',
    [
      KEPT,
      move('id == kept.id', 'closed'),
      callStep('a', ', fallback: {value: {score: 0}}'),
      move('id == kept.id', 'held', 'again'),
    ],
    ['FLW5056 again'],
  ],
  ['by a value that is not known', [FOUND, move('id == found.id', '\'=input.kind == "a" ? "held" : "closed"\'')], []],
])('%s', (_, steps, told) => {
  expect(toldOf(withFlow(steps))).toEqual(told);
});

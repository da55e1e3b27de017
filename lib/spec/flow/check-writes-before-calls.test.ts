import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { callStep, withFlow } from '../testing/flow-spec.ts';

const kept = (name: string): string => `${name}: {create: Case, with: {title: =input.name}}`;
const STANDS_IN = ', fallback: {value: {score: 0}}';

test('a write before a call that may fail stays, and that is said at the call', () => {
  expect(toldOf(withFlow([kept('one'), callStep('a')]))).toEqual(['FLW5055 a']);
  expect(toldOf(withFlow([callStep('a'), kept('one')]))).toEqual([]);
});

test('it is said once, as the first call ends the transaction', () => {
  expect(toldOf(withFlow([kept('one'), callStep('a'), callStep('b')]))).toEqual(['FLW5055 a']);
});

test('a fallback, a catch and waiting for a person are no failure', () => {
  expect(toldOf(withFlow([kept('one'), callStep('a', STANDS_IN)]))).toEqual([]);
  const undo = 'undone: {delete: Case, where: id == one.id}';
  const caught = `safely: {try: [{${callStep('a')}}], catch: [{errors: [timeout, unavailable], do: [{${undo}}]}]}`;
  expect(toldOf(withFlow([kept('one'), caught]))).toEqual([]);
  const review = 'review: {userTask: Look, candidates: [officer], result: {good: bool}}';
  expect(toldOf(withFlow([kept('one'), review, callStep('a')]))).toEqual([]);
});

test('writes in nested lists count', () => {
  const maybe = `way: {switch: [{when: input.kind == "a", do: [{${kept('one')}}]}]}`;
  expect(toldOf(withFlow([maybe, callStep('a')]))).toEqual(['FLW5055 a']);
  const each = `each: {for: line, in: =input.lines, do: [{${kept('one')}}, {${callStep('a')}}]}`;
  expect(toldOf(withFlow([each]))).toEqual(['FLW5055 a']);
});

test('two writes with a call between them are not one transaction', () => {
  expect(toldOf(withFlow([kept('one'), callStep('a', STANDS_IN), kept('two')]))).toEqual(['FLW5056 two']);
  expect(toldOf(withFlow([callStep('a', STANDS_IN), kept('one'), kept('two')]))).toEqual([]);
});

test('a loop goes round: what it stores for one item is there when it calls for the next', () => {
  const each = `each: {for: line, in: =input.lines, do: [{${callStep('a')}}, {${kept('one')}}]}`;
  expect(toldOf(withFlow([each]))).toEqual(['FLW5055 a']);
  const harmless = `each: {for: line, in: =input.lines, do: [{${callStep('a')}}, {one: {set: 1}}]}`;
  expect(toldOf(withFlow([harmless]))).toEqual([]);
});

test('a schedule takes each item by itself', () => {
  const each = `each: {for: line, in: =cases, do: [{${callStep('a').replace('=input.name', '=line.title')}}, {one: {update: Case, where: id == line.id, with: {title: b}}}]}`;
  const text = `${withFlow(['n: {set: 1}'])}schedules:\n  nightly: {cron: 0 2 * * *, do: [{cases: {list: Case, limit: 10}}, {${each}}]}\n`;
  expect(toldOf(text)).toEqual([]);
});

test('each case begins with what was stored before, and a case may not be taken', () => {
  const way = `way: {switch: [{when: input.kind == "a", do: [{${callStep('a')}}]}, {when: input.kind == "b", do: [{${callStep('b')}}]}]}`;
  expect(toldOf(withFlow([kept('one'), way, callStep('c')]))).toEqual(['FLW5055 a', 'FLW5055 b', 'FLW5055 c']);
  const sure = way.replace('when: input.kind == "b", ', '');
  expect(toldOf(withFlow([kept('one'), sure, callStep('c')]))).toEqual(['FLW5055 a', 'FLW5055 b']);
});

import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { callStep, withFlow } from '../../testing/flow-spec.ts';

const tried = (caught: string, errors = '[timeout, unavailable]'): string =>
  `safely: {try: [{${callStep('found')}}], catch: [{errors: ${errors}, do: [${caught}]}]}`;

test('what was tried may be missing afterwards, unless every catch ends the operation', () => {
  const output = ['n: {type: int, value: =found.score}'];
  expect(toldOf(withFlow([tried('{stop: {raise: refused}}')], output))).toEqual([]);
  expect(toldOf(withFlow([tried('{note: {set: 1}}')], output))).toEqual(['EXP4005 found']);
});

test('a catch sees what was known before, and not what was tried', () => {
  expect(toldOf(withFlow(['base: {set: 1}', tried('{note: {set: =base}}')]))).toEqual([]);
  expect(toldOf(withFlow([tried('{note: {set: =found.score}}')]))).toEqual(['FLW5066 found']);
});

test('declared errors, built-in ones and failures of calls can be caught; a catch without names takes all', () => {
  const text = withFlow([
    'safely: {try: [{a: {raise: conflict}}], catch: [{errors: conflict, do: [{b: {set: 1}}]}, {do: [{c: {set: 1}}]}]}',
  ]);
  expect(toldOf(text)).toEqual([]);
  expect(stepOf(text, 'try').catch.map(({ errors }) => errors)).toEqual([['conflict'], []]);
});

test('an unknown error is said, and never turns a catch into one of everything', () => {
  const text = withFlow([tried('{note: {set: 1}}', '[timeuot]')]);
  expect(toldOf(text)).toEqual(['SPC2013 timeuot']);
  expect(stepOf(text, 'try').catch).toEqual([]);
});

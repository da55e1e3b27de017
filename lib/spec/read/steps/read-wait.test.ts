import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

test('waits for a period, or until a moment', () => {
  const text = withFlow(['pause: {wait: 2h}']);
  expect(toldOf(text)).toEqual([]);
  expect(stepOf(text, 'wait').until).toEqual({ kind: 'period', period: { count: 2, unit: 'hour' } });
  expect(toldOf(withFlow(['pause: {wait: {until: =now()}}']))).toEqual([]);
});

test('a moment that may be missing or is none, and a period that is none, are said', () => {
  expect(toldOf(withFlow(['pause: {wait: {until: =input.at}}']))).toEqual(['EXP4005 input.at']);
  expect(toldOf(withFlow(['pause: {wait: {until: =input.name}}']))).toEqual(['TYP3008 input.name']);
  expect(toldOf(withFlow(['pause: {wait: {until: tomorrow}}']))).toEqual(['SPC2003 tomorrow']);
  expect(toldOf(withFlow(['pause: {wait: a while}']))).toEqual(['SPC2003 a while']);
  expect(toldOf(withFlow(['pause: {wait: {}}']))).toEqual(['SPC2002 {}']);
});

import { expect, test } from 'vitest';
import { ownStretches } from './own-stretches.ts';

test('every stretch becomes its own, once, and what has none stays the same object', () => {
  const span = { start: 1, end: 2 };
  const plain = { kind: 'scalar', name: 'int', length: null };
  const type = { kind: 'object', fields: [{ name: 'a', span, type: plain }] };
  const value = {
    span,
    type,
    again: type,
    plain,
    table: new Map([['x', { span: { start: 5, end: 9 } }]]),
    list: [1, 'a'],
  };
  const { value: own, stretches } = ownStretches(value);
  expect(own).toEqual(value);
  expect(stretches).toEqual([span, { start: 5, end: 9 }]);
  expect(own.span).not.toBe(span);
  expect(own.type.fields[0]?.span).toBe(own.span);
  expect(own.again).toBe(own.type);
  expect(own.plain).toBe(plain);
  expect(own.list).toBe(value.list);
});

test('an object with more than a start and an end is no stretch', () => {
  const token = { kind: 'a', start: 1, end: 2 };
  expect(ownStretches({ token })).toEqual({ value: { token }, stretches: [] });
  expect(ownStretches({ token }).value.token).toBe(token);
});

import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { withFlow } from '../testing/flow-spec.ts';

const told = (step: string, access = 'authenticated'): string[] =>
  toldOf(withFlow([step], [], `access: ${access}`)).filter((line) => line.startsWith('FLW'));

test('rows of another owner than the caller are never found', () => {
  expect(told('note: {find: Note, where: id == input.id && person == input.name}')).toEqual([
    'FLW5059 person == input.name',
  ]);
  expect(told('note: {find: Note, where: id == input.id && person == caller.id}')).toEqual([]);
  expect(told('note: {find: Note, where: id == input.id}')).toEqual([]);
});

test('roles that see all rows may ask for anybody, and only read', () => {
  const ask = 'note: {find: Note, where: id == input.id && person == input.name}';
  expect(told(ask, '{roles: [officer]}')).toEqual([]);
  expect(told(ask, '{roles: [officer, clerk]}')).toEqual(['FLW5059 person == input.name']);
  const change = 'note: {update: Note, where: id == input.id && person == input.name, with: {text: a}}';
  expect(told(change, '{roles: [officer]}')).toEqual(['FLW5059 person == input.name']);
});

test('where nobody is signed in no row is found', () => {
  expect(told('note: {find: Note, where: id == input.id}', 'public')).toEqual(['FLW5059 note']);
});

test('a new row belongs to the caller', () => {
  expect(told('note: {create: Note, with: {text: a}}')).toEqual([]);
  expect(told('note: {create: Note, with: {text: a, person: =caller.id}}')).toEqual([]);
  expect(told('note: {create: Note, with: {text: a, person: =input.name}}')).toEqual(['FLW5059 person: =input.name']);
});

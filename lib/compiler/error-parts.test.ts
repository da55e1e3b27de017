import { expect, test } from 'vitest';
import { type Part, partsOf } from '../spec/error-parts.ts';
import type { Type } from '../spec/model.ts';
import { modelOfSections } from '../spec/testing/problems-of.ts';
import { bodyFunction } from './service/error-body.ts';

function partsOfBody(fields: string, types = ''): Part | string {
  const model = modelOfSections(`${types}errors: {late: {status: 410, title: Late, body: {fields: ${fields}}}}\n`);
  const body: Type | null = model.errors[0]?.body ?? null;
  return body === null ? 'no body' : partsOf(body, model);
}

function written(fields: string, types = ''): string {
  const parts = partsOfBody(fields, types);
  return typeof parts === 'string' ? parts : bodyFunction('body', 'A body.', parts);
}

test('members are filled by their names and types, in the words of several conventions', () => {
  expect(written('{error: string, error_description: string}')).toContain(
    'body({ error, message }: Problem): object {\n  return { error: error.name, error_description: message };',
  );
  expect(written('{status: [error], code: int, title: string, type: url}')).toContain(
    `return { status: 'error', code: error.status, title: error.title, type: \`urn:problem:\${error.name}\` };`,
  );
  expect(written('{level: [info, warning, error], service: string, apiVersion: string}')).toContain(
    "body(_problem: Problem): object {\n  return { level: 'error', service: 'an-example', apiVersion: '1.0.0' };",
  );
  expect(written('{success: bool, timestamp: timestamp}')).toContain('return { success: false, timestamp: at };');
});

test('lists and maps hold what is wrong with a request, a list of texts always something', () => {
  const lines = written('{errors: {fields: {body: list<string>}}}');
  expect(lines).toContain('body({ message, faults }: Problem)');
  expect(lines).toContain(': [message];\n  return { errors: { body: lines } };');
  const places = written('{errors: map<list<string>>}');
  expect(places).toContain('faults.map((fault) => [fault.path.slice(1), [fault.message]])');
  const faults = written(
    '{details: list<Wrong>}',
    'types: {Wrong: {type: {fields: {field: string, reason: string}}}}\n',
  );
  expect(faults).toContain('faults.map((fault) => ({ field: fault.path, reason: fault.message }))');
});

test('what may be missing and is not known is left out; what must be there is named', () => {
  expect(written('{message: string, colour: string?}')).toContain('return { message };');
  expect(partsOfBody('{error: {fields: {colour: string}}}')).toBe('error.colour');
  expect(partsOfBody('{weight: double}')).toBe('weight');
});

import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { allCodes } from '../diagnostics/explain.ts';
import { LANGUAGE } from '../shape/language.ts';
import { languageReference } from './language-reference.ts';
import { PHRASE_DOCS } from './phrase-docs.ts';

const reference = languageReference();

test('every key of every shape and every code is in the reference once', () => {
  const shown = reference.parts.flatMap(({ id, keys }) => keys.map(({ name }) => `${id}.${name}`));
  const kinds = reference.steps.map(({ name }) => `step.${name}`);
  const known = Object.entries(LANGUAGE).flatMap(([id, { keys }]) =>
    // The precise form of a decision's output is that of any type.
    id === 'decisionOutput' ? [] : Object.keys(keys).map((key) => `${id}.${key}`),
  );
  expect([...shown, ...kinds].sort()).toEqual(known.sort());
  expect(reference.codes.flatMap(({ codes }) => codes.map(({ code }) => code)).sort()).toEqual(allCodes());
});

test('every part that a key leads to exists', () => {
  const ids = new Set([...reference.parts.map(({ id }) => `part-${id}`), 'types', 'functions', 'phrases']);
  const led = reference.parts.flatMap(({ keys }) => keys.flatMap(({ part }) => part ?? []));
  expect(led.filter((part) => !ids.has(part))).toEqual([]);
});

test.each(PHRASE_DOCS.flatMap((doc) => doc.examples.map((example) => [doc.id, example, doc.read] as const)))(
  '%s: "%s" is understood to its last word',
  (_, example, read) => {
    const reading = read(example);
    expect(reading.notUnderstood).toEqual([]);
    expect(reading.understood.length).toBeGreaterThan(0);
    expect(JSON.stringify(reading.value)).not.toBe('[]');
  },
);

test.each([...reference.types, ...reference.typeForms].map(({ notation }) => notation))('%s is a type', (notation) => {
  const declared = 'types:\n  Money: decimal\nentities:\n  Quote:\n    fields:\n      id: {type: uuid, key: true}\n';
  const text = `service: a\n${declared}endpoints:\n  - path: /a\n    method: POST\n    input:\n      - x: ${notation}\n`;
  const about = checkSpec(text).diagnostics.filter(
    ({ code }) => /^(TYP|SPC)/.test(code) && !['SPC2011', 'SPC2014'].includes(code),
  );
  expect(about).toEqual([]);
});

test('no sentence is empty', () => {
  const docs = [...reference.parts.flatMap(({ keys }) => keys), ...reference.steps, ...reference.functions];
  expect(docs.filter(({ doc }) => !/^\S.*\.$/s.test(doc)).map(({ name }) => name)).toEqual([]);
});

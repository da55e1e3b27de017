import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import { withSteps } from '../../testing/outside-spec.ts';
import { saidOfUse } from '../../testing/said-of.ts';

const READ = 'read: {name: {after: Name}, born: {after: DOB, format: dd/MM/yyyy}}';

test('reading documents is read with its engine and the readers of its fields', () => {
  const text = withSteps(
    `card: {extract: =input.photos, engine: {name: tesseract, languages: [eng, chi_sim]}, as: Card, read: {name: {after: Name}, born: {pattern: '[0-9/]+', format: d.M.yy}}, timeout: 20s, else: gone}`,
  );
  expect(saidOfUse(text)).toEqual([]);
  const [step] = checkSpec(text).model?.endpoints[0]?.processing ?? [];
  if (step?.kind !== 'extract') throw new Error('nothing extracted');
  const { engine, as, policy } = step;
  expect({ engine, as, else: step.else, policy }).toEqual({
    engine: { name: 'tesseract', languages: ['eng', 'chi_sim'] },
    as: 'Card',
    else: 'gone',
    policy: { timeoutMs: 20_000, retry: null, circuitBreaker: null, fallback: null },
  });
  expect(step.read.map(({ id: _, span: __, ...reader }) => reader)).toEqual([
    { name: 'name', pattern: null, after: 'Name', format: null },
    { name: 'born', pattern: '[0-9/]+', after: null, format: 'd.M.yy' },
  ]);
});

test('the result has the fields of the type, the text and the quality', () => {
  const text = withSteps(
    `card: {extract: =input.photos, as: Card, ${READ}}`,
    'good: {guard: card.quality >= 0.6 && card.text != "", else: gone}',
    'found: {call: registry.search, with: {name: =card.name, born: =card.born}, timeout: 1s}',
    'digits: {set: =card.number}',
    'upper: {set: =card.number.upper()}',
  );
  // A field that may be missing in the type may be missing in the result.
  expect(saidOfUse(text)).toEqual(['EXP4005 card.number']);
  expect(
    saidOfUse(withSteps('page: {extract: =input.photos}', 'words: {set: "=page.text + string(page.quality)"}')),
  ).toEqual([]);
});

test.each([
  ['no documents', `extract: =input.amount, as: Card, ${READ}`, ['TYP3008 input.amount']],
  ['no expression', `extract: photos, as: Card, ${READ}`, ['SPC2003 photos']],
  ['an unknown type', `extract: =input.photos, as: Crad, ${READ}`, ['SPC2013 Crad']],
  ['a type that is no object', `extract: =input.photos, as: Photo`, ['SPC2003 Photo']],
  ['a field that nothing reads', 'extract: =input.photos, as: Card, read: {name: {after: Name}}', ['FLW5031 read']],
  ['nothing that reads', 'extract: =input.photos, as: Card', ['FLW5031 Card']],
  [
    'an unknown field',
    `extract: =input.photos, as: Card, read: {name: {after: A}, born: {after: B}, nmae: {after: C}}`,
    ['SPC2013 nmae'],
  ],
  ['a reader without a way', `extract: =input.photos, as: Card, read: {name: {}, born: {after: B}}`, ['FLW5032 name']],
  [
    'a layout of a text',
    `extract: =input.photos, as: Card, read: {name: {after: A, format: dd/MM/yyyy}, born: {after: B}}`,
    ['FLW5032 name'],
  ],
  [
    'a layout that is none',
    `extract: =input.photos, as: Card, read: {name: {after: A}, born: {after: B, format: dd/mm/yyyy}}`,
    ['FLW5032 dd/mm/yyyy'],
  ],
  [
    'a pattern that could run for ever',
    `extract: =input.photos, as: Card, read: {name: {pattern: '(a+)+b'}, born: {after: B}}`,
    ["SEC7005 '(a+)+b'"],
  ],
  [
    'a reader of what the engine gives',
    `extract: =input.photos, as: Card, read: {name: {after: A}, born: {after: B}, quality: {after: Q}}`,
    ['FLW5032 quality'],
  ],
  ['readers without a type', 'extract: =input.photos, read: {name: {after: A}}', ['SPC2002 read']],
  [
    'an engine for other media',
    `extract: =input.photos, engine: pdftotext, as: Card, ${READ}`,
    ['FLW5035 input.photos'],
  ],
  [
    'languages of a text layer',
    `extract: =input.photos, engine: {name: pdftotext, languages: [eng]}, as: Card, ${READ}`,
    ['FLW5035 languages', 'FLW5035 input.photos'],
  ],
  [
    'a language by its name',
    `extract: =input.photos, engine: {name: tesseract, languages: [English]}, as: Card, ${READ}`,
    ['SPC2003 English'],
  ],
  ['a retry of what stays inside', `extract: =input.photos, as: Card, ${READ}, retry: {limit: 1}`, ['SPC2001 retry']],
])('%s is said at its place', (_, step, said) => {
  expect([...saidOfUse(withSteps(`card: {${step}}`))].sort()).toEqual([...said].sort());
});

import { expect, test } from 'vitest';
import { checkSpec, openSession } from '../check-spec.ts';
import { difference } from '../testing/judge-text.ts';
import { specOfLines } from '../testing/spec-of-lines.ts';

const TEXT = specOfLines(400);

/** The answer of a session after a text and a change of it, compared with a check from the start. */
function after(change: (text: string) => string, text = TEXT) {
  const session = openSession();
  session.check(text);
  // Nothing of a first answer is kept.
  const before = session.check(text);
  const changed = change(text);
  const now = session.check(changed);
  return { before, now, wrong: difference(now, checkSpec(changed)) };
}

/** Which declarations of a section are the same objects in both models, by their names. */
function kept(section: 'types' | 'entities' | 'endpoints' | 'decisions', change: (text: string) => string): string {
  const { before, now, wrong } = after(change);
  expect(wrong).toBe(null);
  const same = new Set<unknown>(before.model?.[section]);
  return (now.model?.[section] ?? []).map((node) => (same.has(node) ? '=' : '.')).join('');
}

test('typing in one endpoint reads no other declaration again: they are the same objects, moved', () => {
  const change = (text: string) => text.replace('is_good: {guard: verdict', 'is_good: {guard: 1 == 1 && verdict');
  expect(kept('types', change)).toBe('=========');
  expect(kept('entities', change)).toBe('=======');
  expect(kept('endpoints', change)).toBe('.=============');
});

test('typing in an entity reads again what looks it up, and nothing else', () => {
  const change = (text: string) => text.replace('holder: Name3', 'holder: Name4');
  expect(kept('entities', change)).toBe('==.====');
  expect(kept('endpoints', change)).toBe('====..========');
  expect(kept('decisions', change)).toBe('=======');
});

test('a changed type changes what was read with it, however far away', () => {
  const { now, wrong } = after((text) =>
    text.replace('Grade: [prime, standard, declined]', 'Grade: [prime, standard]'),
  );
  expect(wrong).toBe(null);
  const codes = new Set(now.diagnostics.map(({ code }) => code));
  expect([...codes]).toEqual(expect.arrayContaining(['EXP4006']));
});

test('line numbers in messages follow the lines that they speak of', () => {
  const text = TEXT.replace('/records3\n', '/records1\n');
  for (const change of ['types:', 'errors:', 'decisions:']) {
    const { now, wrong } = after((before) => before.replace(change, `# a comment\n${change}`), text);
    expect(wrong).toBe(null);
    expect(now.diagnostics.map(({ code }) => code)).toContain('SPC2019');
  }
});

test('the first use of a decision gives its inputs their types, also after the use before it is gone', () => {
  const second = (text: string) => text.replace('{decide: grade_2}', '{decide: grade_1}');
  const { wrong } = after((text) => second(text).replace('{decide: grade_1}', '{set: 1}'), second(TEXT));
  expect(wrong).toBe(null);
});

test('what wrong names mean is looked for in the first hundred, wherever the change is', () => {
  const wrong = (from: number, to: number) => (text: string) =>
    Array.from({ length: to - from }, (_, n) => n + from).reduce(
      (result, n) => result.replace('roles: [clerk]', `roles: [clrk${n}]`),
      text,
    );
  const many = specOfLines(6_000);
  const { wrong: different } = after(
    (text) => text.replace('access: {roles: [clrk0]}', 'access: public'),
    wrong(0, 110)(many),
  );
  expect(different).toBe(null);
});

test('each of several declarations notices what changed for all of them', () => {
  const schedule = (name: string) => `  ${name}: {cron: 0 9 * * *, timezone: nowhere, do: [{a: {count: Record1}}]}\n`;
  const zoned = TEXT.replace('types:', `timezone: Europe/Berlin\ntypes:`).concat(
    'schedules:\n',
    schedule('a'),
    schedule('b'),
  );
  const { now, wrong } = after((text) => text.replace('Europe/Berlin', 'Asia/Kolkata'), zoned);
  expect(wrong).toBe(null);
  expect(now.model?.schedules.map(({ timezone }) => timezone)).toEqual(['Asia/Kolkata', 'Asia/Kolkata']);
});

test('a text of another document is answered as if it were the first', () => {
  const session = openSession();
  for (const text of [TEXT, '', 'a', specOfLines(60), TEXT, `${TEXT}x`, '\u0000', TEXT]) {
    expect(difference(session.check(text), checkSpec(text))).toBe(null);
  }
});

test('a session that settled answers the next text as one that did not, and keeps its answer of before', () => {
  const session = openSession();
  const before = session.check(TEXT);
  session.settle();
  expect(difference(before, checkSpec(TEXT))).toBe(null);
  const changed = TEXT.replace('holder: Name3', 'holder: Name4');
  const now = session.check(changed);
  session.settle();
  expect(difference(now, checkSpec(changed))).toBe(null);
  expect(difference(before, checkSpec(TEXT))).toBe(null);
});

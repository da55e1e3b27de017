import { expect, test } from 'vitest';
import { withSteps } from '../testing/outside-spec.ts';
import { completionsAt } from './completions.ts';
import { definitionAt } from './definition.ts';
import { hoverAt } from './hover.ts';

/** The place of the cursor is drawn. */
const CURSOR = '┆';

function at(step: string): { text: string; offset: number } {
  const drawn = withSteps(step);
  return { text: drawn.replace(CURSOR, ''), offset: drawn.indexOf(CURSOR) };
}

function complete(step: string): string[] {
  const { text, offset } = at(step);
  return completionsAt(text, offset).map(({ label }) => label);
}

test.each([
  ['the inputs of a call', 'found: {call: registry.search, with: {┆}}', ['name', 'born']],
  ['those that are not given yet', 'found: {call: registry.search, with: {name: x, ┆}}', ['born']],
  ['also on lines of their own', 'found:\n  call: registry.search\n  with:\n    name: x\n    b┆', ['born']],
  ['the payload of an event', 'told: {emit: Named, with: {┆}}', ['name', 'born']],
  ['the fields of an entity', 'row: {create: Watched, with: {┆}}', ['id', 'title', 'points']],
  ['the inputs of the lists', 'hits: {screen: {┆}, against: [lists.screen], threshold: 0.9}', ['name', 'born']],
  [
    'the fields that a document is read for',
    'card: {extract: =input.photos, as: Card, read: {┆}}',
    ['name', 'born', 'number'],
  ],
  ['nothing for an unknown operation', 'found: {call: registry.none, with: {┆}}', []],
])('names of values are proposed: %s', (_, step, expected) => {
  expect(complete(step)).toEqual(expected);
});

test('operations are proposed whole, and behind the point by their names', () => {
  expect(complete('found: {call: ┆}')).toEqual([
    'registry.search',
    'registry.file',
    'lists.screen',
    'lists.report',
    'bus.publish',
  ]);
  expect(complete('found: {call: registry.s┆}')).toEqual(['search', 'file']);
  expect(complete('hits: {screen: {name: x}, against: [lists.┆], threshold: 1}')).toEqual(['screen', 'report']);
});

test('a name with a hyphen is replaced whole', () => {
  const { text, offset } = at('found: {call: registry.find-o┆}');
  const dashed = text.replace('      file: {', '      find-one: {');
  const move = dashed.length - text.length;
  const proposal = completionsAt(dashed, offset + move).find(({ label }) => label === 'find-one');
  expect(dashed.slice(proposal?.span.start, proposal?.span.end)).toBe('find-o');
});

test('the name of a value says its type', () => {
  const { text, offset } = at('found: {call: registry.search, with: {bo┆rn: 2000-01-01}}');
  expect(hoverAt(text, offset)?.markdown).toBe('`born: date?`');
});

test.each([
  ['the operation', 'found: {call: lists.scr┆een, with: {name: x}}', 'screen: {'],
  ['the integration', 'found: {call: li┆sts.screen, with: {name: x}}', 'lists:'],
  ['an entity among the lists', 'hits: {screen: {name: x}, against: [Watch┆ed.title], threshold: 1}', 'Watched:'],
])('a click leads to %s', (_, step, expected) => {
  const { text, offset } = at(step);
  const start = definitionAt(text, offset)?.start ?? 0;
  expect(text.slice(start, start + expected.length)).toBe(expected);
});

test.each([
  [
    'an operation',
    'found: {call: lists.scr┆een, with: {name: x}}',
    '`lists.screen(name: string, born: date?) → {hits: list<Hit>}`\n\nsoap Screen\n\nReads only.\n\nUnless a step says otherwise: timeout 3000 ms, a fallback.',
  ],
  ['an event', 'told: {emit: Nam┆ed, with: {name: x}}', '`Named(name: string, born: date?)`'],
  ['an error', 'stop: {raise: go┆ne}', '`503`\n\nGone'],
  ['an integration', 'risk: {infer: mod┆els}', '`rest`'],
])('hovering says what %s is', (_, step, expected) => {
  const { text, offset } = at(step);
  expect(hoverAt(text, offset)?.markdown).toBe(expected);
});

test('integrations are proposed where a model is asked', () => {
  expect(complete('risk: {infer: ┆}')).toEqual(['registry', 'lists', 'bus', 'models', 'phrase']);
});

test('what a specification says cannot become Markdown', () => {
  const { text, offset } = at('stop: {raise: go┆ne}');
  const evil = text.replace('title: Gone', 'title: "[x](javascript:1) <b> `a`"');
  expect(hoverAt(evil, offset + evil.indexOf('processing') - text.indexOf('processing'))?.markdown).toBe(
    '`503`\n\n\\[x\\](javascript:1) \\<b\\>  a ',
  );
});

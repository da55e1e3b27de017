import type { Parts } from './small-spec.ts';

/** Steps before the one that stores an item. */
export const STEPS = (...steps: string[]): Parts => ({
  fields: ['n: {type: int, default: 0}'],
  input: ['title: Title', 'n: int(1..9)'],
  processing: [...steps, 'item: {create: Item, with: {title: =input.title, n: =input.n}}'],
});
/** A step that lists items. */
export const LIST = (more: string): Parts => ({
  fields: ['n: {type: int, default: 0}'],
  processing: [`all: {list: Item, ${more}}`, 'item: {create: Item}'],
});
/** A step that counts items. */
export const COUNT = (where: string) => STEPS(`c: {count: Item, where: ${where}}`);
/** A decision whose first rule that fits answers. */
export const TABLE = (...rows: string[]): Parts => table('first', 'n: =input.n', ...rows);
/** A decision of which one rule fits. */
export const UNIQUE = (...rows: string[]): Parts => table('unique', 'n: =input.n', ...rows);

/** A decision over the columns n and m, and the step that uses it. */
export function table(policy: string, inputs: string, ...rows: string[]): Parts {
  const count = inputs.split(',').length;
  return {
    ...STEPS('v: {decide: grade}'),
    types: ['Title: string(1..100)', 'Rate: decimal(0..9, scale 2)'],
    decisions: [
      'grade:',
      `  hitPolicy: ${policy}`,
      `  inputs: {${inputs}}`,
      '  outputs: {g: [a, b, c], r: Rate}',
      '  table: |',
      `    | ${['n', 'm'].slice(0, count).join(' | ')} || g | r |`,
      ...rows.map((row) => `    | ${row} |`),
    ],
  };
}

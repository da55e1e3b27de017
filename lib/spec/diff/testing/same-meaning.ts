import { COUNT, STEPS, TABLE, table } from './flow-parts.ts';
import type { ChangeCase, Parts } from './small-spec.ts';

/** The same meaning in other words: no change at all. */
export const SAME_MEANING: readonly Omit<ChangeCase, 'gives'>[] = [
  {
    name: 'spaces and parentheses',
    before: STEPS('a: {set: =input.n*(2+1)}'),
    after: STEPS('a: {set: "= (input.n) * ( 2 + 1 )"}'),
  },
  {
    name: 'grouping of conditions',
    before: STEPS("a: {guard: 'input.n > 1 && (input.n > 2 && input.n > 3)', else: closed}"),
    after: STEPS("a: {guard: 'input.n > 1 && input.n > 2 && input.n > 3', else: closed}"),
  },
  { name: 'a literal as an expression', before: STEPS('a: {set: 5}'), after: STEPS('a: {set: =5}') },
  {
    name: 'a method for a function',
    before: STEPS('a: {set: =lower(input.title)}'),
    after: STEPS('a: {set: =input.title.lower()}'),
  },
  {
    name: 'a renamed step that no output shows',
    before: STEPS('a: {set: 1}', 'b: {set: =a + 1}'),
    after: STEPS('z: {set: 1}', 'b: {set: =z + 1}'),
  },
  { name: 'a field of the row by its full name', before: COUNT('n == input.n'), after: COUNT('row.n == input.n') },
  {
    name: 'numbers of a table with other zeros',
    before: TABLE('< 5 || a | 1', '- || b | 2.5'),
    after: TABLE('< 5.0 || a | 1.00', '- || b | 2.50'),
  },
  {
    name: 'alternatives of a cell in another order',
    before: TABLE('1, 2 || a | 1', '- || b | 2'),
    after: TABLE('2, 1 || a | 1', '- || b | 2'),
  },
  {
    name: 'columns in another order',
    before: table('first', 'n: =input.n, m: =input.n + 1', '> 1 | - || a | 1', '- | - || b | 1'),
    after: swapped(),
  },
  {
    name: 'a named type for what it stands for',
    before: { types: ['Title: string(1..100)', 'B: int(1..5)'], input: ['title: Title', 'x: B'] },
    after: { types: ['Title: string(1..100)', 'B: int(1..5)'], input: ['title: Title', 'x: int(1..5)'] },
  },
  {
    name: 'an output that names the step of its name',
    before: { ...STEPS('c: {set: 1}'), output: ['c: int'] },
    after: { ...STEPS('c: {set: 1}'), output: ['c: {type: int, value: =c}'] },
  },
  {
    name: 'a phrase for the precise form',
    before: { operation: ['sla: 95% under 30 seconds', 'audit: full request/response logging'] },
    after: { operation: ['sla: {latency: 95% under 30s}', 'audit: {record: [response, request]}'] },
  },
  { name: 'assumed and written access', before: { access: 'authenticated' }, after: { access: '{roles: []}' } },
];

function swapped(): Parts {
  const parts = table('first', 'm: =input.n + 1, n: =input.n', '- | > 1 || a | 1', '- | - || b | 1');
  return { ...parts, decisions: parts.decisions?.map((line) => line.replace('| n | m ||', '| m | n ||')) ?? [] };
}

import { expect, test } from 'vitest';
import type { AttributeDraft, ScorecardDraft } from './scorecard-draft.ts';
import { scorecardType } from './scorecard-type.ts';

const span = { start: 0, end: 0 };
const EMPTY = { kind: 'scalar', span, content: span, value: '', style: 'empty' } as const;
const part = (partialScore: string, always = false, reasonCode: string | null = null): AttributeDraft => ({
  id: partialScore,
  span,
  when: always ? null : EMPTY,
  partialScore,
  reasonCode,
});
const draft = (...characteristics: readonly (readonly AttributeDraft[])[]): Omit<ScorecardDraft, 'result'> => ({
  name: 'risk',
  id: 'scorecards/risk',
  span,
  key: EMPTY,
  renamedFrom: null,
  summary: null,
  initialScore: '0.5',
  characteristics: characteristics.map((attributes, i) => ({ name: `c${i}`, id: `c${i}`, span, attributes })),
  use: null,
});

/** `min..max digits` of the score, and of each part. */
function ranges(of: Omit<ScorecardDraft, 'result'>): string[] {
  const type = scorecardType(of);
  const fields = type.kind === 'object' ? type.fields : [];
  const parts = fields.find(({ name }) => name === 'parts')?.type;
  return [...fields.slice(0, 1), ...(parts?.kind === 'object' ? parts.fields : [])].map(({ type: one }) =>
    one.kind === 'scalar' ? `${one.range?.min}..${one.range?.max} ${one.scale}` : one.kind,
  );
}

test('a score reaches from the sum of the lowest parts to the sum of the highest', () => {
  expect(ranges(draft([part('0.25'), part('-1.125')], [part('2')]))).toEqual([
    '-0.625..2.75 3',
    '-1.125..0.25 3',
    '0..2 0',
  ]);
});

test('a characteristic that always has an attribute adds at least its lowest', () => {
  expect(ranges(draft([part('3'), part('1', true)]))).toEqual(['1.5..3.5 1', '1..3 0']);
});

test('a scorecard without parts is its initial score', () => {
  expect(ranges(draft())).toEqual(['0.5..0.5 1']);
});

test('reasons are those that are declared, each once', () => {
  const type = scorecardType(draft([part('1', false, 'A'), part('2', false, 'A')], [part('3', true, 'B')]));
  const reasons = type.kind === 'object' ? type.fields.find(({ name }) => name === 'reasonCodes')?.type : undefined;
  expect(reasons).toEqual({ kind: 'list', of: { kind: 'enum', values: ['A', 'B'] }, length: null });
});

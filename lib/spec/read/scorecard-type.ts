import { addDecimals, compareDecimals, scaleOf } from '../decimal-text.ts';
import type { Field, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { CharacteristicDraft, ScorecardDraft } from './scorecard-draft.ts';

/**
 * The type of a scorecard's result: `{score, reasonCodes, parts}`. The score has the range and the digits that its parts can
 * add up to; `parts` has one number for each characteristic; the reasons are those that are declared.
 */
export function scorecardType(draft: Omit<ScorecardDraft, 'result'>): Type {
  let { initialScore: lowest, initialScore: highest } = draft;
  let digits = scaleOf(draft.initialScore);
  const parts: Field[] = [];
  for (const characteristic of draft.characteristics) {
    const { min, max, scale } = spread(characteristic);
    lowest = addDecimals(lowest, min);
    highest = addDecimals(highest, max);
    digits = Math.max(digits, scale);
    parts.push(field(characteristic, characteristic.name, scalar('decimal', { range: { min, max }, scale })));
  }
  const codes = draft.characteristics.flatMap(({ attributes }) =>
    attributes.flatMap(({ reasonCode }) => reasonCode ?? []),
  );
  const reason: Type = codes.length === 0 ? scalar('string') : { kind: 'enum', values: [...new Set(codes)] };
  const score = scalar('decimal', { range: { min: lowest, max: highest }, scale: digits });
  return {
    kind: 'object',
    fields: [
      field(draft, 'score', score),
      field(draft, 'reasonCodes', { kind: 'list', of: reason, length: null }),
      field(draft, 'parts', { kind: 'object', fields: parts }),
    ],
  };
}

/** What one characteristic can add: nothing, unless an attribute always holds. */
function spread({ attributes }: CharacteristicDraft): { min: string; max: string; scale: number } {
  const always = attributes.some(({ when }) => when === null);
  const scores = [...(always ? [] : ['0']), ...attributes.map(({ partialScore }) => partialScore)];
  const [first = '0'] = scores;
  let [min, max, scale] = [first, first, scaleOf(first)];
  for (const score of scores) {
    if (compareDecimals(score, min) < 0) min = score;
    if (compareDecimals(score, max) > 0) max = score;
    scale = Math.max(scale, scaleOf(score));
  }
  return { min, max, scale };
}

function field(at: { id: string; span: Field['span'] }, name: string, type: Type): Field {
  const id = `${at.id}/${name}`;
  return { id, span: at.span, name, type, typeOrigin: 'default', summary: null, protection: null };
}

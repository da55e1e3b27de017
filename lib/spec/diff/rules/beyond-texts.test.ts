import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import type { Entity, Model, Period } from '../../model.ts';
import { comparePeriods } from '../compare-periods.ts';
import { diffModels } from '../diff-models.ts';
import { smallSpec } from '../testing/small-spec.ts';

/** What the model holds but no text of this version can say. */
const MODEL = modelOf(smallSpec({ processing: ['look: look at it', 'item: {create: Item}'] }));

function withRetention(retention: Omit<NonNullable<Entity['retention']>, 'span' | 'then'> | null): Model {
  // biome-ignore lint/suspicious/noThenProperty: the key of the language
  const kept = retention && { ...retention, then: 'erase' as const, span: { start: 0, end: 1 } };
  return { ...MODEL, entities: MODEL.entities.map((entity) => ({ ...entity, retention: kept })) };
}

const years = (count: number): Period => ({ count, unit: 'year' });

test.each([
  [null, { keep: years(7), from: 'title' }, ['retention-added']],
  [{ keep: years(7), from: 'title' }, null, ['retention-removed']],
  [{ keep: years(7), from: 'title' }, { keep: years(5), from: 'title' }, ['retention-shortened']],
  [{ keep: years(5), from: 'title' }, { keep: years(7), from: 'title' }, ['retention-lengthened']],
  [{ keep: years(5), from: 'title' }, { keep: years(5), from: 'id' }, ['retention-changed']],
  [{ keep: years(1), from: 'title' }, { keep: { count: 12, unit: 'month' }, from: 'title' }, []],
] as const)('retention %j → %j', (before, after, codes) => {
  const { changes } = diffModels(withRetention(before), withRetention(after));
  expect(changes.map((change) => change.code)).toEqual(codes);
});

test('who may do a task is a control', () => {
  const after: Model = {
    ...MODEL,
    endpoints: MODEL.endpoints.map((endpoint) => ({
      ...endpoint,
      processing: endpoint.processing.map((step) =>
        step.kind === 'prose' ? { ...step, candidates: ['anybody'] } : step,
      ),
    })),
  };
  expect(diffModels(MODEL, after).changes).toMatchObject([
    {
      class: 'CONTROL',
      code: 'candidates-changed',
      message: 'Step `look` of `addItem`: candidates `operator` → `anybody`.',
    },
  ]);
});

test.each([
  [years(1), { count: 12, unit: 'month' }, 'same'],
  [{ count: 1, unit: 'month' }, { count: 30, unit: 'day' }, 'unclear'],
  [{ count: 1, unit: 'month' }, { count: 32, unit: 'day' }, 'longer'],
  [years(7), { count: 300, unit: 'week' }, 'shorter'],
  [{ count: 1, unit: 'day' }, { count: 24, unit: 'hour' }, 'same'],
] as const)('%j to %j is %s', (before, after, relation) => {
  expect(comparePeriods(before, after)).toBe(relation);
});

function modelOf(text: string): Model {
  const { model } = checkSpec(text);
  if (model === null) throw new Error('no model');
  return model;
}

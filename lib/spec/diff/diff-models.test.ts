import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../core/text-range.ts';
import { checkSpec } from '../check-spec.ts';
import type { Model } from '../model.ts';
import { CHANGE_KINDS } from './change-codes.ts';
import { diffModels } from './diff-models.ts';
import { AROUND_CASES } from './testing/around-cases.ts';
import { DATA_CASES } from './testing/data-cases.ts';
import { DECISION_CASES } from './testing/decision-cases.ts';
import { OPERATION_CASES } from './testing/operation-cases.ts';
import { PROMISE_CASES } from './testing/promise-cases.ts';
import { RENAME_CASES } from './testing/rename-cases.ts';
import { SAME_MEANING } from './testing/same-meaning.ts';
import { smallSpec } from './testing/small-spec.ts';
import { STEP_CASES } from './testing/step-cases.ts';
import { WIRE_CASES } from './testing/wire-cases.ts';
import { WORLD_CASES } from './testing/world-cases.ts';

const CASES = [
  ...OPERATION_CASES,
  ...WIRE_CASES,
  ...PROMISE_CASES,
  ...STEP_CASES,
  ...DECISION_CASES,
  ...DATA_CASES,
  ...AROUND_CASES,
  ...WORLD_CASES,
  ...RENAME_CASES,
];

describe('every kind of change', () => {
  test.each(CASES)('$name', ({ before, after, gives }) => {
    const { changes } = diffModels(modelOf(smallSpec(before)), modelOf(smallSpec(after)));
    expect(changes.map((change) => change.code)).toEqual(gives);
  });

  test('has a pair of specifications', () => {
    const shown = new Set<string>(CASES.flatMap((each) => each.gives));
    expect(Object.keys(CHANGE_KINDS).filter((code) => !shown.has(code))).toEqual([]);
  });

  test('says its class, its path, its lines and one sentence', async () => {
    await expect(CASES.map(written).join('\n')).toMatchFileSnapshot('testing/changes.txt');
  });
});

test.each(SAME_MEANING)('no change: $name', ({ before, after }) => {
  const none = { changes: [], bump: 'none' };
  expect(diffModels(modelOf(smallSpec(before)), modelOf(smallSpec(after)))).toEqual(none);
  expect(diffModels(modelOf(smallSpec(after)), modelOf(smallSpec(before)))).toEqual(none);
});

function written({ name, before, after }: (typeof CASES)[number]): string {
  const [old, now] = [smallSpec(before), smallSpec(after)];
  const { changes, bump } = diffModels(modelOf(old), modelOf(now));
  const line = (text: string, span: { start: number } | null): string =>
    span === null ? '–' : (text.split('\n')[lineIndex(text).line(span.start)]?.trim() ?? '');
  const lines = changes.map(
    (change) =>
      `  ${change.class} ${change.code} ${change.path}\n    ${change.message}\n    « ${line(old, change.before)}\n    » ${line(now, change.after)}\n`,
  );
  return `${name} (${bump})\n${lines.join('')}`;
}

function modelOf(text: string): Model {
  const { model, diagnostics } = checkSpec(text);
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
  expect(errors, text).toEqual([]);
  if (model === null) throw new Error(`no model: ${text}`);
  return model;
}

import { expect, test } from 'vitest';
import { withFlow } from '../testing/flow-spec.ts';
import { saidOf } from '../testing/said-of.ts';

const about = (...steps: readonly string[]): string[] =>
  saidOf(withFlow(steps)).filter((line) => line.startsWith('FLW5058'));

test('a status that no step gives is said, where rows are stored at all', () => {
  const kept = 'kept: {create: Case, with: {title: a}}';
  expect(about(kept)).toHaveLength(1);
  expect(about('closed: {update: Case, where: id == input.id, with: {status: closed}}')).toEqual([]);
  const held = 'held: {update: Case, where: id == kept.id, with: {status: held}}';
  const closed = 'closed: {update: Case, where: id == kept.id, with: {status: closed}}';
  expect(about(kept, held, closed)).toEqual([]);
});

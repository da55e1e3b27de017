import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

const task = (more: string): string =>
  `review: {userTask: Look at it, candidates: [officer], result: {decision: [approved, rejected], comment: string?}${more}}`;

test('has a title, people, a form, a due time and a first answer', () => {
  const text = withFlow(
    [
      'case: {create: Case, with: {title: =input.name}}',
      task(
        ', notBy: =caller.id, show: [case, input.name], due: {within: 8h, escalate: clerk}, respond: {status: 202, with: {decision: waiting}}',
      ),
    ],
    [
      'decision: {type: string, value: =review.decision}',
      'by: {type: string, value: =review.by}',
      'when: {type: timestamp, value: =review.at}',
    ],
  );
  expect(toldOf(text)).toEqual([]);
  const step = stepOf(text, 'userTask');
  expect([
    step.title,
    step.candidates,
    step.notBy.length,
    step.show.length,
    step.due?.within,
    step.due?.escalate,
  ]).toEqual(['Look at it', ['officer'], 1, 2, { count: 8, unit: 'hour' }, 'clerk']);
  expect([step.respond?.status, step.respond?.with.map(({ name }) => name)]).toEqual([202, ['decision']]);
});

test('under `when` its result is optional', () => {
  const text = (value: string): string =>
    withFlow([task(', when: input.kind == "a"')], [`decision: {type: string, value: '${value}'}`]);
  expect(toldOf(text('=review != null ? review.decision : "none"'))).toEqual([]);
  expect(toldOf(text('=review.decision'))).toEqual(['EXP4005 review']);
});

test('roles that are not declared, people that are none, and names that every task gives are said', () => {
  expect(toldOf(withFlow([task('').replace('officer', 'offcer')]))).toEqual(['SEC7002 offcer']);
  expect(toldOf(withFlow([task(', notBy: input.count')]))).toEqual(['TYP3008 input.count']);
  expect(toldOf(withFlow([task('').replace('comment:', 'by:')]))).toEqual(['SPC2007 by: string?']);
  expect(toldOf(withFlow([task(', respond: {with: {decison: a}}')], ['decision: {type: string, value: a}']))).toEqual([
    'FLW5065 decison',
  ]);
  expect(toldOf(withFlow([task(', due: soon')]))).toEqual(['SPC2003 soon']);
  expect(toldOf(withFlow(['review: {userTask: Look at it, candidates: [officer]}']))).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { withFlow } from '../testing/flow-spec.ts';

test('a task that the asker must not do, and only the asker’s role may, needs a second person', () => {
  const review = (roles: string): string =>
    `review: {userTask: Look, candidates: [${roles}], notBy: =caller.id, result: {good: bool}}`;
  const told = (roles: string, access: string): string[] => toldOf(withFlow([review(roles)], [], `access: ${access}`));
  expect(told('clerk', '{roles: [clerk]}')).toEqual(['FLW5062 review']);
  expect(told('officer', '{roles: [clerk]}')).toEqual([]);
  expect(told('clerk, officer', '{roles: [clerk]}')).toEqual([]);
  expect(told('clerk', '{roles: [clerk, officer]}')).toEqual([]);
});

import { expect, test } from 'vitest';
import { planOf } from '../plan.ts';
import { modelOf } from '../testing/read-golden.ts';
import { scheduleModule } from './schedule.ts';

const named = (name: string): string => {
  const plan = planOf(
    modelOf(`specVersion: "1.0"
service: names
version: 1.0.0
roles: [clerk]
endpoints:
  - path: /a
    method: POST
    operation: sweep
    access: authenticated
schedules:
  - ${name}:
      cron: 30 2 * * 1-5
      do:
        - looked: {userTask: Look, candidates: [clerk], result: {fine: bool}}
`),
  );
  return plan.schedules.map((planned) => scheduleModule(planned, plan)).join();
};

test('what waits is known by its name, and a schedule that is called like an operation by another one', () => {
  expect(named('nightly')).toContain("name: 'nightly',");
  expect(named('sweep')).toContain("name: 'schedules/sweep',");
});

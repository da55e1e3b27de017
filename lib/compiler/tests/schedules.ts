import type { Step } from '../../spec/model.ts';
import type { Plan, SchedulePlan } from '../plan.ts';
import { endsSegment, isPerson } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { exampleObject } from './values.ts';

/** test/schedules.test.ts: schedules that are sure to wait for a person or a time; null if none is. */
export function schedulesTests(plan: Plan): string | null {
  const waiting = plan.schedules.flatMap((schedule) => {
    const stop = sureStop(schedule);
    return stop === null ? [] : [{ schedule, stop }];
  });
  if (waiting.length === 0) return null;
  const tests = waiting.map(({ schedule, stop }) => origin(schedule.schedule, waitingTest(schedule, stop, plan)));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/schedules.ts', 'runDue', 'type Schedule'],
      ...waiting.map(({ schedule: { file, name } }): Import => [`../src/schedules/${file}.ts`, name]),
      ['./fixture.ts', 'auditLog', 'db', 'restart', 'send', 'service'],
    ])}

    ${tests.join('\n\n')}

    /** Runs a schedule once at a time long after any that it had; its request waits then, and nobody else learns of it. */
    async function waits(schedule: Schedule): Promise<string> {
      const { name } = schedule.operation;
      const run = (day: string): Promise<number> => runDue(service, [schedule], new Date(day));
      assert.deepEqual([await run('2032-01-01'), await run('2040-01-01')], [0, 1]);
      await restart();
      assert.equal(await run('2048-01-01'), 0);
      const states = await db.query('SELECT state FROM platform.schedule_run ORDER BY due_at');
      assert.deepEqual(states, [{ state: 'skipped' }, { state: 'waiting' }]);
      const [request, ...others] = await db.query<{ id: string; operation: string; caller: string }>(
        'SELECT id, operation, caller FROM platform.request',
      );
      const id = request?.id ?? '';
      assert.deepEqual([request, others], [{ id, operation: name, caller: 'system' }, []]);
      const last = (await auditLog()).at(-1);
      assert.deepEqual(
        [last?.['request'], last?.['operation'], last?.['actor'], last?.['status']],
        [id, name, 'system', 202],
      );
      assert.equal((await send('GET', \`/requests/\${id}\`, { as: { sub: 'stranger' } })).status, 404);
      return id;
    }
  `;
}

const HARMLESS: readonly Step['kind'][] = ['set', 'list', 'count'];

/** The step at which every run stops that finds no rows; null where only running it can tell. */
function sureStop({ steps }: SchedulePlan): Step | null {
  const at = steps.findIndex(endsSegment);
  const stop = steps[at];
  const plain = steps.slice(0, at).every(({ kind, when: condition }) => HARMLESS.includes(kind) && condition === null);
  if (stop === undefined || !plain || stop.when !== null) return null;
  return isPerson(stop) || stop.kind === 'wait' ? stop : null;
}

function waitingTest({ name, schedule, tasks }: SchedulePlan, stop: Step, plan: Plan): string {
  const task = tasks.find(({ step }) => step.id === stop.id);
  return code`
    test(${quote(`${schedule.name} waits as a request of its own, and does not run again before that is over`)}, async () => {
      ${when(task !== undefined, 'const id = ')}await waits(${name});
      ${task !== undefined && personText(task, plan)}
    });
  `;
}

function personText({ step, form }: SchedulePlan['tasks'][number], plan: Plan): string {
  return code`
    const as = { sub: 'operator-1', roles: [${step.candidates.map(quote).join(', ')}] };
    const [task] = await db.query<{ id: string; step: string }>('SELECT id, step FROM platform.task');
    assert.equal(task?.step, ${quote(step.name)});
    assert.equal((await send('GET', \`/requests/\${id}\`, { as })).body['state'], 'waiting');
    const path = \`/tasks/\${task.id}/complete\`;
    ${print(['const body = ', exampleObject(form, plan), ';'], 2)}
    assert.equal((await send('POST', path, { body, as: { sub: 'stranger' } })).status, 403);
    assert.equal((await send('POST', path, { body, as })).status, 200);
    assert.equal((await send('POST', path, { body, as })).status, 409);
  `;
}

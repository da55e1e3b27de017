import { readCron } from '../../spec/phrases/cron.ts';
import type { Plan, SchedulePlan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { knownName } from '../service/schedule.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { member, quote } from '../text/quote.ts';
import { exampleObject } from './values.ts';

/** test/schedule-runs.test.ts: what is due is done once, whoever is there to do it; null without schedules. */
export function scheduleRunsTests(plan: Plan): string | null {
  if (plan.schedules.length === 0) return null;
  const asked = askedSystem(plan);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...(asked === null ? [] : [asked.from]),
      ['../src/platform/metrics.ts', 'Metrics'],
      ['../src/platform/operation.ts', 'type Conducted'],
      ['../src/platform/run.ts', ...(plan.suspends && !plan.schedules.some(({ waits }) => waits) ? ['Suspended'] : [])],
      ['../src/platform/schedules.ts', 'lastDue', 'runDue', 'type Schedule'],
      ...plan.schedules.map(({ file, name }): Import => [`../src/schedules/${file}.ts`, name]),
      ['./fixture.ts', 'auditLog', 'db', 'service', ...(asked === null ? [] : ['simulators'])],
    ])}

    ${knownTimes(plan)}

    ${madeUp(plan)}

    ${TESTS}

    ${when(plan.suspends && !plan.schedules.some(({ waits }) => waits), FOR_NOBODY)}

    ${when(asked !== null, asked?.test ?? '')}
  `;
}

/** Each schedule is known by its name, and due when the clocks show what the specification says. */
function knownTimes(plan: Plan): string {
  const each = plan.schedules.map((planned): Doc => {
    const { schedule, name } = planned;
    const known = quote(knownName(schedule.name, plan));
    return list('[', [name, known, quote(schedule.timezone), ...clock(planned)], ']');
  });
  return code`
    const NUMERIC = { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;

    type Known = [schedule: Schedule, name: string, zone: string, hours: number[] | null, minutes: number[] | null];
    ${print(['const schedules: readonly Known[] = ', rows('[', each, ']'), ';'])}

    for (const [schedule, name, timeZone, hours, minutes] of schedules) {
      test(\`\${name} is due when clocks of \${timeZone} show it\`, () => {
        const { operation } = schedule;
        assert.deepEqual([operation.name, operation.record], [name, ['request', 'response', 'decisions']]);
        const due = lastDue(schedule, new Date('2026-07-15T12:00:00Z')) ?? undefined;
        const parts = new Intl.DateTimeFormat('en-US', { ...NUMERIC, timeZone }).formatToParts(due);
        const shown = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
        assert.ok(due !== undefined && hours?.includes(shown('hour')) !== false);
        assert.ok(minutes?.includes(shown('minute')) !== false);
      });
    }
  `;
}

/** The hours and minutes that the specification says; null where it says `*`. */
function clock({ schedule: { cron } }: SchedulePlan): Doc[] {
  const reading = readCron(cron);
  const [minute, hour] = cron.trim().split(/\s+/);
  if ('reason' in reading) return ['null', 'null'];
  return [
    hour === '*' ? 'null' : list('[', reading.hours.map(String), ']'),
    minute === '*' ? 'null' : list('[', reading.minutes.map(String), ']'),
  ];
}

function madeUp({ outside }: Plan): string {
  return code`
    /** A schedule of every day at nine, which does something else than those of this service. */
    function daily(steps: Conducted['steps']): Schedule {
      return {
        cron: { minutes: [0], hours: [9], days: null, months: null, weekdays: null },
        timezone: 'UTC',
        operation: {
          name: 'daily',
          status: 204,
          body: null,
          parameters: null,
          output: null,
          record: ['request', 'response', 'decisions'],
          ${when(outside, 'deadlineMs: 10_000,')}
          steps,
        },
      };
    }

    /** Lets it be looked at on a day of May. */
    function onDay(day: number, schedule: Schedule, of = service): Promise<number> {
      return runDue(of, [schedule], new Date(Date.UTC(2026, 4, day, 12)));
    }

    /** Days of May and what became of them. */
    async function days(): Promise<unknown[]> {
      const runs = await db.query<{ due_at: string; state: string }>(
        'SELECT due_at, state FROM platform.schedule_run ORDER BY due_at',
      );
      return runs.map(({ due_at, state }) => [new Date(due_at).getUTCDate(), state]);
    }
  `;
}

const TESTS = code`
  test('what is due is done once; what was missed before the first start is not, and then once for all times', async () => {
    const metrics = new Metrics();
    let done = 0;
    const schedule = daily(async () => {
      done += 1;
    });
    const did: number[] = [];
    for (const day of [1, 1, 5, 5, 4, 6]) did.push(await onDay(day, schedule, { ...service, metrics }));
    assert.deepEqual(did, [0, 0, 1, 0, 0, 1]);
    assert.equal(done, 2);
    assert.deepEqual(await days(), [
      [1, 'skipped'],
      [5, 'succeeded'],
      [6, 'succeeded'],
    ]);
    const log = await auditLog();
    assert.deepEqual(
      log.map(({ operation, actor, status, input, output }) => [operation, actor, status, input, output]),
      log.map(() => ['daily', 'system', 204, null, null]),
    );
    assert.equal(log.length, 2);
    assert.match(metrics.text(), /^schedule_runs_total\{schedule="daily",outcome="succeeded"\} 2$/m);
  });

  test('of several that come at the same time one does it', async () => {
    let done = 0;
    const schedule = daily(async () => {
      done += 1;
    });
    const together = (day: number) => Promise.all([1, 2, 3].map(() => onDay(day, schedule)));
    assert.deepEqual(await together(1), [0, 0, 0]);
    assert.deepEqual((await together(2)).sort(), [0, 0, 1]);
    assert.equal(done, 1);
  });

  test('a run that fails is kept as failed, told and not repeated, and nothing that it stored is left', async (t) => {
    const { mock } = t.mock.method(console, 'error', () => undefined);
    const metrics = new Metrics();
    const schedule = daily(async ({ tx }) => {
      await tx.query("INSERT INTO platform.schedule_run (schedule, due_at, state) VALUES ('half', now(), 'skipped')");
      throw new Error('something inside');
    });
    await onDay(1, schedule);
    assert.equal(await onDay(2, schedule, { ...service, metrics }), 1);
    assert.equal(await onDay(2, schedule), 0);
    assert.deepEqual(await days(), [
      [1, 'skipped'],
      [2, 'failed'],
    ]);
    const [record] = await auditLog();
    assert.deepEqual([record?.['operation'], record?.['status']], ['daily', 500]);
    assert.doesNotMatch(JSON.stringify(record), /something inside/);
    const { level, at, schedule: name, error } = JSON.parse(String(mock.calls[0]?.arguments[0]));
    assert.deepEqual([level, name, Date.parse(at) > 0], ['error', 'daily', true]);
    assert.match(error, /something inside\n +at /);
    assert.match(metrics.text(), /^schedule_runs_total\{schedule="daily",outcome="failed"\} 1$/m);
    const silent = daily(() => Promise.reject('no error at all'));
    await onDay(3, silent);
    assert.equal(JSON.parse(String(mock.calls[1]?.arguments[0])).error, 'no error at all');
  });

  test('a run that is under way is not overlapped for an hour; then it counts as dead, and its time is done again', async () => {
    let lease = 0;
    const schedule = daily(async ({ tx }) => {
      const [row] = await tx.query<{ left: number }>(
        "SELECT extract(epoch FROM lease_until - now())::int AS left FROM platform.schedule_run WHERE state = 'running'",
      );
      lease = row?.left ?? 0;
    });
    await onDay(1, schedule);
    await onDay(2, schedule);
    assert.ok(lease > 3590 && lease <= 3600, String(lease));
    const goesOn = (left: string) =>
      db.query(
        "UPDATE platform.schedule_run SET state = 'running', lease_until = now() + $1::interval WHERE state <> 'skipped'",
        [left],
      );
    await goesOn('1 minute');
    assert.deepEqual([await onDay(2, schedule), await onDay(3, schedule)], [0, 0]);
    await goesOn('-1 second');
    assert.deepEqual([await onDay(2, schedule), await onDay(2, schedule)], [1, 0]);
    await goesOn('-1 second');
    assert.equal(await onDay(3, schedule), 1);
  });
`;

const FOR_NOBODY = code`
  test('a run that would wait for somebody fails: nobody asked for it', async (t) => {
    const { mock } = t.mock.method(console, 'error', () => undefined);
    const schedule = daily(() => Promise.reject(new Suspended([])));
    await onDay(1, schedule);
    assert.equal(await onDay(2, schedule), 1);
    assert.deepEqual((await days()).at(-1), [2, 'failed']);
    assert.match(JSON.parse(String(mock.calls[0]?.arguments[0])).error, /a schedule waits for nobody/);
  });
`;

/** A test that asks the first system which takes no files; null where none is asked. */
function askedSystem(plan: Plan): { from: Import; test: string } | null {
  const [found] = plan.integrations.flatMap((planned) =>
    planned.operations
      .filter(({ operation }) => !operation.input.some(({ type }) => holdsFile(type, plan.model)))
      .map((operation) => ({ planned, operation })),
  );
  if (!plan.outside || found === undefined) return null;
  const { planned, operation } = found;
  const { file, variable, integration } = planned;
  const test = code`
    test('what its steps ask of another system is asked once, between its transactions, and is in the log', async (t) => {
      t.mock.method(console, 'error', () => undefined);
      const simulator = simulators.get(${quote(integration.name)});
      assert.ok(simulator);
      let begun = 0;
      const schedule = daily(async ({ call }) => {
        begun += 1;
        ${print(['await ', list('call(', ["'asked'", member(variable, operation.name), exampleObject(operation.operation.input, plan)], ')'), ';'], 4)}
      });
      await onDay(1, schedule);
      assert.equal(await onDay(2, schedule), 1);
      assert.deepEqual([begun, simulator.heard.length], [2, 1]);
      assert.equal(Object((await auditLog())[0]?.['calls']).length, 1);
      simulator.behave(${quote(operation.operation.name)}, { fails: 'rejected' });
      await onDay(3, schedule);
      assert.deepEqual((await days()).at(-1), [3, 'failed']);
      assert.equal(Object((await auditLog())[1]?.['calls']).length, 1);
    });
  `;
  return { from: [`../src/integrations/${file}.ts`, variable], test };
}

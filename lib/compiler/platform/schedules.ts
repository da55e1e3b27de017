import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';

/** src/platform/schedules.ts: what is done at certain times. */
export function schedulesFile(plan: Plan): string {
  const { records, outside, suspends } = plan;
  const traces = suspends && (records || outside);
  const kept = traces ? 'trace.journal?.decisions ?? null' : 'decisions';
  const { decides, scores, tries, publishes, processes } = plan;
  const members = [
    'input: {} as never',
    'caller: SYSTEM',
    ...['now', 'tx'],
    ...(decides ? ['decide: recording(decisions)'] : []),
    ...(scores ? ['score: scoring(decisions)'] : []),
    ...(tries ? ['attempt: attempting(tx)'] : []),
    ...(publishes ? ['emit: publishing(tx, now, service.subscribers)'] : []),
    ...(processes.length > 0 ? ['within: (step, given) => inside(run, step, given)'] : []),
    ...(plan.wire.headers ? ['headers: () => undefined'] : []),
  ];
  const straight = !suspends;
  return code`
    ${imports([
      ['node:crypto', 'randomUUID'],
      ['./attempt.ts', ...(tries && straight ? ['attempting'] : [])],
      ['./audit.ts', 'appendAudit'],
      ['./auth.ts', 'type Caller'],
      ['./db.ts', 'type Db'],
      ['./events.ts', ...(publishes && straight ? ['publishing'] : [])],
      [
        './operation.ts',
        'type Conducted',
        ...(decides && straight ? ['recording'] : []),
        ...(straight && processes.length > 0 ? ['type Run'] : []),
        'type Service',
        'SPEC_VERSION',
      ],
      ['./problems.ts', 'asProblem', 'problemDocument'],
      [
        './run.ts',
        ...(suspends
          ? [
              'advance',
              ...(outside ? ['doWork'] : []),
              'type Ground',
              'newJournal',
              ...(traces ? ['type Trace'] : []),
              ...(outside ? ['withDone', 'workOf'] : []),
            ]
          : []),
      ],
      ['./score.ts', ...(scores && straight ? ['scoring'] : [])],
      ['./subprocess.ts', ...(processes.length > 0 && straight ? ['inside'] : [])],
    ])}

    /** A time of the clock and of the calendar: the numbers that fit each field; null where all do. */
    export interface Cron {
      minutes: readonly number[] | null;
      hours: readonly number[] | null;
      days: readonly number[] | null;
      months: readonly number[] | null;
      /** 0 is Sunday. */
      weekdays: readonly number[] | null;
    }

    /** Steps that are done at certain times. */
    export interface Schedule {
      cron: Cron;
      /** IANA name. */
      timezone: string;
      operation: Conducted;
    }

    const SYSTEM: Caller = { id: 'system', roles: [], scopes: [] };

    /** How long a run may be silent before it counts as dead. */
    const LEASE = '1 hour';

    /** Does what is due and says how much that was. A time that was missed is made up for once; no run overlaps another. */
    export async function runDue(service: Service, schedules: readonly Schedule[], now = new Date()): Promise<number> {
      let done = 0;
      for (const schedule of schedules) {
        const due = lastDue(schedule, now);
        if (due === null || !(await claim(service, schedule.operation.name, due))) continue;
        await run(service, schedule, due);
        done += 1;
      }
      return done;
    }

    /** Takes a due time. The first start only notes the time before it: that was not missed. */
    async function claim({ db }: Service, name: string, due: Date): Promise<boolean> {
      const [known] = await db.query('SELECT 1 FROM platform.schedule_run WHERE schedule = $1 LIMIT 1', [name]);
      if (known === undefined) {
        await db.query(
          \`INSERT INTO platform.schedule_run (schedule, due_at, state) VALUES ($1, $2, 'skipped') ON CONFLICT DO NOTHING\`,
          [name, due],
        );
        return false;
      }
      const claimed = await db.query(
        \`INSERT INTO platform.schedule_run (schedule, due_at, state, lease_until)
         SELECT $1, $2, 'running', now() + interval '\${LEASE}' WHERE NOT EXISTS (
           SELECT 1 FROM platform.schedule_run WHERE schedule = $1 AND (due_at > $2 OR (state = 'running' AND lease_until > now()))
         )
         ON CONFLICT (schedule, due_at) DO UPDATE SET lease_until = excluded.lease_until
           WHERE schedule_run.state = 'running' AND schedule_run.lease_until < now()
         RETURNING schedule\`,
        [name, due],
      );
      return claimed.length > 0;
    }

    /** Does the steps, and keeps what came of them in the audit log. */
    async function run(service: Service, { operation }: Schedule, due: Date): Promise<void> {
      const id = randomUUID();
      ${when(traces, 'const trace: Trace = { journal: null };')}
      ${when(records && straight, 'const decisions: object[] = [];')}
      const record = (tx: Db, status: number, output: unknown): Promise<void> =>
        appendAudit(tx, {
          at: new Date().toISOString(),
          request: id,
          operation: operation.name,
          specVersion: SPEC_VERSION,
          actor: SYSTEM.id,
          status,
          input: null,
          output,
          decisions: ${records ? kept : 'null'},
          ${when(outside, 'calls: trace.journal?.calls ?? null,')}
        });
      ${suspends ? doSegments(outside, traces) : doStraight(members, processes.length > 0)}
      const failed = await done.then(
        () => false,
        async (error: unknown) => {
          const stack = error instanceof Error ? error.stack : String(error);
          const at = new Date().toISOString();
          console.error(JSON.stringify({ level: 'error', at, schedule: operation.name, error: stack }));
          const problem = asProblem(error);
          await service.db.transaction((tx) => record(tx, problem.error.status, problemDocument(problem)));
          return true;
        },
      );
      const state = failed ? 'failed' : 'succeeded';
      service.metrics.count('schedule_runs_total', { schedule: operation.name, outcome: state });
      await service.db.query('UPDATE platform.schedule_run SET state = $3 WHERE schedule = $1 AND due_at = $2', [
        operation.name,
        due,
        state,
      ]);
    }

    ${when(suspends, segments(outside, traces))}

    const DAY_MS = 86_400_000;
    /** Every day of the calendar has come within so many. */
    const MOST_DAYS = 366 * 8;

    /** The last time at or before \`now\` that fits; null if no day ever does. */
    export function lastDue({ cron, timezone }: Pick<Schedule, 'cron' | 'timezone'>, now: Date): Date | null {
      const zone = new Intl.DateTimeFormat('en-US', {
        timeZone: timezone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
      const hours = cron.hours ?? numbers(24);
      const minutes = cron.minutes ?? numbers(60);
      // The day in the zone, as if it were one in UTC.
      const today = Math.floor(localAt(zone, now.getTime()) / DAY_MS) * DAY_MS;
      for (let back = 0; back < MOST_DAYS; back += 1) {
        const day = today - back * DAY_MS;
        if (!fits(cron, new Date(day))) continue;
        for (const hour of hours.toReversed()) {
          for (const minute of minutes.toReversed()) {
            const due = instantAt(zone, day + (hour * 60 + minute) * 60_000);
            if (due <= now.getTime()) return new Date(due);
          }
        }
      }
      return null;
    }

    function numbers(count: number): number[] {
      return Array.from({ length: count }, (_, at) => at);
    }

    /** If both days of the month and of the week are named, one of them is enough. */
    function fits({ months, days, weekdays }: Cron, day: Date): boolean {
      if (months !== null && !months.includes(day.getUTCMonth() + 1)) return false;
      const ofMonth = days?.includes(day.getUTCDate());
      const ofWeek = weekdays?.includes(day.getUTCDay());
      if (ofMonth === undefined || ofWeek === undefined) return ofMonth ?? ofWeek ?? true;
      return ofMonth || ofWeek;
    }

    /** What clocks in the zone show, as if they showed UTC. */
    function localAt(zone: Intl.DateTimeFormat, instant: number): number {
      const part = Object.fromEntries(zone.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
      return Date.UTC(year, month - 1, day, hour, minute, second);
    }

    /** When clocks in the zone show a time. One that is left out in spring is the instant at which clocks go on. */
    function instantAt(zone: Intl.DateTimeFormat, local: number): number {
      const first = local - (localAt(zone, local) - local);
      const second = local - (localAt(zone, first) - first);
      return localAt(zone, second) === local ? second : Math.max(first, second);
    }
  `;
}

function doStraight(members: readonly string[], runs: boolean): string {
  const object = list('{', members, '}', true);
  return code`
    const done = service.db.transaction(async (tx) => {
      const now = new Date().toISOString();
      ${runs ? print(['const run: Run<never> = ', object, ';'], 4) : print(['await operation.steps(', object, ');'], 4)}
      ${when(runs, 'await operation.steps(run);')}
      await record(tx, operation.status, null);
    });
  `;
}

function doSegments(outside: boolean, traces: boolean): string {
  const given = [
    'service',
    'operation',
    'id',
    ...(outside ? ['deadline: Date.now() + operation.deadlineMs'] : []),
    ...(traces ? ['trace'] : []),
  ];
  return code`
    ${print(['const on = ', list('{', given, '}', true), ';'], 2)}
    const done = conduct(on, (tx) => record(tx, operation.status, null));
  `;
}

/** The steps, in as many transactions as they need. */
function segments(outside: boolean, _traces: boolean): string {
  const stop = "if (!('output' in progress)) throw new Error('a schedule waits for nobody');";
  const once = code`
    const now = new Date().toISOString();
    const progress = await advance({ ...on, tx, now }, journal);
    ${when(outside, 'const work = workOf(progress);\nif (work.length > 0) return { journal: progress.journal, work };')}
    ${stop}
    await end(tx);
    ${when(outside, 'return null;')}
  `;
  return code`
    ${when(outside, '/** Stops of one run. */\nconst MOST_SEGMENTS = 100_000;')}

    /** Does the steps, in as many transactions as they need; \`end\` is the last thing in the last one. */
    async function conduct(on: Omit<Ground, 'tx' | 'now'>, end: (tx: Db) => Promise<void>): Promise<void> {
      ${outside ? 'let' : 'const'} journal = newJournal({}, SYSTEM);
      ${
        outside
          ? `for (let left = MOST_SEGMENTS; left > 0; left -= 1) {
  const stopped = await on.service.db.transaction(async (tx) => {
    ${once.replaceAll('\n', '\n    ')}
  });
  if (stopped === null) return;
  journal = withDone(stopped.journal, await doWork(stopped.work));
}
throw new Error(\`\${on.operation.name} stopped more than \${MOST_SEGMENTS} times\`);`
          : `await on.service.db.transaction(async (tx) => {\n  ${once.replaceAll('\n', '\n  ')}\n});`
      }
    }
  `;
}

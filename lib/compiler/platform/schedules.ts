import type { Plan } from '../plan.ts';
import { reports } from '../service/report.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { runText } from './schedule-run.ts';

/** src/platform/schedules.ts: what is done at certain times. */
export function schedulesFile(plan: Plan): string {
  const { records, outside, suspends, decides, scores, tries, publishes, processes } = plan;
  const traces = suspends && (records || outside);
  const straight = !suspends;
  const waits = plan.schedules.some((schedule) => schedule.waits);
  const unfinished = `(state = 'running' AND lease_until > now())${waits ? " OR state = 'waiting'" : ''}`;
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
      ['./report.ts', ...(straight && reports(plan) ? ['reporting'] : [])],
      ['./score.ts', ...(scores && straight ? ['scoring'] : [])],
      ['./subprocess.ts', ...(processes.length > 0 && straight ? ['inside'] : [])],
      ['./waiting.ts', ...(waits ? ['suspend'] : [])],
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
           SELECT 1 FROM platform.schedule_run WHERE schedule = $1 AND (due_at > $2 OR ${unfinished})
         )
         ON CONFLICT (schedule, due_at) DO UPDATE SET lease_until = excluded.lease_until
           WHERE schedule_run.state = 'running' AND schedule_run.lease_until < now()
         RETURNING schedule\`,
        [name, due],
      );
      return claimed.length > 0;
    }

    ${runText(plan)}

    const DAY_MS = 86_400_000;
    /** Every day of the calendar has come within so many. */
    const MOST_DAYS = 366 * 8;

    /** The last time at or before \`now\` that fits; null if no day ever does. */
    export function lastDue({ cron, timezone }: Pick<Schedule, 'cron' | 'timezone'>, now: Date): Date | null {
      const zone = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
      const hours = cron.hours ?? numbers(24);
      const minutes = cron.minutes ?? numbers(60);
      // The day in the zone, as if it were one in UTC.
      const today = Math.floor((now.getTime() + aheadAt(zone, now.getTime())) / DAY_MS) * DAY_MS;
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

    /** How far clocks in the zone are ahead of UTC, in milliseconds. */
    function aheadAt(zone: Intl.DateTimeFormat, instant: number): number {
      // The offset is the last thing that is written: GMT+02:00, or GMT alone.
      const [, offset = 'Z'] = /GMT(.+)/.exec(zone.format(instant)) ?? [];
      return -Date.parse(\`1970-01-01T00:00\${offset}\`);
    }

    /** When clocks in the zone show a time. One that is left out in spring comes later by as much as clocks go on. */
    function instantAt(zone: Intl.DateTimeFormat, local: number): number {
      const first = local - aheadAt(zone, local);
      const second = local - aheadAt(zone, first);
      return second + aheadAt(zone, second) === local ? second : Math.max(first, second);
    }
  `;
}

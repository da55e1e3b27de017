import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { NO_RENAMES } from '../write-expression.ts';
import { diffSummary } from './diff-service.ts';
import { diffSteps, type WithSteps } from './diff-steps.ts';
import { flatSteps } from './flat-steps.ts';
import { matchSteps } from './match-steps.ts';

/** Named step lists. Their inputs and outputs are seen inside the service only. */
export function diffProcesses(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.processes, differ.after.model.processes);
  for (const process of removed)
    differ.report('process-removed', placeOf(process, null), `Process ${said(process.name)} is gone.`);
  for (const process of added)
    differ.report('process-added', placeOf(null, process), `Process ${said(process.name)} is new.`);
  for (const [old, now] of both) {
    const subject = `Process ${said(now.name)}`;
    const contract = (of: typeof now): string =>
      [...of.input, ...of.output].map(({ name, type }) => `${name}: ${JSON.stringify(type, withoutPlaces)}`).join(', ');
    if (contract(old) !== contract(now))
      differ.report('process-changed', placeOf(old, now), `${subject} takes or gives something else.`);
    const [was, is] = [flat(old), flat(now)];
    const steps = matchSteps(was.processing, is.processing, new Map());
    diffSteps(differ, was, is, steps, { ...NO_RENAMES, steps: steps.renames });
    diffSummary(differ, subject, old, now);
  }
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'span' || key === 'id' || key === 'typeOrigin' || key === 'summary' ? undefined : value;
}

/** Work by the clock. */
export function diffSchedules(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.schedules, differ.after.model.schedules);
  for (const schedule of removed)
    differ.report('schedule-removed', placeOf(schedule, null), `Schedule ${said(schedule.name)} no longer runs.`);
  for (const schedule of added)
    differ.report(
      'schedule-added',
      placeOf(null, schedule),
      `Schedule ${said(schedule.name)} is new: ${said(`${schedule.cron} ${schedule.timezone}`)}.`,
    );
  for (const [old, now] of both) {
    const [was, is] = [old, now].map(({ cron, timezone }) => `${cron} ${timezone}`);
    if (was !== is)
      differ.report(
        'schedule-time-changed',
        placeOf(old, now),
        `Schedule ${said(now.name)}: runs at ${saidChange(was ?? null, is ?? null)}.`,
      );
    const [earlier, later] = [flat(old), flat(now)];
    const steps = matchSteps(earlier.processing, later.processing, new Map());
    diffSteps(differ, earlier, later, steps, { ...NO_RENAMES, steps: steps.renames });
  }
}

function flat<T extends WithSteps>(of: T): T {
  return { ...of, processing: flatSteps(of.processing) };
}

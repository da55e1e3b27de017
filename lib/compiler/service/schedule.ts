import { assert } from '../../core/assert.ts';
import { readCron } from '../../spec/phrases/cron.ts';
import type { Plan, SchedulePlan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, quote } from '../text/quote.ts';
import { stepsFunction } from './flow.ts';
import { moduleImports, newModule } from './module.ts';
import { formTypes, taskDefinitions } from './task-definitions.ts';

/** src/schedules/<schedule>.ts: steps that are done at certain times. */
export function scheduleModule(planned: SchedulePlan, plan: Plan): string {
  const { schedule, name, tasks } = planned;
  const module = { ...newModule(plan), everyRow: true, before: schedule.processing };
  const body = stepsFunction(planned, module, { name: 'steps', input: 'never', result: null, exported: false });
  const forms = formTypes(planned, plan, module.types);
  const lines = [...moduleImports(module, tasks.length > 0), ['../platform/schedules.ts', 'type Schedule'] as const];
  return code`
    ${imports(lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))}

    /** ${comment(`${schedule.name}: ${schedule.cron}`)} */
    ${origin(
      schedule,
      code`
        export const ${name}: Schedule = {
          ${print(['cron: ', cronOf(schedule.cron), ','], 2)}
          timezone: ${quote(schedule.timezone)},
          operation: {
            name: ${quote(knownName(schedule.name, plan))},
            status: 204,
            body: null,
            parameters: null,
            output: null,
            record: ['request', 'response', 'decisions'],
            ${when(plan.outside, 'deadlineMs: 3_600_000,')}
            steps,
          },
        };
      `,
    )}

    ${taskDefinitions(planned)}

    ${forms}

    ${body}
  `;
}

/** What records and requests call its runs: they call operations by their names as well. */
export function knownName(name: string, { operations }: Plan): string {
  return operations.some(({ endpoint }) => endpoint.name === name) ? `schedules/${name}` : name;
}

const FIELDS = ['minutes', 'hours', 'days', 'months', 'weekdays'] as const;

/** The numbers that fit each field; null where the text says `*`. */
function cronOf(text: string): Doc {
  const reading = readCron(text);
  assert(!('reason' in reading), 'a schedule that was read has a time');
  const words = text.trim().split(/\s+/);
  const members = FIELDS.map((name, at): Doc => {
    return [`${name}: `, words[at] === '*' ? 'null' : list('[', reading[name].map(String), ']')];
  });
  return list('{', members, '}', true);
}

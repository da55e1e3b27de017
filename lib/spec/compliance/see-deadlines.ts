import type { Period, Step } from '../model.ts';
import { sayPeriod } from '../phrases/duration.ts';
import { isAtLeast } from './least-period.ts';
import { type Observation, open, satisfied, violated } from './rule.ts';
import type { Subject } from './subject.ts';

type Task = Extract<Step, { kind: 'userTask' }>;

/** A stage of a report: which task is meant, and the longest time that it may take. */
export interface Stage {
  /** In a sentence: "the report to the regulator". */
  name: string;
  /** Found in the name or the title of a task. */
  pattern: RegExp;
  within: Period;
}

/** Tasks whose name or title speaks of something. */
export function tasksAbout(subject: Subject, pattern: RegExp): readonly Task[] {
  return subject.work.flatMap(({ steps }) =>
    steps.filter(
      (step): step is Task => step.kind === 'userTask' && pattern.test(`${step.name.replace(/_/g, ' ')} ${step.title}`),
    ),
  );
}

/**
 * Looks at tasks that report something within a time: each stage needs one that is due in time. A specification without any task
 * of the subject says nothing about it; one that has some has to have all stages.
 */
export function seeStages(subject: Subject, about: RegExp, stages: readonly Stage[]): readonly Observation[] {
  const tasks = tasksAbout(subject, about);
  const [first] = tasks;
  if (first === undefined)
    return [open('No task of this service is about it; the drill of the process that is elsewhere shows it.')];
  return stages.map((stage): Observation => {
    const meant = tasks.filter((task) => stage.pattern.test(`${task.name.replace(/_/g, ' ')} ${task.title}`));
    const timely = meant.find((task) => task.due !== null && isAtLeast(stage.within, task.due.within) === 'yes');
    if (timely !== undefined)
      return satisfied(`\`${timely.name}\` is due within ${sayPeriod(stage.within)}.`, timely.span);
    const [late] = meant;
    if (late === undefined)
      return violated(`No task is ${stage.name}, due within ${sayPeriod(stage.within)}.`, first.span);
    const due = late.due === null ? 'has no `due`' : `is due within ${sayPeriod(late.due.within)}`;
    return violated(`\`${late.name}\` ${due}; ${stage.name} is demanded within ${sayPeriod(stage.within)}.`, late.span);
  });
}

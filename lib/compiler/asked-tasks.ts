import type { FlowPlan, Plan, ProcessPlan } from './plan.ts';
import { stepsWithin } from './steps-within.ts';
import type { TaskPlan } from './tasks-plan.ts';

/** A task that a flow may give to people, also by a process that it runs. */
export interface AskedTask {
  /** What the task is called at run time, without rounds of loops: `review`, or `clearance/review` within a process. */
  path: string;
  task: TaskPlan;
}

/** All tasks that a flow may give to people: its own first, then those of each process that it runs. */
export function askedTasks(flow: FlowPlan, plan: Plan): AskedTask[] {
  const own = flow.tasks.map((task) => ({ path: task.step.name, task }));
  return [
    ...own,
    ...runs(flow, plan).flatMap(({ step, process }) =>
      askedTasks(process, plan).map(({ path, task }) => ({ path: `${step}/${path}`, task })),
    ),
  ];
}

/** The processes that a flow runs itself, each with the name of the step that runs it. A process never runs itself. */
export function runs({ steps }: FlowPlan, { processes }: Plan): { step: string; process: ProcessPlan }[] {
  return stepsWithin(steps).flatMap((step) => {
    const process = step.kind === 'run' ? processes.find((one) => one.process.name === step.process) : undefined;
    return process === undefined ? [] : [{ step: step.name, process }];
  });
}

/** Every task of a service, each once: those of operations, of schedules and of the processes that they run. */
export function allTasks({
  operations,
  schedules,
  processes,
}: Pick<Plan, 'operations' | 'schedules' | 'processes'>): TaskPlan[] {
  return [...operations, ...schedules, ...processes].flatMap(({ tasks }) => tasks);
}

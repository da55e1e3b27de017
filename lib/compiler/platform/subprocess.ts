import type { Plan } from '../plan.ts';
import type { TaskPlan } from '../tasks-plan.ts';
import { code, when } from '../text/code.ts';
import { type Import, imports } from '../text/imports.ts';

/** src/platform/subprocess.ts: steps that run other steps. */
export function subprocessFile(plan: Plan): string {
  const { outside, decides, scores, tries, timers, people, userTasks, screens, extracts, repeats } = plan;
  const lines: Import[] = [
    ['./operation.ts', 'type Run'],
    ['./outside.ts', ...(outside ? ['type Call', 'type CallOptions', 'type OutsideOperation'] : [])],
    ['./problems.ts', ...(outside ? ['type NamedError'] : [])],
    ['./waiting.ts', ...(people ? [...(userTasks ? ['type About'] : []), 'type TaskDefinition'] : [])],
  ];
  return code`
    ${imports(lines)}

    /** The run of a process within another run: its steps are known by the name of the step that runs it. */
    export function inside<Input>(run: Run<never>, name: string, input: Input): Run<Input> {
      const known = (step: string): string => \`\${name}/\${step}\`;
      ${when(outside, CALL)}
      ${when(people, userTasks ? PERSON_ABOUT : PERSON)}
      return {
        ...run,
        input,
        ${when(decides, 'decide: (step, decision, inputs) => run.decide(known(step), decision, inputs),')}
        ${when(scores, 'score: (step, card, adds) => run.score(known(step), card, adds),')}
        ${when(people, 'person,')}
        ${when(outside, 'call,')}
        ${when(screens, 'screen: (step, screened) => run.screen(known(step), screened),')}
        ${when(plan.boxes, 'boxed: (step, work, input) => run.boxed(known(step), work, input),')}
        ${when(extracts, 'extract: (step, extraction) => run.extract(known(step), extraction),')}
        ${when(timers, 'wait: (step, until) => run.wait(known(step), until),')}
        ${when(repeats, 'once: (step, work) => run.once(known(step), work),')}
        ${when(tries, 'attempt: (step) => run.attempt(known(step)),')}
        within: (step, given) => inside(run, known(step), given),
      };
    }

    ${when(processTasks(plan).length > 0, TASKS)}
  `;
}

/** The tasks of processes. */
function processTasks({ processes }: Plan): TaskPlan[] {
  return processes.flatMap(({ tasks }) => tasks);
}

const TASKS = code`
  /** The tasks of a process, as those of what runs it. */
  export function tasksWithin(step: string, tasks: readonly TaskDefinition[]): TaskDefinition[] {
    return tasks.map((task) => ({ ...task, step: \`\${step}/\${task.step}\` }));
  }
`;

const PERSON = code`
  const person = <Values>(task: TaskDefinition): Promise<Values> => run.person({ ...task, step: known(task.step) });
`;

const PERSON_ABOUT = code`
  const person = <Values>(task: TaskDefinition, about?: About): Promise<Values> =>
    run.person({ ...task, step: known(task.step) }, about);
`;

const CALL = code`
  const call: Call = <Request, Answer>(
    step: string,
    operation: OutsideOperation<Request, Answer>,
    request: Request,
    options?: CallOptions<Answer> & { otherwise?: NamedError },
  ): Promise<never> => run.call(known(step), operation, request, options) as Promise<never>;
`;

import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Import, imports } from '../text/imports.ts';

/** src/platform/subprocess.ts: steps that run other steps. */
export function subprocessFile({ outside, decides, scores, tries, timers, screens, repeats }: Plan): string {
  const lines: Import[] = [
    ['./operation.ts', 'type Run'],
    ['./outside.ts', ...(outside ? ['type Call', 'type CallOptions', 'type OutsideOperation'] : [])],
    ['./problems.ts', ...(outside ? ['type NamedError'] : [])],
  ];
  return code`
    ${imports(lines)}

    /** The run of a process within another run: its steps are known by the name of the step that runs it. */
    export function inside<Input>(run: Run<never>, name: string, input: Input): Run<Input> {
      const known = (step: string): string => \`\${name}/\${step}\`;
      ${when(outside, CALL)}
      return {
        ...run,
        input,
        ${when(decides, 'decide: (step, decision, inputs) => run.decide(known(step), decision, inputs),')}
        ${when(scores, 'score: (step, card, adds) => run.score(known(step), card, adds),')}
        ${when(outside, 'call,')}
        ${when(screens, 'screen: (step, screened) => run.screen(known(step), screened),')}
        ${when(timers, 'wait: (step, until) => run.wait(known(step), until),')}
        ${when(repeats, 'once: (step, work) => run.once(known(step), work),')}
        ${when(tries, 'attempt: (step) => run.attempt(known(step)),')}
        within: (step, given) => inside(run, known(step), given),
      };
    }
  `;
}

const CALL = code`
  const call: Call = <Request, Answer>(
    step: string,
    operation: OutsideOperation<Request, Answer>,
    request: Request,
    options?: CallOptions<Answer> & { otherwise?: NamedError },
  ): Promise<never> => run.call(known(step), operation, request, options) as Promise<never>;
`;

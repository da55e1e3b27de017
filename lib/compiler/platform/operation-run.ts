import { code } from '../text/code.ts';

// What the steps of src/platform/operation.ts work with, each part only where some step calls for it.

export const WAIT_MEMBER = code`
  /** Waits until an instant. The run ends here, and begins again after it. */
  wait(step: string, until: string): Promise<void>;
`;

export const CALL_MEMBER = code`
  /** Asks another system. The run ends here until the answer is there, and then begins again with it. */
  call: Call;
`;

export const PERSON_MEMBER = code`
  /** Asks a person. The run ends here until the answer is there, and then begins again with it. */
  person<Values>(task: TaskDefinition): Promise<Values>;
`;

export const ONCE_MEMBER = code`
  /** Does something once, however often the run begins again. */
  once<T>(step: string, work: () => Promise<T>): Promise<T>;
`;

export const DECIDE_MEMBER = code`
  /** Asks a decision table; inputs, rule and outputs are kept in the audit log. */
  decide<Inputs, Outputs>(step: string, decision: Decision<Inputs, Outputs>, inputs: Inputs): Outputs;
`;

export const EXTRACT_MEMBER = code`
  /** Reads documents. The run ends here until they are read, and then begins again. */
  extract<Fields>(step: string, extraction: Extraction): Promise<Fields>;
`;

export const BOXED_MEMBER = code`
  /** Runs the step's own code in a process of its own. The run ends here until it has answered, and then begins again. */
  boxed<Input, Output>(step: string, work: BoxedStep<Input, Output>, input: Input): Promise<Output>;
`;

export const KEEP_FILES_MEMBER = code`
  /** Keeps what files hold that a step made. */
  keepFiles(files: readonly Upload[]): Promise<void>;
`;

export const SCREEN_MEMBER = code`
  /** Looks for somebody on lists. The run ends here until all have answered, and then begins again. */
  screen(step: string, screened: Screened): Promise<Screening>;
`;

export const REPORT_MEMBER = code`
  /** Says what the request did so far. */
  report: Reporting;
`;

export const WITHIN_MEMBER = code`
  /** The run of a process, as a part of this one. */
  within<Input>(step: string, input: Input): Run<Input>;
`;

export const EMIT_MEMBER = code`
  /** Publishes an event. It is delivered if, and only if, this transaction is stored. */
  emit: Emit;
`;

export const ATTEMPT_MEMBER = code`
  /** Lets a failure of steps be caught. */
  attempt(step: string): Attempt;
`;

export const SCORE_MEMBER = code`
  /** Adds up a scorecard; its parts and reasons are kept in the audit log. */
  score: Score;
`;

export const DECISION = code`
  /** A decision table of the specification. */
  export interface Decision<Inputs, Outputs> {
    name: string;
    /** Inputs that are classified: the audit log leaves them out. */
    hidden: readonly string[];
    decide: (inputs: Inputs) => Outputs;
  }

  /** Asks decision tables, and writes down what they were asked and what they said. */
  export function recording(decisions: object[]): Run<never>['decide'] {
    return (step, { name, hidden, decide }, inputs) => {
      const outputs = decide(inputs);
      const shown = Object.entries(Object(inputs)).filter(([input]) => !hidden.includes(input));
      decisions.push({ step, decision: name, inputs: Object.fromEntries(shown), outputs });
      return outputs;
    };
  }
`;

/** A run that begins again asks again: only what is new is written down. */
export const DECISION_AGAIN = DECISION.replace(
  'decisions.push({ step, decision: name, inputs: Object.fromEntries(shown), outputs });',
  `const said = { step, decision: name, inputs: Object.fromEntries(shown), outputs };
    if (!decisions.some((known) => isDeepStrictEqual(known, said))) decisions.push(said);`,
);

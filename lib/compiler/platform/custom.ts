import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/custom.ts: steps whose code is written by hand. */
export function customFile(): string {
  return code`
    ${imports([
      ['./contract.ts', 'faultsOf', 'type InternalSchemaName'],
      ['./problems.ts', 'type NamedError', 'Problem'],
    ])}

    /** What a caller reads as long as nobody has written the code of a step. */
    export const not_written: NamedError = { name: 'not_written', status: 501, title: 'This is not written yet' };

    /** Thrown where code is still to be written. */
    export class NotWritten extends Problem {
      constructor() {
        super(not_written);
      }
    }

    /** A step whose code is in the folder \`custom\`: a pure function, and the schema of what it gives. */
    export interface CustomStep<Input, Output> {
      name: string;
      gives: InternalSchemaName;
      run(input: Input): Output;
    }

    /** Does the step. What does not fit its contract never gets further. */
    export function custom<Input, Output>({ name, gives, run }: CustomStep<Input, Output>, input: Input): Output {
      const output = structuredClone(run(structuredClone(input)));
      const faults = faultsOf(gives, output);
      if (faults.length === 0) return output;
      throw new Error(\`custom/\${name}: \${faults.map(({ path, message }) => \`\${path} \${message}\`).join('; ')}\`);
    }
  `;
}

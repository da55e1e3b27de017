import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/attempt.ts: steps whose failure is caught. */
export function attemptFile({ suspends }: Plan): string {
  const parameters = suspends ? "tx: Db, journal: Pick<Journal, 'results' | 'caught'>" : 'tx: Db';
  return code`
    ${imports([
      ['./db.ts', 'type Db', 'isLost'],
      ['./problems.ts', 'asProblem', 'Problem'],
      ['./run.ts', ...(suspends ? ['type Journal', 'Suspended'] : [])],
    ])}

    /** Steps whose failure is caught: what they stored is undone then. */
    export interface Attempt {
      begin(): Promise<void>;
      keep(): Promise<void>;
      /** Gives the name of the error if it is one of \`names\` (none: any that has a name), and throws it again if not. */
      undo(error: unknown, names: readonly string[]): Promise<string>;
    }

    ${when(suspends, CAUGHT)}

    /** How steps attempt something in a transaction. Attempts may be within each other. */
    export function attempting(${parameters}): (step: string) => Attempt {
      let depth = 0;
      return (${suspends ? 'step' : '_step'}) => {
        const savepoint = \`attempt_\${(depth += 1)}\`;
        ${when(suspends, 'let before: Record<string, unknown> = {};')}
        return {
          begin: async () => {
            ${when(suspends, BEGIN_AGAIN)}
            await tx.script(\`SAVEPOINT \${savepoint}\`);
          },
          keep: () => tx.script(\`RELEASE SAVEPOINT \${savepoint}\`),
          undo: async (error, names) => {
            ${when(suspends, 'if (error instanceof Suspended) throw error;\nif (error instanceof CaughtBefore) return error.failure;')}
            const { name } = asProblem(error).error;
            const named = error instanceof Problem || name === 'conflict';
            if (isLost(error) || !(names.length === 0 ? named : names.includes(name))) throw error;
            await tx.script(\`ROLLBACK TO SAVEPOINT \${savepoint}\`);
            ${when(suspends, 'journal.results = before;\njournal.caught[step] = name;')}
            return name;
          },
        };
      };
    }
  `;
}

const CAUGHT = code`
  /** A failure that was caught before the run began again. No Error: nothing is wrong now. */
  class CaughtBefore {
    readonly failure: string;

    constructor(failure: string) {
      this.failure = failure;
    }
  }
`;

const BEGIN_AGAIN = code`
  const failure = journal.caught[step];
  if (failure !== undefined) throw new CaughtBefore(failure);
  before = { ...journal.results };
`;

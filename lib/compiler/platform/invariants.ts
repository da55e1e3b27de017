import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** src/platform/invariants.ts: what always holds; only for services whose specification says something of the kind. */
export function invariantsFile({ model }: Plan): string {
  const rows = model.invariants.some(({ of }) => of.kind === 'entity');
  return code`
    /** A property of the specification that always holds. */
    export interface Invariant<Of> {
      name: string;
      holds(of: Of): boolean;
    }

    /** What may never be came to be: the request fails, and nothing of it is stored. */
    export class InvariantBroken extends Error {
      readonly invariant: string;

      constructor(invariant: string) {
        super(\`the invariant \${invariant} does not hold\`);
        this.invariant = invariant;
      }
    }

    /** Fails with the first invariant that does not hold. */
    export function uphold<Of>(invariants: readonly Invariant<Of>[], of: Of): void {
      const broken = invariants.find(({ holds }) => !holds(of));
      if (broken !== undefined) throw new InvariantBroken(broken.name);
    }

    ${when(rows, ROWS)}
  `;
}

const ROWS = code`
  /** Changed rows, once it is sure that all invariants hold for each. */
  export async function allUphold<Row>(invariants: readonly Invariant<Row>[], changed: Promise<Row[]>): Promise<Row[]> {
    const rows = await changed;
    for (const row of rows) uphold(invariants, row);
    return rows;
  }
`;

import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/report.ts: what a request did, as its answer may tell. */
export function reportFile(): string {
  return code`
    ${imports([['./operation.ts', 'type Json', 'SPEC_VERSION']])}

    /** What a request did so far. It says what the audit log says: classified values are masked. */
    export type Report = {
      title: string;
      /** The id under which the audit log has it. */
      request: string;
      operation: string;
      specVersion: string;
      at: string;
      /** The steps that were done, in order, and of which kind they are. */
      steps: Json[];
      /** What other systems were asked and answered. */
      calls: Json[];
      /** What decision tables and scorecards were asked and said. */
      decisions: Json[];
    };

    /** How steps get a report. \`steps\` are those before, by name; false is one that was not done. */
    export type Reporting = (title: string, steps: Readonly<Record<string, string | false>>) => Report;

    /** Reports of one request. */
    export function reporting(
      about: { request: string; operation: string; at: string },
      done: { calls: readonly object[]; decisions: readonly object[] },
    ): Reporting {
      return (title, steps) => ({
        title,
        request: about.request,
        operation: about.operation,
        specVersion: SPEC_VERSION,
        at: about.at,
        steps: Object.entries(steps).flatMap(([step, kind]) => (kind === false ? [] : [{ step, kind }])),
        calls: structuredClone(done.calls) as Json[],
        decisions: structuredClone(done.decisions) as Json[],
      });
    }
  `;
}

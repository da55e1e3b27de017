import { canonicalJson } from '../../core/canonical-json.ts';
import type { GateName, TestStatus } from '../runs/events.ts';

/** The gates that must have passed before anybody can sign. A gate without a result has not passed. */
export const REQUIRED_GATES: readonly GateName[] = ['types', 'tests'];

/**
 * Everything that one approval signs. It holds content only, no clock and no durations: the same content gives the same
 * digest whenever it is computed, and any other content gives another one. People are named by id.
 */
export interface Evidence {
  format: 'plumbline-evidence/1';
  service: string;
  /** What the signature allows, and where. */
  action: 'deploy';
  environment: 'local';
  run: { id: string; number: number; requestedBy: string };
  /** `digest` is the SHA-256 of the text's UTF-8 bytes, lower-case hex. */
  specification: { version: number; digest: string; authors: readonly string[] };
  /** How much of the specification is not precise: steps left to people, assumptions, phrases not understood. */
  notPrecise: { prose: number; assumed: number; notUnderstood: number };
  /** `hash` is the SHA-256 of the file's bytes, lower-case hex. Sorted by path. */
  files: readonly { path: string; hash: string }[];
  /** Sorted by name. */
  gates: readonly { gate: string; status: 'passed' | 'failed' | 'not_run' }[];
  /** Sorted by name. */
  tests: readonly { name: string; status: TestStatus }[];
  /** The release that this one would follow, or null for a first one. */
  previousRelease: { number: number; digest: string } | null;
}

/** The one text whose SHA-256 is signed: canonical JSON, lists in a fixed order whatever order they came in. */
export function evidenceText(evidence: Evidence): string {
  return canonicalJson({
    ...evidence,
    specification: { ...evidence.specification, authors: [...evidence.specification.authors].sort() },
    files: sortedBy(evidence.files, (file) => file.path),
    gates: sortedBy(evidence.gates, (gate) => gate.gate),
    tests: sortedBy(evidence.tests, (test) => test.name),
  });
}

/** Why the evidence does not allow an approval, in one sentence, or null when it does. */
export function missingProof(evidence: Evidence): string | null {
  for (const name of REQUIRED_GATES) {
    const status = evidence.gates.find((gate) => gate.gate === name)?.status ?? 'not_run';
    if (status === 'failed') return `The gate “${name}” failed.`;
    if (status === 'not_run') return `The gate “${name}” has not run.`;
  }
  const other = evidence.gates.find((gate) => gate.status !== 'passed');
  if (other) return `The gate “${other.gate}” has not passed.`;
  const failed = evidence.tests.filter((test) => test.status === 'failed').length;
  if (failed > 0) return failed === 1 ? 'One test failed.' : `${failed} tests failed.`;
  if (!evidence.tests.some((test) => test.status === 'passed')) return 'No test has passed.';
  if (evidence.files.length === 0) return 'There are no generated files.';
  return null;
}

function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

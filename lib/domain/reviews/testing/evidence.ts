import type { Evidence } from '../evidence.ts';

/** Evidence that allows an approval; `changes` replace whole members. */
export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    format: 'plumbline-evidence/1',
    service: 'loan-quotes',
    action: 'deploy',
    environment: 'local',
    run: { id: '00000000-0000-4000-8000-000000000001', number: 1, requestedBy: 'omar' },
    specification: { version: 1, digest: 'd'.repeat(64), authors: ['asha'] },
    notPrecise: { prose: 0, assumed: 1, notUnderstood: 0 },
    files: [
      { path: 'README.md', hash: 'a'.repeat(64) },
      { path: 'src/main.ts', hash: 'b'.repeat(64) },
    ],
    gates: [
      { gate: 'tests', status: 'passed' },
      { gate: 'types', status: 'passed' },
    ],
    tests: [
      { name: 'contract › answers 200', status: 'passed' },
      { name: 'security › refuses no token', status: 'passed' },
    ],
    previousRelease: null,
    ...changes,
  };
}

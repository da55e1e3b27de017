import { type FixturesOf, operation, person, requirements, spec, steps } from './fixture.ts';

const AUDIT = requirements('audit_retention: 7 years');
const CKYC =
  'integrations:\n  - ckyc_registry: {protocol: rest, baseUrl: $CKYC_URL, auth: mtls, operations: {upload: {effect: write, request: POST /records, input: {name: string}, output: {receipt: string}}}}';

const compares = (limit: string): string =>
  operation(
    'POST',
    '/cash',
    'input: [{amount: "decimal(0..100000000, scale 2)"}]',
    `processing:\n  - large: {set: =input.amount > ${limit}}`,
  );
const monthly = (cron: string): string => `schedules:\n  - report: {cron: ${cron}, do: [{done: {set: 1}}]}`;
const files = (...before: readonly string[]): string =>
  steps(...before, '  - filed: {call: ckyc_registry.upload, with: {name: A}, timeout: 5s}');

/** Anti-money-laundering. */
export const PMLA_FIXTURES: FixturesOf<'PMLA-12' | 'PMLR-3' | 'PMLR-8' | 'PMLR-9-1A'> = {
  'PMLA-12': {
    passing: { text: spec('[PMLA]', person('7 years'), AUDIT), result: 'pass', because: /kept for 7 years/ },
    failing: {
      text: spec('[PMLA]', person('59 months'), AUDIT),
      result: 'fail',
      because: /59 months; 5 years are demanded/,
    },
    boundary: { text: spec('[PMLA]', person('60 months'), AUDIT), result: 'pass', because: /kept for 60 months/ },
  },
  'PMLR-3': {
    passing: {
      text: spec('{PMLA: {cash: true}}', compares('1000000')),
      result: 'not tested',
      because: /boundary tests show/,
    },
    failing: {
      text: spec('{PMLA: {cash: true}}', compares('999999.99')),
      result: 'fail',
      because: /No decision compares/,
    },
    boundary: { text: spec('[PMLA]', compares('1000000.00')), result: 'not tested', because: /fact `cash` is absent/ },
  },
  'PMLR-8': {
    passing: {
      text: spec('{PMLA: {files_reports: true}}', monthly('0 6 10 * *')),
      result: 'unverified',
      because: /by the 15th/,
    },
    failing: {
      text: spec('{PMLA: {files_reports: true}}', monthly('0 6 16 * *')),
      result: 'fail',
      because: /up to the 15th/,
    },
    boundary: {
      text: spec('{PMLA: {files_reports: true}}', monthly('0 6 15 * *')),
      result: 'unverified',
      because: /by the 15th/,
    },
  },
  'PMLR-9-1A': {
    passing: {
      text: spec('{PMLA: {files_to_ckycr: true}}', files(), CKYC),
      result: 'unverified',
      because: /files with the registry/,
    },
    failing: {
      text: spec(
        '{PMLA: {files_to_ckycr: true}}',
        files('  - look: {userTask: Look at it, candidates: [officer], due: {within: 11d}, result: {ok: bool}}'),
        CKYC,
      ),
      result: 'fail',
      because: /may take longer than ten days/,
    },
    boundary: {
      text: spec(
        '{PMLA: {files_to_ckycr: true}}',
        files('  - look: {userTask: Look at it, candidates: [officer], due: {within: 240h}, result: {ok: bool}}'),
        CKYC,
      ),
      result: 'unverified',
      because: /files with the registry/,
    },
  },
};

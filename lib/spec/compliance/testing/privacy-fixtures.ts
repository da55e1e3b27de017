import { endpoint, type FixturesOf, person, requirements, spec, steps, task } from './fixture.ts';

/** A day after the duties of the act have begun. */
const ON = '2027-06-01';

const give = endpoint('POST', '/consents', 'operation: giveConsent', 'input: [{purpose: string}]');
const withdraw = (...lines: readonly string[]): string =>
  endpoint('POST', '/consents/{id}/withdraw', 'operation: withdrawConsent', ...lines);
const consent = (...endpoints: readonly string[]): string => `endpoints:\n${endpoints.join('')}`;
const breach = (within: string): string => steps(task('tell', 'Notify the authority of the breach', within));

/** Personal data in India and in the Union. */
export const PRIVACY_FIXTURES: FixturesOf<'DPDP-6' | 'DPDP-8-7' | 'DPDP-R6' | 'DPDP-R7' | 'DPDP-R8' | 'GDPR-30-32-33'> =
  {
    'DPDP-6': {
      passing: { text: spec('[DPDP]', consent(give, withdraw())), on: ON, result: 'pass', because: /asks for no more/ },
      failing: { text: spec('[DPDP]', consent(give)), on: ON, result: 'fail', because: /no operation withdraws it/ },
      boundary: {
        text: spec('[DPDP]', consent(give, withdraw('input: [{purpose: string}, {reason: string}]'))),
        on: ON,
        result: 'fail',
        because: /asks for more/,
      },
    },
    'DPDP-8-7': {
      passing: {
        text: spec('[DPDP, PMLA]', person('5 years')),
        on: ON,
        result: 'pass',
        because: /erased after 5 years/,
      },
      failing: { text: spec('[DPDP]', person(null)), on: ON, result: 'fail', because: /never erased/ },
      boundary: {
        text: spec('[DPDP, PMLA]', person('61 months')),
        on: ON,
        result: 'not tested',
        because: /longer than the 5 years/,
      },
    },
    'DPDP-R6': {
      passing: {
        text: spec('[DPDP]', requirements('audit_retention: 2 years')),
        on: ON,
        result: 'unverified',
        because: /for 2 years/,
      },
      failing: {
        text: spec('[DPDP]', requirements('audit_retention: 11 months')),
        on: ON,
        result: 'fail',
        because: /1 year/,
      },
      // The duties begin on 13 May 2027.
      boundary: {
        text: spec('[DPDP]', requirements('audit_retention: 11 months')),
        on: '2027-05-12',
        result: 'not applicable',
        because: /In force from 2027-05-13\. Judged as of that day: fail/,
      },
    },
    'DPDP-R7': {
      passing: {
        text: spec(
          '[DPDP]',
          steps(
            task('tell', 'Notify the board of the breach', '4h'),
            task('explain', 'Send the detailed report of the breach', '60h'),
          ),
        ),
        on: ON,
        result: 'unverified',
        because: /due within 72 hours/,
      },
      failing: {
        text: spec('[DPDP]', steps(task('tell', 'Notify the board of the breach', '4h'))),
        on: ON,
        result: 'fail',
        because: /the detailed report/,
      },
      boundary: {
        text: spec(
          '[DPDP]',
          steps(
            task('tell', 'Notify the board of the breach', '24h'),
            task('explain', 'Send the detailed report of the breach', '3 days'),
          ),
        ),
        on: ON,
        result: 'unverified',
        because: /due within 72 hours/,
      },
    },
    'DPDP-R8': {
      passing: {
        text: spec('{DPDP: {third_schedule: true}}', person('3 years'), steps('  - erasure_notice: {wait: 3 days}')),
        on: ON,
        result: 'unverified',
        because: /at least 48 hours/,
      },
      failing: {
        text: spec('{DPDP: {third_schedule: true}}', person('3 years'), steps('  - erasure_notice: {wait: 47h}')),
        on: ON,
        result: 'fail',
        because: /no step waits 48 hours/,
      },
      boundary: {
        text: spec('{DPDP: {third_schedule: true}}', person('3 years'), steps('  - erasure_notice: {wait: 48h}')),
        on: ON,
        result: 'unverified',
        because: /at least 48 hours/,
      },
    },
    'GDPR-30-32-33': {
      passing: {
        text: spec('{GDPR: {purpose: contract}}', person('3 years'), breach('48h')),
        result: 'pass',
        because: /time of erasure/,
      },
      failing: {
        text: spec('{GDPR: {purpose: contract}}', person(null), breach('48h')),
        result: 'fail',
        because: /no time of erasure/,
      },
      boundary: {
        text: spec('{GDPR: {purpose: contract}}', person('3 years'), breach('72h')),
        result: 'pass',
        because: /due within 72 hours/,
      },
    },
  };

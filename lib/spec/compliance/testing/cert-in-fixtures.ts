import { type FixturesOf, operation, requirements, spec, steps, task } from './fixture.ts';

const regions = (name: string): string => `data_residency: {regions: [${name}]}`;

/** Incidents, logs and clocks. */
export const CERT_IN_FIXTURES: FixturesOf<'CERT-6H' | 'CERT-LOG' | 'CERT-NTP'> = {
  'CERT-6H': {
    passing: {
      text: spec('[CERT-In]', steps(task('tell', 'Report the incident to CERT-In', '6h'))),
      result: 'unverified',
      because: /due within 6 hours/,
    },
    failing: {
      text: spec(
        '[CERT-In]',
        steps(task('check', 'Confirm the incident', '1h'), task('tell', 'Report the incident to CERT-In', '5h')),
      ),
      result: 'fail',
      because: /runs from noticing/,
    },
    boundary: {
      text: spec('[CERT-In]', operation('GET', '/a')),
      result: 'not tested',
      because: /No task of this service/,
    },
  },
  'CERT-LOG': {
    passing: {
      text: spec('[CERT-In]', requirements('audit_retention: 1 year', regions('ap-south-1'))),
      result: 'unverified',
      because: /keeps records for 1 year/,
    },
    failing: {
      text: spec('[CERT-In]', requirements('audit_retention: 179 days', regions('ap-south-1'))),
      result: 'fail',
      because: /180 days are demanded/,
    },
    boundary: {
      text: spec('[CERT-In]', requirements('audit_retention: 180 days', regions('ap-south-1'))),
      result: 'unverified',
      because: /keeps records for 180 days/,
    },
  },
  'CERT-NTP': {
    passing: { text: spec('[CERT-In]'), result: 'not tested', because: /probe of the offset/ },
    failing: { text: spec('[CERT-In]', operation('GET', '/a')), result: 'not tested', because: /probe of the offset/ },
    boundary: {
      text: spec('[CERT-In]', requirements('clock: NTP of NPL')),
      result: 'not tested',
      because: /probe of the offset/,
    },
  },
};

import { type FixturesOf, operation, requirements, spec } from './fixture.ts';

/** Health data and service organisations. */
export const OTHER_FIXTURES: FixturesOf<'HIPAA-DOC' | 'SOC2-CC8.1'> = {
  'HIPAA-DOC': {
    passing: {
      text: spec('[HIPAA]', requirements('audit_retention: 7 years')),
      result: 'unverified',
      because: /for 7 years/,
    },
    failing: {
      text: spec('[HIPAA]', requirements('audit_retention: 71 months')),
      result: 'fail',
      because: /6 years are demanded/,
    },
    boundary: {
      text: spec('[HIPAA]', requirements('audit_retention: 72 months')),
      result: 'unverified',
      because: /for 72 months/,
    },
  },
  'SOC2-CC8.1': {
    passing: { text: spec('[SOC2]'), result: 'not tested', because: /dossier/ },
    failing: { text: spec('[SOC2]', operation('GET', '/a')), result: 'not tested', because: /dossier/ },
    boundary: {
      text: spec('[SOC-2]', 'deployment: {replicas: 1..3, rollback: automatic}'),
      result: 'not tested',
      because: /dossier/,
    },
  },
};

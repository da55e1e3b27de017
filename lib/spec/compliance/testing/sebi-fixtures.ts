import { type FixturesOf, operation, person, requirements, spec, steps, task } from './fixture.ts';

const AUDIT = requirements('audit_retention: 10 years');
const category = (facts: string): string => `{SEBI: {${facts}}}`;

/** Securities markets. */
export const SEBI_FIXTURES: FixturesOf<'CSCRF-INC' | 'CSCRF-SBOM' | 'CSCRF-CAT' | 'SEBI-DP' | 'LODR-30'> = {
  'CSCRF-INC': {
    passing: {
      text: spec(
        '[SEBI]',
        steps(
          task('tell', 'Report the incident to SEBI and CERT-In', '5h'),
          task('enter', 'Enter the incident on the portal', '20h'),
        ),
      ),
      result: 'unverified',
      because: /due within 24 hours/,
    },
    failing: {
      text: spec('[SEBI]', steps(task('tell', 'Report the incident to SEBI and CERT-In', '5h'))),
      result: 'fail',
      because: /the entry on the portal/,
    },
    boundary: {
      text: spec(
        '[SEBI]',
        steps(
          task('tell', 'Report the incident to SEBI and CERT-In', '6h'),
          task('enter', 'Enter the incident on the portal', '1d'),
        ),
      ),
      result: 'unverified',
      because: /due within 6 hours/,
    },
  },
  'CSCRF-SBOM': {
    passing: { text: spec('[SEBI]'), result: 'not tested', because: /CycloneDX/ },
    failing: { text: spec('[SEBI]', operation('GET', '/a')), result: 'not tested', because: /CycloneDX/ },
    boundary: { text: spec('[CSCRF]'), result: 'not tested', because: /CycloneDX/ },
  },
  'CSCRF-CAT': {
    passing: {
      text: spec(category('category: qualified, category_fixed_on: 2026-04-01')),
      result: 'unverified',
      because: /fixed on 2026-04-01/,
    },
    failing: {
      text: spec(category('category: qualified, category_fixed_on: 2025-11-21')),
      result: 'fail',
      because: /more than a year ago/,
    },
    boundary: {
      text: spec(category('category: qualified, category_fixed_on: 2025-11-22')),
      result: 'unverified',
      because: /fixed on 2025-11-22/,
    },
  },
  'SEBI-DP': {
    passing: {
      text: spec('{SEBI: {class: depository_participant}}', person('10 years'), AUDIT),
      result: 'unverified',
      because: /kept for 10 years/,
    },
    failing: {
      text: spec('{SEBI: {class: depository}}', person('95 months'), AUDIT),
      result: 'fail',
      because: /8 years are demanded/,
    },
    boundary: {
      text: spec('{SEBI: {class: depository}}', person('8 years'), AUDIT),
      result: 'unverified',
      because: /kept for 8 years/,
    },
  },
  'LODR-30': {
    passing: {
      text: spec('[SEBI]', steps(task('disclose', 'Disclose the material event', '6h'))),
      result: 'unverified',
      because: /due within 12 hours/,
    },
    failing: {
      text: spec('[SEBI]', steps(task('disclose', 'Disclose the material event', '24h'))),
      result: 'fail',
      because: /due within 24 hours/,
    },
    boundary: {
      text: spec('[SEBI]', steps(task('disclose', 'Disclose the material event', '12h'))),
      result: 'unverified',
      because: /due within 12 hours/,
    },
  },
};

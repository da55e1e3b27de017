import { endpoint, type FixturesOf, operation, requirements, spec } from './fixture.ts';

const deployment = (more: string): string => `deployment: {replicas: 1..3, ${more}}`;
const rollout = (abortOn: string, rollback: string): string =>
  deployment(`rollout: {strategy: canary, steps: [10%, 100%], hold: 5m, abortOn: [${abortOn}]}, rollback: ${rollback}`);
const ENTITY = 'entities:\n  Case:\n    fields: {id: {type: uuid, key: true, default: =uuid()}, title: string}';
const create = (...more: readonly string[]): string =>
  operation(
    'POST',
    '/cases',
    'input: [{title: string}]',
    'processing:\n  - made: {create: Case, with: {title: =input.title}}',
    ...more,
  );
const folder = (access: string): string => `entities:\n  Report:\n    files: {root: $REPORTS_DIR, access: ${access}}`;
const admin = (access: string): string => operation('POST', '/keys', `access: ${access}`);
const ROLES = 'roles: [system_admin, clerk]';
const handOff = (second: string): string =>
  `endpoints:\n${endpoint('POST', '/reports', 'operation: writeReport', 'processing:\n  - made: {update: Report, where: path == "a.txt", with: {text: A}}')}${second}`;
const READS = endpoint('GET', '/reports', 'operation: readReports', 'processing:\n  - all: {list: Report, limit: 10}');

/** Information technology of banks. */
export const RBI_IT_FIXTURES: FixturesOf<
  'IT-13' | 'IT-15' | 'IT-17' | 'IT-19c' | 'IT-21' | 'IT-26a' | 'IT-29' | 'OUTS-2025'
> = {
  'IT-13': {
    passing: {
      text: spec('[RBI]', rollout('contract', 'automatic')),
      result: 'unverified',
      because: /Rollback is automatic/,
    },
    failing: {
      text: spec('[RBI]', deployment('rollout: {strategy: rolling}, rollback: manual')),
      result: 'fail',
      because: /Nothing aborts/,
    },
    boundary: { text: spec('[RBI]', rollout('errors', 'manual')), result: 'unverified', because: /aborted on errors/ },
  },
  'IT-15': {
    passing: {
      text: spec('[RBI]', ENTITY, create('audit: {record: [request, response], tamperEvident: true}')),
      result: 'unverified',
      because: /audited, tamper-evident/,
    },
    failing: { text: spec('[RBI]', ENTITY, create()), result: 'fail', because: /says no `audit`/ },
    boundary: {
      text: spec('[RBI]', ENTITY, create('audit: full request/response logging')),
      result: 'not tested',
      because: /does not say `tamperEvident/,
    },
  },
  'IT-17': {
    passing: {
      text: spec('[RBI]', folder('read'), `endpoints:\n${READS}`),
      result: 'not tested',
      because: /No folder passes a file/,
    },
    failing: { text: spec('[RBI]', folder('write'), handOff(READS)), result: 'fail', because: /can edit them/ },
    boundary: {
      text: spec('[RBI]', folder('write'), handOff('')),
      result: 'not tested',
      because: /No folder passes a file/,
    },
  },
  'IT-19c': {
    passing: {
      text: spec('[RBI]', ROLES, admin(`{roles: [system_admin], when: 'caller.claims["amr"] == "mfa"'}`)),
      result: 'unverified',
      because: /asks how the caller signed in/,
    },
    failing: {
      text: spec('[RBI]', 'auth: {scheme: api_key, header: {name: X-Key}}', ROLES, admin('{roles: [system_admin]}')),
      result: 'fail',
      because: /one static factor/,
    },
    boundary: {
      text: spec('[RBI]', 'auth: {scheme: api_key, header: {name: X-Key}}', ROLES, admin('{roles: [clerk]}')),
      result: 'not tested',
      because: /No operation is for a privileged role/,
    },
  },
  'IT-21': {
    passing: { text: spec('[RBI]'), result: 'not tested', because: /timed restore/ },
    failing: { text: spec('[RBI]', deployment('rollback: manual')), result: 'not tested', because: /timed restore/ },
    boundary: {
      text: spec('[RBI]', requirements('recovery: RTO 1 hour, RPO 5 minutes')),
      result: 'not tested',
      because: /timed restore/,
    },
  },
  'IT-26a': {
    passing: { text: spec('[RBI]'), result: 'not tested', because: /Their records show them/ },
    failing: { text: spec('[RBI]', operation('GET', '/a')), result: 'not tested', because: /Their records show them/ },
    boundary: {
      text: spec('[RBI]', requirements('penetration_test: every year')),
      result: 'not tested',
      because: /Their records show them/,
    },
  },
  'IT-29': {
    passing: {
      text: spec('[RBI]', deployment('regions: [ap-south-1, ap-south-2]')),
      result: 'not tested',
      because: /names 2 regions/,
    },
    failing: { text: spec('[RBI]'), result: 'not tested', because: /no second region/ },
    boundary: {
      text: spec('[RBI]', deployment('regions: [ap-south-1]')),
      result: 'not tested',
      because: /no second region/,
    },
  },
  'OUTS-2025': {
    passing: { text: spec('[RBI]'), result: 'not tested', because: /uses no other system/ },
    failing: {
      text: spec('[RBI]', 'integrations:\n  - scoring: REST API with OAuth2'),
      result: 'not tested',
      because: /`scoring`/,
    },
    boundary: {
      text: spec('[RBI]', 'integrations:\n  - scoring: REST API with OAuth2\n  - mail: REST API with OAuth2'),
      result: 'not tested',
      because: /`scoring`, `mail`/,
    },
  },
};

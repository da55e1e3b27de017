import type { Shape } from './shape.ts';

/** The top level of a specification. */
export const SPEC_SHAPE: Shape = {
  name: 'a specification',
  keys: {
    specVersion: {
      takes: { form: 'oneOf', values: ['"1.0"'] },
      doc: 'The version of the specification language. Left out: 1.0.',
      example: 'specVersion: "1.0"',
    },
    service: {
      takes: { form: 'text', what: 'a name in lower case with hyphens' },
      doc: 'The name of the service. It becomes part of addresses, so it is kebab-case.',
      example: 'service: loan-quotes',
      required: true,
    },
    version: {
      takes: { form: 'text', what: 'a version such as 1.0.0' },
      doc: 'The version of this specification: major.minor.patch.',
      example: 'version: 1.0.0',
    },
    domain: {
      takes: { form: 'text', what: 'a word' },
      doc: 'The business domain. For people and for search.',
      example: 'domain: lending',
    },
    summary: {
      takes: { form: 'text', what: 'a sentence' },
      doc: 'What the service is for, in one sentence.',
      example: 'summary: Prices a personal loan and keeps the quote.',
    },
    compliance: {
      takes: { form: 'open', what: 'names of frameworks, or a map of the facts that their rules ask for' },
      doc: 'The frameworks that the service has to follow, where needed with facts: `{SEBI: {category: qualified}}`.',
      example: 'compliance: [RBI, PMLA]',
    },
    types: {
      takes: { form: 'named', shape: 'type', short: 'a type' },
      doc: 'Named types with constraints, classification and mask. Every use follows the name.',
      example: 'types:\n  Money: decimal(0..10000000, scale 2)\n  Grade: [prime, standard, declined]',
    },
    roles: {
      takes: { form: 'named', shape: 'role', short: 'a description' },
      doc: 'The roles that callers may have.',
      example: 'roles: [loan_officer]',
    },
    entities: {
      takes: { form: 'named', shape: 'entity', short: 'fields' },
      doc: 'Stored records. Each becomes a table.',
      example:
        'entities:\n  Quote:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      amount: Money',
    },
    errors: {
      takes: { form: 'named', shape: 'error', short: 'status and title' },
      doc: 'Named errors, answered as problem details (RFC 9457).',
      example: 'errors:\n  unknown_quote: {status: 404, title: Quote is not known}',
    },
    endpoints: {
      takes: { form: 'list', shape: 'endpoint' },
      doc: 'The operations of the service.',
      example: 'endpoints:\n  - path: /quotes\n    method: POST',
    },
    decisions: {
      takes: { form: 'named', shape: 'decision', short: 'a decision table' },
      doc: 'Decision tables (DMN). Gaps, overlaps and rules that are never reached are reported.',
      example:
        'decisions:\n  pricing:\n    hitPolicy: first\n    inputs: {months: =input.months}\n    outputs: {grade: Grade}\n    table: |\n      | months || grade |\n      | <= 36 || prime |\n      | > 36 || standard |',
    },
    integrations: {
      takes: { form: 'named', shape: 'integration', short: 'a phrase' },
      doc: 'Other systems that the service talks to.',
      example: 'integrations:\n  - core_banking: REST API with OAuth2',
    },
    compliance_requirements: {
      takes: { form: 'named', shape: 'requirement', short: 'a phrase' },
      doc: 'Obligations in words. They are recorded and shown to reviewers.',
      example: 'compliance_requirements:\n  - audit_retention: 7 years',
    },
    auth: {
      takes: { form: 'map', shape: 'auth', many: true },
      doc: 'How callers are known; a list of ways is tried in order. Left out: bearer tokens of the identity provider that the settings AUTH_ISSUER, AUTH_AUDIENCE and AUTH_JWKS_URL name.',
      example: 'auth: {scheme: jwt, secret: $AUTH_SECRET}',
    },
    processes: {
      takes: { form: 'named', shape: 'process', short: 'a list of steps' },
      doc: 'Named step lists that `run` and schedules use.',
      example:
        'processes:\n  close:\n    input: {account: string}\n    processing:\n      - note: {set: =input.account}',
    },
    scorecards: {
      takes: { form: 'named', shape: 'scorecard', short: 'a scorecard' },
      doc: 'Scorecards (PMML). Parts are added up, and each part has its reason.',
      example:
        'scorecards:\n  risk:\n    initialScore: 0.05\n    characteristics:\n      - age: {when: input.age < 25, partialScore: 0.2, reasonCode: YOUNG}',
    },
    events: {
      takes: { form: 'named', shape: 'event', short: 'an event' },
      doc: 'Published events (CloudEvents). They are stored in the transaction that they tell of, and delivered at least once.',
      example: 'events:\n  Closed: {channel: accounts.closed, payload: {id: uuid}, webhook: signed}',
    },
    schedules: {
      takes: { form: 'named', shape: 'schedule', short: 'a time and steps' },
      doc: 'Work by the clock. Each time it runs once, and never beside itself.',
      example: 'schedules:\n  - nightly: {cron: 0 2 * * *, do: [{note: {set: 1}}]}',
    },
    invariants: {
      takes: { form: 'named', shape: 'invariant', short: 'an invariant' },
      doc: 'Properties that always hold. Each becomes a test over many values and a check at run time.',
      example: 'invariants:\n  - priced: {of: pricing, holds: rate >= 0}',
    },
    scenarios: {
      takes: { form: 'named', shape: 'scenario', short: 'a scenario' },
      doc: 'Acceptance examples (Gherkin). Each becomes a test, one for each row of its examples.',
      example: 'scenarios:\n  - happy: {when: {createQuote: {amount: 1000.00}}, then: {status: 201}}',
    },
    deployment: {
      takes: { form: 'map', shape: 'deployment' },
      doc: 'Replicas, resources, rollout and rollback.',
      example: 'deployment: {replicas: 3..12, rollback: automatic}',
    },
    monitoring: {
      takes: { form: 'map', shape: 'monitoring' },
      doc: 'Alerts and who is told.',
      example: 'monitoring: {alerts: [{burnRate: createQuote, rates: [14.4x/1h], page: lending_oncall}]}',
    },
    timezone: {
      takes: { form: 'text', what: 'a time zone such as Asia/Kolkata' },
      doc: 'The IANA time zone of `today()`, of schedules and of retention. Left out: UTC.',
      example: 'timezone: Asia/Kolkata',
    },
    nulls: {
      takes: { form: 'oneOf', values: ['keep', 'omit'] },
      doc: 'Whether outputs that are null are sent. Left out: omit. An endpoint may say otherwise.',
      example: 'nulls: keep',
    },
  },
};

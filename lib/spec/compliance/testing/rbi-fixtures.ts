import { endpoint, type FixturesOf, operation, requirements, spec } from './fixture.ts';

const regions = (...names: readonly string[]): string =>
  requirements(`data_residency: {regions: [${names.join(', ')}]}`);
const transfer = (fields: string, keep: string): string =>
  `entities:\n  Transfer:\n    fields: {id: {type: uuid, key: true, default: =uuid()}, ${fields}}\n    retention: {keep: ${keep}, from: made_on, then: erase}`;
const FULL = 'purpose: string, amount: "decimal(0..1000000, scale 2)", currency: string, made_on: date, payer: string';
const card = (field: string): string =>
  `entities:\n  Card:\n    fields: {id: {type: uuid, key: true, default: =uuid()}, ${field}}`;
const signedIn = (when: string): string => operation('POST', '/pay', `access: {roles: [system_admin], when: ${when}}`);
const ROLES = 'roles: [system_admin]';

/** Banks and payments. */
export const RBI_FIXTURES: FixturesOf<
  'KYC-VII' | 'VCIP' | 'SPSD-2018' | 'COFT' | 'AUTH-2025' | 'DL-2025a' | 'DL-2025b' | 'RBI410-182'
> = {
  'KYC-VII': {
    passing: {
      text: spec('[RBI]', transfer(FULL, '6 years')),
      result: 'unverified',
      because: /records nature, amount/,
    },
    failing: {
      text: spec(
        '[RBI]',
        transfer('purpose: string, amount: "decimal(0..1000000, scale 2)", made_on: date, payer: string', '6 years'),
      ),
      result: 'fail',
      because: /does not record the currency/,
    },
    boundary: { text: spec('[RBI]', transfer(FULL, '5 years')), result: 'unverified', because: /kept for 5 years/ },
  },
  VCIP: {
    passing: {
      text: spec('{RBI: {video_kyc: true}}', regions('ap-south-1', 'ap-south-2')),
      result: 'unverified',
      because: /is in India/,
    },
    failing: {
      text: spec('{RBI: {video_kyc: true}}', regions('ap-south-1', 'ap-southeast-1')),
      result: 'fail',
      because: /not in India/,
    },
    boundary: {
      text: spec('{RBI: {video_kyc: false}}', regions('ap-southeast-1')),
      result: 'not applicable',
      because: /video_kyc/,
    },
  },
  'SPSD-2018': {
    passing: {
      text: spec('{RBI: {payment_data: true}}', requirements('data_residency: India only')),
      result: 'unverified',
      because: /is in India/,
    },
    failing: {
      text: spec('{RBI: {payment_data: true}}', regions('europe-west1')),
      result: 'fail',
      because: /not in India/,
    },
    boundary: {
      text: spec('{RBI: {payment_data: true}}', regions('moon-1')),
      result: 'not tested',
      because: /is not known here/,
    },
  },
  COFT: {
    passing: { text: spec('[RBI]', card('card_last4: string')), result: 'unverified', because: /No entity has/ },
    failing: {
      text: spec('[RBI]', card('card_number: string')),
      result: 'fail',
      because: /Card\.card_number. stores a card number/,
    },
    // The tax number has the same name and letters in it.
    boundary: {
      text: spec('[RBI]', card("pan: {type: string, pattern: '^[A-Z]{5}[0-9]{4}[A-Z]$'}")),
      result: 'unverified',
      because: /No entity has/,
    },
  },
  'AUTH-2025': {
    passing: {
      text: spec('{RBI: {payments: true}}', ROLES, signedIn(`'caller.claims["amr"] == "mfa"'`)),
      result: 'unverified',
      because: /asks how the caller signed in/,
    },
    failing: {
      text: spec(
        '{RBI: {payments: true}}',
        'auth: {scheme: api_key, header: {name: X-Key}}',
        operation('POST', '/pay'),
      ),
      result: 'fail',
      because: /one static factor/,
    },
    boundary: {
      text: spec('{RBI: {payments: true}}', operation('POST', '/pay')),
      result: 'not tested',
      because: /does not ask how/,
    },
  },
  'DL-2025a': {
    passing: {
      text: spec('{RBI: {digital_lending: true}}', regions('centralindia')),
      result: 'unverified',
      because: /is in India/,
    },
    failing: {
      text: spec('{RBI: {digital_lending: true}}', regions('eastus')),
      result: 'fail',
      because: /not in India/,
    },
    boundary: { text: spec('[RBI]', regions('eastus')), result: 'not tested', because: /`digital_lending` is absent/ },
  },
  'DL-2025b': {
    passing: {
      text: spec(
        '{RBI: {digital_lending: true}}',
        loan('[offered, cooling_off, active]', 'offered: [cooling_off], cooling_off: [active]'),
      ),
      result: 'unverified',
      because: /cooling-off status/,
    },
    failing: {
      text: spec('{RBI: {digital_lending: true}}', loan('[offered, active]', 'offered: [active]')),
      result: 'fail',
      because: /No lifecycle has a cooling-off status/,
    },
    boundary: {
      text: spec(
        '{RBI: {digital_lending: true}}',
        loan('[offered, active]', 'offered: [active]'),
        operation('POST', '/loans', 'processing:\n  - cooling_off: {wait: 24h}'),
      ),
      result: 'unverified',
      because: /waits for at least a day/,
    },
  },
  'RBI410-182': {
    passing: { text: spec('[RBI]', report('4h')), result: 'unverified', because: /due within 6 hours/ },
    failing: { text: spec('[RBI]', report('7h')), result: 'fail', because: /due within 7 hours/ },
    boundary: { text: spec('[RBI]', report('6h')), result: 'unverified', because: /due within 6 hours/ },
  },
};

function loan(statuses: string, moves: string): string {
  return `entities:\n  Loan:\n    fields: {id: {type: uuid, key: true, default: =uuid()}, status: ${statuses}}\n    lifecycle: {field: status, moves: {${moves}}}`;
}

function report(within: string): string {
  return `roles: [officer]\nendpoints:\n${endpoint('POST', '/incidents', `processing:\n  - report_incident: {userTask: Report the incident, candidates: [officer], due: {within: ${within}}, result: {ok: bool}}`)}`;
}

import { type FixturesOf, operation, requirements, spec } from './fixture.ts';

const NUMBER =
  'types:\n  CardNumber: {type: string, pattern: "^[0-9]{16}$", classification: sensitive, mask: last4, encrypt: field}';
const card = (field: string): string =>
  `entities:\n  Card:\n    fields: {id: {type: uuid, key: true, default: =uuid()}, ${field}}`;
const transit = (text: string): string => requirements(`encryption: {atRest: AES-256, inTransit: ${text}}`);
const audited = (more: string): string => operation('GET', '/a', `audit: {record: [request]${more}}`);
const scenario = (number: string): string =>
  `${operation('POST', '/pay', 'operation: pay', 'input: [{card_token: string}]')}scenarios:\n  - paid:\n      when: {pay: {card_token: "${number}"}}\n      then: {status: 200}`;

/** Card data. */
export const CARD_FIXTURES: FixturesOf<'PCI-3' | 'PCI-4.2.1' | 'PCI-6' | 'PCI-10'> = {
  'PCI-3': {
    passing: {
      text: spec('[PCI-DSS]', NUMBER, card('card_number: CardNumber')),
      result: 'pass',
      because: /unreadable/,
    },
    failing: { text: spec('[PCI-DSS]', card('cvv: string')), result: 'fail', because: /stores a verification code/ },
    // A postal PIN is no card's PIN.
    boundary: {
      text: spec('[PCI-DSS]', card("pin: {type: string, pattern: '^[1-9][0-9]{5}$'}")),
      result: 'pass',
      because: /No field/,
    },
  },
  'PCI-4.2.1': {
    passing: { text: spec('[PCI-DSS]', transit('TLS 1.3')), result: 'unverified', because: /use `TLS 1\.3`/ },
    failing: { text: spec('[PCI-DSS]', transit('TLS 1.1')), result: 'fail', because: /no strong cryptography/ },
    boundary: { text: spec('[PCI-DSS]', transit('TLS 1.2')), result: 'unverified', because: /use `TLS 1\.2`/ },
  },
  'PCI-6': {
    passing: { text: spec('[PCI-DSS]', scenario('tok_1')), result: 'not tested', because: /signatures of the release/ },
    failing: {
      text: spec('[PCI-DSS]', scenario('4539 1488 0343 6467')),
      result: 'fail',
      because: /could be a live one/,
    },
    // Published for tests by the network.
    boundary: {
      text: spec('[PCI-DSS]', scenario('4111111111111111')),
      result: 'not tested',
      because: /signatures of the release/,
    },
  },
  'PCI-10': {
    passing: {
      text: spec('[PCI-DSS]', audited(', keep: 2 years, tamperEvident: true')),
      result: 'pass',
      because: /tamper-evident/,
    },
    failing: {
      text: spec('[PCI-DSS]', audited(', keep: 11 months, tamperEvident: true')),
      result: 'fail',
      because: /12 months are demanded/,
    },
    boundary: {
      text: spec('[PCI-DSS]', audited(', keep: 1 year, tamperEvident: true')),
      result: 'pass',
      because: /for 1 year/,
    },
  },
};

import { STEPS } from './flow-parts.ts';
import type { ChangeCase, Parts } from './small-spec.ts';

const op = (...operation: string[]): Parts => ({ operation });
const top = (...lines: string[]): Parts => ({ top: lines });
const auth = (text: string): Parts => top(`auth: ${text}`);
const access = (text: string): Parts => ({ access: text });

/** How callers are known, and how operations look from outside besides inputs and outputs. */
export const WIRE_CASES: readonly ChangeCase[] = [
  {
    name: 'callers are known in another way too',
    before: auth('{scheme: oidc, issuer: $A}'),
    after: auth('[{scheme: oidc, issuer: $A}, {scheme: api_key, secret: $KEYS}]'),
    gives: ['auth-added'],
  },
  {
    name: 'a way in is gone',
    before: auth('[{scheme: oidc, issuer: $A}, {scheme: api_key, secret: $KEYS}]'),
    after: auth('{scheme: oidc, issuer: $A}'),
    gives: ['auth-removed'],
  },
  {
    name: 'tokens of another issuer',
    before: auth('{scheme: oidc, issuer: $A}'),
    after: auth('{scheme: oidc, issuer: $B}'),
    gives: ['auth-issuer-changed'],
  },
  {
    name: 'the credential stands in another header',
    before: auth('{scheme: api_key, secret: $KEYS, header: {name: X-Api-Key}}'),
    after: auth('{scheme: api_key, secret: $KEYS, header: {name: X-Key}}'),
    gives: ['auth-credential-moved'],
  },
  {
    name: 'tokens name rows',
    before: auth('{scheme: jwt, secret: $S}'),
    after: auth('{scheme: jwt, secret: $S, subject: Item}'),
    gives: ['auth-subject-changed'],
  },
  {
    name: 'tokens live longer',
    before: auth('{scheme: jwt, secret: $S, expires: 1d}'),
    after: auth('{scheme: jwt, secret: $S, expires: 2d}'),
    gives: ['token-life-lengthened'],
  },
  {
    name: 'tokens live shorter',
    before: auth('{scheme: jwt, secret: $S, expires: 2d}'),
    after: auth('{scheme: jwt, secret: $S, expires: 1d}'),
    gives: ['token-life-shortened'],
  },
  { name: 'the time zone', before: {}, after: top('timezone: Asia/Kolkata'), gives: ['timezone-changed'] },
  { name: 'null outputs are sent', before: {}, after: top('nulls: keep'), gives: ['nulls-changed'] },
  {
    name: 'a fact about the service',
    before: top('compliance: {SEBI: {class: small}}'),
    after: top('compliance: {SEBI: {class: qualified}}'),
    gives: ['framework-fact-changed'],
  },
  {
    name: 'strangers are let in',
    before: access('authenticated'),
    after: access('optional'),
    gives: ['access-anonymous-admitted'],
  },
  {
    name: 'strangers are kept out',
    before: access('optional'),
    after: access('authenticated'),
    gives: ['access-anonymous-refused'],
  },
  {
    name: 'a condition of access is new',
    before: access('{roles: [clerk]}'),
    after: access('{roles: [clerk], when: caller.id != "guest"}'),
    gives: ['access-condition-added'],
  },
  {
    name: 'a condition of access is gone',
    before: access('{roles: [clerk], when: caller.id != "guest"}'),
    after: access('{roles: [clerk]}'),
    gives: ['access-condition-removed'],
  },
  {
    name: 'a condition of access is another one',
    before: access('{roles: [clerk], when: caller.id != "guest"}'),
    after: access('{roles: [clerk], when: caller.id != "root"}'),
    gives: ['access-condition-changed'],
  },
  {
    name: 'a key is needed',
    before: {},
    after: op('idempotency: {header: Idempotency-Key, keep: 24h}'),
    gives: ['idempotency-added'],
  },
  {
    name: 'a key is not heard any more',
    before: op('idempotency: {header: Idempotency-Key, keep: 24h}'),
    after: {},
    gives: ['idempotency-removed'],
  },
  {
    name: 'the key has another header',
    before: op('idempotency: {header: Idempotency-Key, keep: 24h}'),
    after: op('idempotency: {header: X-Request, keep: 24h}'),
    gives: ['idempotency-header-changed'],
  },
  {
    name: 'keys are kept for another time',
    before: op('idempotency: {header: Idempotency-Key, keep: 24h}'),
    after: op('idempotency: {header: Idempotency-Key, keep: 48h}'),
    gives: ['idempotency-keep-changed'],
  },
  {
    name: 'callers may ask less often',
    before: op('rateLimit: {limit: 20, per: minute}'),
    after: op('rateLimit: {limit: 10, per: minute}'),
    gives: ['rate-limit-tightened'],
  },
  {
    name: 'callers may ask more often',
    before: op('rateLimit: {limit: 10, per: minute}'),
    after: op('rateLimit: {limit: 20, per: minute}'),
    gives: ['rate-limit-loosened'],
  },
  {
    name: 'an error that the operation names',
    before: op('errors: [closed]'),
    after: op('errors: [closed, unknown_item]'),
    gives: ['operation-errors-changed'],
  },
  {
    name: 'a header of the answer is new',
    before: {},
    after: op('response: {headers: {X-Item: =item.id}}'),
    gives: ['header-added'],
  },
  {
    name: 'a header of the answer is gone',
    before: op('response: {headers: {X-Item: =item.id}}'),
    after: {},
    gives: ['header-removed'],
  },
  {
    name: 'a header has another value',
    before: op('response: {headers: {X-Item: one}}'),
    after: op('response: {headers: {X-Item: two}}'),
    gives: ['header-changed'],
  },
  {
    name: 'the answer is a page',
    before: {
      output: ['id: {type: string, value: x}'],
      operation: ['response: {contentType: text/html, template: "<p>{{id}}</p>"}'],
    },
    after: {
      output: ['id: {type: string, value: x}'],
      operation: ['response: {contentType: text/html, template: "<b>{{id}}</b>"}'],
    },
    gives: ['template-changed'],
  },
  {
    name: 'the answer has another media type',
    before: {
      output: ['id: {type: string, value: x}'],
      operation: ['response: {contentType: text/html, template: "<p>{{id}}</p>"}'],
    },
    after: {
      output: ['id: {type: string, value: x}'],
      operation: ['response: {contentType: text/plain, template: "<p>{{id}}</p>"}'],
    },
    gives: ['media-type-changed'],
  },
  {
    name: 'a list in pages',
    before: list(''),
    after: list('    paginate: {limit: 20, max: 100}'),
    gives: ['pages-added'],
  },
  {
    name: 'a list without pages',
    before: list('    paginate: {limit: 20, max: 100}'),
    after: list(''),
    gives: ['pages-removed'],
  },
  {
    name: 'larger pages',
    before: list('    paginate: {limit: 20, max: 100}'),
    after: list('    paginate: {limit: 50, max: 100}'),
    gives: ['page-size-changed'],
  },
  {
    name: 'the body is one value',
    before: {
      endpoints: [
        '- path: /b',
        '  method: POST',
        '  operation: b',
        '  access: public',
        '  input: [{n: int}]',
        '  output: [{r: {type: int, value: 1}}]',
      ],
    },
    after: {
      endpoints: [
        '- path: /b',
        '  method: POST',
        '  operation: b',
        '  access: public',
        '  body: int',
        '  output: [{r: {type: int, value: 1}}]',
      ],
    },
    gives: ['body-form-changed', 'input-removed'],
  },
  {
    name: 'the answer is one value',
    before: {
      endpoints: [
        '- path: /b',
        '  method: GET',
        '  operation: b',
        '  access: public',
        '  output: [{r: {type: int, value: 1}}]',
      ],
    },
    after: {
      endpoints: [
        '- path: /b',
        '  method: GET',
        '  operation: b',
        '  access: public',
        '  output: {type: int, value: 1}',
      ],
    },
    gives: ['answer-form-changed', 'output-removed'],
  },
  {
    name: 'a default of an input',
    before: { input: ['title: Title', 'n: {type: int?, default: 1}'] },
    after: { input: ['title: Title', 'n: {type: int?, default: 2}'] },
    gives: ['input-default-changed'],
  },
  {
    name: 'another name on the wire',
    before: { input: ['title: Title', 'n: {type: int?, as: x-n}'] },
    after: { input: ['title: Title', 'n: {type: int?, as: x-number}'] },
    gives: ['wire-name-changed'],
  },
  {
    name: 'an error has a body of its own',
    before: {},
    after: {
      errors: [
        'unknown_item: {status: 404, title: Item is not known, body: {fields: {code: string}}}',
        'closed: {status: 409, title: The shop is closed}',
      ],
    },
    gives: ['error-body-changed'],
  },
  {
    name: 'the audit keeps values as they are',
    before: op('audit: {record: [request], redact: classified}'),
    after: op('audit: {record: [request], redact: none}'),
    gives: ['audit-redaction-weakened'],
  },
  {
    name: 'the audit masks again',
    before: op('audit: {record: [request], redact: none}'),
    after: op('audit: {record: [request], redact: classified}'),
    gives: ['audit-redaction-strengthened'],
  },
  {
    name: 'the audit shows tampering',
    before: op('audit: {record: [request]}'),
    after: op('audit: {record: [request], tamperEvident: true}'),
    gives: ['tamper-evidence-added'],
  },
  {
    name: 'the audit does not show tampering any more',
    before: op('audit: {record: [request], tamperEvident: true}'),
    after: op('audit: {record: [request]}'),
    gives: ['tamper-evidence-removed'],
  },
  {
    name: 'who gets a token',
    before: { ...STEPS('t: {issueToken: =caller.id}'), ...auth('{scheme: jwt, secret: $S}') },
    after: { ...STEPS('t: {issueToken: =caller.id, expires: 1h}'), ...auth('{scheme: jwt, secret: $S}') },
    gives: ['token-changed'],
  },
];

function list(line: string): Parts {
  return {
    endpoints: [
      '- path: /all',
      '  method: GET',
      '  operation: all',
      '  access: {roles: [clerk]}',
      ...(line === '' ? [] : [line.slice(2)]),
      '  processing: [{rows: {list: Item, orderBy: [title]}}]',
      '  output: [{rows: {type: list<Item>, value: =rows}}]',
    ],
  };
}

import type { Pages } from '../page.ts';
import type { SECTION_CODES } from '../section-codes.ts';

const CASE = (more: string): string =>
  `entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      opened_at: {type: timestamp, default: =now()}\n${more}`;

const POST = (more: string): string =>
  `endpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    ${more}\n`;

/** The pages of `SECTION_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const sectionPages = (): Pages<typeof SECTION_CODES> => ({
  SPC2050: {
    title: 'Earlier name does not work',
    why: 'A new name and a new thing look alike; the earlier name tells them apart, so it has to be free now.',
    wrong: 'types:\n  Amount: decimal\n  Money: {type: decimal, renamedFrom: Amount}\n',
    right: 'types:\n  Money: {type: decimal, renamedFrom: Amount}\n',
  },
  SPC2051: {
    title: 'Rule for stored rows does not work',
    why: 'What is promised about stored rows is done by the service every day; it has to be possible.',
    wrong: CASE('    retention: {keep: 7 years, from: id}\n'),
    right: CASE('    retention: {keep: 7 years, from: opened_at}\n'),
  },
  SPC2052: {
    title: 'Request would have two bodies',
    why: 'A request has one body: JSON, a form, parts, or one value.',
    wrong: POST('input: [{a: {type: string, in: form}}, {b: {type: string, in: multipart}}]'),
    right: POST('input: [{a: {type: string, in: form}}, {b: {type: string, in: form}}]'),
  },
  SPC2053: {
    title: 'Name on the wire does not work',
    why: 'Two values under one name, or a name that cannot be sent, would be lost.',
    wrong: POST('input: [{a: {type: string, as: x}}, {b: {type: string, as: x}}]'),
    right: POST('input: [{a: {type: string, as: x}}, {b: {type: string, as: y}}]'),
  },
  SPC2054: {
    title: 'Form of an answer does not work',
    why: 'Some headers are written by the service itself, and an answer says what it is by a media type.',
    wrong: POST('response: {headers: {Content-Length: 5}}'),
    right: POST('response: {headers: {X-Total: 5}}'),
  },
  SPC2055: {
    title: 'Rule for requests does not work',
    why: 'A rule about pages, limits or repetition has to have something that it is about.',
    wrong:
      'endpoints:\n  - path: /a\n    method: GET\n    paginate: {limit: 20}\n    output: [{n: {type: int, value: 1}}]\n',
    right:
      'entities:\n  Book:\n    fields: {id: {type: uuid, key: true}}\nendpoints:\n  - path: /a\n    method: GET\n    paginate: {limit: 20}\n    processing: [{books: {list: Book}}]\n    output: [{books: {type: list<Book>, value: =books}}]\n',
  },
  SPC2057: {
    title: 'Template does not work',
    why: 'A name that is misspelt would be an empty place on a page that nobody looks at.',
    wrong: POST("output: [{name: {type: string, value: x}}]\n    response: {template: '<p>{{nmae}}</p>'}"),
    right: POST("output: [{name: {type: string, value: x}}]\n    response: {template: '<p>{{name}}</p>'}"),
  },
  SPC2058: {
    title: 'Way to know callers does not work',
    why: 'A key that has no meaning under a scheme looks like protection and is none.',
    wrong: 'auth: {scheme: api_key, issuer: $AUTH_ISSUER}\n',
    right: 'auth: {scheme: oidc, issuer: $AUTH_ISSUER}\n',
  },
  SPC2060: {
    title: 'Invariant about nothing',
    why: 'A property has to say whose values it is about, so that they can be tried.',
    wrong: CASE('invariants:\n  - dated: {of: Csae, holds: opened_at != null}\n'),
    right: CASE('invariants:\n  - dated: {of: Case, holds: opened_at <= now()}\n'),
  },
  SPC2061: {
    title: 'Deployment does not work',
    why: 'It becomes manifests; what the cluster would refuse is refused here.',
    wrong: 'deployment: {replicas: 12..3}\n',
    right: 'deployment: {replicas: 3..12}\n',
  },
  SPC2062: {
    title: 'Alert does not work',
    why: 'An alert that watches nothing looks like somebody is watching.',
    wrong: `${POST('operation: op')}monitoring: {alerts: [{burnRate: op, rates: [14.4x/1h], page: oncall}]}\n`,
    right:
      POST('operation: op\n    sla: {availability: 99.9%, window: 30d}') +
      'monitoring: {alerts: [{burnRate: op, rates: [14.4x/1h], page: oncall}]}\n',
  },
  SPC2063: {
    title: 'Member of an error that nothing fills',
    why: 'Bodies of errors are filled by the names and types of their members. Of a colour, an error knows nothing, and an answer that breaks its own contract must not leave.',
    wrong: 'errors: {late: {status: 410, title: Late, body: {fields: {code: string, colour: string}}}}\n',
    right:
      'errors: {late: {status: 410, title: Late, body: {fields: {code: string, colour: string?, level: [error]}}}}\n',
  },
  SPC2064: {
    title: 'Not sayable in this protocol',
    why: 'A call that the protocol of the other system has no words for would fail every time.',
    wrong:
      'integrations:\n  - post: {protocol: smtp, baseUrl: $POST_URL, auth: bearer, summary: Mail, operations: {welcome: {request: welcome, input: {to: email}}}}\n',
    right:
      'integrations:\n  - post: {protocol: smtp, baseUrl: $POST_URL, auth: basic, summary: Mail, operations: {welcome: {request: welcome, input: {to: email}}}}\n',
  },
});

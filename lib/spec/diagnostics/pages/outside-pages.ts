import type { OUTSIDE_CODES } from '../outside-codes.ts';
import type { Pages } from '../page.ts';

const REGISTRY = `integrations:
  registry:
    protocol: rest
    baseUrl: $REGISTRY_URL
    auth: api_key
    operations:
      search: {effect: read, request: POST /search, input: {name: string}, output: {found: bool}}
      file: {request: POST /files, input: {name: string}, output: {number: string}}
`;

const SANCTIONS = `integrations:
  sanctions:
    protocol: rest
    baseUrl: $SANCTIONS_URL
    auth: api_key
    operations:
      search: {effect: read, request: POST /search, input: {name: string}, output: {hits: 'list<Hit>'}}
types:
  Hit: {fields: {list: string, entry: string}}
`;

const steps = (...lines: readonly string[]): string =>
  `endpoints:\n  - path: /a\n    method: POST\n    input: [{name: string}, {images: 'list<base64>'}]\n    processing:\n${lines.map((line) => `      - ${line}\n`).join('')}`;

const call = (more: string): string =>
  `${REGISTRY}${steps(`found: {call: registry.search, with: {name: =input.name}, ${more}}`)}`;

const operation = (protocol: string, keys: string): string =>
  `integrations:\n  partner:\n    protocol: ${protocol}\n    baseUrl: $PARTNER_URL\n    operations:\n      get: {${keys}}\n`;

const CARD = 'types:\n  Card: {fields: {name: string, born: date}}\n';

const extract = (read: string): string => `${CARD}${steps(`card: {extract: =input.images, as: Card, read: ${read}}`)}`;

const infer = (more: string): string =>
  `integrations:\n  models: {protocol: rest, baseUrl: $MODELS_URL, auth: bearer}\n${steps(`risk: {infer: models, model: fraud, ${more}, output: {risk: decimal(0..1)}, timeout: 2s}`)}`;

/** The pages of `OUTSIDE_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const outsidePages = (): Pages<typeof OUTSIDE_CODES> => ({
  SPC2030: {
    title: 'Request cannot be read',
    why: 'The adapter is made from the request; each protocol has its own form.',
    wrong: operation('rest', 'request: "GET /customers/{id}", output: {found: bool}'),
    right: operation('rest', 'request: "GET /customers/{id}", input: {id: string}, output: {found: bool}'),
  },
  SPC2031: {
    title: 'Address in the text',
    why: 'A specification that names a production address would call it from every sandbox.',
    wrong: 'integrations:\n  - bank: {protocol: rest, baseUrl: "https://bank.example"}\n',
    right: 'integrations:\n  - bank: {protocol: rest, baseUrl: $BANK_URL}\n',
  },
  SPC2032: {
    title: 'Setting has another meaning',
    why: '`PORT`, `HOST`, `DATABASE_URL` and `DATA_DIR` say how the service itself runs.',
    wrong: 'integrations:\n  - bank: {protocol: rest, baseUrl: $DATABASE_URL}\n',
    right: 'integrations:\n  - bank: {protocol: rest, baseUrl: $BANK_URL}\n',
  },
  SPC2033: {
    title: 'Address is assumed to be a setting',
    why: 'What can be called has an address. It is never written in the text.',
    wrong:
      'integrations:\n  - bank: {protocol: rest, operations: {list: {request: GET /accounts, output: {number: int}}}}\n',
    right:
      'integrations:\n  - bank: {protocol: rest, baseUrl: $BANK_URL, operations: {list: {request: GET /accounts, output: {number: int}}}}\n',
  },
  SPC2034: {
    title: 'Request has no answer',
    why: 'Messages, mails and webhooks are handed over; what the receiver makes of them is not known.',
    wrong: operation('kafka', 'request: payments, input: {id: uuid}, output: {done: bool}'),
    right: operation('kafka', 'request: payments, input: {id: uuid}'),
  },
  SPC2035: {
    title: 'Event is never published',
    why: 'A published event is a promise to others.',
    wrong: 'events:\n  Closed: {payload: {id: uuid}}\n',
    right: `events:\n  Closed: {payload: {name: string}}\n${steps('told: {emit: Closed, with: {name: =input.name}}')}`,
  },
  SPC2036: {
    title: 'Authentication is assumed to be none',
    why: 'A system that answers anybody is rare in a bank. Somebody should have said it: `auth: none`.',
    wrong:
      'integrations:\n  - bank: {protocol: rest, baseUrl: $BANK_URL, operations: {list: {request: GET /accounts, output: {number: int}}}}\n',
    right:
      'integrations:\n  - bank: {protocol: rest, baseUrl: $BANK_URL, auth: none, operations: {list: {request: GET /accounts, output: {number: int}}}}\n',
  },
  FLW5020: {
    title: 'Unknown operation',
    why: 'A call needs to know what is sent and what comes back.',
    wrong: `${REGISTRY}${steps('found: {call: registry.serach, with: {name: =input.name}, timeout: 2s}')}`,
    right: call('timeout: 2s'),
  },
  FLW5021: {
    title: 'Operation of a phrase',
    why: 'A phrase says that there is another system, not what it can be asked.',
    wrong: `integrations:\n  registry: REST API with OAuth2\n${steps('found: {call: registry.search, with: {name: =input.name}, timeout: 2s}')}`,
    right: call('timeout: 2s'),
  },
  FLW5022: {
    title: 'Value is not given',
    why: 'The message would not fit what the other side expects.',
    wrong: `${REGISTRY}${steps('found: {call: registry.search, with: {}, timeout: 2s}')}`,
    right: call('timeout: 2s'),
  },
  FLW5023: {
    title: 'Outside work without a timeout',
    why: 'The slowest system decides how long callers wait; somebody should have chosen that time.',
    wrong: call('with: {}').replace(', with: {}', ''),
    right: call('timeout: 2s'),
  },
  FLW5024: {
    title: 'Write is tried again',
    why: 'After a timeout nobody knows whether the first attempt has worked. Each attempt carries the same key.',
    wrong: `${REGISTRY}${steps('filed: {call: registry.file, with: {name: =input.name}, timeout: 2s, retry: {limit: 2}}')}`,
    right: call('timeout: 2s, retry: {limit: 2}'),
  },
  FLW5025: {
    title: 'Fallback cannot stand in',
    why: 'Steps that follow cannot tell a fallback from an answer, but by `degraded`. Nothing may be faked.',
    wrong: `${REGISTRY}${steps('filed: {call: registry.file, with: {name: =input.name}, timeout: 2s, fallback: snapshot(24h)}')}`,
    right: call('timeout: 2s, fallback: snapshot(24h)'),
  },
  FLW5026: {
    title: 'Policy out of range',
    why: 'Outside of these bounds a policy would protect nothing, or the wrong side.',
    wrong: call('timeout: 2 hours'),
    right: call('timeout: 200ms'),
  },
  FLW5027: {
    title: 'Integration is not used',
    why: 'An adapter that nobody calls is one more system to watch.',
    wrong: REGISTRY,
    right: call('timeout: 2s'),
  },
  FLW5028: {
    title: 'Protocol does not serve this step',
    why: 'Models and lists are asked; messages, mails and files give no answer in time.',
    wrong: infer('version: "1", features: {name: =input.name}').replace('protocol: rest', 'protocol: kafka'),
    right: infer('version: "1", features: {name: =input.name}'),
  },
  FLW5029: {
    title: 'Operation gives no hits',
    why: 'Hits are kept as evidence: which list, which entry, and a score that the service computes itself.',
    wrong: `${REGISTRY}${steps('hits: {screen: {name: =input.name}, against: [registry.search], threshold: 0.9, timeout: 2s}')}`,
    right: `${SANCTIONS}${steps('hits: {screen: {name: =input.name}, against: [sanctions.search], threshold: 0.9, timeout: 2s}')}`,
  },
  FLW5030: {
    title: 'Nothing to compare',
    why: 'A screening compares one text of the subject, its `name`, with the entries of the lists.',
    wrong:
      'entities:\n  Watched:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      title: string\n' +
      steps('hits: {screen: {name: =input.name}, against: [Watched], threshold: 0.9}'),
    right:
      'entities:\n  Watched:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      title: string\n' +
      steps('hits: {screen: {name: =input.name}, against: [Watched.title], threshold: 0.9}'),
  },
  FLW5031: {
    title: 'Required field is never found',
    why: 'Every document would be refused.',
    wrong: extract('{name: {after: Name}}'),
    right: extract('{name: {after: Name}, born: {after: DOB}}'),
  },
  FLW5032: {
    title: 'Field reader cannot work',
    why: 'A value is found by a pattern or behind a label, and then read as the type of its field.',
    wrong: extract('{name: {after: Name, format: dd/MM/yyyy}, born: {after: DOB}}'),
    right: extract('{name: {after: Name}, born: {after: DOB, format: dd/MM/yyyy}}'),
  },
  FLW5033: {
    title: 'Model is not pinned',
    why: 'A model that is replaced in silence decides otherwise, and no record says why.',
    wrong: infer('features: {name: =input.name}'),
    right: infer('version: "1", features: {name: =input.name}'),
  },
  FLW5034: {
    title: '`else` is never taken',
    why: 'What is written and never happens misleads those who review it.',
    wrong: `errors:\n  gone: {status: 503, title: Gone}\n${call('timeout: 2s, fallback: {value: {found: false}}, else: gone')}`,
    right: `errors:\n  gone: {status: 503, title: Gone}\n${call('timeout: 2s, fallback: snapshot(24h), else: gone')}`,
  },
  FLW5035: {
    title: 'Engine cannot read this',
    why: '`tesseract` reads images, `pdftotext` takes the text out of PDF files.',
    wrong: steps('page: {extract: =input.images, engine: {name: pdftotext, languages: [eng]}}'),
    right: steps('page: {extract: =input.images, engine: {name: tesseract, languages: [eng]}}'),
  },
  FLW5036: {
    title: 'Value is no tensor',
    why: 'The Open Inference Protocol sends tensors; what is missing in one would have to be guessed.',
    wrong: infer('version: "1", features: {caller: =caller.claims}'),
    right: infer('version: "1", features: {name: =input.name}'),
  },
  FLW5037: {
    title: 'Fallback of a write',
    why: 'After a failure nobody knows whether the write has happened. A value that was made up hides that.',
    wrong: `${REGISTRY}${steps('filed: {call: registry.file, with: {name: =input.name}, timeout: 2s, fallback: {value: {number: none}}}')}`,
    right: call('timeout: 2s, fallback: {value: {found: false}}'),
  },
});

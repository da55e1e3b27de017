import { describe, expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const HEAD = `service: an-example
version: 1.0.0
types:
  Customer: {type: string, classification: confidential}
  Pan: {type: string, classification: sensitive, mask: last4}
  Name: {type: string, classification: pii}
  Person: {fields: {name: Name, city: string}}
roles: [clerk]
entities:
  Member:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: Name
      note: string?
`;

/** One operation `doIt` that takes `pan`, `name`, `who` and `customer`. */
function operation(...lines: readonly string[]): string {
  const access = lines.some((line) => line.startsWith('access')) ? [] : ['access: authenticated'];
  const input = 'input: [{pan: Pan}, {name: Name}, {who: Person}, {customer: Customer}]';
  return `${HEAD}endpoints:\n  - path: /do\n    method: POST\n    operation: doIt\n${[...access, input, ...lines].map((line) => `    ${line}\n`).join('')}`;
}

function event(type: string, ...steps: readonly string[]): string {
  return `${operation('processing:', ...steps.map((step) => `  - ${step}`))}events:\n  Done: {channel: done, payload: {note: ${type}}, delivery: outbox}\n`;
}

/** What privacy says, as code and way; anything else that is wrong with the text fails the test. */
function said(text: string): string[] {
  const { diagnostics } = checkSpec(text);
  const others = diagnostics.filter(({ severity, code }) => severity === 'error' && !/^DAT65[23]/.test(code));
  expect(others.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  return diagnostics
    .filter(({ code }) => /^DAT65[23]/.test(code))
    .map(({ code, message }) => `${code} ${/: (.+?)\. /.exec(`${message} `)?.[1] ?? message}`);
}

describe('the way of a value', () => {
  test('is followed through steps, derived values and parts of objects', () => {
    const text = event(
      'string',
      'x: {set: =upper(input.who.name)}',
      'y: {set: "=x + \\"!\\""}',
      'told: {emit: Done, with: {note: =y}}',
    );
    expect(said(text)).toEqual(['DAT6520 Name → input.who.name → x → y → Done.note']);
  });

  test('has the place of every hop', () => {
    const text = event('string', 'x: {set: =input.pan}', 'told: {emit: Done, with: {note: =x}}');
    const [found] = checkSpec(text).diagnostics.filter(({ code }) => code === 'DAT6520');
    expect(
      found?.related?.map(({ span, message }) => [message, text.slice(span.start, span.end).split('\n')[0]]),
    ).toEqual([
      ['Pan', 'Pan: {type: string, classification: sensitive, mask: last4}'],
      ['input.pan', 'input.pan'],
      ['x', 'x: {set: =input.pan}'],
    ]);
  });

  test('is followed through loops, cases, attempts and choices', () => {
    const steps = [
      'each: {for: one, in: "=[input.name]", do: [{inner: {set: =upper(one)}}]}',
      'route: {switch: [{when: size(input.pan) > 3, do: [{told: {emit: Done, with: {note: =input.pan}}}]}]}',
      'safe: {try: [{again: {emit: Done, with: {note: "=size(input.pan) > 3 ? input.name : \\"none\\""}}}], catch: [{do: [{no: {raise: failed}}]}]}',
      'last: {emit: Done, with: {note: "=join(each, \\",\\")"}}',
    ];
    expect(said(`${event('string', ...steps)}errors:\n  failed: {status: 422, title: Failed}\n`)).toEqual([
      'DAT6520 Pan → input.pan → Done.note',
      'DAT6520 Name → input.name → Done.note',
      'DAT6520 Name → input.name → one → inner → Done.note',
    ]);
  });

  test('is followed from either side of an operator', () => {
    const text = event('string', 'x: {set: \'="Dear " + input.name\'}', 'told: {emit: Done, with: {note: =x}}');
    expect(said(text)).toEqual(['DAT6520 Name → input.name → x → Done.note']);
  });

  test('is followed out of objects that are classified as a whole, and out of deep ones', () => {
    const whole = event('string', 'told: {emit: Done, with: {note: =input.who.city}}');
    expect(
      said(
        whole.replace(
          'Person: {fields: {name: Name, city: string}}',
          'Person: {fields: {name: Name, city: string}, classification: pii}',
        ),
      ),
    ).toEqual(['DAT6520 Person → input.who → input.who.city → Done.note']);
    const deep = operation('output:', '  - out: {type: json, value: =input.deep}').replace(
      '{customer: Customer}]',
      '{deep: {fields: {inner: {fields: {who: Person}}}}}]',
    );
    expect(said(deep)).toEqual(['DAT6521 Name → input.deep → doIt.output.out']);
  });

  test('leads from a stored row back to what was stored', () => {
    const text = event(
      'string',
      'm: {create: Member, with: {name: =input.name}}',
      'told: {emit: Done, with: {note: =m.name}}',
    );
    expect(said(text)).toEqual(['DAT6520 Name → input.name → m.name → Done.note']);
  });

  test('ends at comparisons, counts, sizes and similarities', () => {
    const steps = [
      'x: {set: \'=string(size(input.pan)) + (similarity(input.name, "A") > 0.9 ? "y" : "n")\'}',
      'told: {emit: Done, with: {note: =x}}',
    ];
    expect(said(event('string', ...steps))).toEqual([]);
  });

  test('goes through code of its own unless the output says what it is', () => {
    const custom = (type: string): string =>
      event(
        'string',
        `c: {custom: Shorten it, input: {pan: Pan}, output: {short: ${type}}, with: {pan: =input.pan}, examples: []}`,
        'told: {emit: Done, with: {note: =c.short}}',
      );
    expect(said(custom('string'))).toEqual(['DAT6520 Pan → input.pan → c.short → Done.note']);
    expect(said(custom('{type: string, classification: internal}'))).toEqual([]);
  });

  test('the hits of a screening show entries of the list', () => {
    const text = event(
      'string',
      'x: {screen: {name: =input.name}, against: [Member.name], threshold: 0.9}',
      'told: {emit: Done, with: {note: "=join(x.hits.map(h, h.entry), \\",\\")"}}',
    );
    expect(said(text)).toEqual(['DAT6520 Name → x.hits → h.entry → Done.note']);
    expect(said(text.replace('h, h.entry', 'h, h.list'))).toEqual([]);
  });

  test('the text of a document is as classified as the document', () => {
    const text =
      `${event('string', 'x: {extract: =input.scan, engine: {name: tesseract, languages: [eng]}, as: Read, read: {city: {after: City}}}', 'told: {emit: Done, with: {note: =x.text}}')}`
        .replace(
          'types:\n',
          'types:\n  Scan: {type: base64, media: [image/png], classification: sensitive}\n  Read: {fields: {city: string}}\n',
        )
        .replace('{customer: Customer}]', '{customer: Customer}, {scan: Scan}]');
    expect(said(text)).toEqual(['DAT6520 Scan → input.scan → x.text → Done.note']);
  });
});

describe('events (DAT6520)', () => {
  test('take what is declared as classified', () => {
    expect(said(event('Pan', 'told: {emit: Done, with: {note: =input.pan}}'))).toEqual([]);
    expect(said(event('string', 'told: {emit: Done, with: {note: =input.pan}}'))).toEqual([
      'DAT6520 Pan → input.pan → Done.note',
    ]);
  });

  test('boundary: personal in a sensitive place is no leak, confidential in a plain one is lowered', () => {
    expect(said(event('Pan', 'told: {emit: Done, with: {note: =input.name}}'))).toEqual([]);
    expect(said(event('string', 'told: {emit: Done, with: {note: =input.customer}}'))).toEqual([
      'DAT6521 Customer → input.customer → Done.note',
    ]);
  });
});

describe('places that are less classified (DAT6521)', () => {
  test('rows, answers and calls', () => {
    expect(
      said(operation('processing:', '  - m: {create: Member, with: {name: =input.name, note: =input.name}}')),
    ).toEqual(['DAT6521 Name → input.name → Member.note']);
    expect(said(operation('output:', '  - out: {type: Person, value: =input.who}'))).toEqual([]);
    expect(said(operation('output:', '  - out: {type: {fields: {name: string}}, value: =input.who}'))).toEqual([
      'DAT6521 Name → input.who.name → doIt.output.out.name',
    ]);
  });

  test('boundary: a field may say itself what it is', () => {
    expect(said(operation('output:', '  - out: {type: string, classification: pii, value: =input.name}'))).toEqual([]);
  });
});

describe('answers to unknown callers (DAT6524)', () => {
  const read = (access: string): string =>
    `${operation(
      `access: ${access}`,
      'processing:',
      '  - m: {find: Member, where: name == input.name, else: unknown}',
      'output:',
      '  - name: {type: Name, value: =m.name}',
    )}errors:\n  unknown: {status: 404, title: Unknown}\n`;
  test('public and optional', () => {
    expect(said(read('public'))).toEqual(['DAT6524 Name → m.name → doIt.output.name']);
    expect(said(read('optional'))).toEqual(['DAT6524 Name → m.name → doIt.output.name']);
    expect(said(read('authenticated'))).toEqual([]);
  });

  test('boundary: a checked password makes the caller known', () => {
    const login = (guard: string): string =>
      `${operation('access: public', 'processing:', '  - m: {find: Member, where: name == input.name}', `  - ok: {guard: '${guard}', else: unknown}`, 'output:', '  - name: {type: Name, value: =m.name}').replace('note: string?', 'note: string?\n      secret: password').replace('{customer: Customer}]', '{customer: Customer}, {secret: password}]')}errors:\n  unknown: {status: 401, title: Unknown}\n`;
    expect(said(login('m != null && verifyPassword(m.secret, input.secret)'))).toEqual([]);
    expect(said(login('m != null'))).toEqual(['DAT6524 Name → m.name → doIt.output.name']);
  });

  test('boundary: a guard that callers are somebody, and an output that says that it is public', () => {
    const read = (guard: string, type: string): string =>
      `${operation('access: optional', 'processing:', '  - m: {find: Member, where: name == input.name, else: unknown}', ...(guard === '' ? [] : [`  - ok: {guard: '${guard}', else: unknown}`]), 'output:', `  - name: {type: ${type}, value: =m.name}`)}errors:\n  unknown: {status: 401, title: Unknown}\n`;
    expect(said(read('caller.id != null', 'Name'))).toEqual([]);
    expect(said(read('has(caller.id) && m.name != ""', 'Name'))).toEqual([]);
    expect(said(read('m.name != ""', 'Name'))).toEqual(['DAT6524 Name → m.name → doIt.output.name']);
    expect(said(read('', 'string, classification: public'))).toEqual(['DAT6521 Name → m.name → doIt.output.name']);
  });

  test('boundary: what the caller sent is no news, also from the row that it is stored in', () => {
    const steps = [
      'processing:',
      '  - m: {create: Member, with: {name: =input.name}}',
      'output:',
      '  - name: {type: Name, value: =m.name}',
    ];
    expect(said(operation('access: public', ...steps))).toEqual([]);
  });
});

describe('decisions and reports (DAT6522, DAT6528)', () => {
  const decide = (record: string, input: string): string =>
    `${operation(`audit: {record: [${record}]}`, 'processing:', '  - v: {decide: rating}')}decisions:\n  rating:\n    hitPolicy: first\n    inputs: {who: ${input}}\n    outputs: {ok: bool}\n    table: |\n      | who || ok    |\n      | "A" || true  |\n      | -   || false |\n`;
  test('a derived input is recorded without its mask', () => {
    expect(said(decide('decisions', '=lower(input.name)'))).toEqual(['DAT6522 Name → input.name → rating.who']);
    expect(said(decide('decisions', '=input.name'))).toEqual([]);
  });

  test('boundary: an audit without decisions records none', () => {
    expect(said(decide('request', '=lower(input.name)'))).toEqual([]);
  });

  test('a report masks what still has its type', () => {
    const report = (value: string): string =>
      operation('processing:', `  - x: {set: ${value}}`, '  - r: {set: =report("case")}');
    expect(said(report('=lower(input.name)'))).toEqual(['DAT6528 Name → input.name → x → report of x']);
    expect(said(report('=input.name'))).toEqual([]);
    expect(said(report('=size(input.name)'))).toEqual([]);
  });

  test('boundary: what a field says itself is no part of its type', () => {
    const text = operation('processing:', '  - x: {set: =input.own}', '  - r: {set: =report("case")}');
    expect(said(text.replace('{customer: Customer}]', '{own: {type: string, classification: pii}}]'))).toEqual([
      'DAT6528 own → input.own → x → report of x',
    ]);
  });
});

describe('addresses, headers and claims (DAT6525, DAT6526, DAT6533)', () => {
  test('personal data stays out of them, confidential data need not', () => {
    const get = (type: string): string =>
      `${HEAD}endpoints:\n  - path: /members/{key}\n    method: GET\n    access: authenticated\n    input: [{key: ${type}}]\n`;
    expect(checkSpec(get('Name')).diagnostics.map(({ code }) => code)).toContain('DAT6525');
    expect(checkSpec(get('Customer')).diagnostics.map(({ code }) => code)).not.toContain('DAT6525');
  });

  test('requests of other systems: in the path, or without a body', () => {
    const call = (request: string): string =>
      `${HEAD}integrations:\n  - crm: {protocol: rest, baseUrl: $CRM_URL, auth: mtls, operations: {get: {effect: read, request: '${request}', input: {name: Name}, output: {ok: bool}}}}\n`;
    const codes = (request: string): string[] => checkSpec(call(request)).diagnostics.map(({ code }) => code);
    expect(codes('GET /people/{name}')).toContain('DAT6525');
    expect(codes('GET /people')).toContain('DAT6525');
    expect(codes('POST /people')).not.toContain('DAT6525');
    expect(codes('POST /people/{name}')).toContain('DAT6525');
  });

  test('headers', () => {
    expect(said(operation('response: {headers: {X-Who: =input.name}}'))).toEqual([
      'DAT6526 Name → input.name → doIt, header X-Who',
    ]);
    expect(said(operation('response: {headers: {X-Who: =input.customer}}'))).toEqual([]);
  });

  test('claims of a token: a name may be there, a tax number may not', () => {
    const token = (claim: string): string =>
      `auth: {scheme: jwt, secret: $TOKEN_SECRET}\n${operation('processing:', `  - t: {issueToken: =caller.id, claims: {c: ${claim}}}`)}`;
    expect(said(token('=input.pan'))).toEqual(['DAT6533 Pan → input.pan → claim c']);
    expect(said(token('=input.name'))).toEqual([]);
  });
});

describe('other systems (DAT6527)', () => {
  const send = (more: string, field: string): string =>
    `${operation('processing:', `  - s: {call: other.send, with: {x: =input.${field}}, timeout: 3s}`)}integrations:\n  - other: {${more}, operations: {send: {effect: read, request: POST /send, input: {x: Pan}, output: {ok: bool}}}}\n`;
  test('that know no callers get nothing personal', () => {
    expect(said(send('protocol: rest, baseUrl: $URL, auth: none', 'pan'))).toEqual([
      'DAT6527 Pan → input.pan → other.send.x',
    ]);
    expect(said(send('protocol: rest, baseUrl: $URL, auth: mtls', 'pan'))).toEqual([]);
  });

  test('boundary: confidential data may go there', () => {
    expect(said(send('protocol: rest, baseUrl: $URL, auth: none', 'customer'))).toEqual([]);
  });
});

describe('conditions over protected columns (DAT6530, DAT6531)', () => {
  const find = (where: string, protection: string, more = ''): string =>
    `${HEAD.replace('sensitive, mask: last4', `sensitive, ${protection}`).replace('      name: Name\n', '      name: Name\n      pan: Pan\n')}endpoints:\n  - path: /find\n    method: POST\n    access: authenticated\n    input: [{pan: Pan}, {pans: list<Pan>}]\n    processing:\n      - found: {list: Member, where: '${where}', limit: 10${more}}\n`;
  test.each([
    ['pan > input.pan', 'encrypt: field', 'DAT6530'],
    ['startsWith(pan, "A")', 'encrypt: field', 'DAT6530'],
    ['upper(row.pan) == "A"', 'encrypt: field', 'DAT6530'],
    ['pan > input.pan', 'hash: keyed', 'DAT6531'],
  ])('%s with %s', (where, protection, code) => {
    expect(checkSpec(find(where, protection)).diagnostics.map((one) => one.code)).toContain(code);
  });

  test.each(['pan == input.pan', 'pan != input.pan', 'pan in input.pans', 'name > "A" && pan == input.pan'])(
    'boundary: %s asks for equality',
    (where) => {
      expect(said(find(where, 'encrypt: field'))).toEqual([]);
    },
  );

  test('an order is no equality', () => {
    expect(
      checkSpec(find('pan == input.pan', 'encrypt: field', ', orderBy: [pan]')).diagnostics.map((one) => one.code),
    ).toContain('DAT6530');
  });
});

describe('references (DAT6532)', () => {
  const loans = (keep: string | null, field = 'ref<Person>'): string =>
    `service: a\nversion: 1.0.0\nentities:\n  Person:\n    fields:\n      id: {type: uuid, key: true}\n      left_on: date\n    retention: {keep: 5 years, from: left_on, then: erase}\n  Loan:\n    fields:\n      id: {type: uuid, key: true}\n      closed_on: date\n      person: ${field}\n${keep === null ? '' : `    retention: {keep: ${keep}, from: closed_on, then: erase}\n`}`;
  const codes = (text: string): string[] => checkSpec(text).diagnostics.map(({ code }) => code);
  test('outlive a target that is erased sooner', () => {
    expect(codes(loans(null))).toContain('DAT6532');
    expect(codes(loans('61 months'))).toContain('DAT6532');
    expect(codes(loans('4 years'))).not.toContain('DAT6532');
    expect(codes(loans(null, '{type: ref<Person>, onDelete: cascade}'))).not.toContain('DAT6532');
  });

  test('boundary: the same time', () => {
    expect(codes(loans('60 months'))).not.toContain('DAT6532');
  });
});

describe('audit without masks (DAT6523)', () => {
  test('keeps personal values as they are', () => {
    const codes = (audit: string): string[] =>
      checkSpec(operation(`audit: ${audit}`)).diagnostics.map(({ code }) => code);
    expect(codes('{record: [request], redact: none}')).toContain('DAT6523');
    expect(codes('{record: [request]}')).not.toContain('DAT6523');
    expect(codes('{record: [response], redact: none}')).not.toContain('DAT6523');
  });
});

describe('examples (DAT6536)', () => {
  const custom = (pan: string): string =>
    operation(
      'processing:',
      `  - c: {custom: Look at it, input: {mail: string}, output: {ok: bool}, with: {mail: a}, examples: [{given: {mail: ${pan}}, then: {ok: true}}]}`,
    );
  test('hold no data that could be that of a real person, those of code of its own included', () => {
    expect(checkSpec(custom('anna@gmail.com')).diagnostics.map(({ code }) => code)).toContain('DAT6536');
    expect(checkSpec(custom('anna@example.com')).diagnostics.map(({ code }) => code)).not.toContain('DAT6536');
  });
});

describe('rows for unknown callers (DAT6537)', () => {
  test('name their fields', () => {
    const list = (access: string, type: string): string =>
      operation(
        `access: ${access}`,
        'processing:',
        '  - all: {list: Member, limit: 5}',
        'output:',
        `  - all: {type: ${type}, value: =all}`,
      );
    const codes = (text: string): string[] => checkSpec(text).diagnostics.map(({ code }) => code);
    expect(codes(list('public', 'list<Member>'))).toContain('DAT6537');
    expect(codes(list('authenticated', 'list<Member>'))).not.toContain('DAT6537');
    expect(codes(list('public', "'list<{id: uuid}>'"))).not.toContain('DAT6537');
  });
});

import { describe, expect, test } from 'vitest';
import { modelOfSections, problemsOf } from '../../testing/problems-of.ts';

/** A shop with a stored row, another system, an event, a task and a schedule. */
const SHOP = `types:
  Grade: [low, high]
roles: [clerk]
entities:
  Order:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      sku: string(1..20)
      amount: int(1..99)
      state: {type: [open, paid], default: open}
events:
  Ordered: {channel: orders, payload: {sku: string, amount: int}, delivery: outbox}
integrations:
  stock: {protocol: rest, baseUrl: $STOCK_URL, auth: none, operations: {level: {request: 'GET /{sku}', input: {sku: string}, output: {left: int, note: string?}}}}
endpoints:
  - path: /orders
    method: POST
    operation: order
    access: {roles: [clerk]}
    input: [{sku: string(1..20)}, {amount: int(1..99)}, {note: {type: string, default: none}}]
    processing:
      - level: {call: stock.level, with: {sku: =input.sku}, timeout: 1s}
      - stored: {create: Order, with: {sku: =input.sku, amount: =input.amount}}
      - told: {emit: Ordered, with: {sku: =stored.sku, amount: =stored.amount}}
      - look: {userTask: Look, candidates: [clerk], show: [stored], result: {ok: bool}, respond: {status: 202, with: {left: 1}}}
    output: [{left: {type: int, value: =level.left, as: items-left}}, {rows: {type: 'list<Order>', value: "=[stored]"}}, {fine: {type: bool, value: =look.ok}}]
schedules:
  - nightly: {cron: 0 2 * * *, do: [{n: {count: Order}}]}
`;
const scenario = (lines: string): string => `${SHOP}scenarios:\n  - one:\n${lines}`;
const said = (lines: string): string[] => problemsOf(scenario(lines)).filter((line) => !/^(DAT|FLW|CMP)/.test(line));

const GOOD = `      given:
        stock.level: {left: <left>}
        Order: [{sku: a, amount: 2}]
        caller: {id: u1, roles: [clerk]}
        now: 2026-01-31T12:00:00Z
      when:
        - {order: {sku: x, amount: <amount>}}
        - {look: {ok: true}, as: {id: u2, roles: [clerk]}}
        - {nightly: {}}
        - {order: {sku: x, amount: 1, note: again}, as: anonymous}
      then:
        status: <http>
        body.items-left: <left>
        body.rows[0].sku: x
        header.location: /orders
        Order: [{sku: x}]
        Ordered: {amount: <amount>}
      examples: |
        | left | amount || http |
        |------|--------||------|
        | 5    | 1      || 200  |
        | 0    | 9      || 202  |
`;

test('a scenario is read with all that may be given, called and expected', () => {
  expect(said(GOOD)).toEqual([]);
  const [one] = modelOfSections(scenario(GOOD)).scenarios;
  expect(one?.given).toMatchObject([
    { kind: 'stub', integration: 'stock', operation: 'level', answer: { map: { left: '<left>' } }, fails: null },
    { kind: 'rows', entity: 'Order', rows: [{ map: { sku: 'a', amount: { number: '2' } } }] },
    { kind: 'caller', id: 'u1', roles: ['clerk'] },
    { kind: 'now', text: '2026-01-31T12:00:00Z' },
  ]);
  expect(one?.when.map(({ id, kind, name }) => [id, kind, name])).toEqual([
    ['scenarios/one/when/1', 'operation', 'order'],
    ['scenarios/one/when/2', 'task', 'look'],
    ['scenarios/one/when/3', 'schedule', 'nightly'],
    ['scenarios/one/when/4', 'operation', 'order'],
  ]);
  expect(one?.when.map((call) => call.as)).toEqual([
    null,
    { map: { id: 'u2', roles: ['clerk'], scopes: [] } },
    null,
    { map: { id: null, roles: [], scopes: [] } },
  ]);
  expect(one?.then.map((expected) => expected.kind)).toEqual(['status', 'body', 'body', 'header', 'rows', 'event']);
  expect(one?.examples?.rows.map(({ cells }) => cells)).toEqual([
    ['5', '1', '200'],
    ['0', '9', '202'],
  ]);
});

const stub = '      given: {stock.level: {left: 1}}\n';
const CALL = '      when: {order: {sku: x, amount: 1}}\n';

describe.each([
  ['an unknown operation', `${stub}      when: {ordr: {}}\n      then: {status: 200}\n`, ['TST8501 ordr']],
  [
    'an unknown system',
    `      given: {stok.level: {left: 1}}\n${CALL}      then: {status: 400}\n`,
    ['TST8501 stok.level'],
  ],
  ['an unknown expectation', `${stub}${CALL}      then: {stats: 200}\n`, ['TST8501 stats']],
  [
    'an unknown failure',
    `      given: {stock.level: {fails: timeuot}}\n${CALL}      then: {status: 504}\n`,
    ['SPC2008 timeuot'],
  ],
  [
    'an answer that does not fit',
    `      given: {stock.level: {left: many}}\n${CALL}      then: {status: 200}\n`,
    ['TST8502 many'],
  ],
  [
    'an answer with a part too many',
    `      given: {stock.level: {left: 1, lefd: 2}}\n${CALL}      then: {status: 200}\n`,
    ['TST8502 lefd'],
  ],
  [
    'a row without what it needs',
    `      given: {stock.level: {left: 1}, Order: [{sku: a}]}\n${CALL}      then: {status: 200}\n`,
    ['TST8502 {sku: a}'],
  ],
  [
    'an unknown role',
    `      given: {stock.level: {left: 1}, caller: {roles: [boss]}}\n${CALL}      then: {status: 200}\n`,
    ['SEC7002 boss'],
  ],
  [
    'a day that there is not',
    `      given: {stock.level: {left: 1}, now: 2026-02-30T00:00:00Z}\n${CALL}      then: {status: 200}\n`,
    ['TST8502 2026-02-30T00:00:00Z'],
  ],
  [
    'an input out of its range',
    `${stub}      when: {order: {sku: x, amount: 100}}\n      then: {status: 200}\n`,
    ['TST8502 100'],
  ],
  [
    'an input that is missing',
    `${stub}      when: {order: {sku: x}}\n      then: {status: 200}\n`,
    ['TST8502 {sku: x}'],
  ],
  [
    'an input that there is not',
    `${stub}      when: {order: {sku: x, amount: 1, colour: red}}\n      then: {status: 200}\n`,
    ['TST8502 colour'],
  ],
  [
    'two calls in one map',
    `${stub}      when: {order: {sku: x, amount: 1}, nightly: {}}\n      then: {status: 200}\n`,
    ['SPC2003 nightly'],
  ],
  ['an input of a schedule', '      when: {nightly: {a: 1}}\n      then: {Order: 0}\n', ['SPC2003 {a: 1}']],
  ['a status that is none', `${stub}${CALL}      then: {status: 99}\n`, ['TST8502 99']],
  ['a status that the operation never answers', `${stub}${CALL}      then: {status: 201}\n`, ['TST8509 201']],
  ['a path that the answer has not', `${stub}${CALL}      then: {body.lefd: 1}\n`, ['TST8506 lefd']],
  ['an item of what is no list', `${stub}${CALL}      then: {'body.items-left[0]': 1}\n`, ['TST8506 [0]']],
  ['a path that is none', `${stub}${CALL}      then: {body..left: 1}\n`, ['TST8506 body..left']],
  ['a value that the answer cannot have', `${stub}${CALL}      then: {body.items-left: many}\n`, ['TST8502 many']],
  ['a field that rows have not', `${stub}${CALL}      then: {Order: [{colour: red}]}\n`, ['TST8502 colour']],
  ['a field that events have not', `${stub}${CALL}      then: {Ordered: {colour: red}}\n`, ['TST8502 colour']],
  ['a call without an answer', `${CALL}      then: {status: 200}\n`, ['TST8508 one']],
  [
    'a row of too few cells',
    `${stub}      when: {order: {sku: <a>, amount: 1}}\n      then: {status: <b>}\n      examples: |\n        | a | b |\n        | x |\n        | y | 200 |\n`,
    ['TST8505 | x |'],
  ],
  [
    'a cell that does not fit',
    `${stub}      when: {order: {sku: x, amount: <n>}}\n      then: {status: <s>}\n      examples: |\n        | n || s |\n        | 1 || 200 |\n        | 100 || 200 |\n        | 100 || 400 |\n`,
    ['TST8502 100'],
  ],
  [
    'a column twice',
    `${stub}      when: {order: {sku: <a>, amount: 1}}\n      then: {status: 200}\n      examples: |\n        | a | a |\n        | x | y |\n`,
    ['TST8505 a'],
  ],
])('%s', (_, lines, problems) => {
  test('is said at its place', () => {
    expect(said(lines)).toEqual(problems);
  });
});

test('a model is answered for by its integration and its name', () => {
  const model = (given: string) =>
    problemsOf(`integrations:
  models: {protocol: rest, baseUrl: $MODELS_URL, auth: none}
endpoints:
  - path: /a
    method: POST
    operation: score
    access: authenticated
    input: [{n: int}]
    processing: [{risk: {infer: models, model: fraud, version: '3', features: {n: =input.n}, output: {score: 'decimal(0..1, scale 4)'}, timeout: 1s}}]
    output: [{score: {type: decimal, value: =risk.score}}]
scenarios:
  - one: {${given}when: {score: {n: 1}}, then: {status: 200}}
`).filter((line) => line.startsWith('TST'));
  expect(model('given: {models.fraud: {score: 0.5}}, ')).toEqual([]);
  expect(model('given: {models.fraud: {score: 2}}, ')).toEqual(['TST8502 2']);
  expect(model('')).toEqual(['TST8508 one']);
});

test('what is sent need not fit where a refusal is expected', () => {
  expect(said('      when: {order: {sku: x, amount: 1000}}\n      then: {status: 400, body.errors: []}\n')).toEqual([]);
});

test('a placeholder may be a part of a text, and fixtures stand for files', () => {
  const lines = `${stub}      when: {order: {sku: 'a-<n>', amount: <n>}}\n      then: {status: 200}\n      examples: |\n        | n |\n        | 1 |\n`;
  expect(said(lines)).toEqual([]);
  const upload = (fixture: string) =>
    problemsOf(
      `endpoints:\n  - {path: /a, method: POST, operation: up, access: authenticated, input: [{scan: {type: base64, length: 1KB..8MB}}]}\nscenarios:\n  - one: {when: {up: {scan: ${fixture}}}, then: {status: 200}}\n`,
    );
  expect(upload('fixture(scan.png)')).toEqual([]);
  expect(upload('fixture(../etc/passwd)')).toEqual(['TST8502 fixture(../etc/passwd)']);
});

test('a thousand examples, and a table that is none, are answered', () => {
  const rows = Array.from({ length: 1000 }, () => '        | 1 |\n').join('');
  expect(
    said(
      `${stub}      when: {order: {sku: x, amount: <n>}}\n      then: {status: 200}\n      examples: |\n        | n |\n${rows}`,
    ),
  ).toEqual(['TST8505 | 1 |']);
  expect(said(`${stub}${CALL}      then: {status: 200}\n      examples: none\n`)).toEqual(['TST8505 none']);
});

import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import { STEP_KINDS } from '../../shape/step-shape.ts';
import { allSteps } from '../../step-tree.ts';

/** A library with everything that the lines below refer to. */
const TEXT = `service: library
version: 1.0.0
auth: {scheme: jwt, secret: $TOKEN_SECRET}
roles: [customer, officer]
types:
  Money: decimal(0..100000, scale 2)
errors:
  unknown_customer: {status: 404, title: Customer is not known}
  unknown_draft: {status: 404, title: Draft is not known}
  over_limit: {status: 422, title: The amount is too high}
  payment_refused: {status: 402, title: The payment was refused}
entities:
  Customer: {fields: {id: {type: uuid, key: true}, name: string, born: date}}
  Book: {fields: {id: {type: uuid, key: true}, title: string}}
  Loan:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      book: ref<Book>
      member: string
      status: {type: [open, returned], default: open}
      lent_at: {type: timestamp, default: =now()}
    lifecycle: {field: status, moves: {open: [returned]}}
  Draft: {fields: {id: {type: uuid, key: true}}}
  Like:
    fields: {id: {type: uuid, key: true, default: =uuid()}, article: uuid, person: string}
    unique: [[article, person]]
  Line: {fields: {id: {type: uuid, key: true, default: =uuid()}, order: uuid, sku: string}}
integrations:
  rates:
    protocol: rest
    baseUrl: $RATES_URL
    auth: api_key
    operations:
      latest: {effect: read, request: POST /latest, input: {base: string}, output: {rate: decimal}}
      find: {effect: read, request: POST /find, input: {name: string}, output: {hits: 'list<Hit>'}}
  models: {protocol: rest, baseUrl: $MODELS_URL, auth: bearer}
decisions:
  eligibility:
    hitPolicy: first
    inputs: {age: =input.age}
    outputs: {allowed: bool}
    table: |
      | age   || allowed |
      | >= 18 || true    |
      | -     || false   |
scorecards:
  fraud_risk:
    characteristics:
      - high: {when: input.amount > 1000, partialScore: 0.5, reasonCode: HIGH}
events:
  LoanClosed: {channel: loans.closed, payload: {loan: uuid}}
processes:
  remind: {input: {loan: uuid}, processing: [{seen: {set: =input.loan}}], output: [{seen: uuid}]}
endpoints:
  - path: /everything
    method: POST
    access: {roles: [customer]}
    input: [{customer: uuid}, {id: uuid}, {amount: Money}, {age: int}, {base: string}, {born: date}, {offset: int}, {kind: string}, {scans: 'list<base64>'}, {lines: 'list<Item>'}]
    processing:
      - limit:    {set: 500}
      - fee:      {set: '=0.05'}
      - customer: {find: Customer, where: id == input.customer, else: unknown_customer}
      - total:    {set: '=round(input.amount * fee, 2)'}
      - known:    {guard: customer != null, else: unknown_customer}
      - stop:     {when: input.amount > limit, raise: over_limit}
      - book:     {find: Book, where: id == input.id, else: not_found}
      - open:     {list: Loan, where: member == caller.id && status == "open", orderBy: [-lent_at, id], limit: 20, offset: =input.offset}
      - number:   {count: Loan, where: status == "open"}
      - loan:     {create: Loan, with: {book: =book.id, member: =caller.id}}
      - closed:   {update: Loan, where: id == loan.id, with: {status: returned}}
      - gone:     {delete: Draft, where: id == input.id, else: unknown_draft}
      - like:     {upsert: Like, key: [article, person], with: {article: =book.id, person: =caller.id}}
      - rate:     {call: rates.latest, with: {base: =input.base}, timeout: 2s, retry: {limit: 2}, fallback: {value: {rate: 0}}}
      - verdict:  {decide: eligibility, with: {age: '=yearsBetween(input.born, today())'}}
      - risk:     {score: fraud_risk}
      - screened: {screen: {name: =customer.name}, against: [rates.find], threshold: 0.9, timeout: 2s, fallback: snapshot(24h)}
      - scanned:  {extract: =input.scans, as: Card, read: {title: {after: Title}}, timeout: 5s}
      - guess:    {infer: models, model: fraud, version: "1", features: {amount: =input.amount}, output: {risk: decimal(0..1)}, timeout: 2s, fallback: {value: {risk: 0}}}
      - token:    {issueToken: =customer.id, roles: [customer], claims: {name: =customer.name}}
      - told:     {emit: LoanClosed, with: {loan: =loan.id}}
      - each:     {for: line, in: =input.lines, do: [{kept: {create: Line, with: {order: =loan.id, sku: =line.sku}}}]}
      - route:    {switch: [{when: input.kind == "a", do: [{first: {set: 1}}]}, {do: [{second: {set: 2}}]}]}
      - both:     {fork: {left: [{one: {call: rates.latest, with: {base: a}, timeout: 1s, fallback: {value: {rate: 0}}}}], right: [{two: {call: rates.latest, with: {base: b}, timeout: 1s, fallback: {value: {rate: 0}}}}]}}
      - safely:   {try: [{paid: {guard: total < 100, else: payment_refused}}], catch: [{errors: [payment_refused], do: [{noted: {set: 1}}]}]}
      - pause:    {wait: 2h}
      - closing:  {run: remind, with: {loan: =loan.id}}
      - label:    {custom: Join them, input: {a: string}, output: {b: string}, with: {a: =customer.name}, examples: [{given: {a: x}, then: {b: x}}]}
      - review:   {userTask: Review it, candidates: [officer], notBy: =caller.id, show: [loan], result: {good: bool}, due: 8h}
`.replace(
  'types:\n',
  'types:\n  Hit: {fields: {list: string, entry: string}}\n  Card: {fields: {title: string}}\n  Item: {fields: {sku: string}}\n',
);

test('every kind of step, as the language writes it, reads without an error and is in the model', () => {
  const { diagnostics, model } = checkSpec(TEXT);
  expect(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code} ${message}`),
  ).toEqual([]);
  const kinds = new Set(allSteps(model?.endpoints[0]?.processing ?? []).map(({ kind }) => kind));
  expect(STEP_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
});

test('every kind of step may stand under `when`', () => {
  const lines = TEXT.split('\n').map((line) =>
    /^ {6}- \w+: +\{(?!when|raise)/.test(line) ? line.replace(/\{/, '{when: input.kind != "z", ') : line,
  );
  const conditional = lines.join('\n');
  const codes = new Set(
    checkSpec(conditional)
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ code }) => code),
  );
  // Results may be missing then, and that is all there is to say.
  expect([...codes].sort()).toEqual(['EXP4005']);
});

/** Specifications with acceptance examples and invariants, each by its service's name. They check clean and are generated in full. */
export const PROOF_SPECS: Readonly<Record<string, string>> = {
  claims: `specVersion: "1.0"
service: claims
version: 1.0.0
roles: [holder, assessor]
types:
  Money: decimal(0..1000000, scale 2)
  Iban: {type: string, pattern: '^[A-Z]{2}[0-9]{8,20}$', classification: confidential, mask: last4}
  Route: [settle, assess]
  Note: {fields: {about: string(1..40), weight: int}}
errors:
  unknown_policy: {status: 404, title: The policy is not known}
  not_covered: {status: 422, title: The policy ended before}
entities:
  Policy:
    fields:
      number: {type: string(1..20), key: true}
      holder: string(1..40)
      covered_until: date
      excess: {type: Money, default: 150.00}
  Claim:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      policy: ref<Policy>
      amount: Money
      paid: Money?
      route: Route
      reported_at: timestamp
integrations:
  - payments: {protocol: rest, baseUrl: $PAYMENTS_URL, auth: api_key, summary: Pays, operations: {pay: {effect: write, request: POST /payments, input: {iban: Iban, amount: Money}, output: {reference: string, accepted: bool, fee: {type: decimal?, scale: 2, wire: number}}}}}
events:
  ClaimPaid: {channel: claims.paid, payload: {claim: uuid, iban: Iban, amount: {type: decimal, scale: 2, wire: number}}, subject: claim, webhook: signed}
decisions:
  triage:
    hitPolicy: first
    inputs: {amount: =input.amount, hurt: =input.hurt}
    outputs: {route: Route}
    table: |
      | amount   | hurt  || route  |
      | <= 500   | false || settle |
      | -        | -     || assess |
endpoints:
  - path: /policies/{number}/claims
    method: POST
    operation: report
    access: {roles: [holder]}
    input:
      - number: string(1..20)
      - amount: Money
      - hurt: bool
      - iban: Iban
      - notes: list<Note>(0..5)
    processing:
      - policy: {find: Policy, where: number == input.number, else: unknown_policy}
      - covered: {guard: policy.covered_until >= today(), else: not_covered}
      - triage: {decide: triage}
      - claim: {create: Claim, with: {policy: =policy.number, amount: =input.amount, route: =triage.route, reported_at: =now()}}
      - way:
          switch:
            - when: triage.route == "settle"
              do:
                - payment: {call: payments.pay, with: {iban: =input.iban, amount: =input.amount}, timeout: 300ms}
                - settled: {update: Claim, where: id == claim.id, with: {paid: =input.amount}}
                - told: {emit: ClaimPaid, with: {claim: =claim.id, iban: =input.iban, amount: =input.amount}}
            - do:
                - review: {userTask: Assess the claim, candidates: [assessor], result: {worth: Money}, respond: {status: 202}}
                - assessed: {update: Claim, where: id == claim.id, with: {paid: =review.worth}}
    response: {status: 201}
    output:
      - id: {type: uuid, value: =claim.id}
      - amount: {type: Money, value: =claim.amount}
      - reported_at: {type: timestamp, value: =claim.reported_at}
      - reference: {type: string?, value: '=payment != null ? payment.reference : null'}
      - weights: {type: list<int>, value: '=input.notes.map(n, n.weight)'}
  - path: /claims
    method: GET
    operation: listClaims
    access: authenticated
    input: [{least: Money}, {trace: {type: string(1..20)?, in: header}}]
    processing:
      - claims: {list: Claim, where: amount >= input.least, orderBy: [amount], limit: 50}
    output:
      - amounts: {type: list<Money>, value: '=claims.map(c, c.amount)'}
schedules:
  - expire:
      cron: 30 2 * * *
      timezone: Asia/Kolkata
      do:
        - gone: {delete: Claim, where: amount < 1}
invariants:
  - never_twice_the_claim: {of: Claim, holds: 'paid == null || paid <= amount * 2'}
  - route_is_said: {of: Claim, holds: 'row.route != "settle" || amount <= 500'}
scenarios:
  - nobody_is_paid_twice_over:
      given:
        Policy: [{number: P-1, holder: asha, covered_until: 2999-12-31}]
        caller: {id: asha, roles: [holder]}
      when:
        - report: {number: P-1, amount: 9000, hurt: true, iban: DE12345678, notes: []}
        - review: {worth: 18000.01}
          as: {id: ben, roles: [assessor]}
      then: {status: 500, Claim: [{amount: 9000, paid: null}]}
  - routes:
      given:
        now: 2026-03-01T10:00:00Z
        Policy: [{number: P-1, holder: asha, covered_until: <until>}]
        payments.pay: {reference: <reference>, accepted: true}
        caller: {id: asha, roles: [holder]}
      when: {report: {number: P-1, amount: <amount>, hurt: <hurt>, iban: DE12345678, notes: [{about: the car, weight: 2}, {about: the door, weight: 1}]}}
      then: {status: <http>}
      examples: |
        | until      | amount    | hurt  | reference || http |
        | 2026-03-01 | "500.00"  | false | "77"      || 201  |
        | 2026-03-01 | "500.01"  | false | pay-1     || 202  |
        | 2026-03-01 | "20.00"   | true  | pay-1     || 202  |
        | 2026-02-28 | "20.00"   | false | pay-1     || 422  |
  - settled_at_once:
      given:
        now: 2026-03-01T10:00:00Z
        Policy: [{number: P-1, holder: asha, covered_until: 2026-12-31, excess: 10.5}]
        payments.pay: {reference: "42", accepted: true, fee: 1.5}
        caller: {id: asha, roles: [holder]}
      when: {report: {number: P-1, amount: 400, hurt: false, iban: DE12345678, notes: [{about: the car, weight: 2}]}}
      then:
        status: 201
        body: {amount: 400.00, reference: "42"}
        body.reported_at: 2026-03-01T10:00:00.000Z
        'body.weights[0]': 2
        header.content-type: application/json; charset=utf-8
        rows: {Policy: [{number: P-1, excess: 10.50}], Claim: [{amount: 400, paid: 400, route: settle}]}
        ClaimPaid: {iban: DE12345678, amount: 400}
  - payments_are_down:
      given:
        Policy: [{number: P-1, holder: asha, covered_until: 2999-12-31}]
        payments.pay: {fails: unavailable}
        caller: {id: asha, roles: [holder]}
      when: {report: {number: P-1, amount: 400, hurt: false, iban: DE12345678, notes: []}}
      then: {status: 503, Claim: 1}
  - assessed_by_a_person:
      given:
        Policy: [{number: P-1, holder: asha, covered_until: 2999-12-31}]
        caller: {id: asha, roles: [holder]}
      when:
        - report: {number: P-1, amount: 9000, hurt: true, iban: DE12345678, notes: []}
        - review: {worth: 8000}
          as: {id: ben, roles: [assessor]}
        - listClaims: {least: 100, trace: t-1}
          as: {id: ben}
      then: {status: 200, body.amounts: ["9000.00"], Claim: [{paid: 8000, policy: P-1}]}
  - small_claims_go:
      given:
        Policy: [{number: P-1, holder: asha, covered_until: 2999-12-31}]
        Claim: [{policy: P-1, amount: 0.5, route: settle, reported_at: 2026-03-01T10:00:00Z}, {policy: P-1, amount: 5, route: settle, reported_at: 2026-03-01T10:00:00Z}]
      when: {expire: {}}
      then: {Claim: 1}
  - nobody_is_let_in:
      given: {caller: anonymous}
      when: {listClaims: {least: 0}}
      then: {status: 401, body.title: A valid token is needed}
`,
  pricing: `specVersion: "1.0"
service: pricing
version: 1.0.0
types:
  Money: decimal(0..100000, scale 2)
  Grade: [prime, near_prime, subprime]
entities:
  Offer:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      amount: Money
      rate: decimal(0..100, scale 3)
  Client:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      cap: Money
      lent: {type: Money, value: '=sum(Loan.filter(l, l.client == row.id && !l.closed).map(l, l.amount))'}
  Loan:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      client: ref<Client>
      amount: Money
      until: timestamp
      closed: {type: bool, default: false}
  Band:
    fields:
      number: {type: int, key: true, default: =sequence()}
      least: Money
      most: Money
decisions:
  grading:
    hitPolicy: first
    inputs: {amount: =input.amount, months: =input.months, salaried: =input.salaried}
    outputs: {grade: Grade, rate: 'decimal(0..100, scale 3)'}
    table: |
      | amount   | months | salaried || grade      | rate   |
      | <= 5000  | -      | true     || prime      | 7.500  |
      | -        | <= 36  | true     || near_prime | 9.250  |
      | -        | <= 36  | false    || subprime   | 14.000 |
      | -        | -      | -        || near_prime | 12.000 |
scorecards:
  affordability:
    initialScore: 10
    characteristics:
      - size: {attributes: [{when: input.amount > 50000, partialScore: -20.5, reasonCode: LARGE}, {when: input.amount > 10000, partialScore: -5, reasonCode: SOME}]}
      - income: {attributes: [{when: input.salaried, partialScore: 30}], otherwise: 1}
endpoints:
  - path: /offers
    method: POST
    operation: makeOffer
    access: authenticated
    input:
      - amount: Money
      - months: int(6..60)
      - salaried: bool
    processing:
      - graded: {decide: grading}
      - scored: {score: affordability}
      - offer: {create: Offer, with: {amount: =input.amount, rate: =graded.rate}}
    output:
      - grade: {type: Grade, value: =graded.grade}
      - rate: {type: 'decimal(0..100, scale 3)', value: =offer.rate}
      - score: {type: 'decimal(-100..100, scale 1)', value: =scored.score}
  - path: /clients
    method: POST
    operation: addClient
    access: authenticated
    input: [{cap: Money}, {loans: list<Money>(0..5)}, {raised: Money?}]
    processing:
      - client: {create: Client, with: {cap: =input.cap}}
      - each: {for: amount, in: =input.loans, do: [{lent: {create: Loan, with: {client: =client.id, amount: =amount, until: 2999-01-01T00:00:00Z}}}]}
      - raised: {when: input.raised != null, update: Client, where: id == client.id, with: {cap: =input.raised}}
    output: [{id: {type: uuid, value: =client.id}}]
  - path: /clients/{id}/cap
    method: PUT
    operation: setCap
    access: authenticated
    input: [{id: uuid}, {cap: Money}]
    processing:
      - client: {update: Client, where: id == input.id, with: {cap: =input.cap}}
    output: [{lent: {type: Money, value: =client.lent}}]
  - path: /clients/{id}/loans
    method: POST
    operation: lend
    access: authenticated
    input: [{id: uuid}, {amount: Money}, {until: timestamp}]
    processing:
      - loan: {create: Loan, with: {client: =input.id, amount: =input.amount, until: =input.until}}
    output: [{id: {type: uuid, value: =loan.id}}]
  - path: /loans/{id}
    method: PUT
    operation: changeLoan
    access: authenticated
    input: [{id: uuid}, {amount: Money}, {closed: bool}]
    processing:
      - loan: {update: Loan, where: id == input.id, with: {amount: =input.amount, closed: =input.closed}}
    output: [{id: {type: uuid, value: =loan.id}}]
  - path: /bands
    method: POST
    operation: addBand
    access: authenticated
    input: [{least: Money}, {most: Money}]
    processing:
      - band: {create: Band, with: {least: =input.least, most: =input.most}}
    output: [{number: {type: int, value: =band.number}}]
  - path: /bands/{number}
    method: DELETE
    operation: removeBand
    access: authenticated
    input: [{number: int}]
    processing:
      - gone: {delete: Band, where: number == input.number}
  - path: /rates
    method: GET
    operation: listRates
    access: optional
    output: [{least: {type: int, value: 7}}]
invariants:
  - long_terms_are_never_subprime: {of: grading, holds: 'grade != "subprime" || months <= 36'}
  - small_is_cheap: {of: grading, holds: 'amount > 5000 || !salaried || rate < 8'}
  - rates_may_rise: {of: grading, holds: 'rate < 100 || today() > date("2026-01-01")'}
  - late_scores: {of: affordability, holds: 'score < 1000 || now() > timestamp("2026-01-01T00:00:00Z")'}
  - score_is_bounded: {of: affordability, holds: 'score >= -9.5 && score <= 40 && (score >= 0 || "LARGE" in reasonCodes)'}
  - salaried_get_more: {of: makeOffer, holds: '!input.salaried || output.score >= 1 || input.amount > 50000'}
  - nobody_pays_this: {of: makeOffer, holds: 'input.amount != 666.00 || output.rate > 50'}
  - rates_are_low: {of: listRates, holds: output.least < 10}
  - within_the_cap: {of: Loan, holds: 'closed || amount <= row.client.cap'}
  - all_within_the_cap: {of: Client, holds: 'row.lent <= cap * 2'}
  - bands_do_not_overlap: {of: Band, holds: '!Band.exists(b, b.number != row.number && b.least <= most && least <= b.most)'}
  - few_bands: {of: Band, holds: size(Band) <= 3}
  - one_band_is_left: {of: Client, holds: 'cap != 77777.77 || size(Band) > 0'}
  - never_overdue: {of: Loan, holds: 'closed || until > now()'}
scenarios:
  - offered:
      when: {makeOffer: {amount: <amount>, months: <months>, salaried: <salaried>}}
      then: {status: 200, body.grade: <grade>, body.rate: <rate>}
      examples: |
        | amount     | months | salaried || grade      | rate     |
        | "5000.00"  | 60     | true     || prime      | "7.500"  |
        | "5000.01"  | 36     | true     || near_prime | "9.250"  |
        | "60000.00" | 36     | false    || subprime   | "14.000" |
  - all_may_ask:
      given: {caller: anonymous}
      when: {listRates: {}}
      then: {status: 200, body: {least: 7}}
`,
};

/** Tests of these services beyond those that they are generated with. */
export const PROOF_BEHAVIOURS: Readonly<Record<string, string>> = {
  pricing: `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowInvariants } from '../src/data/all-rows.ts';
import { findBroken } from '../src/platform/broken-rows.ts';
import { Metrics } from '../src/platform/metrics.ts';
import { auditLog, db, send } from './fixture.ts';

test('what breaks an invariant is a failure of the service, stores nothing and is counted', async () => {
  const body = { amount: '666.00', months: 12, salaried: true };
  const { status, text } = await send('POST', '/offers', { body });
  assert.equal(status, 500);
  assert.doesNotMatch(text, /nobody_pays_this/);
  assert.deepEqual(await db.query('SELECT 1 FROM offer'), []);
  const { text: metrics } = await send('GET', '/metrics');
  assert.match(metrics, /^invariant_violations_total\\{invariant="nobody_pays_this"\\} 1$/m);
  assert.equal((await send('POST', '/offers', { body: { ...body, amount: '666.01' } })).status, 200);
});

const until = '2999-01-01T00:00:00Z';
const client = async (cap: string, loans: string[] = [], raised: string | null = null) =>
  await send('POST', '/clients', { body: { cap, loans, raised } });
const lend = (id: unknown, amount: string, more = {}) =>
  send('POST', \`/clients/\${id}/loans\`, { body: { amount, until, ...more } });
const loans = async () => (await db.query('SELECT 1 FROM loan')).length;

test('a row is held to what other rows say, and other rows to it, when the transaction ends', async () => {
  const { id } = (await client('100.00')).body;
  assert.equal((await lend(id, '100.01')).status, 500);
  const { body: loan } = await lend(id, '100.00');
  const cap = (value: string) => send('PUT', \`/clients/\${id}/cap\`, { body: { cap: value } });
  assert.equal((await cap('99.99')).status, 500);
  assert.equal((await cap('100.00')).body['lent'], '100.00');
  assert.equal((await lend(id, '100.00')).status, 200);
  assert.equal((await lend(id, '0.01')).status, 500);
  const change = (amount: string, closed: boolean) =>
    send('PUT', \`/loans/\${loan['id']}\`, { body: { amount, closed } });
  assert.equal((await change('100.00', true)).status, 200);
  assert.equal((await lend(id, '0.01')).status, 200);
  assert.equal((await change('100.00', false)).status, 500);
  assert.equal(await loans(), 3);
  const { text } = await send('GET', '/metrics');
  assert.match(text, /^invariant_violations_total\\{invariant="all_within_the_cap"\\} 2$/m);
});

test('what does not hold in the middle of an operation may hold at its end', async () => {
  assert.equal((await client('10.00', ['20.00', '20.00'])).status, 500);
  assert.equal((await client('10.00', ['20.00', '20.00'], '20.00')).status, 200);
  assert.equal((await client('10.00', ['20.00', '20.00', '0.01'], '20.00')).status, 500);
});

test('two changes that are fine alone are not both stored', async () => {
  const { id } = (await client('100.00', ['100.00'])).body;
  const answers = await Promise.all(['60.00', '60.00', '60.00'].map((amount) => lend(id, amount)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 500, 500]);
});

test('what no field ties together is looked at whichever of the rows changes', async () => {
  const band = async (least: string, most: string) => (await send('POST', '/bands', { body: { least, most } })).status;
  assert.deepEqual([await band('1.00', '2.00'), await band('2.00', '3.00'), await band('2.01', '3.00')], [200, 500, 200]);
  assert.deepEqual([await band('4.00', '5.00'), await band('6.00', '7.00')], [200, 500]);
  assert.equal((await client('77777.77')).status, 200);
  const numbers = (await db.query<{ number: number }>('SELECT number FROM band ORDER BY number')).map(({ number }) => number);
  const statuses = [];
  for (const number of numbers) statuses.push((await send('DELETE', \`/bands/\${number}\`)).status);
  assert.deepEqual(statuses, [200, 200, 500]);
  await db.query('DELETE FROM client');
  const last = await Promise.all([band('2.00', '3.00'), band('2.50', '2.70')]);
  assert.deepEqual(last.sort(), [200, 500]);
});

test('what the time breaks is found by the check of all rows, told once, and forgotten when it is mended', async () => {
  const { id } = (await client('100.00')).body;
  assert.equal((await lend(id, '1.00', { until: '2020-01-01T00:00:00Z' })).status, 500);
  await lend(id, '1.00', { until: '2998-01-01T00:00:00Z' });
  const metrics = new Metrics();
  const look = (day: string) => findBroken(db, metrics, rowInvariants, new Date(day));
  assert.equal(await look('2997-12-31'), 0);
  assert.deepEqual([await look('2998-01-02'), await look('2998-01-03')], [1, 0]);
  assert.match(metrics.text(), /^invariant_broken_rows\\{invariant="never_overdue"\\} 1$/m);
  assert.match(metrics.text(), /^invariant_violations_total\\{invariant="never_overdue"\\} 1$/m);
  const told = (await auditLog()).filter(({ operation }) => operation === 'invariants/never_overdue');
  assert.deepEqual(told.map(({ actor, status, output }) => ({ actor, status, output })), [
    { actor: 'system', status: 500, output: { broken: 1 } },
  ]);
  await db.script('UPDATE loan SET closed = true');
  assert.equal(await look('2998-01-04'), 0);
  assert.match(metrics.text(), /^invariant_broken_rows\\{invariant="never_overdue"\\} 0$/m);
});
`,
};

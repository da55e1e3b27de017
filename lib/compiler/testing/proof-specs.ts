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
  - payments: {protocol: rest, baseUrl: $PAYMENTS_URL, auth: api_key, summary: Pays, operations: {pay: {effect: write, request: POST /payments, input: {iban: Iban, amount: Money}, output: {reference: string, accepted: bool, fee: Money?}}}}
events:
  ClaimPaid: {channel: claims.paid, payload: {claim: uuid, iban: Iban, amount: Money}, subject: claim, webhook: signed}
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
scenarios:
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
};

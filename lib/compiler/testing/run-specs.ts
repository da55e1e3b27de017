/** Specifications that show what runs of steps can do, each by its service's name. They check clean and are generated in full. */
export const RUN_SPECS: Readonly<Record<string, string>> = {
  transfers: `specVersion: "1.0"
service: transfers
version: 1.0.0
types:
  Money: decimal(0..1000000, scale 2)
  Iban: {type: string, pattern: '^[A-Z]{2}[0-9]{8,20}$', classification: confidential, mask: last4}
errors:
  unknown_account: {status: 404, title: The account is not known}
  too_much: {status: 422, title: The balance is too low}
  core_down: {status: 503, title: The core is not there}
entities:
  Transfer:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      iban: Iban
      amount: Money
      fee: Money
      status: {type: [open, sent], default: open}
      made_at: {type: timestamp, default: =now()}
    lifecycle: {field: status, moves: {open: [sent]}}
integrations:
  - core: {protocol: rest, baseUrl: $CORE_URL, auth: oauth2_client_credentials, maxConcurrent: 4, summary: The core bank, operations: {getAccount: {effect: read, request: 'GET /accounts/{iban}', input: {iban: Iban, currency: string?}, output: {found: bool, balance: Money, owner: string?}}, book: {request: POST /bookings, input: {iban: Iban, amount: Money}, output: {reference: string}}}}
  - rates: {protocol: rest, baseUrl: $RATES_URL, auth: api_key, summary: Rates, fallback: snapshot(24h), operations: {latest: {request: GET /latest, input: {base: string}, output: {rate: 'decimal(0..100, scale 4)'}}}}
endpoints:
  - path: /transfers
    method: POST
    operation: makeTransfer
    access: authenticated
    input:
      - iban: Iban
      - amount: Money
      - kind: [normal, urgent]
    processing:
      - account: {call: core.getAccount, with: {iban: =input.iban}, timeout: 2s, retry: {limit: 2, delay: 10ms}}
      - is_known: {guard: account.found, else: unknown_account}
      - enough: {guard: account.balance >= input.amount, else: too_much}
      - rate: {call: rates.latest, with: {base: EUR}, timeout: 1s}
      - fee: {set: '=round(input.amount * rate.rate / 100, 2)'}
      - transfer: {create: Transfer, with: {iban: =input.iban, amount: =input.amount, fee: =fee}}
      - route:
          switch:
            - when: input.kind == "urgent"
              do:
                - booked: {call: core.book, with: {iban: =input.iban, amount: =input.amount}, timeout: 1s, circuitBreaker: {failureRate: 50%, window: 4, open: 1s}, fallback: {value: {reference: later}}}
            - do:
                - others: {count: Transfer}
      - sent: {update: Transfer, where: id == transfer.id, with: {status: sent}}
    output:
      - id: {type: uuid, value: =sent.id}
      - fee: {type: Money, value: =fee}
      - degraded: {type: bool, value: =rate.degraded}
      - reference: {type: string?, value: '=booked != null ? booked.reference : null'}
      - others: {type: int?, value: =others}
    audit: {record: [request, response]}
  - path: /transfers/{id}
    method: GET
    operation: getTransfer
    access: authenticated
    input: [{id: uuid}]
    processing:
      - transfer: {find: Transfer, where: id == input.id, else: unknown_account}
    output:
      - fee: {type: Money, value: =transfer.fee}
`,
};

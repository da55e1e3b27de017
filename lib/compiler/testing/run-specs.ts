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
  - core: {protocol: rest, baseUrl: $CORE_URL, auth: oauth2_client_credentials, maxConcurrent: 4, summary: The core bank, operations: {getAccount: {effect: read, request: 'GET /accounts/{iban}', input: {iban: Iban, currency: string?}, output: {found: bool, balance: Money, owner: string?}}, book: {request: POST /bookings, input: {iban: Iban, amount: {type: decimal, scale: 2, wire: number}, exact: {type: decimal?, wire: number}}, output: {reference: string, exact: {type: decimal?, wire: number}, count: {type: long?, wire: number}}}}}
  - rates: {protocol: rest, baseUrl: $RATES_URL, auth: api_key, summary: Rates, fallback: snapshot(24h), operations: {latest: {request: GET /latest, input: {base: string}, output: {rate: {type: decimal, scale: 4, range: 0..100, wire: number}}}}}
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
                - booked: {call: core.book, with: {iban: =input.iban, amount: =input.amount, exact: 12345678901234567.89}, timeout: 1s, circuitBreaker: {failureRate: 50%, window: 4, open: 1s}, fallback: {value: {reference: later}}}
            - do:
                - others: {count: Transfer}
      - sent: {update: Transfer, where: id == transfer.id, with: {status: sent}}
    output:
      - id: {type: uuid, value: =sent.id}
      - fee: {type: Money, value: =fee}
      - degraded: {type: bool, value: =rate.degraded}
      - reference: {type: string?, value: '=booked != null ? booked.reference : null'}
      - exact: {type: decimal?, value: '=booked != null ? booked.exact : null'}
      - count: {type: long?, value: '=booked != null ? booked.count : null'}
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
  credit: `specVersion: "1.0"
service: credit
version: 1.0.0
types:
  Money: decimal(0..1000000, scale 2)
errors:
  refused: {status: 422, title: Refused}
  too_risky: {status: 422, title: Too risky}
entities:
  Credit:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      amount: Money
      risk: decimal(0..2, scale 2)
  Line:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      credit: ref<Credit>
      amount: Money
scorecards:
  credit_risk:
    initialScore: 0.05
    characteristics:
      - size: {attributes: [{when: input.amount > 100000, partialScore: 0.5, reasonCode: VERY_LARGE}, {when: input.amount > 1000, partialScore: 0.2, reasonCode: LARGE}]}
      - income: {when: input.income == null, partialScore: 0.30, reasonCode: NO_INCOME}
      - base: {attributes: [{when: input.urgent, partialScore: 0.01}], otherwise: 0.02}
endpoints:
  - path: /credits
    method: POST
    operation: askForCredit
    access: authenticated
    input:
      - amount: Money
      - income: Money?
      - urgent: bool
      - lines: list<Money>(0..5)
    processing:
      - risk: {score: credit_risk}
      - stop: {when: risk.score > 0.8, raise: refused}
      - credit: {create: Credit, with: {amount: =input.amount, risk: =risk.score}}
      - each: {for: line, in: =input.lines, do: [{is_some: {guard: line > 0, else: too_risky}}, {kept: {create: Line, with: {credit: =credit.id, amount: =line}}}]}
      - route:
          switch:
            - when: input.amount > 500
              do: [{grade: {set: big}}, {total: {count: Line, where: row.credit == steps.credit.id}}]
            - when: input.urgent
              do: [{quick: {set: =input.urgent}}]
            - do: [{found: {find: Credit, where: id == credit.id}}]
    output:
      - id: {type: uuid, value: =credit.id}
      - score: {type: 'decimal(0..2, scale 2)', value: =risk.score}
      - reasons: {type: list<string>, value: =risk.reasonCodes}
      - lines: {type: int, value: =size(each)}
      - grade: {type: string?, value: =grade}
      - total: {type: int?, value: =total}
      - same: {type: bool, value: '=found != null && found.amount == input.amount'}
    audit: {record: [request, response, decisions]}
`,
  orders: `specVersion: "1.0"
service: orders
version: 1.0.0
types:
  Money: decimal(0..1000000, scale 2)
errors:
  payment_refused: {status: 402, title: The payment was refused}
  no_stock: {status: 409, title: Out of stock}
  no_quote: {status: 503, title: No quote now}
entities:
  Order:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      amount: Money
      state: {type: [open, paid, failed], default: open}
      note: string?
  Attempt:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      order: ref<Order>
      line: int
integrations:
  - bank: {protocol: rest, baseUrl: $BANK_URL, auth: basic, summary: The bank, operations: {charge: {request: POST /charges, input: {order: uuid, amount: Money}, output: {receipt: string}}}}
  - quotes: {protocol: rest, baseUrl: $QUOTES_URL, auth: none, summary: Quotes, operations: {shipping: {request: 'GET /shipping', input: {amount: Money}, output: {price: Money}}, tax: {request: 'GET /tax', input: {amount: Money}, output: {price: Money}}}}
endpoints:
  - path: /orders
    method: POST
    operation: placeOrder
    access: authenticated
    input:
      - amount: Money
      - lines: list<int(0..100)>(1..3)
    processing:
      - at_start: {set: =now()}
      - both:
          fork:
            left: [{shipping: {call: quotes.shipping, with: {amount: =input.amount}, timeout: 1s, else: no_quote}}]
            right: [{tax: {call: quotes.tax, with: {amount: =input.amount}, timeout: 1s, else: no_quote}}]
      - order: {create: Order, with: {amount: '=input.amount + shipping.price + tax.price'}}
      - safely:
          try:
            - first: {create: Attempt, with: {order: =order.id, line: 1}}
            - charged: {call: bank.charge, with: {order: =order.id, amount: =order.amount}, timeout: 1s}
            - second: {create: Attempt, with: {order: =order.id, line: 2}}
            - has_stock: {guard: 'input.lines.all(l, l > 0)', else: no_stock}
            - paid: {update: Order, where: id == order.id, with: {state: paid}}
          catch:
            - errors: [timeout, unavailable, rejected]
              do: [{later: {update: Order, where: id == order.id, with: {state: failed, note: bank}}}]
            - errors: [no_stock]
              do: [{lost: {update: Order, where: id == order.id, with: {state: failed, note: stock}}}]
      - each: {for: line, in: =input.lines, do: [{priced: {call: quotes.tax, with: {amount: 1}, timeout: 1s, else: no_quote}}, {kept: {create: Attempt, with: {order: =order.id, line: =line}}}]}
      - attempts: {count: Attempt, where: row.order == steps.order.id}
      - last: {find: Order, where: id == order.id}
    output:
      - id: {type: uuid, value: =order.id}
      - receipt: {type: string?, value: '=charged != null ? charged.receipt : null'}
      - state: {type: string, value: '=last != null ? last.state : "none"'}
      - note: {type: string?, value: '=last != null ? last.note : null'}
      - attempts: {type: int, value: =attempts}
      - lines: {type: int, value: =size(each)}
      - started: {type: timestamp, value: =at_start}
    audit: {record: [request, response]}
`,
  loans: `specVersion: "1.0"
service: loans
version: 1.0.0
types:
  Money: decimal(0..1000000, scale 2)
  PersonName: {type: string, length: 1..140, classification: pii, mask: initials}
errors:
  unknown_loan: {status: 404, title: Unknown}
entities:
  Loan:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      person: PersonName
      amount: Money
      open: {type: bool, default: true}
events:
  LoanOpened: {channel: loans.opened, summary: A loan was opened, payload: {loan: uuid, person: PersonName, amount: Money}, subject: loan, webhook: signed, subscribers: [{url: $LEDGER_URL, secret: $LEDGER_SECRET}]}
  LoanClosed: {channel: loans.closed, payload: {loan: uuid, at: timestamp}, webhook: signed}
endpoints:
  - path: /loans
    method: POST
    operation: openLoan
    access: authenticated
    input: [{person: PersonName}, {amount: Money}]
    processing:
      - loan: {create: Loan, with: {person: =input.person, amount: =input.amount}}
      - told: {emit: LoanOpened, with: {loan: =loan.id, person: =loan.person, amount: =loan.amount}}
      - small: {emit: LoanClosed, when: input.amount < 1, with: {loan: =loan.id, at: =now()}}
    output: [{id: {type: uuid, value: =loan.id}}, {report: {type: json, value: =report("loan")}}]
  - path: /loans/{id}/close
    method: POST
    operation: closeLoan
    access: authenticated
    input: [{id: uuid}]
    processing:
      - loan: {update: Loan, where: id == input.id, with: {open: false}, else: unknown_loan}
      - told: {emit: LoanClosed, with: {loan: =loan.id, at: =now()}}
    response: {status: 204}
`,
  cases: `specVersion: "1.0"
service: cases
version: 1.0.0
roles: [officer, chief]
types:
  Name: {type: string, length: 1..140, classification: pii, mask: initials}
errors:
  refused: {status: 422, title: Refused}
entities:
  Case:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: Name
      status: {type: [received, in_review, approved, rejected], default: received}
      by: string?
    lifecycle: {field: status, moves: {received: [in_review, approved, rejected], in_review: [approved, rejected]}}
integrations:
  - registry: {protocol: rest, baseUrl: $REGISTRY_URL, auth: bearer, summary: The registry, operations: {find: {request: 'GET /people', input: {name: Name}, output: {risk: 'decimal(0..1, scale 2)'}}, tell: {request: POST /decisions, input: {status: string}, output: {ok: bool}}}}
endpoints:
  - path: /cases
    method: POST
    operation: openCase
    access: {roles: [officer, chief]}
    input: [{name: Name}]
    processing:
      - person: {call: registry.find, with: {name: =input.name}, timeout: 1s}
      - case: {create: Case, with: {name: =input.name, status: '=person.risk > 0.5 ? "in_review" : "received"'}}
      - review:
          when: person.risk > 0.5
          userTask: Review the case
          candidates: [officer]
          notBy: =caller.id
          show: [case, person.risk]
          result: {decision: [approved, rejected], comment: string(1..200)}
          due: {within: 8h, escalate: chief}
          respond: {status: 202, with: {status: in_review}}
      - final: {set: '=review != null ? review.decision : "approved"'}
      - told: {call: registry.tell, with: {status: =final}, timeout: 1s}
      - pause: {wait: 1s}
      - close: {update: Case, where: id == case.id, with: {status: =final, by: '=review != null ? review.by : null'}}
    output:
      - status: {type: [received, in_review, approved, rejected], value: =close.status}
      - ok: {type: bool, value: =told.ok}
      - report: {type: json, value: =report("case")}
    audit: {record: [request, response]}
`,
  screening: `specVersion: "1.0"
service: screening
version: 1.0.0
types:
  Name: {type: string, length: 1..140, classification: pii, mask: initials}
  Entry: {fields: {list: string, entry: string, score: 'decimal(0..1, scale 4)'}}
errors:
  hit: {status: 409, title: Somebody on a list}
entities:
  Watched:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: string
integrations:
  - lists: {protocol: rest, baseUrl: $LISTS_URL, auth: api_key, summary: Lists, fallback: snapshot(24h), operations: {search: {effect: read, request: POST /search, input: {name: Name, born: date?}, output: {hits: list<Entry>}}}}
endpoints:
  - path: /watched
    method: POST
    operation: watch
    access: authenticated
    input: [{name: string(1..100)}]
    processing:
      - one: {create: Watched, with: {name: =input.name}}
    output: [{id: {type: uuid, value: =one.id}}]
  - path: /checks
    method: POST
    operation: check
    access: authenticated
    input: [{name: Name}, {born: date?}]
    processing:
      - found: {screen: {name: =input.name, born: =input.born}, against: [lists.search, Watched], threshold: 0.88, timeout: 2s}
      - clear: {guard: found.best < 0.97, else: hit}
    output:
      - best: {type: 'decimal(0..1, scale 4)', value: =found.best}
      - count: {type: int, value: =size(found.hits)}
      - degraded: {type: bool, value: =found.degraded}
      - entries: {type: list<string>, value: '=found.hits.map(h, h.entry)'}
    audit: {record: [request, response]}
`,
  'strict-screening': `specVersion: "1.0"
service: strict-screening
version: 1.0.0
entities:
  Watched:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: string
endpoints:
  - path: /watched
    method: POST
    operation: watch
    access: authenticated
    input: [{name: string(1..100)}]
    processing:
      - one: {create: Watched, with: {name: =input.name}}
    output: [{id: {type: uuid, value: =one.id}}]
  - path: /checks
    method: POST
    operation: check
    access: authenticated
    input: [{name: string(1..100)}]
    processing:
      - exact: {screen: {name: =input.name}, against: [Watched], algorithm: {name: jaro_winkler, fold: [case]}, threshold: 0.1, timeout: 2s}
      - wide: {screen: {name: =input.name}, against: [Watched], threshold: 0.1, timeout: 2s}
      - marked: {screen: {name: =input.name}, against: [Watched], algorithm: {name: jaro_winkler, fold: [diacritics, token_order]}, threshold: 0.1, timeout: 2s}
    output:
      - exact: {type: 'decimal(0..1, scale 4)', value: =exact.best}
      - wide: {type: 'decimal(0..1, scale 4)', value: =wide.best}
      - marked: {type: 'decimal(0..1, scale 4)', value: =marked.best}
`,
  deadlines: `specVersion: "1.0"
service: deadlines
version: 1.0.0
entities:
  Bid:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      amount: int
integrations:
  - bank: {protocol: rest, baseUrl: $BANK_URL, auth: none, summary: The bank, operations: {check: {request: POST /checks, input: {amount: int}, output: {ok: bool}}}}
endpoints:
  - path: /bids
    method: POST
    operation: bid
    access: authenticated
    input: [{amount: int(1..100)}, {until: timestamp}]
    processing:
      - kept: {create: Bid, when: now() < input.until, with: {amount: =input.amount}}
      - checked: {call: bank.check, with: {amount: =input.amount}, timeout: 2s}
      - route: {switch: [{when: now() < input.until, do: [{more: {create: Bid, with: {amount: 1}}}]}, {do: [{other: {create: Bid, with: {amount: 2}}}]}]}
      - again: {call: bank.check, with: {amount: 1}, timeout: 2s}
      - report: {set: =report("bid")}
    output:
      - bid: {type: uuid?, value: '=kept != null ? kept.id : null'}
      - more: {type: int?, value: '=more != null ? more.amount : null'}
      - other: {type: int?, value: '=other != null ? other.amount : null'}
      - report: {type: json, value: =report}
`,
  panels: `specVersion: "1.0"
service: panels
version: 1.0.0
roles: [juror, chair]
entities:
  Vote:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      topic: string
      yes: bool
      by: string
endpoints:
  - path: /panels
    method: POST
    operation: openPanel
    access: authenticated
    input: [{topics: list<string(1..40)>(1..5)}]
    processing:
      - each: {for: topic, in: =input.topics, do: [{vote: {userTask: Vote on the topic, candidates: [juror], notBy: =caller.id, show: [topic], result: {yes: bool}, due: {within: 8h, escalate: chair}}}, {kept: {create: Vote, with: {topic: =topic, yes: =vote.yes, by: =vote.by}}}]}
      - votes: {count: Vote, where: yes}
    output: [{yes: {type: int, value: =votes}}, {votes: {type: int, value: =size(each)}}]
  - path: /looks
    method: POST
    operation: lookTwice
    access: authenticated
    input: [{topics: list<string(1..40)>(1..5)}]
    processing:
      - each: {for: topic, in: =input.topics, do: [{again: {run: second_look, with: {topic: =topic}}}]}
      - once: {run: second_look, with: {topic: all}}
    output: [{fine: {type: list<bool>, value: '=each.map(e, e.fine)'}}, {by: {type: string, value: =once.by}}]
processes:
  second_look:
    summary: Somebody else looks at a topic
    input: {topic: string}
    processing:
      - look: {userTask: Look at it again, candidates: [juror], notBy: =caller.id, show: [input.topic], result: {fine: bool}, respond: {status: 202, with: {topic: =input.topic}}}
      - kept: {create: Vote, with: {topic: =input.topic, yes: =look.fine, by: =look.by}}
    output: [{fine: {type: bool, value: =look.fine}}, {by: {type: string, value: =kept.by}}]
schedules:
  - weekly:
      cron: 0 6 * * 1
      do:
        - votes: {count: Vote}
        - summed_up: {userTask: Sum up the week, candidates: [chair], show: [votes], result: {topic: string(1..40)}, due: {within: 24h, escalate: juror}}
        - again: {run: second_look, with: {topic: =summed_up.topic}}
        - kept: {create: Vote, with: {topic: =summed_up.topic, yes: =again.fine, by: weekly}}
`,
  nightly: `specVersion: "1.0"
service: nightly
version: 1.0.0
roles: [auditor, chief]
types:
  Money: decimal(0..1000000, scale 2)
errors:
  unknown: {status: 404, title: Unknown}
  frozen: {status: 409, title: Frozen}
entities:
  Account:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      balance: Money
      open: {type: bool, default: true}
  Summary:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      body: json
  Note:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      account: ref<Account>
      text: string
integrations:
  - bank: {protocol: rest, baseUrl: $BANK_URL, auth: none, summary: The bank, operations: {settle: {request: POST /settlements, input: {account: uuid, amount: Money}, output: {reference: string}}}}
processes:
  close_account:
    input: {account: uuid, why: string}
    processing:
      - acc: {find: Account, where: id == input.account, else: unknown}
      - is_open: {guard: acc.open, else: frozen}
      - noted: {create: Note, with: {account: =acc.id, text: =input.why}}
      - settled: {call: bank.settle, with: {account: =acc.id, amount: =acc.balance}, timeout: 2s}
      - closed: {update: Account, where: id == acc.id, with: {open: false, balance: 0}}
    output:
      - reference: {type: string, value: =settled.reference}
      - amount: {type: Money, value: =acc.balance}
  review_account:
    input: {account: uuid}
    processing:
      - acc: {find: Account, where: id == input.account, else: unknown}
      - settled: {call: bank.settle, with: {account: =acc.id, amount: 1}, timeout: 2s}
      - review: {userTask: Review the account, candidates: [auditor], show: [acc], result: {good: bool}, due: {within: 8h, escalate: chief}}
      - cooled: {wait: 1s}
      - told: {call: bank.settle, with: {account: =acc.id, amount: 2}, timeout: 2s}
      - noted: {create: Note, with: {account: =acc.id, text: '=review.good ? told.reference : settled.reference'}}
    output: [{good: {type: bool, value: =review.good}}]
endpoints:
  - path: /accounts/{id}/review
    method: POST
    operation: reviewAccount
    access: authenticated
    input: [{id: uuid}]
    processing:
      - done: {run: review_account, with: {account: =input.id}}
    output: [{good: {type: bool, value: =done.good}}]
  - path: /accounts
    method: POST
    operation: openAccount
    access: authenticated
    input: [{balance: Money}]
    processing:
      - account: {create: Account, with: {balance: =input.balance}}
    output: [{id: {type: uuid, value: =account.id}}]
  - path: /accounts/{id}/close
    method: POST
    operation: closeAccount
    access: authenticated
    input: [{id: uuid}]
    processing:
      - first: {run: close_account, with: {account: =input.id, why: asked}}
      - again: {call: bank.settle, with: {account: =input.id, amount: 1}, timeout: 2s}
    output:
      - reference: {type: string, value: =first.reference}
      - second: {type: string, value: =again.reference}
schedules:
  - sweep:
      cron: 30 2 * * 1-5
      timezone: Asia/Kolkata
      do:
        - accounts: {list: Account, where: open && balance < 10, orderBy: [id], limit: 100}
        - each: {for: one, in: =accounts, do: [{done: {run: close_account, with: {account: =one.id, why: swept}}}]}
        - summed: {create: Summary, with: {body: =report("sweep")}}
  - monthly:
      cron: 0 5 1 * *
      do:
        - rich: {list: Account, where: open && balance > 1000, orderBy: [id], limit: 100}
        - each: {for: one, in: =rich, do: [{reviewed: {run: review_account, with: {account: =one.id}}}]}
`,
  'registry-client': `specVersion: "1.0"
service: registry-client
version: 1.0.0
types:
  Human: {fields: {name: string, age: int}}
  Pan: {type: string, pattern: '^[A-Z]{5}[0-9]{4}[A-Z]$', classification: sensitive, mask: last4}
integrations:
  - registry: {protocol: soap, baseUrl: $REGISTRY_URL, auth: basic, summary: The registry, operations: {search: {effect: read, request: RegistrySearch, input: {pan: Pan, born: date?, tags: list<string>}, output: {found: bool, name: string?, count: int, share: 'decimal(0..1, scale 2)', aliases: list<string>, people: list<Human>}}, notify: {request: Notify, input: {pan: Pan}, output: {}}}}
  - rates: {protocol: graphql, baseUrl: $RATES_URL, auth: bearer, summary: Rates, operations: {latest: {request: 'query Latest($base: String!) { rate(base: $base) }', input: {base: string}, output: {rate: 'decimal(0..100, scale 4)'}}}}
endpoints:
  - path: /people/{pan}
    method: GET
    operation: findPerson
    access: authenticated
    input: [{pan: Pan}]
    processing:
      - person: {call: registry.search, with: {pan: =input.pan, tags: [a, 'b & <c>']}, timeout: 2s}
      - rate: {call: rates.latest, with: {base: EUR}, timeout: 2s}
    output:
      - found: {type: bool, value: =person.found}
      - name: {type: string?, value: =person.name}
      - aliases: {type: list<string>, value: =person.aliases}
      - ages: {type: list<int>, value: '=person.people.map(p, p.age)'}
      - rate: {type: 'decimal(0..100, scale 4)', value: =rate.rate}
    audit: {record: [request, response]}
`,
  handovers: `specVersion: "1.0"
service: handovers
version: 1.0.0
types:
  Name: {type: string, length: 1..140, classification: pii, mask: initials}
errors:
  no_mail: {status: 503, title: No mail can be sent}
integrations:
  - post: {protocol: smtp, baseUrl: $POST_URL, auth: basic, summary: The mail server, operations: {welcome: {request: welcome, summary: Says welcome, input: {to: email, name: Name, letter: string?}}}}
  - vault: {protocol: sftp, baseUrl: $VAULT_URL, auth: basic, secret: $VAULT_KEY, summary: The files of the bank, operations: {put: {request: 'PUT /in/{name}.txt', input: {name: string, text: string}}, record: {request: 'PUT /in/{name}.json', input: {name: string, amount: 'decimal(0..100, scale 2)', to: email}}, get: {request: 'GET /out/{name}.txt', input: {name: string}, output: {text: string}}, seal: {request: 'GET /out/{name}.bin', input: {name: string}, output: {bytes: base64}}, names: {request: LIST /out, output: {names: list<string>}}, terms: {request: 'GET /out/{name}.json', input: {name: string}, output: {rate: 'decimal(0..100, scale 2)', days: int, holder: Name?}}, drop: {request: 'DELETE /out/{name}.txt', input: {name: string}}}}
  - bus: {protocol: kafka, baseUrl: $BUS_URL, auth: none, summary: The bus, operations: {told: {request: people.told, input: {name: Name, amount: 'decimal(0..100, scale 2)'}}}}
endpoints:
  - path: /people
    method: POST
    operation: welcome
    access: authenticated
    input: [{name: Name}, {to: email}]
    processing:
      - mailed: {call: post.welcome, with: {to: =input.to, name: =input.name}, timeout: 2s, else: no_mail}
      - told: {call: bus.told, with: {name: =input.name, amount: 1.5}, timeout: 2s}
    response: {status: 204}
  - path: /files/{name}
    method: POST
    operation: move
    access: authenticated
    input: [{name: string(1..40)}, {to: email}]
    processing:
      - text: {call: vault.get, with: {name: =input.name}, timeout: 2s}
      - seal: {call: vault.seal, with: {name: =input.name}, timeout: 2s}
      - names: {call: vault.names, timeout: 2s}
      - terms: {call: vault.terms, with: {name: =input.name}, timeout: 2s}
      - put: {call: vault.put, with: {name: =input.name, text: =text.text}, timeout: 2s}
      - kept: {call: vault.record, with: {name: =input.name, amount: 2, to: =input.to}, timeout: 2s}
      - gone: {call: vault.drop, with: {name: =input.name}, timeout: 2s}
    output: [{text: {type: string, value: =text.text}}, {seal: {type: base64, value: =seal.bytes}}, {names: {type: list<string>, value: =names.names}}, {rate: {type: 'decimal(0..100, scale 2)', value: =terms.rate}}, {days: {type: int, value: =terms.days}}]
    audit: {record: [request, response]}
`,
  'card-desk': `specVersion: "1.0"
service: card-desk
version: 1.0.0
types:
  Pan: {type: string, pattern: '^[A-Z]{5}[0-9]{4}[A-Z]$', classification: sensitive, mask: last4}
integrations:
  - registry: {protocol: soap, baseUrl: $REGISTRY_URL, auth: mtls, encrypt: xmlenc, summary: The registry, operations: {search: {effect: read, request: RegistrySearch, input: {pan: Pan}, output: {found: bool, name: string?}}}}
  - desk: {protocol: soap, baseUrl: $DESK_URL, auth: none, summary: The desk, maxConcurrent: 3, operations: {open: {request: OpenCase, input: {pan: Pan}, output: {case: string}}}}
endpoints:
  - path: /people/{pan}
    method: GET
    operation: findPerson
    access: authenticated
    input: [{pan: Pan}]
    processing:
      - person: {call: registry.search, with: {pan: =input.pan}, timeout: 2s}
      - opened: {call: desk.open, with: {pan: =input.pan}, timeout: 2s}
    output:
      - found: {type: bool, value: =person.found}
      - report: {type: json, value: =report("person")}
      - name: {type: string?, value: =person.name}
      - case: {type: string, value: =opened.case}
    audit: {record: [request, response, decisions]}
`,
  papers: `specVersion: "1.0"
service: papers
version: 1.0.0
types:
  Pan: {type: string, pattern: '^[A-Z]{5}[0-9]{4}[A-Z]$', classification: sensitive, mask: last4}
  Image: {type: base64, length: 1B..1MB, classification: sensitive, mask: omit}
  IdDocument: {fields: {name: string(1..100), dob: date, pan: Pan, note: string?}}
errors:
  unreadable: {status: 422, title: No document could be read}
endpoints:
  - path: /papers
    method: POST
    operation: readPaper
    access: authenticated
    input: [{images: list<Image>(1..3)}]
    processing:
      - paper: {extract: =input.images, engine: {name: tesseract, languages: [eng, hin]}, as: IdDocument, read: {pan: {pattern: '[A-Z]{5}[0-9]{4}[A-Z]'}, name: {after: Name}, dob: {after: DOB, format: dd/MM/yyyy}, note: {after: Remark}}, else: unreadable}
      - is_readable: {guard: paper.quality >= 0.6, else: unreadable}
    output:
      - name: {type: string, value: =paper.name}
      - dob: {type: date, value: =paper.dob}
      - pan: {type: Pan, value: =paper.pan}
      - quality: {type: 'decimal(0..1, scale 4)', value: =paper.quality}
    audit: {record: [request, response]}
`,
  fraud: `specVersion: "1.0"
service: fraud
version: 1.0.0
types:
  Money: decimal(0..1000000, scale 2)
  Name: {type: string, length: 1..140, classification: pii, mask: initials}
integrations:
  - models: {protocol: rest, baseUrl: $MODELS_URL, auth: bearer, summary: The models}
endpoints:
  - path: /checks
    method: POST
    operation: check
    access: authenticated
    input: [{amount: Money}, {name: Name}, {months: int(1..60)}, {known: bool}, {parts: list<double>(1..4)}]
    processing:
      - fraud: {infer: models, model: fraud, version: "3", features: {amount: =input.amount, name: =input.name, months: =input.months, known: =input.known, parts: =input.parts}, output: {risk: 'decimal(0..1, scale 4)', labels: list<string>}, timeout: 2s}
      - spare: {infer: models, model: other, features: {amount: =input.amount}, output: {risk: double}, timeout: 1s, fallback: {value: {risk: 1}, note: down}}
    output:
      - risk: {type: 'decimal(0..1, scale 4)', value: =fraud.risk}
      - labels: {type: list<string>, value: =fraud.labels}
      - version: {type: string, value: =fraud.version}
      - spare: {type: double, value: =spare.risk}
      - degraded: {type: bool, value: =spare.degraded}
    audit: {record: [request, response]}
`,
  labels: `specVersion: "1.0"
service: labels
version: 1.0.0
types:
  Name: {type: string, length: 1..140, classification: pii, mask: initials}
endpoints:
  - path: /labels
    method: POST
    operation: makeLabel
    access: authenticated
    input: [{first: Name}, {last: Name}, {share: 'decimal(0..1, scale 2)'}]
    processing:
      - label: {custom: Join both names with a comma, input: {first: Name, last: Name, share: 'decimal(0..1, scale 2)'}, output: {text: string(1..300), part: 'decimal(0..1, scale 2)'}, with: {first: =input.first, last: =input.last, share: =input.share}, examples: [{given: {first: Asha, last: Rao, share: 0.5}, then: {text: 'Rao, Asha', part: 0.5}}]}
    output:
      - text: {type: string, value: =label.text}
      - part: {type: 'decimal(0..1, scale 2)', value: =label.part}
  - path: /scans
    method: POST
    operation: scan
    access: authenticated
    input: [{first: Name}, {size: int(1..100000000)}]
    processing:
      - scanned: {custom: Repeat the name until it is as long as asked, input: {name: Name, size: int}, output: {text: string}, with: {name: =input.first, size: =input.size}, programs: [node], timeout: 3s, limits: {memory: 64MB, output: 1KB}, examples: [{given: {name: Asha, size: 6}, then: {text: AshaAs}}]}
    output: [{text: {type: string, value: =scanned.text}}]
    audit: {record: [request, response]}
`,
  withdrawals: `specVersion: "1.0"
service: withdrawals
version: 1.0.0
types:
  Money: decimal(0..1000000, scale 2)
errors:
  unknown: {status: 404, title: Unknown}
  too_low: {status: 422, title: The balance is too low}
entities:
  Account:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      balance: Money
integrations:
  - bank: {protocol: rest, baseUrl: $BANK_URL, auth: none, summary: The bank, operations: {settle: {request: POST /settlements, input: {account: uuid, amount: Money}, output: {reference: string}}}}
endpoints:
  - path: /accounts
    method: POST
    operation: openAccount
    access: authenticated
    input: [{balance: Money}]
    processing:
      - account: {create: Account, with: {balance: =input.balance}}
    output: [{id: {type: uuid, value: =account.id}}]
  - path: /accounts/{id}/withdrawals
    method: POST
    operation: withdraw
    access: authenticated
    input: [{id: uuid}, {amount: Money}]
    processing:
      - account: {find: Account, where: id == input.id, else: unknown}
      - enough: {guard: account.balance >= input.amount, else: too_low}
      - settled: {call: bank.settle, with: {account: =account.id, amount: =input.amount}, timeout: 5s}
      - taken: {update: Account, where: id == account.id, with: {balance: =account.balance - input.amount}}
    output:
      - balance: {type: Money, value: =taken.balance}
`,
  notifier: `specVersion: "1.0"
service: notifier
version: 1.0.0
integrations:
  - ledger: {protocol: webhook, baseUrl: $LEDGER_URL, secret: $LEDGER_SECRET, summary: The ledger, operations: {posted: {request: POST /posted, input: {id: string, amount: 'decimal(0..100, scale 2)'}, output: {}}}}
endpoints:
  - path: /posts
    method: POST
    operation: post
    access: authenticated
    input: [{id: string(1..20)}]
    processing:
      - told: {call: ledger.posted, with: {id: =input.id, amount: 1.5}, timeout: 2s}
    output: [{done: {type: bool, value: true}}]
`,
};

/** A specification that checks clean and uses every construct that is compiled, each at least once. */
export function richSpec(): string {
  return RICH;
}

const RICH = `specVersion: "1.0"
service: card-desk
version: 2.3.1
domain: payments
summary: Opens, blocks and replaces cards, with people where a judgement is needed.
compliance: [PMLA]

types:
  Money: decimal(-1000..10000000, scale 2)
  Count: long(0..9999999999)
  CardNumber: {type: string, pattern: '^[0-9]{16}$', classification: sensitive, mask: last4}
  HolderName: {type: string, length: 1..140, classification: pii, mask: initials}
  Born: {type: date, classification: pii, mask: year}
  Address: {fields: {street: 'string(1..80)', city: string, lines: 'list<string>(0..3)', tags: map<string>}}
  Status: [requested, active, blocked, closed]
  Channel: [branch, web, phone, partner-app, mobile-application-of-the-customer, automatic-telephone-service]

roles: [clerk, auditor, risk_officer, branch_manager]

entities:
  Branch:
    fields:
      code: {type: 'string(2..12)', key: true}
      city: string
      open: {type: bool, default: true}
  Card:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      number: {type: CardNumber, unique: true}
      holder: HolderName
      born: Born?
      status: {type: Status, default: requested}
      balance: {type: Money, default: 0}
      limit: Money?
      branch: ref<Branch>?
      address: Address?
      notes: {type: list<string>?}
      extra: json?
      uses: {type: Count, default: 0}
      share: double?
      opened_at: {type: timestamp, default: =now()}
      due: {type: date, default: =today()}
      person: string
      order: int?
    index: [opened_at, [status, opened_at]]
    unique: [[holder, due]]
    lifecycle: {field: status, moves: {requested: [active, closed], active: [blocked, closed], blocked: [active, closed]}}
    owner: person
    visibleTo: [auditor, risk_officer]

errors:
  unknown_card: {status: 404, title: Card is not known}
  number_taken: {status: 409, title: The number is in use, detail: Send another number.}
  too_young: {status: 422, title: The holder is too young}
  over_limit: {status: 422, title: The limit is too high}

endpoints:
  - path: /branches/{code}
    method: PUT
    operation: putBranch
    access: {roles: [branch_manager], scopes: [branches.write]}
    input:
      - code: string(2..12)
      - city: string(1..80)
    processing:
      - existing: {count: Branch, where: code == input.code}
      - branch: {create: Branch, when: existing == 0, with: {code: =input.code, city: =input.city}}
      - changed: {update: Branch, when: existing > 0, where: code == input.code, with: {city: =input.city}}
    response: {status: 201}
    output:
      - known: {type: bool, value: =existing > 0}

  - path: /cards
    method: POST
    operation: openCard
    summary: Open a card
    access: {roles: [clerk, branch_manager]}
    input:
      - number: CardNumber
      - holder: HolderName
      - born: Born
      - limit: {type: Money?}
      - channel: Channel
      - address: Address?
      - notes: list<string>?
      - x_source: {type: 'string(1..20)?', in: header}
      - X_Desk: {type: 'string(1..20)', in: header}
      - amounts: list<Money>(1..5)
      - extra: json?
      - share: double(0..1)?
    processing:
      - taken: {count: Card, where: number == input.number}
      - is_free: {guard: taken == 0, else: number_taken}
      - level: {decide: level}
      - stop: {when: 'level.grade == "none"', raise: over_limit}
      - number2: {set: '=upper(input.holder) + "-" + string(size(input.notes == null ? [] : input.notes))'}
      - total: {set: '=round(abs(level.fee) * 3 - 1.25, 2)'}
      - big: {set: '=input.amounts.exists(a, a > 100)'}
      - has_limit: {guard: input.limit != null, else: over_limit}
      - lower: {set: '=input.amounts.filter(a, a <= input.limit)'}
      - card:
          create: Card
          with:
            number: =input.number
            holder: =input.holder
            born: =input.born
            limit: =input.limit
            balance: =total
            address: =input.address
            notes: =input.notes
            extra: =input.extra
            share: =input.share
            uses: 12
    response: {status: 201}
    output:
      - id: {type: uuid, value: =card.id}
      - status: {type: Status, value: =card.status}
      - balance: {type: Money, value: =card.balance}
      - grade: {type: [none, gold, plain], value: =level.grade}
      - label: {type: string, value: =number2}
      - large: {type: bool, value: =big}
      - lower: {type: int, value: =size(lower)}
    audit: {record: [request, response, decisions]}

  - path: /cards/{id}
    method: GET
    operation: getCard
    access: {roles: [clerk, auditor]}
    input: [{id: uuid}]
    processing:
      - card: {find: Card, where: id == input.id, else: unknown_card}
    output:
      - id: {type: uuid, value: =card.id}
      - number: {type: CardNumber, value: =card.number}
      - holder: {type: HolderName, value: =card.holder}
      - balance: {type: Money, value: =card.balance}
      - status: {type: Status, value: =card.status}
      - limit: {type: Money?, value: =card.limit}
      - address: {type: Address?, value: =card.address}
      - notes: {type: list<string>?, value: =card.notes}
      - uses: {type: Count, value: =card.uses}
      - due: {type: date, value: =card.due}
      - born: {type: Born?, value: =card.born}
      - extra: {type: json?, value: =card.extra}
      - share: {type: double?, value: =card.share}

  - path: /cards
    method: GET
    operation: listCards
    access: authenticated
    input:
      - status: Status?
      - limit: int(1..50)
      - exact: bool?
      - from: {type: timestamp?}
      - least: {type: Money?}
    processing:
      - cards: {list: Card, where: '(input.status == null || status == input.status) && (input.from == null || opened_at >= input.from)', orderBy: [-opened_at], limit: =input.limit}
      - total: {count: Card}
    output:
      - total: {type: int, value: =total}
      - ids: {type: list<uuid>, value: '=cards.map(c, c.id)'}
      - first: {type: Money?, value: =input.least}

  - path: /cards/{id}/status
    method: POST
    operation: moveCard
    access: {roles: [clerk]}
    input:
      - id: uuid
      - status: Status
    processing:
      - card: {update: Card, where: id == input.id, with: {status: =input.status}, else: unknown_card}
    output:
      - status: {type: Status, value: =card.status}

  - path: /cards/{id}
    method: DELETE
    operation: removeCard
    access: {scopes: [cards.delete]}
    input: [{id: uuid}]
    processing:
      - gone: {delete: Card, where: id == input.id}
    response: {status: 204}

  - path: /cards/{id}/review
    method: POST
    operation: reviewCard
    access: authenticated
    input:
      - id: uuid
      - reason: string(3..200)
      - proof: base64
      - holder: HolderName
    processing:
      - first: {decide: risk}
      - look_at_it: look at the proof and say what is wrong
      - level: {decide: risk}
      - ask_risk: ask the risk officer
      - decide_it: decide what happens with the card
    output:
      - verdict: [keep, block, replace]
      - fee: decimal(0..100, scale 2)
      - next: date
      - count: int(0..10)?
      - sure: bool
      - mail: email?
    audit: full request/response logging

  - path: /rates
    method: GET
    access: public
    processing:
      - rate: {set: 3}
    output:
      - rate: {type: int, value: =rate}
      - text: {type: string, value: 'fixed "quoted"'}

decisions:
  level:
    hitPolicy: first
    inputs: {channel: =input.channel, asked: '=input.limit == null ? 0.00 : input.limit', person: =input.holder}
    outputs: {grade: [none, gold, plain], fee: 'decimal(0..100, scale 2)'}
    table: |
      | channel        | asked       | person || grade | fee  |
      | -              | > 5000      | -      || none  | 0    |
      | branch, web    | [100..5000] | -      || gold  | 9.50 |
      | not(phone)     | < 100       | "Bob"  || plain | 1    |
      | -              | -           | -      || plain | 2.5  |
  risk:
    inputs: {length: =size(input.reason)}
    outputs: {grade: [low, high]}
    table: |
      | length || grade |
      | <= 20  || low   |
      | > 20   || high  |
`;

/** Services whose answers say more than usual: pages, nulls, errors of other shapes, texts, pages for browsers. By name. */
export const ANSWER_SPECS: Readonly<Record<string, string>> = {
  shelf: `specVersion: "1.0"
service: shelf
version: 1.0.0
roles: [librarian]
errors:
  unknown_book: {status: 404, title: There is no such book}
types:
  Spine: {type: {fields: {title: string(1..200), subtitle: string(1..200)?}}}
entities:
  Book:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string(1..200)
      subtitle: string(1..200)?
      shelf: string(1..20)
      stars: int(0..5)?
      data: json?
      added_at: {type: timestamp, default: =now()}
      alike: {type: int, value: '=size(Book.filter(b, b.shelf == row.shelf))'}
endpoints:
  - path: /books
    method: POST
    operation: addBook
    access: {roles: [librarian]}
    input: [{title: string(1..200)}, {subtitle: string(1..200)?}, {shelf: string(1..20)}, {stars: int(0..5)?}, {data: json?}]
    processing:
      - book: {create: Book, with: {title: =input.title, subtitle: =input.subtitle, shelf: =input.shelf, stars: =input.stars, data: =input.data}}
    output:
      - id: {type: uuid, value: =book.id}
      - subtitle: {type: string?, value: =book.subtitle}
      - data: {type: json?, value: =book.data}
    response: {status: 201}
  - path: /books/{id}
    method: GET
    operation: readBook
    access: public
    nulls: keep
    input: [{id: uuid}]
    processing:
      - book: {find: Book, where: id == input.id, else: unknown_book}
    output:
      - title: {type: string, value: =book.title}
      - subtitle: {type: string?, value: =book.subtitle}
      - whole: {type: Book, value: =book}
  - path: /books
    method: GET
    operation: listBooks
    access: public
    paginate: {limit: 2, max: 50, style: cursor}
    input: [{shelf: {type: string(1..20)?, in: query}}]
    processing:
      - books: {list: Book, where: input.shelf == null || shelf == input.shelf, orderBy: [-added_at]}
    output:
      - books: {type: list<Spine>, value: =books}
  - path: /ranking
    method: GET
    operation: rankBooks
    access: public
    paginate: {limit: 2, max: 50, style: cursor}
    input: [{place: {type: string(1..20)?, in: query, as: on-shelf}}]
    processing:
      - books: {list: Book, where: input.place == null || shelf == input.place, orderBy: [-stars, title]}
    output: {type: list<Book>, value: =books}
  - path: /crowded
    method: GET
    operation: crowdedBooks
    access: public
    paginate: {limit: 2, max: 50, style: cursor}
    processing:
      - books: {list: Book, orderBy: [-alike, title]}
    output: {type: list<Book>, value: =books}
`,
  counter: `specVersion: "1.0"
service: counter
version: 1.0.0
nulls: keep
roles: [clerk]
errors:
  default: {body: {fields: {error: {fields: {code: string, message: string, status: int, details: 'list<FaultLine>?'}}, at: timestamp}}}
  sold_out: {status: 410, title: It is sold out, detail: Come back tomorrow.}
  not_found: {title: There is no such ticket, detail: Look at the number again.}
  invalid_input: {status: 422, title: Something is wrong}
types:
  FaultLine: {type: {fields: {field: string, message: string}}}
entities:
  Ticket:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: string(1..20)
endpoints:
  - path: /tickets
    method: POST
    operation: buy
    access: {roles: [clerk]}
    idempotency: {}
    input: [{name: string(1..20)}, {note: string(1..20)?}]
    processing:
      - none_left: {when: input.name == "last", raise: sold_out}
      - busy: {when: input.name == "busy", raise: too_many}
      - ticket: {create: Ticket, with: {name: =input.name}}
    output:
      - id: {type: uuid, value: =ticket.id}
      - note: {type: string?, value: =input.note}
    errors: [conflict]
    response: {status: 201}
  - path: /tickets/{id}
    method: GET
    operation: show
    access: {roles: [clerk]}
    input: [{id: uuid}]
    processing:
      - ticket: {find: Ticket, where: id == input.id, else: not_found}
    output: [{name: {type: string, value: =ticket.name}}]
  - path: /approvals
    method: POST
    operation: ask
    access: {roles: [clerk]}
    input: [{name: string(1..20)}]
    processing:
      - looked: {userTask: Look at it, candidates: [clerk], result: {fine: bool}}
      - fine: {guard: looked.fine, else: forbidden}
    output: [{fine: {type: bool, value: =looked.fine}}]
`,
  till: `specVersion: "1.0"
service: till
version: 1.0.0
errors:
  declined: {status: 402, title: The card was declined, body: {fields: {errors: {fields: {body: list<string>}}}}}
  too_large: {body: {fields: {ok: bool, error: [too_big], description: string}}}
  forbidden: {title: Not with this card}
endpoints:
  - path: /payments
    method: POST
    operation: pay
    access: authenticated
    input: [{amount: 'int(1..100)'}]
    processing:
      - stop: {when: input.amount > 50, raise: declined}
      - never: {when: input.amount == 50, raise: forbidden}
    output: [{amount: {type: int, value: =input.amount}}]
    errors: [conflict]
`,
  club: `specVersion: "1.0"
service: club
version: 1.0.0
auth: {scheme: jwt, secret: $CLUB_SECRET, subject: Member, expires: 1d}
entities:
  Member:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: string(1..40)
      level: {type: int, default: 1}
endpoints:
  - path: /members
    method: POST
    operation: join
    access: public
    input: [{name: string(1..40)}, {level: int(1..9)}]
    processing:
      - member: {create: Member, with: {name: =input.name, level: =input.level}}
      - token: {issueToken: =member.id}
    output: [{token: {type: string, value: =token}}]
    response: {status: 201}
  - path: /lounge
    method: GET
    operation: enter
    access: {when: caller.subject.level >= input.floor}
    input: [{floor: {type: int(0..9), in: query}}]
    output: [{name: {type: string, value: =caller.subject.name}}]
    sla: 95% under 300 ms
  - path: /search
    method: GET
    operation: search
    access: public
    input: [{level: list<int(1..9)>(..3)?}, {name: {type: list<string(1..40)>, in: query}}]
    processing:
      - found: {count: Member, where: (input.level == null || level in input.level) && name in input.name}
    output:
      - found: {type: int, value: =found}
      - asked: {type: int, value: =size(input.name)}
`,
  press: `specVersion: "1.0"
service: press
version: 1.0.0
errors:
  unknown_story: {status: 404, title: There is no such story}
entities:
  Story:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string(1..80)
      text: string(1..400)
      tags: list<string>
endpoints:
  - path: /stories
    method: POST
    operation: write
    access: authenticated
    body: {fields: {title: string(1..80), text: string(1..400), tags: list<string>}}
    processing:
      - story: {create: Story, with: {title: =input.body.title, text: =input.body.text, tags: =input.body.tags}}
    output: [{id: {type: uuid, value: =story.id}}]
    response: {status: 201}
  - path: /visits
    method: POST
    operation: visit
    access: authenticated
    audit: {record: [request, response], redact: none}
    input: [{name: {type: string(1..40), classification: pii}}, {code: {type: password}}, {scan: base64}]
    output: [{name: {type: string(1..40), classification: pii, value: =input.name}}]
  - path: /tags
    method: PUT
    operation: tag
    access: public
    body: list<string(1..20)>(1..3)
    output: {type: list<string>, value: =input.body}
    response: {contentType: application/vnd.press+json}
  - path: /stories/{id}/text
    method: PUT
    operation: rewrite
    access: authenticated
    audit: {record: [request, response]}
    input: [{id: uuid}]
    body: {type: string(1..400), contentType: text/plain}
    processing:
      - story: {update: Story, where: id == input.id, with: {text: =input.body}, else: unknown_story}
    output: {type: string, value: =story.text}
    response: {contentType: text/plain, headers: {X-Title: =story.title}}
  - path: /stories/{id}/page
    method: GET
    operation: showPage
    access: public
    input: [{id: uuid}]
    processing:
      - story: {find: Story, where: id == input.id, else: unknown_story}
      - others: {list: Story, where: id != input.id, orderBy: [title]}
    output:
      - title: {type: string, value: =story.title}
      - text: {type: string, value: =story.text}
      - tags: {type: list<string>, value: =story.tags}
      - note: {type: string?, value: null}
      - others: {type: list<Story>, value: =others}
    response:
      template: |
        <!doctype html>
        <title>{{title}}</title>
        <p class='{{title}}'>{{text}}</p>
        {{#tags}}
        <i>{{.}}</i>
        {{/tags}}
        {{#note}}<p>{{note}}</p>{{/note}}{{^note}}<p>no note: \\d $1 \`</p>{{/note}}
        <ul>{{#others}}<li>{{title}} beside {{id}}</li>{{/others}}{{^others}}nothing else{{/others}}</ul>
  - path: /card
    method: POST
    operation: printCard
    access: public
    input: [{name: string(1..40)}]
    output: [{name: {type: string, value: =input.name}}]
    response: {contentType: text/plain, template: "Dear {{name}},"}
  - path: /old/{name}
    method: GET
    operation: oldAddress
    access: public
    input: [{name: string(1..40)}]
    response: {status: 308, headers: {Location: '="/new/" + input.name'}}
`,
  shapes: `specVersion: "1.0"
service: shapes
version: 1.0.0
types:
  Price: {type: decimal, scale: 2, wire: number}
  Card: {type: {fields: {number: {type: string(12..19), mask: last4}, holder: string(1..40)}}}
  Transfer: {type: {fields: {iban: {type: string(15..34), classification: pii}, purpose: string?}}}
  Means: {type: {oneOf: [Card, Transfer, string(1..20)]}}
  Extra: {type: {fields: {size: int(1..9)}, additionalProperties: true}}
  Labels: map<string(1..10)>(1..3)
  Offer: {type: {fields: {price: Price, worth: {type: long, wire: number}}}}
entities:
  Order:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      means: Means
      extra: Extra
      labels: Labels
      price: Price
decisions:
  fees:
    hitPolicy: collect
    inputs: {amount: =input.amount, code: =input.code}
    outputs: {fee: decimal, label: string}
    table: |
      | amount | code || fee | label |
      | > 100 | - || 5 | large |
      | > 10 | - || 1 | usual |
      | - | "x" || 2 | special |
endpoints:
  - path: /orders
    method: POST
    operation: placeOrder
    access: authenticated
    audit: {record: [request, response, decisions]}
    input:
      - means: Means
      - extra: Extra
      - labels: Labels
      - price: Price
      - offer: Offer
      - amount: int(0..1000)
      - code: {type: string(1..20), classification: sensitive}
      - note: {type: string(1..40), mask: initials}
    processing:
      - order: {create: Order, with: {means: =input.means, extra: =input.extra, labels: =input.labels, price: =input.price}}
      - fees: {decide: fees}
      - sum: {set: '=sum(fees.map(f, f.fee))'}
    output:
      - id: {type: uuid, value: =order.id}
      - means: {type: Means, value: =order.means}
      - extra: {type: Extra, value: =order.extra}
      - labels: {type: Labels, value: =order.labels}
      - twice: {type: {type: decimal, scale: 2, wire: number}, value: '=input.price * 2'}
      - offer: {type: Offer, value: =input.offer}
      - sum: {type: decimal?, value: =sum}
      - fees: {type: list<string>, value: '=fees.map(f, f.label)'}
    response: {status: 201}
`,
};

/** Specifications that show what requests and answers can be, each by its service's name. They check clean and are generated in full. */
export const WIRE_SPECS: Readonly<Record<string, string>> = {
  notes: `specVersion: "1.0"
service: notes
version: 1.0.0
roles: [writer]
errors:
  no_more: {status: 409, title: There are enough}
  unknown_note: {status: 404, title: The note is not known}
entities:
  Note:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string(1..60)
      stars: {type: int(0..5), default: 0}
      by: string?
      made_at: {type: timestamp, default: =now()}
endpoints:
  - path: /notes
    method: POST
    operation: writeNote
    access: {roles: [writer], when: 'input.stars < 5 || caller.id == "chief"'}
    rateLimit: {limit: 30, per: minute, by: caller}
    idempotency: {header: Idempotency-Key, keep: 24h}
    input:
      - title: string(1..60)
      - stars: {type: int(0..5), default: 3}
      - source: {type: string(1..20), in: header, as: X-Source, default: web}
    processing:
      - room: {guard: input.title != "full", else: no_more}
      - note: {create: Note, with: {title: =input.title, stars: =input.stars, by: =caller.id}}
    output:
      - id: {type: uuid, value: =note.id}
      - stars: {type: int, value: =note.stars}
      - source: {type: string, value: =input.source, as: x-source}
    response: {status: 201, headers: {X-Stars: =note.stars, X-By: =note.by}}
  - path: /notes
    method: GET
    operation: listNotes
    access: optional
    paginate: {limit: 2, max: 5}
    input:
      - title: string(1..60)?
      - least: {type: 'int(0..5)', default: 0}
    processing:
      - notes: {list: Note, where: (input.title == null || title == input.title) && stars >= input.least, orderBy: [title]}
    output: {type: list<Note>, value: =notes}
  - path: /notes/{id}
    method: GET
    operation: getNote
    access: public
    rateLimit: {limit: 3, per: hour, by: address}
    input: [{id: uuid}]
    processing:
      - note: {find: Note, where: id == input.id, else: unknown_note}
    output: {type: Note, value: =note}
  - path: /notes/{id}
    method: DELETE
    operation: dropNote
    access: {roles: [writer]}
    input: [{id: uuid}]
    processing:
      - gone: {delete: Note, where: id == input.id, else: unknown_note}
    response: {status: 204}
  - path: /me
    method: GET
    operation: whoAmI
    access: optional
    nulls: keep
    input: [{theme: {type: string(1..20)?, in: cookie}}]
    processing:
      - mine: {count: Note, where: by == caller.id}
    output:
      - id: {type: string?, value: =caller.id}
      - mine: {type: int, value: =mine}
      - theme: {type: string?, value: =input.theme}
`,
  people: `specVersion: "1.0"
service: people
version: 1.0.0
auth: {scheme: jwt, secret: $JWT_SECRET, header: {name: Authorization, prefix: Token}, subject: Person, expires: 60d}
roles: [friend]
errors:
  unknown_person: {status: 404, title: Nobody has this name}
entities:
  Person:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: {type: 'string(1..40)', unique: true}
endpoints:
  - path: /people
    method: POST
    operation: register
    access: public
    input: [{name: string(1..40)}]
    processing:
      - person: {create: Person, with: {name: =input.name}}
      - token: {issueToken: =person.id, roles: [friend], claims: {name: =person.name}}
    output:
      - token: {type: string, value: =token}
    response: {status: 201}
  - path: /me
    method: GET
    operation: readMe
    access: {roles: [friend]}
    output:
      - name: {type: string, value: =caller.subject.name}
  - path: /greeting
    method: GET
    operation: greet
    access: optional
    output:
      - greeting: {type: string, value: '="Hello " + (caller.subject != null ? caller.subject.name : "stranger")'}
`,
  desk: `specVersion: "1.0"
service: desk
version: 1.0.0
auth: {scheme: session, cookie: {name: desk, sameSite: strict}, secret: $DESK_SECRET, expires: 8h}
errors:
  wrong_code: {status: 401, title: The code is wrong}
endpoints:
  - path: /session
    method: POST
    operation: signIn
    access: public
    input: [{who: string(1..20)}, {code: string(1..20)}]
    processing:
      - is_right: {guard: input.code == "open", else: wrong_code}
      - token: {issueToken: =input.who}
    response: {status: 204}
  - path: /desk
    method: PUT
    operation: tidy
    access: authenticated
    output:
      - who: {type: string, value: =caller.id}
`,
  partners: `specVersion: "1.0"
service: partners
version: 1.0.0
auth:
  - {scheme: api_key, header: {name: X-Partner-Key}, secret: $PARTNER_KEYS}
  - {scheme: oidc, issuer: $BANK_ISSUER, audience: partners}
roles: [partner, officer]
endpoints:
  - path: /hello
    method: GET
    operation: sayHello
    access: {roles: [partner, officer]}
    input: [{trace: {type: 'string(1..40)?', in: header, as: X-Trace}}]
    output:
      - trace: {type: string?, value: =input.trace}
      - who: {type: string, value: =caller.id}
`,
  robots: `specVersion: "1.0"
service: robots
version: 1.0.0
auth: {scheme: api_key, secret: $ROBOT_KEYS}
roles: [robot]
endpoints:
  - path: /hello
    method: POST
    operation: sayHello
    access: {roles: [robot]}
    input: [{name: string(1..20)}, {loud: {type: bool, default: false}}]
    output:
      - who: {type: string, value: '=caller.id + (input.loud ? upper(input.name) : input.name)'}
`,
  parcels: `specVersion: "1.0"
service: parcels
version: 1.0.0
integrations:
  - carrier: {protocol: rest, baseUrl: $CARRIER_URL, auth: none, summary: The carrier, operations: {book: {request: POST /bookings, input: {weight: int}, output: {number: string}}}}
endpoints:
  - path: /parcels
    method: POST
    operation: sendParcel
    access: {when: input.weight < 30}
    idempotency: {keep: 7 days}
    rateLimit: {limit: 40, per: minute}
    input: [{weight: int(1..50)}, {note: {type: string(1..20), default: none}}]
    processing:
      - booked: {call: carrier.book, with: {weight: =input.weight}, timeout: 2s}
    output:
      - number: {type: string, value: =booked.number}
      - note: {type: string, value: =input.note}
    response: {status: 201, headers: {X-Number: =booked.number}}
`,
};

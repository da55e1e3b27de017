/** Specifications that show what is encrypted, hashed and found by hashes, each by its service's name. */
export const KEY_SPECS: Readonly<Record<string, string>> = {
  vault: `specVersion: "1.0"
service: vault
version: 1.0.0
timezone: Asia/Kolkata
types:
  Pan: {type: string, pattern: '^[A-Z]{5}[0-9]{4}[A-Z]$', classification: sensitive, mask: last4, encrypt: field}
  Secret: {type: string(8..80), classification: sensitive, hash: keyed}
auth: {scheme: jwt, secret: $JWT_SECRET, subject: Person}
errors:
  unknown: {status: 404, title: There is none}
entities:
  Person:
    fields:
      id: {type: string(1..40), key: true}
      email: {type: email, encrypt: field, unique: true}
      pan: Pan?
  Card:
    fields:
      number: {type: long, key: true, default: =sequence()}
      pan: Pan
      alias: {type: string(0..40)?, encrypt: field}
      token: {type: Secret, unique: true}
      pin: Secret?
      note: {type: string(0..80)?, encrypt: field}
    unique: [[pan, alias]]
  Key:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      owner: {type: string(1..40), encrypt: field, unique: true}
      uses: int
  Visit:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      day: date
      by: string(0..40)
    retention: {keep: 30 days, from: day, then: erase}
  Call:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      at: timestamp
      takes: duration
    retention: {keep: 1 month, from: at, then: erase}
endpoints:
  - path: /visits
    method: POST
    operation: countVisits
    access: authenticated
    input: [{by: string(0..40)}, {least: duration}]
    processing:
      - same: {count: Visit, where: lower(by) == lower(input.by)}
      - long: {count: Call, where: takes >= input.least}
    output: [{same: {type: int, value: =same}}, {long: {type: int, value: =long}}]
  - path: /me
    method: GET
    operation: whoAmI
    access: authenticated
    output: [{email: {type: email, value: =caller.subject.email}}, {pan: {type: Pan?, value: =caller.subject.pan}}]
  - path: /people
    method: POST
    operation: addPerson
    access: authenticated
    input: [{id: string(1..40)}, {email: email}]
    processing:
      - person: {create: Person, with: {id: =input.id, email: =input.email}}
    output: [{id: {type: string, value: =person.id}}]
  - path: /people/{id}
    method: PATCH
    operation: changePerson
    access: authenticated
    input: [{id: string(1..40)}, {email: email}]
    processing:
      - person: {update: Person, where: id == input.id, with: {email: =input.email}, else: unknown}
    output: [{email: {type: email, value: =person.email}}]
  - path: /people/by-email
    method: POST
    operation: findPerson
    access: authenticated
    input: [{email: email}]
    processing:
      - person: {find: Person, where: email == input.email, else: unknown}
    output: [{id: {type: string, value: =person.id}}]
  - path: /cards
    method: POST
    operation: addCard
    access: authenticated
    input: [{pan: Pan}, {alias: string(0..40)?}, {token: string(8..80)}, {pin: string(8..80)?}]
    processing:
      - card: {create: Card, with: {pan: =input.pan, alias: =input.alias, token: =input.token, pin: =input.pin}}
    output: [{number: {type: long, value: =card.number}}, {pan: {type: Pan, value: =card.pan}}]
  - path: /cards/count
    method: POST
    operation: countCards
    access: authenticated
    input: [{pan: Pan}, {pans: list<Pan>}, {alias: string(0..40)?}, {pin: string(8..80)?}]
    processing:
      - same: {count: Card, where: pan == input.pan && alias == input.alias}
      - other: {count: Card, where: pan != input.pan}
      - listed: {count: Card, where: pan in input.pans}
      - noted: {count: Card, where: note != null}
      - pinned: {count: Card, where: pin == input.pin}
    output:
      - same: {type: int, value: =same}
      - other: {type: int, value: =other}
      - listed: {type: int, value: =listed}
      - noted: {type: int, value: =noted}
      - pinned: {type: int, value: =pinned}
  - path: /cards/by-token
    method: POST
    operation: findCard
    access: authenticated
    input: [{token: string(8..80)}]
    processing:
      - card: {find: Card, where: token == input.token, else: unknown}
      - noted: {update: Card, where: number == card.number, with: {note: seen, token: =input.token}}
    output: [{number: {type: long, value: =card.number}}, {note: {type: string?, value: =noted.note}}]
  - path: /keys/{owner}/use
    method: PUT
    operation: useKey
    access: authenticated
    input: [{owner: string(1..40)}, {uses: int}]
    processing:
      - key: {upsert: Key, key: [owner], with: {owner: =input.owner, uses: =input.uses}}
    output: [{owner: {type: string, value: =key.owner}}, {uses: {type: int, value: =key.uses}}]
`,
};

/** A service whose rows show whether something was lost or half written: each withdrawal is in a balance and has an entry. */
export const LEDGER_SPEC = `specVersion: "1.0"
service: ledger
version: 1.0.0
errors:
  unknown: {status: 404, title: There is none}
  too_little: {status: 422, title: There is too little}
entities:
  Account:
    fields:
      id: {type: string(1..40), key: true}
      balance: int(0..1000000)
  Entry:
    fields:
      number: {type: long, key: true, default: =sequence()}
      account: ref<Account>
      amount: int
  Seat:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      room: string(1..40)
endpoints:
  - path: /seats
    method: POST
    operation: takeSeat
    access: authenticated
    input: [{room: string(1..40)}]
    processing:
      - taken: {count: Seat, where: room == input.room}
      - free: {guard: taken < 3, else: too_little}
      - seat: {create: Seat, with: {room: =input.room}}
    output: [{id: {type: uuid, value: =seat.id}}]
  - path: /accounts
    method: POST
    operation: openAccount
    access: authenticated
    input: [{id: string(1..40)}, {balance: int(0..1000000)}]
    processing:
      - account: {create: Account, with: {id: =input.id, balance: =input.balance}}
    output: [{id: {type: string, value: =account.id}}]
  - path: /accounts/{id}/withdraw
    method: POST
    operation: withdraw
    access: authenticated
    idempotency: {header: Idempotency-Key, keep: 1 day}
    input: [{id: string(1..40)}, {amount: int(1..1000)}]
    processing:
      - account: {find: Account, where: id == input.id, else: unknown}
      - enough: {guard: account.balance >= input.amount, else: too_little}
      - entry: {create: Entry, with: {account: =account.id, amount: =input.amount}}
      - changed: {update: Account, where: id == account.id, with: {balance: =account.balance - input.amount}}
    output: [{balance: {type: int, value: =changed.balance}}, {number: {type: long, value: =entry.number}}]
`;

/** Specifications that show what requests and answers can be, each by its service's name. They check clean and are generated in full. */
export const WIRE_SPECS: Readonly<Record<string, string>> = {
  notes: `specVersion: "1.0"
service: notes
version: 1.0.0
roles: [writer]
errors:
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
    input:
      - title: string(1..60)
      - stars: {type: int(0..5), default: 3}
      - source: {type: string(1..20), in: header, as: X-Source, default: web}
    processing:
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
    input: [{theme: {type: string(1..20)?, in: cookie}}]
    processing:
      - mine: {count: Note, where: by == caller.id}
    output:
      - id: {type: string?, value: =caller.id}
      - mine: {type: int, value: =mine}
      - theme: {type: string?, value: =input.theme}
`,
};

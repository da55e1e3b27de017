/** Specifications that show what contents can be, each by its service's name. They check clean and are generated in full. */
export const CONTENTS_SPECS: Readonly<Record<string, string>> = {
  library: `specVersion: "1.0"
service: library
version: 1.0.0
types:
  Scan: {type: base64, media: [image/png, image/jpeg], length: 1KB..2KB, classification: sensitive, mask: omit}
  Letter: {type: bytes, media: application/pdf, length: 10..100}
  Body: {type: html, length: 1..300}
  Row: {fields: {name: string(1..20), count: int(0..9), price: 'decimal(0..100, scale 2)', open: bool, note: {type: 'string(..20)?', classification: pii}}}
  Table: {type: list<Row>, contentMediaType: text/csv, length: ..2000}
  Settings: {type: {fields: {limit: int(1..5), names: list<string>, born: date?}}, contentMediaType: application/json, length: ..200, classification: pii, mask: omit}
errors:
  unknown_scan: {status: 404, title: There is no such scan}
  unknown_post: {status: 404, title: There is no such post}
  unknown_file: {status: 404, title: There is no such file}
  refused: {status: 422, title: It is refused}
entities:
  Kept:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      scan: Scan
      letter: Letter
      raw: bytes?
      pages: list<bytes>(0..3)
  Post:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      body: Body
      note: html?
  Ledger:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      table: Table
      settings: Settings?
      history: list<Settings>(0..3)
      secret: {type: Settings?, encrypt: field}
      sum: {type: 'decimal(scale 2)', value: '=sum(table.map(r, r.price))'}
  Inbox:
    files: {root: $INBOX_DIR, access: read, maxSize: 1KB}
  Report:
    files: {root: $REPORTS_DIR, access: write, maxSize: 64KB}
endpoints:
  - path: /scans
    method: POST
    operation: keepScan
    access: authenticated
    input:
      - scan: Scan
      - letter: Letter
      - raw: bytes(1..16)?
      - pages: list<bytes(1..8)>(0..3)
    processing:
      - kept: {create: Kept, with: {scan: =input.scan, letter: =input.letter, raw: =input.raw, pages: =input.pages}}
    output:
      - id: {type: uuid, value: =kept.id}
      - size: {type: int, value: =size(kept.letter)}
      - scan_size: {type: int, value: =size(input.scan)}
    audit: {record: [request, response]}
  - path: /scans/{id}
    method: GET
    operation: readScan
    access: authenticated
    input: [{id: uuid}]
    processing:
      - kept: {find: Kept, where: id == input.id, else: unknown_scan}
    output:
      - letter: {type: Letter, value: =kept.letter}
      - raw: {type: bytes?, value: =kept.raw}
      - pages: {type: list<bytes>, value: =kept.pages}
      - row: {type: Kept, value: =kept}
  - path: /scans/{id}
    method: PATCH
    operation: changeScan
    access: authenticated
    input: [{id: uuid}, {letter: Letter}]
    processing:
      - kept: {update: Kept, where: id == input.id, with: {letter: =input.letter, raw: null}, else: unknown_scan}
    output:
      - letter: {type: Letter, value: =kept.letter}
  - path: /posts
    method: POST
    operation: writePost
    access: authenticated
    input:
      - body: Body
      - note: html?
    processing:
      - post: {create: Post, with: {body: =input.body, note: =input.note}}
    output:
      - body: {type: Body, value: =post.body}
      - note: {type: html?, value: =post.note, as: x-note}
  - path: /tables
    method: POST
    operation: readTable
    access: authenticated
    input:
      - table: Table
      - settings: Settings
      - more: list<Settings>(0..2)
    output:
      - count: {type: int, value: =size(input.table)}
      - sum: {type: 'decimal(scale 2)', value: '=sum(input.table.map(r, r.price))'}
      - limit: {type: int, value: =input.settings.limit}
      - table: {type: Table, value: '=input.table.filter(r, r.open)'}
      - settings: {type: Settings, value: =input.settings}
    audit: {record: [request, response]}
  - path: /tables/plain
    method: POST
    operation: sortTable
    access: authenticated
    body: {type: Table, contentType: text/csv}
    processing:
      - open: {set: '=input.body.filter(r, r.count > 0)'}
    output: {type: Table, value: =open}
    response: {contentType: text/csv}
  - path: /ledgers
    method: POST
    operation: keepLedger
    access: authenticated
    input: [{table: Table}, {settings: Settings?}, {names: list<string>}]
    processing:
      - kept: {create: Ledger, with: {table: =input.table, settings: =input.settings, history: '=[{"limit": 1, "names": input.names, "born": null}]', secret: =input.settings}}
      - told: {emit: LedgerKept, with: {id: =kept.id, table: =kept.table, history: =kept.history}}
    output:
      - id: {type: uuid, value: =kept.id}
      - sum: {type: 'decimal(scale 2)', value: =kept.sum}
  - path: /ledgers/{id}
    method: GET
    operation: readLedger
    access: authenticated
    input: [{id: uuid}]
    processing:
      - kept: {find: Ledger, where: id == input.id, else: unknown_post}
    output:
      - table: {type: Table, value: =kept.table}
      - secret: {type: Settings?, value: =kept.secret}
      - row: {type: Ledger, value: =kept}
  - path: /ledgers/{id}
    method: PATCH
    operation: changeLedger
    access: authenticated
    input: [{id: uuid}, {limit: int(1..5)}, {table: Table?}]
    processing:
      - kept: {update: Ledger, where: id == input.id, with: {table: =input.table, settings: '={"limit": input.limit, "names": ["a"], "born": null}'}, else: unknown_post}
    output:
      - settings: {type: Settings?, value: =kept.settings}
      - rows: {type: int, value: =size(kept.table)}
  - path: /ledgers
    method: GET
    operation: seekLedgers
    access: authenticated
    input: [{limit: int}, {name: string}]
    processing:
      - number: {count: Ledger, where: 'settings != null && settings.limit == input.limit && table.exists(r, r.name == input.name)'}
    output:
      - number: {type: int, value: =number}
  - path: /exchange
    method: POST
    operation: exchange
    access: authenticated
    input: [{table: Table}, {settings: Settings}]
    processing:
      - sorted: {call: office.sort, with: {folder: a b, table: =input.table, settings: =input.settings, more: '=[input.settings]'}, fallback: {value: {table: [], settings: null, more: []}}}
      - found: {call: office.find, with: {settings: =input.settings}}
      - filed: {call: registry.file, with: {table: =sorted.table, settings: =input.settings}}
      - drawn: {call: board.draw, with: {settings: =input.settings}}
      - written: {call: vault.write, with: {name: out.csv, table: =input.table}}
      - left: {call: vault.read, with: {name: in.csv}}
      - queued: {call: topic.put, with: {table: =left.table}}
      - mailed: {call: post.send, with: {to: a@example.test, table: =left.table, more: '=[input.settings, input.settings]'}}
    output:
      - degraded: {type: bool, value: =sorted.degraded}
      - table: {type: Table, value: =sorted.table}
      - found: {type: Table, value: =found.table}
      - filed: {type: Settings?, value: =filed.settings}
      - drawn: {type: list<Settings>, value: =drawn.all}
      - left: {type: Table, value: =left.table}
  - path: /posts/{id}/page
    method: GET
    operation: showPost
    access: authenticated
    input: [{id: uuid}, {made: string?}]
    processing:
      - post: {find: Post, where: id == input.id, else: unknown_post}
      - posts: {list: Post, orderBy: [id], limit: 10}
    output:
      - title: {type: string, value: '=input.made != null ? input.made : "none"'}
      - body: {type: Body, value: =post.body}
      - posts: {type: list<Post>, value: =posts}
    response:
      template: |
        <!doctype html>
        <title>{{title}}</title>
        <article title="{{title}}">{{body}}</article>
        {{#posts}}
        <p>{{#note}}{{note}}{{/note}}{{^note}}{{title}}{{/note}}</p>
        {{/posts}}
  - path: /matches
    method: POST
    operation: tryPattern
    access: authenticated
    input:
      - pattern: regex(1..100)
      - texts: list<string(0..100000)>(0..5)
    processing:
      - found: {set: '=input.texts.map(t, matches(t, input.pattern))'}
    output:
      - found: {type: list<bool>, value: =found}
  - path: /files
    method: GET
    operation: listFiles
    access: authenticated
    input: [{folder: string?}]
    processing:
      - files: {list: Inbox, where: 'input.folder == null || folder == input.folder', orderBy: [-size], limit: 10}
      - number: {count: Inbox}
    output:
      - names: {type: list<string>, value: '=files.map(f, f.path)'}
      - number: {type: int, value: =number}
  - path: /posts/filed
    method: GET
    operation: listFiled
    access: authenticated
    processing:
      - filed: {list: Post, where: 'Inbox.exists(f, f.name == row.body)', orderBy: [body], limit: 10}
    output:
      - bodies: {type: list<string>, value: '=filed.map(p, p.body)'}
  - path: /file
    method: GET
    operation: readFile
    access: authenticated
    input: [{path: string}]
    processing:
      - file: {find: Inbox, where: path == input.path, else: unknown_file}
    output:
      - file: {type: Inbox, value: =file}
  - path: /reports
    method: POST
    operation: writeReport
    access: authenticated
    input: [{path: string}, {text: string(0..1000)}, {refuse: bool?}]
    processing:
      - report: {create: Report, with: {path: =input.path, text: =input.text}}
      - stop: {when: input.refuse == true, raise: refused}
    output:
      - report: {type: Report, value: =report}
  - path: /reports
    method: PUT
    operation: replaceReport
    access: authenticated
    input: [{path: string}, {bytes: bytes}]
    processing:
      - report: {upsert: Report, key: path, with: {path: =input.path, bytes: =input.bytes}}
    output:
      - media: {type: string, value: =report.media}
  - path: /reports/change
    method: POST
    operation: changeReports
    access: authenticated
    input: [{folder: string}, {text: string(0..1000)}]
    processing:
      - changed: {update: Report, where: folder == input.folder, with: {text: =input.text}}
    output:
      - paths: {type: list<string>, value: '=changed.map(c, c.path)'}
  - path: /reports
    method: DELETE
    operation: dropReport
    access: authenticated
    input: [{path: string}]
    processing:
      - gone: {delete: Report, where: path == input.path, else: unknown_file}
events:
  LedgerKept: {payload: {id: uuid, table: Table, history: list<Settings>}, webhook: signed, subscribers: [{url: $LEDGERS_URL, secret: $LEDGERS_SECRET}]}
integrations:
  - office:
      protocol: rest
      baseUrl: $OFFICE_URL
      auth: none
      summary: Sorts tables
      operations:
        sort: {effect: write, request: 'POST /folders/{folder}/sorted', input: {folder: string, table: Table, settings: Settings?, more: list<Settings>}, output: {table: Table, settings: Settings?, more: list<Settings>}}
        find: {effect: read, request: POST /found, input: {settings: Settings}, output: {table: Table}}
  - registry:
      protocol: soap
      baseUrl: $REGISTRY_URL
      auth: none
      summary: Files tables
      operations:
        file: {effect: write, request: FileTable, input: {table: Table, settings: Settings}, output: {table: Table, settings: Settings?}}
  - board:
      protocol: graphql
      baseUrl: $BOARD_URL
      auth: none
      summary: Draws settings
      operations:
        draw: {effect: read, request: 'query q($settings: String!) { draw(settings: $settings) { all } }', input: {settings: Settings}, output: {all: list<Settings>}}
  - vault:
      protocol: sftp
      baseUrl: $VAULT_URL
      auth: basic
      summary: Tables on another machine
      operations:
        read: {request: 'GET /out/{name}', input: {name: string}, output: {table: Table}}
        write: {request: 'PUT /in/{name}', input: {name: string, table: Table}}
  - topic:
      protocol: kafka
      baseUrl: $TOPIC_URL
      auth: none
      summary: Tables for whoever reads them
      operations:
        put: {request: tables, input: {table: Table}}
  - post:
      protocol: smtp
      baseUrl: $POST_URL
      auth: none
      summary: Mails tables
      operations:
        send: {request: Table, input: {to: email, table: Table?, more: list<Settings>}}
invariants:
  - notes_are_told: {of: writePost, holds: 'output.note == null || output.note == input.note'}
  - no_secrets: {of: writePost, holds: 'output.note == null || output.note != "secret"'}
scenarios:
  - found:
      given: {Inbox: [{path: a/b.txt, text: Hello}, {path: c.bin, bytes: AAE=}]}
      when: {listFiles: {folder: a}}
      then: {status: 200, body.names: [a/b.txt], body.number: 2}
  - nothing_there:
      when: {listFiles: {}}
      then: {status: 200, body.number: 0}
`,
  claims: `specVersion: "1.0"
service: claims
version: 1.0.0
roles: [adjuster]
types:
  Photo: {type: file, media: [image/png, image/jpeg], length: 1KB..4KB, classification: pii, mask: omit}
  Letter: {type: file, media: [application/pdf, text/plain], length: ..3MB}
  Any: {type: file, media: [image/*, application/vnd.rar, application/msword, application/vnd.own], length: ..64KB}
  Money: decimal(0..1000, scale 2)
  Damage: {fields: {note: string(1..50), photo: Photo, letters: list<Letter>(0..2)}}
errors:
  unknown_claim: {status: 404, title: There is no such claim}
  too_dear: {status: 422, title: Too dear}
entities:
  Claim:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      note: string
      estimate: Money
      photos: list<Photo>(0..2)
      letter: Letter?
      cover: Photo?
  Secret:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      name: string
      deed: {type: Letter, encrypt: field}
      pages: {type: list<Letter>(0..2), encrypt: field}
endpoints:
  - path: /claims
    method: POST
    operation: report
    access: authenticated
    idempotency: {header: Idempotency-Key, keep: 1h}
    input:
      - note: string(1..200)
      - estimate: Money
      - count: int(0..5)?
      - urgent: {type: bool, default: false}
      - tags: list<string(1..10)>(0..3)
      - place: {type: {fields: {street: string, number: int}}, in: multipart}
      - photos: list<Photo>(0..2)
      - letter: Letter?
      - any: Any?
    processing:
      - claim: {create: Claim, with: {note: =input.note, estimate: =input.estimate, photos: =input.photos, letter: =input.letter, cover: =first(input.photos)}}
      - stop: {when: input.estimate > 900, raise: too_dear}
      - seen: {set: '=input.letter != null ? input.letter.name : "none"'}
      - held: {set: '=input.letter != null ? size(input.letter.bytes) : 0'}
    output:
      - id: {type: uuid, value: =claim.id}
      - letter: {type: Letter?, value: =claim.letter}
      - photos: {type: int, value: =size(claim.photos)}
      - names: {type: list<string>, value: '=claim.photos.map(p, p.name)'}
      - media: {type: list<string>, value: '=claim.photos.map(p, p.media)'}
      - tags: {type: list<string>, value: =input.tags}
      - count: {type: int?, value: =input.count}
      - urgent: {type: bool, value: =input.urgent}
      - street: {type: string, value: =input.place.street}
      - any: {type: string?, value: '=input.any != null ? input.any.media : null'}
      - seen: {type: string, value: =seen}
      - held: {type: int, value: =held}
    audit: {record: [request, response]}
  - path: /claims/{id}/cover
    method: PUT
    operation: changeCover
    access: authenticated
    input: [{id: uuid}]
    body: {type: Photo, contentType: image/png}
    processing:
      - claim: {update: Claim, where: id == input.id, with: {cover: =input.body}, else: unknown_claim}
    output:
      - cover: {type: Photo?, value: =claim.cover}
    audit: {record: [request]}
  - path: /secrets
    method: POST
    operation: keepSecret
    access: authenticated
    input: [{name: string(1..20)}, {deed: Letter}, {pages: list<Letter>(0..2)}]
    processing:
      - secret: {create: Secret, with: {name: =input.name, deed: =input.deed, pages: =input.pages}}
    output:
      - id: {type: uuid, value: =secret.id}
      - deed: {type: Letter, value: =secret.deed}
      - text: {type: string, value: =input.deed.name}
  - path: /secrets/{id}/deed
    method: GET
    operation: readDeed
    access: authenticated
    input: [{id: uuid}]
    processing:
      - secret: {find: Secret, where: id == input.id}
    output: {type: Letter?, value: '=secret != null ? secret.deed : null'}
  - path: /secrets/{id}/deed
    method: PUT
    operation: changeDeed
    access: authenticated
    input: [{id: uuid}, {deed: Letter}]
    processing:
      - secret: {update: Secret, where: id == input.id, with: {deed: =input.deed}, else: unknown_claim}
    output: [{size: {type: int, value: =secret.deed.size}}, {bytes: {type: bytes, value: =secret.deed.bytes}}]
  - path: /damages
    method: POST
    operation: reportDamages
    access: authenticated
    input:
      - damages: list<Damage>(1..2)
      - more: {type: 'map<Letter>(0..2)'}
      - cover: {type: {fields: {photo: Photo?}}}
    processing:
      - claim: {create: Claim, with: {note: damages, estimate: "1.00", photos: '=input.damages.map(d, d.photo)', cover: =input.cover.photo}}
    output:
      - id: {type: uuid, value: =claim.id}
      - photos: {type: list<Photo>, value: =claim.photos}
      - letters: {type: list<int>, value: '=input.damages.map(d, size(d.letters))'}
      - more: {type: int, value: =size(input.more)}
      - size: {type: int, value: '=input.damages[0].photo.size'}
    audit: {record: [request, response]}
  - path: /damage
    method: POST
    operation: reportDamage
    access: authenticated
    input:
      - letter: Letter
      - damage: Damage
    output:
      - letter: {type: Letter, value: =input.letter}
      - photo: {type: Photo, value: =input.damage.photo}
    audit: {record: [request]}
  - path: /claims/{id}/letter
    method: GET
    operation: readLetter
    access: authenticated
    input: [{id: uuid}]
    processing:
      - claim: {find: Claim, where: id == input.id, else: unknown_claim}
      - there: {guard: claim.letter != null, else: unknown_claim}
    output: {type: Letter, value: =claim.letter}
  - path: /claims/{id}/cover
    method: GET
    operation: readCover
    access: authenticated
    input: [{id: uuid}]
    processing:
      - claim: {find: Claim, where: id == input.id}
    output: {type: Photo?, value: '=claim != null ? claim.cover : null'}
  - path: /claims/{id}/letter
    method: PUT
    operation: changeLetter
    access: authenticated
    input: [{id: uuid}, {letter: Letter?}]
    processing:
      - claim: {update: Claim, where: id == input.id, with: {letter: =input.letter}, else: unknown_claim}
    output:
      - letter: {type: Letter?, value: =claim.letter}
  - path: /claims/{id}
    method: DELETE
    operation: dropClaim
    access: authenticated
    input: [{id: uuid}]
    processing:
      - gone: {delete: Claim, where: id == input.id, else: unknown_claim}
  - path: /search
    method: POST
    operation: search
    access: authenticated
    input:
      - text: {type: string(1..20), in: form}
      - least: {type: Money, in: form}
      - kinds: {type: 'list<string>(0..3)', in: form}
      - exact: {type: bool?, in: form}
    output:
      - text: {type: string, value: =input.text}
      - least: {type: Money, value: =input.least}
      - kinds: {type: list<string>, value: =input.kinds}
      - exact: {type: bool?, value: =input.exact}
scenarios:
  - reported:
      when: {report: {note: Broken glass, estimate: "10.00", tags: [a, b], place: {street: High, number: 1}, photos: [fixture(glass.jpg)], letter: fixture(letter.pdf)}}
      then: {status: 200, body.photos: 1, body.street: High}
  - damaged:
      when: {reportDamages: {damages: [{note: Door, photo: fixture(door.jpg), letters: []}], more: {}, cover: {}}}
      then: {status: 200, body.letters: [0], body.more: 0, body.size: 1024}
  - sought:
      when: {search: {text: a b, least: "1.50", kinds: [x, y], exact: true}}
      then: {status: 200, body.text: a b, body.least: "1.50", body.exact: true}
`,
  reviews: `specVersion: "1.0"
service: reviews
version: 1.0.0
roles: [reviewer]
types:
  Paper: {type: file, media: application/pdf, length: ..64KB, classification: confidential}
  Picture: {type: file, media: image/png, length: ..2MB}
entities:
  Blocked:
    files: {root: $BLOCKED_DIR, access: read, maxSize: 1KB}
  Fetched:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      scan: Picture
      paper: Paper
      pages: list<Picture>(0..5)
endpoints:
  - path: /papers
    method: POST
    operation: sendPaper
    access: authenticated
    input:
      - title: string(1..100)
      - papers: list<Paper>(1..2)
    processing:
      - verdict:
          userTask: Read the papers
          candidates: [reviewer]
          notBy: =caller.id
          show: [input.title, input.papers]
          result: {good: bool, note: string(1..100), report: Paper?, pictures: list<Picture>(0..2)}
      - seal:
          userTask: Sign it
          candidates: [reviewer]
          show: [verdict.report]
          result: {sealed: Paper}
    output:
      - good: {type: bool, value: =verdict.good}
      - report: {type: Paper?, value: =verdict.report}
      - pictures: {type: int, value: =size(verdict.pictures)}
      - sealed: {type: Paper, value: =seal.sealed}
      - papers: {type: list<Paper>, value: =input.papers}
  - path: /deeds
    method: POST
    operation: askDeed
    access: authenticated
    input: [{title: string(1..100)}]
    processing:
      - draw: Draw up the deed and scan it
    output:
      - deed: Paper
      - copy: Paper?
      - remark: string
  - path: /notes
    method: POST
    operation: askNote
    access: authenticated
    input: [{title: string(1..100)}]
    processing:
      - note:
          userTask: Write the note
          candidates: [reviewer]
          show: [input.title]
          result: {page: {type: {fields: {text: string(1..20), scan: Picture?}}}}
    output:
      - text: {type: string, value: =note.page.text}
      - scan: {type: Picture?, value: =note.page.scan}
  - path: /copies/{number}
    method: GET
    operation: askCopy
    access: authenticated
    input: [{number: string(1..20)}]
    processing:
      - copy: {userTask: Copy the paper, candidates: [reviewer], show: [input.number], result: {page: Paper}}
    output: {type: Paper, value: =copy.page}
    response: {status: 202}
  - path: /archive
    method: POST
    operation: archivePaper
    access: authenticated
    input: [{title: string(1..100)}, {paper: Paper}, {pictures: list<Picture>(0..2)}]
    processing:
      - scan: {call: archive.scan, with: {body: =input.paper}}
      - filed: {call: registry.file, with: {title: =input.title, paper: =input.paper, pictures: =input.pictures}}
      - stored: {call: archive.store, with: {folder: a b, title: =input.title, tags: [x, y], paper: =input.paper, pictures: =input.pictures}}
    output:
      - clean: {type: bool, value: =scan.clean}
      - id: {type: string, value: =stored.id}
      - number: {type: int, value: =filed.number}
  - path: /fetched
    method: POST
    operation: fetchPaper
    access: authenticated
    input: [{number: string(1..20)}]
    processing:
      - scan: {call: archive.fetch, with: {id: =input.number}, fallback: snapshot(1d)}
      - opened: {call: archive.open, with: {id: =input.number}}
      - filed: {call: registry.find, with: {number: =input.number}}
      - drawn: {call: board.draw, with: {number: =input.number}}
      - left: {call: vault.read, with: {name: =input.number}}
      - kept: {create: Fetched, with: {scan: =scan.body, paper: =opened.content, pages: =opened.pages}}
    output:
      - id: {type: uuid, value: =kept.id}
      - scan: {type: Picture, value: =scan.body}
      - title: {type: string, value: =opened.title}
      - cover: {type: string, value: =opened.cover.scan.media}
      - note: {type: Paper?, value: =opened.note}
      - filed: {type: Paper, value: =filed.paper}
      - drawn: {type: int, value: =size(drawn.pages)}
      - left: {type: Paper, value: =left.paper}
  - path: /fetched/{id}/scan
    method: GET
    operation: readFetched
    access: authenticated
    input: [{id: uuid}]
    processing:
      - kept: {find: Fetched, where: id == input.id}
    output: {type: Picture?, value: '=kept != null ? kept.scan : null'}
  - path: /shared
    method: POST
    operation: sharePaper
    access: authenticated
    input: [{title: string(1..100)}, {paper: Paper}, {pictures: list<Picture>(0..2)}]
    processing:
      - bundled: {call: archive.bundle, with: {bundle: '={"title": input.title, "paper": input.paper}', pages: =input.pictures}}
      - drawn: {call: board.hang, with: {paper: =input.paper, pages: =input.pictures}}
      - hooked: {call: hook.tell, with: {title: =input.title, paper: =input.paper}}
      - queued: {call: topic.put, with: {title: =input.title, paper: =input.paper, pages: =input.pictures}}
      - mailed: {call: post.send, with: {to: a@example.test, title: =input.title, paper: =input.paper, pages: =input.pictures}}
      - written: {call: vault.write, with: {name: a b.pdf, paper: =input.paper}}
    output:
      - id: {type: string, value: =bundled.id}
  - path: /stamped
    method: POST
    operation: stampPaper
    access: authenticated
    input: [{title: string(1..100)}, {paper: Paper}, {pictures: list<Picture>(0..2)}]
    processing:
      - stamp: {custom: Write the title below the paper, input: {title: string, paper: Paper, pictures: list<Picture>, copy: Paper?}, output: {stamped: Paper, pages: list<Paper>, sizes: list<int>}, with: {title: =input.title, paper: =input.paper, pictures: =input.pictures}, examples: [{given: {title: A, paper: "%PDF-1.7", pictures: [fixture(a.png)], copy: null}, then: {stamped: "%PDF-1.7A", pages: [], sizes: [16]}}]}
      - seal: {custom: Seal the paper in a process of its own, input: {paper: Paper, at: {type: {fields: {x: int}}}}, output: {sealed: Paper, more: list<Picture>}, with: {paper: =stamp.stamped, at: '={"x": 1}'}, timeout: 5s, examples: [{given: {paper: "%PDF-1.7", at: {x: 1}}, then: {sealed: fixture(a.pdf), more: []}}]}
    output:
      - stamped: {type: Paper, value: =stamp.stamped}
      - sizes: {type: list<int>, value: =stamp.sizes}
      - sealed: {type: Paper, value: =seal.sealed}
  - path: /screen
    method: POST
    operation: screenName
    access: authenticated
    input: [{name: string(1..100)}]
    processing:
      - screening: {screen: {name: =input.name}, against: [Blocked.name], threshold: 0.9}
    output:
      - best: {type: 'decimal(0..1, scale 4)', value: =screening.best}
integrations:
  - registry:
      protocol: soap
      baseUrl: $REGISTRY_URL
      auth: none
      summary: Registers documents
      operations:
        file: {effect: write, request: FilePaper, input: {title: string, paper: Paper, copy: Paper?, pictures: list<Picture>}, output: {number: int}}
        find: {effect: read, request: FindPaper, input: {number: string}, output: {paper: Paper, copy: Paper?, pictures: list<Picture>}}
  - archive:
      protocol: rest
      baseUrl: $ARCHIVE_URL
      auth: none
      summary: Keeps documents
      operations:
        scan: {effect: read, request: POST /scan, input: {body: Paper}, output: {clean: bool}}
        store: {effect: write, request: 'POST /folders/{folder}/documents', input: {folder: string, title: string, tags: list<string>, note: string?, paper: Paper, pictures: list<Picture>}, output: {id: string}}
        fetch: {effect: read, request: 'GET /documents/{id}/scan', input: {id: string}, output: {body: Picture}}
        open: {effect: read, request: 'GET /documents/{id}', input: {id: string}, output: {title: string, content: Paper, note: Paper?, pages: list<Picture>, cover: {type: {fields: {scan: Picture}}}}}
        bundle: {effect: write, request: POST /bundles, input: {bundle: {type: {fields: {title: string, paper: Paper}}}, pages: list<Picture>}, output: {id: string}}
  - board:
      protocol: graphql
      baseUrl: $BOARD_URL
      auth: none
      summary: Hangs papers up
      operations:
        draw: {effect: read, request: 'query q($number: String!) { draw(number: $number) { pages } }', input: {number: string}, output: {pages: list<Picture>}}
        hang: {effect: write, request: 'mutation m($paper: String!, $pages: [String!]!) { hang(paper: $paper, pages: $pages) { hung } }', input: {paper: Paper, pages: list<Picture>}, output: {hung: bool}}
  - hook:
      protocol: webhook
      baseUrl: $HOOK_URL
      summary: Is told of papers
      operations:
        tell: {request: POST /papers, input: {title: string, paper: Paper}}
  - topic:
      protocol: kafka
      baseUrl: $TOPIC_URL
      auth: none
      summary: Papers for whoever reads them
      operations:
        put: {request: papers, input: {title: string, paper: Paper, pages: list<Picture>}}
  - post:
      protocol: smtp
      baseUrl: $POST_URL
      auth: none
      summary: Mails papers
      operations:
        send: {request: Paper, input: {to: email, title: string, paper: Paper, pages: list<Picture>}}
  - vault:
      protocol: sftp
      baseUrl: $VAULT_URL
      auth: basic
      summary: Papers on another machine
      operations:
        read: {request: 'GET /out/{name}', input: {name: string}, output: {paper: Paper}}
        write: {request: 'PUT /in/{name}', input: {name: string, paper: Paper}}
deployment: {unrefined: operator}
`,
};

/** Specifications that show what contents can be, each by its service's name. They check clean and are generated in full. */
export const CONTENTS_SPECS: Readonly<Record<string, string>> = {
  scans: `specVersion: "1.0"
service: scans
version: 1.0.0
types:
  Scan: {type: base64, media: [image/png, image/jpeg], length: 1KB..2KB, classification: sensitive, mask: omit}
  Letter: {type: bytes, media: application/pdf, length: 10..100}
errors:
  unknown_scan: {status: 404, title: There is no such scan}
entities:
  Kept:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      scan: Scan
      letter: Letter
      raw: bytes?
      pages: list<bytes>(0..3)
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
`,
};

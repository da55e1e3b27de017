/** A text that would break out of a string, a comment, a template, SQL, Markdown or HTML if one of them let it. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '`$'.concat('{process.exit(7)}`'),
  `'"; process.exit(7); //`,
  '*/ process.exit(7) /*',
  "'; DROP TABLE note; --",
  '$$ $1 $& \\ \\',
  '[x](javascript:alert(1)) # * _ | ---',
  'line\u2028two\u2029three four\u0085five\ttab',
].join(' ');

/** A specification that checks clean, with that text in every place that takes one. */
export function hostileSpec(): string {
  const text = JSON.stringify(HOSTILE).replace(/[\u007f-\uffff]/g, escaped);
  const short = JSON.stringify(HOSTILE.slice(0, 60));
  return `
specVersion: "1.0"
service: hostile-service
version: 1.0.0
domain: ${text}
summary: ${text}
compliance: [PMLA]
types:
  Kind: ['a:b/c+d.e-f', plain, 'x+y/z']
  Marked: {type: string, length: 0..400, summary: ${text}}
  Coded: {type: string, pattern: ${JSON.stringify('^[`\'"$'.concat('{}</script>]+\\\\?$'))}, summary: ${text}}
roles:
  clerk: {summary: ${text}}
entities:
  Note:
    summary: ${text}
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      text: {type: Marked, default: ${text}}
      kind: {type: Kind, default: 'a:b/c+d.e-f'}
      select: {type: string, default: ${short}}
      delete: {type: int, default: 1}
    index: [kind]
    lifecycle: {field: kind, moves: {'a:b/c+d.e-f': [plain], plain: ['x+y/z']}}
errors:
  refused: {status: 422, title: ${text}, detail: ${text}}
  not_there: {status: 404, title: ${text}}
endpoints:
  - path: /notes
    method: POST
    operation: createNote
    summary: ${text}
    access: {roles: [clerk]}
    input:
      - kind: {type: Kind, summary: ${text}}
      - delete: {type: int, summary: ${text}}
    processing:
      - verdict: {decide: verdict}
      - is_fine: {guard: ${expression(`verdict.said != ${inCel(HOSTILE)}`)}, else: refused}
      - said: {set: ${expression(`=${inCel(HOSTILE)} + verdict.said`)}}
      - note: {create: Note, with: {kind: =input.kind, select: =said, text: ${text}}}
    output:
      - id: {type: uuid, value: =note.id}
      - kind: {type: Kind, value: =note.kind, summary: ${text}}
      - said: {type: string, value: =said}
      - fixed: {type: string, value: ${text}}
    audit: {record: [request, response, decisions]}
  - path: /notes/{id}
    method: GET
    operation: getNote
    access: {roles: [clerk]}
    input: [{id: uuid}]
    processing:
      - note: {find: Note, where: ${expression(`id == input.id && text == ${inCel(HOSTILE)}`)}, else: not_there}
    output:
      - text: {type: Marked, value: =note.text}
      - select: {type: string, value: =note.select}
  - path: /reviews
    method: POST
    operation: review
    summary: ${text}
    input:
      - text: {type: Marked, summary: ${text}}
    processing:
      - look: ${text}
      - decide_it: ${text}
    output:
      - verdict: {type: Kind, summary: ${text}}
integrations:
  bureau: ${text}
compliance_requirements:
  - data_residency: ${text}
decisions:
  verdict:
    summary: ${text}
    hitPolicy: first
    inputs: {kind: =input.kind}
    outputs: {said: string}
    table: |
      | kind  || said |
      | plain || ${JSON.stringify(HOSTILE.replace(/[|\u0080-\uffff\t]/g, ''))} |
      | -     || "fine </script> \`$\{x} */" |
`;
}

/** A CEL text literal. */
function inCel(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escaped);
}

/** An expression as a YAML text. */
function expression(cel: string): string {
  return JSON.stringify(cel);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

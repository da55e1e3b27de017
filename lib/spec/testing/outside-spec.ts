/** Other systems for tests of the steps that reach them: one of each kind, with types, an event and an entity. */
const AROUND = `service: a-service
types:
  Hit: {fields: {list: string, entry: string, score: decimal(0..1)}}
  Card: {fields: {name: string, born: date, number: string?, quality: 'decimal(0..1, scale 4)'}}
  Photo: {type: base64, media: [image/png]}
entities:
  Watched:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string
      points: int
errors:
  gone: {status: 503, title: Gone}
integrations:
  registry:
    protocol: rest
    baseUrl: $REGISTRY_URL
    auth: api_key
    operations:
      search: {effect: read, request: POST /search, input: {name: string, born: date?}, output: {found: bool, name: string?}}
      file: {request: POST /files, input: {name: string}, output: {number: string}}
  lists:
    protocol: soap
    baseUrl: $LISTS_URL
    auth: mtls
    fallback: snapshot(24h)
    timeout: 3s
    operations:
      screen: {effect: read, request: Screen, input: {name: string, born: date?}, output: {hits: list<Hit>}}
      report: {request: Report, input: {name: string}}
  bus: {protocol: kafka, baseUrl: $BUS_URL, auth: none, operations: {publish: {request: names, input: {name: string}}}}
  models: {protocol: rest, baseUrl: $MODELS_URL, auth: bearer}
  phrase: REST API with OAuth2
events:
  Named: {channel: names.named, payload: {name: string, born: date?}, webhook: signed, subject: name}
`;

/** The text with the given steps in one operation, whose inputs are `name born photos amount note`. */
export function withSteps(...steps: readonly string[]): string {
  const lines = steps.map((step) => `      - ${step.split('\n').join('\n        ')}`);
  return `${AROUND}endpoints:
  - path: /names
    method: POST
    operation: keepName
    input: [{name: string}, {born: date?}, {photos: list<Photo>}, {amount: int}, {note: string?}]
    processing:
${lines.join('\n')}
`;
}

import fc from 'fast-check';

/** Names as documents have them: most are plain, some are no identifiers, some are special words. */
const name = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,8}$/) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'X-Id',
      'filter[a]',
      '+1',
      '_links',
      'a b',
      'constructor',
      'input',
      'list',
      'date',
      '1st',
      'Ünï',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }) },
);
const SCHEMA_NAMES = ['Pet', 'simple-user', 'Order', 'date', 'Self', 'Text', 'Any'] as const;
const reference = fc
  .constantFrom(
    ...SCHEMA_NAMES.map((one) => `#/components/schemas/${one}`),
    '#/nowhere',
    'other.yaml#/A',
    '#/paths/~1a/get',
  )
  .map(($ref) => ({ $ref }));

const bounds = fc.record(
  {
    minimum: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true })),
    maximum: fc.oneof(fc.integer({ min: -5, max: 50 }), fc.constant(9.3e18)),
    exclusiveMinimum: fc.oneof(fc.boolean(), fc.integer({ min: -5, max: 5 })),
    exclusiveMaximum: fc.oneof(fc.boolean(), fc.double({ noNaN: true, min: -9, max: 90 })),
    multipleOf: fc.constantFrom(1, 0.01, 0.5, 7),
    format: fc.constantFrom('int32', 'int64', 'float', 'double', 'decimal', 'odd'),
    default: fc.oneof(fc.integer(), fc.double()),
  },
  { requiredKeys: [] },
);
const string = fc.record(
  {
    type: fc.constant('string'),
    format: fc.constantFrom(
      'date',
      'date-time',
      'uuid',
      'email',
      'uri',
      'byte',
      'binary',
      'password',
      'ipv4',
      'decimal',
    ),
    minLength: fc.integer({ min: -1, max: 9 }),
    maxLength: fc.integer({ min: 0, max: 20 }),
    pattern: fc.constantFrom('^[a-z]+$', '(?=x)y', '(a+)+', '[', '^\\d{3}\u0000$', "it's: #1"),
    enum: fc.array(fc.oneof(name, fc.constantFrom('a', 'b', '-c', '', null, 1))),
    default: fc.oneof(name, fc.constant('a')),
    contentMediaType: fc.constantFrom('image/png', 'application/json'),
    contentEncoding: fc.constant('base64'),
    nullable: fc.boolean(),
    description: fc.string({ unit: 'binary' }),
  },
  { requiredKeys: ['type'] },
);

/** Schemas of all kinds, some of them nonsense. */
const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = tie('schema');
  const properties = fc.dictionary(name, inner, { maxKeys: 4 });
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      string,
      bounds.map((one) => ({ type: 'integer', ...one })),
      bounds.map((one) => ({ type: 'number', ...one })),
      reference,
      fc.constantFrom(
        true,
        false,
        {},
        null,
        7,
        { type: 'boolean' },
        { type: ['string', 'null'] },
        { type: 'null' },
        { type: 'x' },
      ),
      fc.constantFrom(
        { const: 'one' },
        { const: 5 },
        { const: null },
        { enum: [1, 2, 3] },
        { enum: [true] },
        { enum: [] },
        { enum: 5 },
      ),
      fc.record(
        { type: fc.constant('array'), items: inner, minItems: fc.nat(3), maxItems: fc.nat(9) },
        { requiredKeys: ['type'] },
      ),
      fc.record(
        {
          type: fc.constant('object'),
          properties,
          required: fc.array(name, { maxLength: 3 }),
          additionalProperties: fc.oneof(inner, fc.boolean()),
          nullable: fc.boolean(),
          'x-more': fc.constant(1),
        },
        { requiredKeys: ['type'] },
      ),
      properties.map((one) => ({ type: 'object', properties: one, required: Object.keys(one) })),
      fc.record(
        { allOf: fc.array(inner, { maxLength: 3 }), properties, description: name },
        { requiredKeys: ['allOf'] },
      ),
      fc.record(
        { oneOf: fc.array(inner, { maxLength: 3 }), discriminator: fc.constant({}) },
        { requiredKeys: ['oneOf'] },
      ),
      fc.record({ anyOf: fc.array(inner, { maxLength: 3 }), type: fc.constant('object') }, { requiredKeys: ['anyOf'] }),
    ),
  };
});

const media = fc.dictionary(
  fc.constantFrom(
    'application/json',
    'text/plain',
    'text/csv',
    'application/xml',
    'multipart/form-data',
    'image/png',
    '*/*',
    'application/x-www-form-urlencoded',
    'application/problem+json',
  ),
  fc.record({ schema, example: fc.constant(1) }, { requiredKeys: [] }),
  { maxKeys: 3 },
);
const parameter = fc.record(
  {
    name,
    in: fc.constantFrom('path', 'query', 'header', 'cookie', 'body'),
    required: fc.boolean(),
    schema,
    style: fc.constantFrom('form', 'deepObject'),
    explode: fc.boolean(),
    content: media,
  },
  { requiredKeys: ['name', 'in'] },
);
const operation = fc.record(
  {
    operationId: name,
    summary: fc.string({ unit: 'binary' }),
    description: fc.string(),
    parameters: fc.array(parameter, { maxLength: 4 }),
    requestBody: fc.record({ content: media, required: fc.boolean() }, { requiredKeys: ['content'] }),
    responses: fc.dictionary(
      fc.constantFrom('200', '201', '204', '2XX', '302', '400', '404', '4XX', 'default', 'x-odd', '999'),
      fc.record({ description: fc.string(), content: media }, { requiredKeys: ['description'] }),
    ),
    security: fc.array(
      fc.dictionary(fc.constantFrom('key', 'oauth', 'none'), fc.array(name, { maxLength: 2 }), { maxKeys: 2 }),
      { maxLength: 3 },
    ),
    callbacks: fc.constant({}),
  },
  { requiredKeys: [] },
);
const path = fc.oneof(
  fc.constantFrom('/', '/a', '/a/', '/a/{id}', '/a/{x-id}/b', '/tasks', '/a/{id}.json', 'bad', '/a/{id}/{id}', '/ü'),
  fc.stringMatching(/^(\/[a-z]{1,5}){1,3}$/),
);
const scheme = fc.constantFrom(
  { type: 'oauth2', flows: {} },
  { type: 'apiKey', in: 'header', name: 'X-Key' },
  { type: 'apiKey', in: 'cookie', name: 'sid' },
  { type: 'apiKey', in: 'query', name: 'key' },
  { type: 'http', scheme: 'basic' },
  { type: 'http', scheme: 'bearer' },
  { type: 'openIdConnect', openIdConnectUrl: 'https://id.example/.well-known/openid-configuration' },
  { type: 'mutualTLS' },
);

/** Documents that have the outline of OpenAPI and anything inside it. */
export const arbitraryDocument = fc.record(
  {
    openapi: fc.constantFrom('3.0.3', '3.1.0'),
    info: fc.record({ title: fc.string(), version: fc.oneof(fc.constantFrom('1.2.3', '1.0', 'v2'), fc.string()) }),
    paths: fc.dictionary(
      path,
      fc.record(
        { get: operation, post: operation, delete: operation, parameters: fc.array(parameter, { maxLength: 1 }) },
        { requiredKeys: [] },
      ),
      { maxKeys: 4 },
    ),
    components: fc.record({
      schemas: fc.record(Object.fromEntries(SCHEMA_NAMES.map((one) => [one, schema])), { requiredKeys: [] }),
      securitySchemes: fc.dictionary(fc.constantFrom('key', 'oauth', 'none'), scheme, { maxKeys: 3 }),
    }),
    security: fc.constantFrom([], [{ oauth: ['a'] }], [{}, { key: [] }]),
    servers: fc.constant([{ url: '/v1' }]),
  },
  { requiredKeys: ['openapi', 'info', 'paths'] },
);

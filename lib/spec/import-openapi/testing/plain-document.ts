import fc from 'fast-check';

const NAMES = ['limit', 'customer', 'amount', 'kind', 'openedAt', 'note'] as const;
const schema = fc.constantFrom(
  { type: 'string', maxLength: 40 },
  { type: 'string', format: 'uuid' },
  { type: 'string', format: 'date' },
  { type: 'string', enum: ['one', 'two'] },
  { type: 'integer', format: 'int32', minimum: 0 },
  { type: 'boolean' },
);
const object = fc
  .tuple(fc.dictionary(fc.constantFrom(...NAMES), schema, { minKeys: 1 }), fc.subarray([...NAMES]))
  .map(([properties, required]) => ({
    type: 'object',
    properties,
    required: required.filter((name) => Object.hasOwn(properties, name)),
  }));
const parameters = fc
  .subarray([...NAMES])
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record({ name: fc.constant(name), in: fc.constantFrom('query', 'header'), required: fc.boolean(), schema }),
      ),
    ),
  );

interface PlainOperation {
  operationId: string;
  parameters: readonly { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: unknown;
  responses: unknown;
}

/** Documents of plain services, all of which can be generated: objects in, objects out, one value in each parameter. */
export const plainDocument = fc
  .array(fc.record({ read: parameters, asked: parameters, body: object, answer: object }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((things) => ({
    openapi: '3.0.3',
    info: { title: 'Plain service', version: '1.0.0' },
    paths: Object.fromEntries(
      things.flatMap(({ read, asked, body, answer }, i): [string, Record<string, PlainOperation>][] => {
        const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
        const responses = { '200': { description: 'It', content: { 'application/json': { schema: answer } } } };
        const requestBody = { required: true, content: { 'application/json': { schema: body } } };
        const headers = asked.map((parameter) => ({ ...parameter, name: `h${parameter.name}`, in: 'header' }));
        return [
          [`/things${i}`, { post: { operationId: `create${i}`, parameters: headers, requestBody, responses } }],
          [`/things${i}/{id}`, { get: { operationId: `read${i}`, parameters: [id, ...read], responses } }],
        ];
      }),
    ),
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }));

/** A document in YAML of some `lines`: paths with operations of all kinds, and schemas that refer to each other. */
export function largeDocument(lines: number): string {
  const count = Math.ceil(lines / 64);
  const paths: string[] = [];
  const schemas: string[] = [];
  for (let i = 0; i < count; i++) {
    paths.push(PATH.replaceAll('#', String(i)).replaceAll('HASH', '#'));
    schemas.push(
      SCHEMA.replaceAll('#', String(i))
        .replaceAll('HASH', '#')
        .replaceAll('NEXT', `Thing${(i + 1) % count}`),
    );
  }
  return `${HEAD}paths:\n${paths.join('')}components:\n  schemas:\n${schemas.join('')}`;
}

const HEAD = 'openapi: 3.0.3\ninfo:\n  title: A large service\n  version: 1.0.0\n';

const PATH = `  /things#:
    get:
      operationId: listThings#
      summary: All things of the kind #
      parameters:
        - name: limit
          in: query
          schema:
            type: integer
            format: int32
            minimum: 1
            maximum: 100
      responses:
        '200':
          description: The things
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: 'HASH/components/schemas/Thing#'
    post:
      operationId: createThing#
      summary: A new thing of the kind #
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: 'HASH/components/schemas/Thing#'
      responses:
        '201':
          description: The thing
          content:
            application/json:
              schema:
                $ref: 'HASH/components/schemas/Thing#'
        '404':
          description: There is no such kind
`;

const SCHEMA = `    Thing#:
      type: object
      description: A thing of the kind #
      required:
        - id
        - name
      properties:
        id:
          type: string
          format: uuid
        name:
          type: string
          minLength: 1
          maxLength: 80
        state:
          type: string
          enum:
            - open
            - closed
        price:
          type: number
          minimum: 0
          multipleOf: 0.01
        next:
          $ref: 'HASH/components/schemas/NEXT'
`;

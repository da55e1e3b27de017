import { importOpenapi } from '#lib/spec/import-openapi/import-openapi.ts';
import { specOfLines } from '#lib/spec/testing/spec-of-lines.ts';
import { compile, notYet } from '../../lib/compiler/index.ts';
import { goldenText, modelOf } from '../../lib/compiler/testing/read-golden.ts';
import { summarise } from './summary.ts';

/** How long one text takes to become a service. */
export interface CompileTime {
  name: string;
  endpoints: number;
  files: number;
  /** Milliseconds: the first time in this process, then the median and the least of those after a warm-up. */
  cold: number;
  warm: number;
  best: number;
}

const WARM_UP = 5;
const RUNS = 20;
/** Lines of `specOfLines` for each endpoint, and those of its head. */
const LINES_EACH = 26;
const LINES_HEAD = 12;

/** Compiles services of the gallery; null for one that says what this version does not generate. */
export function compileGallery(names: readonly string[]): { name: string; time: CompileTime | null }[] {
  return names.map((name) => {
    const model = modelOf(goldenText(name));
    return { name, time: notYet(model).length > 0 ? null : timed(name, model, WARM_UP, RUNS) };
  });
}

/** Compiles a service of so many endpoints, half of them with a decision and a stored row. */
export function compileMany(endpoints: number): CompileTime {
  return timed(`${endpoints} endpoints`, modelOf(specOfLines(LINES_HEAD + LINES_EACH * endpoints)), 1, 5);
}

function timed(name: string, model: Parameters<typeof compile>[0], warmUp: number, runs: number): CompileTime {
  let files = 0;
  const once = (): number => {
    const started = performance.now();
    files = compile(model).files.length;
    return performance.now() - started;
  };
  const cold = once();
  for (let run = 1; run < warmUp; run += 1) once();
  const times = Array.from({ length: runs }, once);
  return {
    name,
    endpoints: model.endpoints.length,
    files,
    cold,
    warm: summarise(times).median,
    best: Math.min(...times),
  };
}

/** Imports an OpenAPI document of about so many lines, once, in a process that has not done it before; in ms. */
export function importLines(lines: number): { lines: number; ms: number; losses: number } {
  const document = openapiOfLines(lines);
  const started = performance.now();
  const imported = importOpenapi(document);
  const ms = performance.now() - started;
  if (imported.kind === 'refused') throw new Error(imported.reason);
  return { lines: document.split('\n').length, ms, losses: imported.losses.length };
}

/** A document as banks have them: resources with schemas that refer to each other, pages, errors and security. */
function openapiOfLines(lines: number): string {
  const many = Math.max(1, Math.round((lines - 20) / LINES_PER_RESOURCE));
  const numbers = Array.from({ length: many }, (_, at) => at + 1);
  return [
    'openapi: 3.1.0',
    'info: {title: A large service, version: 1.0.0}',
    'security: [{bearer: []}]',
    'paths:',
    ...numbers.flatMap(pathsOf),
    'components:',
    '  securitySchemes:',
    '    bearer: {type: http, scheme: bearer, bearerFormat: JWT}',
    '  schemas:',
    ...numbers.flatMap((n) => schemasOf(n, many)),
    '',
  ].join('\n');
}

const LINES_PER_RESOURCE = 57;

function pathsOf(n: number): string[] {
  return [
    `  /accounts${n}/{id}:`,
    '    parameters:',
    '      - {name: id, in: path, required: true, schema: {type: string, format: uuid}}',
    '    get:',
    `      operationId: getAccount${n}`,
    `      summary: Account ${n}`,
    '      responses:',
    '        "200":',
    '          description: The account',
    '          content:',
    '            application/json:',
    `              schema: {$ref: "#/components/schemas/Account${n}"}`,
    '        "404": {description: Not known}',
    `  /accounts${n}:`,
    '    get:',
    `      operationId: listAccounts${n}`,
    '      parameters:',
    '        - {name: state, in: query, schema: {type: string, enum: [open, closed]}}',
    '        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}',
    '      responses:',
    '        "200":',
    '          description: Some accounts',
    '          content:',
    '            application/json:',
    `              schema: {type: array, items: {$ref: "#/components/schemas/Account${n}"}}`,
    '    post:',
    `      operationId: openAccount${n}`,
    '      requestBody:',
    '        required: true',
    '        content:',
    '          application/json:',
    `            schema: {$ref: "#/components/schemas/NewAccount${n}"}`,
    '      responses:',
    '        "201":',
    '          description: Opened',
    '          content:',
    '            application/json:',
    `              schema: {$ref: "#/components/schemas/Account${n}"}`,
    '        "409": {description: There is one already}',
  ];
}

function schemasOf(n: number, many: number): string[] {
  return [
    `    NewAccount${n}:`,
    '      type: object',
    '      required: [holder, currency]',
    '      properties:',
    '        holder: {type: string, minLength: 1, maxLength: 140}',
    '        currency: {type: string, pattern: "^[A-Z]{3}$"}',
    '        limit: {type: number, minimum: 0, multipleOf: 0.01}',
    `    Account${n}:`,
    '      type: object',
    '      required: [id, holder, currency, state]',
    '      properties:',
    '        id: {type: string, format: uuid}',
    '        holder: {type: string, minLength: 1, maxLength: 140}',
    '        currency: {type: string, pattern: "^[A-Z]{3}$"}',
    '        state: {type: string, enum: [open, closed]}',
    '        openedAt: {type: string, format: date-time}',
    `        terms: {$ref: "#/components/schemas/NewAccount${(n % many) + 1}"}`,
    '        tags: {type: array, maxItems: 20, items: {type: string, maxLength: 40}}',
  ];
}

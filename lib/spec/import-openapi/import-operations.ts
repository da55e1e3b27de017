import type { HttpMethod } from '../model.ts';
import { deriveOperation, pathShape } from '../read/read-path.ts';
import { importBody } from './import-body.ts';
import { type ImportContext, resolved } from './import-context.ts';
import type { ErrorNames } from './import-errors.ts';
import { type ImportedInput, importParameters, inputEntry, pathNameOf } from './import-parameters.ts';
import { type ImportedAnswer, importResponses } from './import-responses.ts';
import { accessOf, type ImportedSecurity } from './import-security.ts';
import { notation } from './imported-type.ts';
import { at, type JsonObject, member, objectOf, textOf } from './json.ts';
import { camelCaseOf, snakeCaseOf, unusedName, upper } from './names.ts';
import { bare, list, map, openList, openMap, type SpecEntry, type SpecValue, text } from './spec-value.ts';
import { sentence, summaryOf } from './summary.ts';

const METHODS: Readonly<Record<string, HttpMethod>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
const NONE: ReadonlySet<string> = new Set();
const READ_ITEM = new Set(['parameters', 'summary', 'description', ...Object.keys(METHODS)]);
const READ_OPERATION = new Set([
  ...['operationId', 'summary', 'description', 'parameters', 'requestBody', 'responses', 'security'],
]);

/** What operations share. */
export interface OperationTools {
  security: ImportedSecurity;
  errors: ErrorNames;
  /** Names of operations that are taken. */
  names: Set<string>;
  /** Addresses that are taken, by method and path. */
  addresses: Set<string>;
}

/** Reads all operations, in the order of the document. What no request could reach is left out, and noted. */
export function importOperations(ctx: ImportContext, tools: OperationTools): SpecValue[] {
  const paths = objectOf(member(ctx.root, 'paths')) ?? {};
  return Object.entries(paths).flatMap(([path, given]) => {
    const pointer = at('/paths', path);
    if (path.startsWith('x-')) {
      ctx.losses.noteOthers({ [path]: given }, '/paths', NONE);
      return [];
    }
    const found = resolved(ctx, given, pointer);
    if (found === null) return [];
    ctx.losses.noteOthers(found.value, found.pointer, READ_ITEM);
    for (const key of ['summary', 'description'])
      if (Object.hasOwn(found.value, key))
        ctx.losses.note(
          at(found.pointer, key),
          'What is said about a path is not carried over; operations have summaries.',
        );
    const address = addressOf(ctx, path, pointer);
    if (address === null) return [];
    return Object.entries(METHODS).flatMap(([key, method]) => {
      const operation = objectOf(member(found.value, key));
      if (operation === null) return [];
      const place = at(found.pointer, key);
      const shape = pathShape(method, address);
      if (tools.addresses.has(shape)) {
        ctx.losses.note(place, 'Another operation has the same address; this one is left out.');
        return [];
      }
      tools.addresses.add(shape);
      return [
        operationOf(ctx, tools, {
          method,
          path: address,
          operation,
          pointer: place,
          item: found.value,
          itemPointer: found.pointer,
        }),
      ];
    });
  });
}

/** Addresses that every generated service answers itself. */
const RESERVED = /^\/(readyz|livez|metrics|openapi\.json|requests|tasks)(?=\/|$)/;
const MAX_PATH = 200;

/** A path as a specification can say it, or null (noted) if it cannot. */
function addressOf(ctx: ImportContext, path: string, pointer: string): string | null {
  const refuse = (message: string): null => {
    ctx.losses.note(pointer, `${message} Its operations are left out.`);
    return null;
  };
  if (!path.startsWith('/')) return refuse('A path starts with a slash.');
  const bare = path === '/' ? path : path.replace(/\/$/, '');
  if (bare !== path)
    ctx.losses.note(pointer, `A path does not end with a slash; the address is \`${bare.slice(0, 80)}\`.`);
  const segments = bare
    .slice(1)
    .split('/')
    .map((segment) => {
      const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
      return name === undefined ? segment : `{${pathNameOf(name)}}`;
    });
  const fits = (segment: string): boolean => /^\{\w+\}$/.test(segment) || /^[A-Za-z0-9._~-]+$/.test(segment);
  if (bare !== '/' && !segments.every(fits))
    return refuse('Between two slashes stand letters, digits and `. _ ~ -`, or one parameter.');
  const parameters = segments.filter((segment) => segment.startsWith('{'));
  if (new Set(parameters).size < parameters.length) return refuse('The path names a parameter twice.');
  const written = `/${segments.join('/')}`;
  const moved = RESERVED.test(written) ? `/api${written}` : written;
  if (moved !== written)
    ctx.losses.note(pointer, `Every service answers this address itself; the operation is at \`${moved}\`.`);
  return moved.length > MAX_PATH ? refuse(`A path has at most ${MAX_PATH} characters.`) : moved;
}

interface Operation {
  method: HttpMethod;
  path: string;
  operation: JsonObject;
  pointer: string;
  item: JsonObject;
  itemPointer: string;
}

function operationOf(ctx: ImportContext, tools: OperationTools, at_: Operation): SpecValue {
  const { method, path, operation, pointer } = at_;
  ctx.losses.noteOthers(operation, pointer, READ_OPERATION);
  const name = nameOf(ctx, tools, at_);
  const hint = upper(name);
  const summary = textOf(member(operation, 'summary'));
  const description = textOf(member(operation, 'description'));
  const { inputs, whole } = inputsOf(ctx, at_, hint);
  const answer = importResponses(ctx, member(operation, 'responses'), at(pointer, 'responses'), hint, tools.errors);
  const step = stepOf(ctx, name, at_, answer);
  const usual = method === 'GET' || method === 'DELETE' ? 'query' : 'body';
  const form: (SpecEntry | null)[] = [
    answer.status === 200 ? null : ['status', bare(answer.status)],
    answer.contentType === null ? null : ['contentType', text(answer.contentType)],
  ];
  const said = summary ?? description;
  return openMap([
    ['path', text(path)],
    ['method', text(method)],
    ['operation', text(name)],
    said === null ? null : ['summary', text(sentence(ctx, said, pointer))],
    ['access', accessOf(ctx, operation, pointer, tools.security)],
    whole === null ? null : ['body', whole],
    inputs.length === 0 ? null : ['input', openList(inputs.map((input) => openMap([inputEntry(input, usual)])))],
    ['processing', openList([openMap([step])])],
    answer.whole === null
      ? null
      : [
          'output',
          map([
            ['type', text(answer.whole)],
            ['value', text(`=${step[0]}.answer`)],
          ]),
        ],
    answer.output === null ? null : ['output', answer.output],
    form.every((entry) => entry === null) ? null : ['response', map(form)],
    answer.errors.length === 0 ? null : ['errors', list(answer.errors.map((error) => text(error)))],
  ]);
}

function nameOf(ctx: ImportContext, tools: OperationTools, { method, path, operation, pointer }: Operation): string {
  const given = textOf(member(operation, 'operationId'));
  const camel = given === null ? null : camelCaseOf(given);
  const name = unusedName(camel ?? deriveOperation(method, path), tools.names);
  if (given !== null && name !== given)
    ctx.losses.note(at(pointer, 'operationId'), `The operation \`${given.slice(0, 60)}\` is called \`${name}\`.`);
  return name;
}

/** Parameters first, in the order of the document; then what the body holds. Parameters of the path are never missing. */
function inputsOf(
  ctx: ImportContext,
  { path, operation, pointer, item, itemPointer, method }: Operation,
  hint: string,
): { inputs: readonly ImportedInput[]; whole: SpecValue | null } {
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
  const taken = { names: new Set(inPath), onWire: new Set<string>() };
  const lists = [
    { value: member(item, 'parameters'), pointer: at(itemPointer, 'parameters') },
    { value: member(operation, 'parameters'), pointer: at(pointer, 'parameters') },
  ];
  const parameters = importParameters(ctx, lists, taken, hint).filter((input) => {
    const reachable = input.in !== 'path' || inPath.has(input.name);
    if (!reachable) ctx.losses.note(pointer, `The path has no parameter \`${input.name}\`; it is left out.`);
    return reachable;
  });
  for (const name of inPath) {
    if (parameters.some((input) => input.in === 'path' && input.name === name)) continue;
    ctx.losses.note(pointer, `The parameter \`${name}\` of the path is not described; it is read as a text.`);
    parameters.unshift(pathParameter(name));
  }
  const body = member(operation, 'requestBody');
  const place = at(pointer, 'requestBody');
  if (body === undefined) return { inputs: parameters, whole: null };
  if (method === 'GET' || method === 'DELETE') {
    ctx.losses.note(place, `A ${method} request has no body.`);
    return { inputs: parameters, whole: null };
  }
  const read = importBody(ctx, body, place, taken, hint);
  return { inputs: [...parameters, ...read.inputs], whole: read.whole };
}

function pathParameter(name: string): ImportedInput {
  return { name, wireName: null, type: notation('string'), optional: false, summary: null, in: 'path', default: null };
}

/** What an operation does is not known: a person does it, as the document says, until the step is refined. */
/** Who answers until steps are refined. */
export const ANSWERING = 'operator';

function stepOf(
  ctx: ImportContext,
  name: string,
  { method, path, operation, pointer }: Operation,
  { names, whole }: Pick<ImportedAnswer, 'names' | 'whole'>,
): SpecEntry {
  const taken = new Set([...names, 'input', 'caller', 'row', 'steps']);
  const step = unusedName(snakeCaseOf(name).slice(0, 60), taken);
  const said = summaryOf(ctx, operation, pointer);
  const instruction = said === null || said.startsWith('=') ? `Answer ${method} ${path}` : said;
  if (whole === null) return [step, text(instruction)];
  // Prose asks for outputs by their names; one value has none.
  return [
    step,
    map([
      ['userTask', text(instruction)],
      ['candidates', list([text(ANSWERING)])],
      ['result', map([['answer', text(whole)]])],
    ]),
  ];
}

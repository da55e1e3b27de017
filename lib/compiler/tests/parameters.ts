import type { InputField } from '../../spec/model.ts';
import { platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { literal } from '../service/literal.ts';
import { plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, group, indent, line, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { examplePath, requestOf } from './requests.ts';
import { tellsPaths } from './told.ts';
import { boundValues, wrongValues } from './values.ts';

/**
 * test/parameters.test.ts: what operations take in their queries, what they refuse there, and what counts for what is not sent;
 * null where no operation reads a query and none has defaults.
 */
export function parametersTests(plan: Plan): string | null {
  const asked = plan.operations.filter((operation) => queried(operation, plan).length > 0);
  const settled = plan.operations.filter((operation) => defaultsOf(operation, plan) !== null);
  const numbers = plan.texts ? numericParameter(plan) : null;
  if (asked.length + settled.length === 0) return null;
  const examples = asked.filter(({ body }) => body.length > 0).map(({ name }) => `${name}Example`);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...settled.map(({ module, name }): Import => [`../src/${module}.ts`, name]),
      ['../src/platform/contract.ts', ...(numbers === null ? [] : ['readTexts'])],
      ['./examples.ts', ...examples],
      ['./fixture.ts', ...(asked.length > 0 ? [...(tellsPaths(plan) ? ['faultPaths'] : []), 'send'] : [])],
    ])}

    ${asked.map((operation) => origin(operation.endpoint, queryTest(operation, plan))).join('\n\n')}

    ${settled.map((operation) => origin(operation.endpoint, defaultsTest(operation, plan))).join('\n\n')}

    ${numbers === null ? '' : textsTest(numbers)}

    ${when(asked.length > 0, WITH)}
  `;
}

/** The inputs of a query that are one value each. */
function queried({ parameters, endpoint: { paginate } }: OperationPlan, plan: Plan): InputField[] {
  return parameters.filter(({ in: place, name, type }) => {
    // Where a page begins is told by the page before it, in a form of its own.
    if (paginate?.style === 'cursor' && name === 'after') return false;
    const { kind } = plainType(type, plan.model);
    return place === 'query' && (kind === 'scalar' || kind === 'enum');
  });
}

function queryTest(operation: OperationPlan, plan: Plan): string {
  const { status } = platformError('invalid_input', plan.model);
  const fields = queried(operation, plan);
  const path = quote(examplePath(operation, plan));
  const wrong = fields.flatMap((field) =>
    wrongValues(field.type, plan)
      .filter((value) => isWrongText(value, field, plan))
      .map((value): Doc => from(field, `[${quote(field.name)}, ${value}]`)),
  );
  const taken = fields.flatMap((field) =>
    boundValues(field.type, plan).map((value): Doc => from(field, `[${quote(field.name)}, ${value}]`)),
  );
  const ask = requestOf(operation, 'path', plan);
  return code`
    test(${quote(`${operation.endpoint.name} takes of a query what fits, and looks at nothing else`)}, async () => {
      const path = ${path};
      ${print(['const ask = (path: string) =>', group(indent([line, ask])), ';'], 2)}
      ${print(['const wrong: [name: string, value: unknown][] = ', rows('[', wrong, ']'), ';'], 2)}
      for (const [name, value] of wrong) {
        const answer = await ask(withQuery(path, name, value));
        assert.equal(answer.status, ${status}, \`\${name}=\${value}\`);
        ${when(tellsPaths(plan), NAMED)}
      }
      ${print(['const taken: [name: string, value: unknown][] = ', rows('[', [...taken, "['no_input_of_this_name', 1]"], ']'), ';'], 2)}
      for (const [name, value] of taken) {
        const answer = await ask(withQuery(path, name, value));
        assert.notEqual(answer.status, ${status}, \`\${name}=\${value}\`);
      }
    });
  `;
}

/** Whether a value that is refused is still wrong when it arrives as a text. */
function isWrongText(value: string, { type }: InputField, plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  if (value === 'null' || value === "'true'" || value.startsWith('[')) return false;
  return value !== '7' || (plain.kind === 'scalar' && !TEXTS.includes(plain.name));
}

const TEXTS: readonly string[] = ['string', 'password', 'html', 'regex'];

/** The defaults that are written as they are; null where there are none, or where some can only be computed. */
function defaultsOf({ parameters, body, renamed }: OperationPlan, plan: Plan): Doc[] | null {
  const fields = [...parameters, ...body].filter((field) => field.default !== null);
  const members = fields.flatMap(({ name, type, default: usual }): Doc[] => {
    if (usual?.kind !== 'literal') return [];
    return [[key(renamed.get(name) ?? name), ': ', literal(usual.value, type, plan)]];
  });
  return members.length === 0 || members.length < fields.length ? null : members;
}

function defaultsTest(operation: OperationPlan, plan: Plan): string {
  const { name, endpoint } = operation;
  const members = list('{', defaultsOf(operation, plan) ?? [], '}', true);
  return code`
    test(${quote(`${endpoint.name} knows what counts for what is not sent`)}, () => {
      ${print(list('assert.deepEqual(', [`${name}.defaults?.('2030-01-01T00:00:00.000Z')`, members], ');'), 2)}
    });
  `;
}

/** The first input of a path or a query that is a number, with its schema. */
function numericParameter({ operations, model }: Plan): { schema: string; name: string } | null {
  for (const { type, parameters } of operations) {
    const field = parameters.find(({ in: place, type: of }) => {
      const plain = plainType(of, model);
      return ['path', 'query'].includes(place) && plain.kind === 'scalar' && plain.name === 'int' && !isRefined(of);
    });
    if (field !== undefined) return { schema: `${type}Parameters`, name: field.name };
  }
  return null;
}

/** Whether its schema stands elsewhere. */
function isRefined(type: InputField['type']): boolean {
  return (type.kind === 'optional' ? type.of : type).kind === 'named';
}

function textsTest({ schema, name }: { schema: string; name: string }): string {
  return code`
    test('a number that arrives as a text is read in digits only, and what is none stays as it is', () => {
      const read = (text: unknown): unknown => readTexts(${quote(schema)}, { ${key(name)}: text })[${quote(name)}];
      const numbers: [text: string, number: number][] = [
        ['0', 0],
        ['-12', -12],
        ['1.25', 1.25],
        ['1234567890123456', 1_234_567_890_123_456],
        ['0.0000000000000001', 1e-16],
      ];
      for (const [text, number] of numbers) assert.equal(read(text), number);
      const texts = ['', ' 1', '1 ', '+1', '.5', '5.', '1e3', '0x10', '--1', '1.2.3', '1,5', 'true', 'NaN'];
      for (const text of [...texts, '12345678901234567', \`0.\${'1'.repeat(17)}\`]) assert.equal(read(text), text);
      assert.deepEqual(read(['1', '2']), ['1', '2']);
      assert.deepEqual(readTexts(${quote(schema)}, { no_input_of_this_name: '1' }), { no_input_of_this_name: '1' });
    });
  `;
}

const NAMED = code`
  assert.equal(faultPaths(answer)[0], \`/\${name}\`);
`;

const WITH = code`
  /** A path with one more value in its query, in the place of another of that name. */
  function withQuery(path: string, name: string, value: unknown): string {
    const { pathname, searchParams } = new URL(path, 'http://service.test');
    searchParams.set(name, String(value));
    return \`\${pathname}?\${searchParams}\`;
  }
`;

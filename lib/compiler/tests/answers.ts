import type { OutputField } from '../../spec/model.ts';
import { writesJson } from '../media-plan.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { isOptional } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hugged, list, print, rows, said } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { keepsNulls } from '../wire-plan.ts';
import { casesOf } from './cases.ts';
import { type evaluate, type Known, sourceValue } from './evaluate.ts';
import { jsonOf, type Outcome, outcomeOf } from './outcome.ts';
import { toldMembers } from './told.ts';
import type { Value } from './value.ts';

/** Tests that send requests which take different ways through the steps, and know what each must come to. */
export function answersTest(operation: OperationPlan, plan: Plan): string {
  const cases = casesOf(operation, plan);
  const [sample, ...others] = cases;
  if (others.length === 0) return '';
  const varied = operation.body.filter(({ name }) =>
    others.some(({ body }) => print(body.get(name) ?? '') !== print(sample.body.get(name) ?? '')),
  );
  const told = cases.flatMap(({ body, outcome }): Doc[] => {
    if (outcome === null) return [];
    const sent = varied.map(({ name }): Doc => [key(name), ': ', body.get(name) ?? 'null']);
    const answer = list('{', expected(outcome, operation, plan), '}', true);
    return [list('[', [list('{', sent, '}', true), String(outcome.status), answer], ']')];
  });
  return code`
    ${print(['const answers: [sent: object, status: number, answer: object][] = ', rows('[', told, ']'), ';'], 2)}
    for (const [sent, status, answer] of answers) {
      test(\`answers \${status} to \${JSON.stringify(sent)}\`, async () => {
        const { status: answered, body } = await request({ ...${operation.name}Example, ...sent });
        assert.equal(answered, status);
        assert.partialDeepStrictEqual(body, answer);
      });
    }
  `;
}

/** The members of the answer that are known beforehand. */
export function expected({ problem, status, known }: Outcome, { endpoint, writing }: OperationPlan, plan: Plan): Doc[] {
  if (problem !== null) return toldMembers(problem, plan);
  if (!writesJson(writing)) return [];
  if (status === 202 && status !== endpoint.status) return ["state: 'waiting'"];
  return endpoint.output.flatMap((field): Doc[] => {
    const told = given(field, known);
    if (told === null && isOptional(field.type, plan.model) && keepsNulls(endpoint, plan.model))
      return [said(key(field.name), 'null')];
    const value = jsonOf(told, field.type, plan);
    if (value === null) return [];
    const text = typeof value === 'object' ? value.number : typeof value === 'string' ? quote(value) : String(value);
    return [said(key(field.name), text)];
  });
}

/** The assertion that an answer has those members. */
export function asserted(actual: string, members: readonly Doc[]): Doc {
  return hugged(
    'assert.partialDeepStrictEqual(',
    [actual],
    { open: '{', items: members, close: '}', space: true },
    ');',
  );
}

function given({ from }: OutputField, known: Known): Value {
  if (from.kind === 'step' || from.kind === 'form') return known.steps.get(from.step) ?? null;
  return sourceValue(from, known);
}

/** What one operation stores, another one reads: tests that do both. */
export function readBackTests(plan: Plan): string {
  const readers = readersOf(plan);
  const tests = plan.operations.flatMap((writer) => {
    const create = writer.endpoint.processing.find((step) => step.kind === 'create');
    const those = create === undefined ? [] : (readers.get(create.entity) ?? []);
    return those.flatMap((reader) => readBack(writer, reader, plan));
  });
  if (tests.length === 0) return '';
  return code`
    describe('what is stored', () => {
      ${tests.join('\n\n')}
    });
  `;
}

/** Operations that find a row, by its entity: so that not each operation is tried with each other. */
function readersOf({ operations }: Plan): Map<string, OperationPlan[]> {
  const readers = new Map<string, OperationPlan[]>();
  for (const operation of operations) {
    const { processing } = operation.endpoint;
    for (const entity of new Set(processing.flatMap((step) => (step.kind === 'find' ? [step.entity] : []))))
      readers.set(entity, [...(readers.get(entity) ?? []), operation]);
  }
  return readers;
}

function readBack(writer: OperationPlan, reader: OperationPlan, plan: Plan): string[] {
  const [{ outcome }] = casesOf(writer, plan);
  const create = writer.endpoint.processing.find((step) => step.kind === 'create');
  const find = reader.endpoint.processing.find((step) => step.kind === 'find' && step.entity === create?.entity);
  const [parameter, ...more] = reader.parameters;
  if (outcome === null || outcome.problem !== null || outcome.status !== writer.endpoint.status) return [];
  if (create?.kind !== 'create' || create.when !== null || find?.kind !== 'find' || writer.parameters.length > 0)
    return [];
  if (parameter?.in !== 'path' || more.length > 0 || reader.body.length > 0 || reader.endpoint.method !== 'GET')
    return [];
  const column = keyOf(find.where, parameter.name);
  const id = writer.endpoint.output.find((field) => column !== null && readsField(field, create.name, column));
  const row = outcome.known.steps.get(create.name);
  if (id === undefined || row === undefined) return [];
  const read = outcomeOf(reader.endpoint, new Map(), plan, new Map([[create.entity, row]]));
  if (read === null || read.problem !== null || read.status !== reader.endpoint.status) return [];
  const path = reader.endpoint.path.replace(/\{[^{}]*\}/, () => `\${created.body[${quote(id.name)}]}`);
  const shared = reader.endpoint.output.filter(({ name }) =>
    writer.endpoint.output.some(
      (field) => field.name === name && sameField(field, reader, name, create.name, find.name),
    ),
  );
  const answer = expected(read, reader, plan);
  return [
    code`
      test(${quote(`by ${writer.endpoint.name}, ${reader.endpoint.name} reads`)}, async () => {
        const created = await send(${quote(writer.endpoint.method)}, ${quote(writer.endpoint.path)}${when(writer.body.length > 0, `, { body: ${writer.name}Example }`)});
        const { status, body } = await send(${quote(reader.endpoint.method)}, \`${path.replaceAll('`', '\\`')}\`);
        assert.equal(status, ${reader.endpoint.status});
        ${print(asserted('body', answer), 4)}
        ${
          shared.length > 0 &&
          print(
            [
              list(
                'for (const name of [',
                shared.map(({ name }) => quote(name)),
                '])',
              ),
              ' assert.deepEqual(body[name], created.body[name], name);',
            ],
            4,
          )
        }
      });
    `,
  ];
}

/** The field that a condition compares with the path's value, alone. */
function keyOf(where: Parameters<typeof evaluate>[0], parameter: string): string | null {
  if (where.kind !== 'binary' || where.operator !== '==') return null;
  const { left, right } = where;
  const asked =
    right.kind === 'member' && right.of.kind === 'name' && right.of.scope === 'input' && right.name === parameter;
  return asked && left.kind === 'name' && left.scope === 'row' ? left.name : null;
}

function readsField({ from }: OutputField, step: string, column: string): boolean {
  if (from.kind !== 'expression' || from.expr.kind !== 'member' || from.expr.name !== column) return false;
  return from.expr.of.kind === 'name' && from.expr.of.scope === 'step' && from.expr.of.name === step;
}

function sameField(field: OutputField, reader: OperationPlan, name: string, create: string, find: string): boolean {
  const other = reader.endpoint.output.find((candidate) => candidate.name === name);
  if (other?.from.kind !== 'expression' || other.from.expr.kind !== 'member') return false;
  return readsField(field, create, other.from.expr.name) && readsField(other, find, other.from.expr.name);
}

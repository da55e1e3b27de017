import type { InputField, Step } from '../../spec/model.ts';
import { askedTasks } from '../asked-tasks.ts';
import { mayMissFile } from '../files-plan.ts';
import { isJson, mediaOf, wholeFileOf } from '../media-plan.ts';
import { platformError } from '../named-errors.ts';
import { declaredErrors } from '../openapi/errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { isOptional, plainType } from '../service/types.ts';
import { isPerson, stepsReached } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { from, group, indent, line, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { isIdentifier, key, quote } from '../text/quote.ts';
import { answersTest, asserted, expected, readBackTests } from './answers.ts';
import { bodyTests } from './bodies.ts';
import { casesOf } from './cases.ts';
import { formsImport, mustBeSent, wrongSent } from './forms.ts';
import { CHANGED_AT, hasInnerFiles, innerFileTests } from './inner-files.ts';
import { examplePath, neededHeaders, pathTemplate, requestOf } from './requests.ts';
import { tellsPaths, toldAs } from './told.ts';
import { boundValues, wrongValues } from './values.ts';

/** test/contract.test.ts: what each operation takes and refuses, and what the service answers around them. */
export function contractTests(plan: Plan): string {
  const withBody = plan.operations.filter(({ body }) => body.length > 0);
  const sample = withBody.find(({ form, whole }) => form === null && whole === null);
  const operations = plan.operations.map((operation) => origin(operation.endpoint, operationTests(operation, plan)));
  const examples = withBody.map(({ name }) => `${name}Example`);
  const needsFaults = withBody.length > 0 && tellsPaths(plan);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'describe', 'test'],
      ['./examples.ts', ...examples],
      [
        '../src/platform/contract.ts',
        ...(sample === undefined ? [] : ['faultsOf', ...(promises(plan) ? ['ContractViolation', 'promised'] : [])]),
      ],
      ['./fixture.ts', ...(needsFaults ? ['faultPaths'] : []), 'send'],
      formsImport(...operations),
    ])}

    ${operations.join('\n\n')}

    ${readBackTests(plan)}

    ${sample === undefined ? '' : bodyTests(sample, plan)}

    ${around(plan)}

    ${sample === undefined ? '' : schemaTests(sample, plan)}

    ${when(hasInnerFiles(plan), CHANGED_AT)}
  `;
}

/** What an operation may answer to its example: one status, unless only running it can tell. */
export function expectedStatuses(operation: OperationPlan, plan: Plan): number[] {
  const { endpoint } = operation;
  const tasks = askedTasks(operation, plan).map(({ task }) => task);
  const [{ outcome }] = casesOf(operation, plan);
  if (outcome !== null) return [outcome.status];
  const first = endpoint.processing.findIndex((step) => (isPerson(step) || step.kind === 'wait') && step.when === null);
  const own = first < 0 ? endpoint.processing : endpoint.processing.slice(0, first);
  const before = stepsReached(own, plan.model.processes);
  const errors = declaredErrors(before, plan).map(([status]) => status);
  const missing = before.some((step) => (step.kind === 'update' || step.kind === 'delete') && step.else === null)
    ? [platformError('not_found', plan.model).status]
    : [];
  const gone = mayMissFile(endpoint, plan.model) ? [platformError('not_found', plan.model).status] : [];
  const conflicts = before.some((step) => refersToOthers(step, plan))
    ? [platformError('conflict', plan.model).status]
    : [];
  const responds = tasks.map(({ step }) => (step.kind === 'userTask' ? (step.respond?.status ?? 202) : 202));
  const unwritten = before.some(({ kind }) => kind === 'custom') ? [501] : [];
  const waiting = operation.waits ? (responds.length > 0 ? responds : [202]) : [];
  return [
    ...new Set([
      ...(first < 0 ? [endpoint.status] : []),
      ...waiting,
      ...unwritten,
      ...errors,
      ...missing,
      ...gone,
      ...conflicts,
    ]),
  ].sort((a, b) => a - b);
}

/** Whether a step stores a reference to a row that may not be there. */
function refersToOthers(step: Step, { model }: Plan): boolean {
  if (step.kind !== 'create' && step.kind !== 'update' && step.kind !== 'upsert') return false;
  const entity = model.entities.find(({ name }) => name === step.entity);
  return step.with.some(({ name }) => {
    const type = entity?.fields.find((field) => field.name === name)?.type;
    return type !== undefined && plainType(type, model).kind === 'ref';
  });
}

function operationTests(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name, body, parameters } = operation;
  const method = quote(endpoint.method);
  const path = quote(examplePath(operation, plan));
  const given = [body.length > 0 ? 'body' : '', neededHeaders(operation, plan)]
    .filter((part) => part !== '')
    .join(', ');
  const sent = body.length > 0 ? '(body: unknown)' : '()';
  const called = `send(${method}, ${path}${given === '' ? '' : `, { ${given} }`})`;
  return code`
    describe(${quote(`${endpoint.method} ${endpoint.path}`)}, () => {
      ${print(['const request = ', sent, ' =>', group(indent([line, called])), ';'], 2)}

      ${exampleTest(operation, plan)}

      ${writingTest(operation, plan)}

      ${answersTest(operation, plan)}

      ${body
        .filter((field) => !isOptional(field.type, plan.model) && field.default === null)
        .filter((field) => mustBeSent(field, operation, plan) && !sendsText(operation))
        .map((field) => origin(field, neededTest(field, name, plan)))
        .join('\n\n')}

      ${when(body.length > 0, wrongTests(operation, plan))}

      ${parameters
        .filter((field) => field.in === 'path')
        .flatMap((field) => pathTest(field, operation, plan))
        .join('\n\n')}
    });
  `;
}

/** The example, with the one status that it must come to and what is known of the answer. */
function exampleTest(operation: OperationPlan, plan: Plan): string {
  const { name, body } = operation;
  const [{ outcome }] = casesOf(operation, plan);
  const sent = `await request(${body.length > 0 ? `${name}Example` : ''})`;
  if (outcome === null) {
    const statuses = expectedStatuses(operation, plan);
    return code`
      test('accepts the example', async () => {
        assert.ok([${statuses.join(', ')}].includes((${sent}).status));
      });
    `;
  }
  const title = outcome.problem === null ? 'accepts the example' : `answers the example with ${outcome.problem}`;
  const answer = expected(outcome, operation, plan);
  if (answer.length === 0) {
    return code`
      test(${quote(title)}, async () => {
        assert.equal((${sent}).status, ${outcome.status});
      });
    `;
  }
  return code`
    test(${quote(title)}, async () => {
      const answer = ${sent};
      assert.equal(answer.status, ${outcome.status});
      ${print(asserted('answer.body', answer), 4)}
    });
  `;
}

/** The media type of an answer that is no plain JSON, where the example comes to one. */
function writingTest(operation: OperationPlan, plan: Plan): string {
  const { name, body, writing, endpoint } = operation;
  const [{ outcome }] = casesOf(operation, plan);
  if (writing === null || outcome === null || outcome.problem !== null || outcome.status !== endpoint.status) return '';
  const isPage = mediaOf(writing) === 'text/html';
  return code`
    test(${quote(`answers as ${mediaOf(writing)}`)}, async () => {
      const { headers } = await request(${body.length > 0 ? `${name}Example` : ''});
      assert.equal(headers['content-type'], ${quote(writing.type)});
      ${when(isPage, "assert.match(String(headers['content-security-policy']), /^default-src 'none'/);")}
    });
  `;
}

function neededTest({ name: field }: InputField, name: string, { model }: Plan): string {
  const invalid = platformError('invalid_input', model).status;
  const taken = isIdentifier(field) ? `${field}: _` : `${key(field)}: _`;
  return code`
    test(${quote(`needs ${field}`)}, async () => {
      const { ${taken}, ...rest } = ${name}Example;
      assert.equal((await request(rest)).status, ${invalid});
    });
  `;
}

function wrongTests(operation: OperationPlan, plan: Plan): string {
  const { body, form, name, whole } = operation;
  const invalid = platformError('invalid_input', plan.model).status;
  const paths = tellsPaths(plan);
  const bounds = body.flatMap((field) =>
    boundValues(field.type, plan).map((value) => from(field, `[${quote(field.name)}, ${value}]`)),
  );
  const cases = body.flatMap((field) =>
    wrongSent(field, form, plan)
      .filter((value) => isSendable(value, operation, plan))
      .map((value) => from(field, `[${quote(field.name)}, ${value}]`)),
  );
  return code`
    ${print(['const wrong: [field: string, value: unknown][] = ', rows('[', cases, ']'), ';'], 2)}
    for (const [field, value] of wrong) {
      test(\`refuses \${String(JSON.stringify(value)).slice(0, 40)} as \${field}\`, async () => {
        const answer = await request({ ...${name}Example, [field]: value });
        assert.equal(answer.status, ${invalid});
        ${when(paths, "assert.equal(String(faultPaths(answer)[0]).split('/')[1], field);")}
      });
    }

    ${innerFileTests(operation, plan)}

    ${when(bounds.length > 0, print(['const bounds: [field: string, value: unknown][] = ', rows('[', bounds, ']'), ';'], 2))}
    ${when(bounds.length > 0, BOUNDS.replace('EXAMPLE', `${name}Example`).replace('400', String(invalid)))}

    ${when(
      whole === null,
      code`
      test('refuses a field that it does not know', async () => {
        const answer = await request({ ...${name}Example, unknown_field: true });
        assert.equal(answer.status, ${invalid});
        ${when(paths, "assert.deepEqual(faultPaths(answer), ['/unknown_field']);")}
      });
    `,
    )}
  `;
}

/** Whether a wrong value can be sent as what the body is: a text, or a file. */
function isSendable(value: string, operation: OperationPlan, plan: Plan): boolean {
  if (wholeFileOf(operation.endpoint, plan.model) !== null) return value.startsWith('sampleFile(');
  return !sendsText(operation) || value.startsWith("'");
}

/** Whether the body is one text that is no JSON: nearly everything is one. */
function sendsText({ whole }: OperationPlan): boolean {
  return whole !== null && !isJson(whole);
}

const BOUNDS = code`
  for (const [field, value] of bounds) {
    test(\`takes \${String(value).slice(0, 40)} as \${field}\`, async () => {
      assert.notEqual((await request({ ...EXAMPLE, [field]: value })).status, 400);
    });
  }
`;

/** A path value that cannot be is a plain 404, unless every text may be one. */
function pathTest(field: InputField, operation: OperationPlan, plan: Plan): string[] {
  const [wrong] = wrongValues(field.type, plan).filter((value) => /^'([\w ]+|\\n)'$/.test(value));
  if (wrong === undefined) return [];
  const text = wrong.slice(1, -1).replaceAll(' ', '%20').replace('\\n', '%0A');
  const path = pathTemplate(operation, plan, new Map([[field.name, text]]));
  return [
    origin(
      field,
      code`
        test(${quote(`finds nothing where ${field.name} cannot be`)}, async () => {
          ${print(['const answer = await ', requestOf(operation, quote(path), plan), ';'], 4)}
          assert.equal(answer.status, ${platformError('not_found', plan.model).status});
          ${toldAs('answer.body', 'not_found', plan)}
        });
      `,
    ),
  ];
}

/** Whether answers are checked. */
function promises({ operations }: Plan): boolean {
  return operations.some(({ answers, sendsFile }) => answers && !sendsFile);
}

/** What is said of values that do not fit the API document, on both ways. */
function schemaTests({ name, type }: OperationPlan, plan: Plan): string {
  const schema = quote(`${type}Input`);
  // Files take the place of the texts that hold them, also deep within.
  const copy = plan.files.inner ? `structuredClone(${name}Example)` : `{ ...${name}Example }`;
  return code`
    describe('the API document', () => {
      test('says where a value does not fit it', () => {
        assert.deepEqual(faultsOf(${schema}, ${copy}), []);
        const more = { ...${name}Example, unknown_field: true };
        assert.deepEqual(faultsOf(${schema}, more), [{ path: '/unknown_field', message: 'is not known' }]);
        assert.deepEqual(faultsOf(${schema}, null), [{ path: '', message: 'must be object' }]);
        assert.throws(() => faultsOf('NoSuchSchema' as never, null), /the API document has no schema NoSuchSchema/);
      });

      ${when(
        promises(plan),
        code`
        test('lets no answer pass that does not fit it', () => {
          assert.throws(() => promised(${schema}, null), ContractViolation);
          const message = ${quote(`${type}Input: [{"path":"","message":"must be object"}]`)};
          assert.throws(() => promised(${schema}, null), { message });
        });
      `,
      )}
    });
  `;
}

function around(plan: Plan): string {
  const { operations, waits, people } = plan;
  const shown = plan.files.shown ? ['/tasks/{id}/files/{sha256}'] : [];
  const tasks = people ? ['/tasks', '/tasks/{id}', ...shown, '/tasks/{id}/claim', '/tasks/{id}/complete'] : [];
  const given = awaitedFiles(plan).length > 0 ? ['/requests/{id}/files/{sha256}'] : [];
  const own = waits ? ['/requests/{id}', ...given, ...tasks] : [];
  const paths = [...new Set([...operations.map(({ endpoint }) => endpoint.path), ...own])].map(quote);
  const all = print(["assert.deepEqual(Object.keys(Object(body['paths'])), ", list('[', paths, ']'), ');'], 4);
  return code`
    describe('around the operations', () => {
      test('an unknown path is a problem', async () => {
        const answer = await send('GET', '/no/such/path');
        assert.equal(answer.status, ${platformError('not_found', plan.model).status});
        ${toldAs('answer.body', 'not_found', plan)}
      });

      test('the API document names every operation', async () => {
        const { body } = await send('GET', '/openapi.json', { as: null });
        ${all}
      });
    });
  `;
}

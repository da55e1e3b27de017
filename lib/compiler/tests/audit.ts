import { writesJson } from '../media-plan.ts';
import { BUILT_IN_NAMES, platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { isKept } from '../service/repeats.ts';
import { isOptional } from '../service/types.ts';
import { stepsWithin } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, quote, sqlName } from '../text/quote.ts';
import { keepsPlain } from '../wire-plan.ts';
import { casesOf } from './cases.ts';
import { subjectId } from './fixture-auth.ts';
import { formsImport } from './forms.ts';
import { examplePath, requestOf } from './requests.ts';
import { toldNames } from './told.ts';
import { example, shownField } from './values.ts';

/** test/audit.test.ts: what is kept, what is masked, and that tampering shows; null without an operation that needs a token. */
export function auditTests(plan: Plan): string | null {
  const guarded = plan.operations.filter(({ endpoint }) => endpoint.access.kind === 'authenticated');
  const sample = guarded.find(({ body }) => body.length > 0) ?? guarded[0];
  if (sample === undefined) return null;
  const { model } = plan;
  const actor = subjectId(plan);
  const { endpoint, body } = sample;
  const path = quote(examplePath(sample, plan));
  const target = `${quote(endpoint.method)}, ${path}`;
  const [request, anonymous] = [requestOf(sample, path, plan), requestOf(sample, path, plan, 'as: null')];
  const record = endpoint.audit?.record ?? [];
  const plain =
    writesJson(sample.writing) &&
    endpoint.output.every(
      (field) => print(shownField(field, plan, keepsPlain(endpoint))) === print(example(field.type, plan)),
    );
  const refusable = body.some(({ type }) => !isOptional(type, plan.model));
  const table = plan.waits
    ? 'platform.request'
    : plan.entities[0] === undefined ||
        model.auth.some(({ subject }) => subject === plan.entities[0]?.entity.name) ||
        storesBeforeStop(sample, plan)
      ? null
      : sqlName(plan.entities[0].table);
  const refusals = [
    `{ actor: 'unknown', status: ${platformError('unauthenticated', model).status} }`,
    ...(refusable ? [`{ actor: ${quote(actor)}, status: ${platformError('invalid_input', model).status} }`] : []),
  ];
  const input = print(["assert.deepEqual(record?.['input'], ", shownInput(sample, plan), ');'], 4);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'randomUUID'],
      ['node:test', 'describe', 'test'],
      ['../src/platform/audit.ts', 'appendAudit', 'verifyAudit'],
      ['./examples.ts', ...plan.operations.flatMap((one) => (one.body.length > 0 ? [`${one.name}Example`] : []))],
      ['./fixture.ts', 'auditLog', 'db', 'send', 'tamper'],
      formsImport(record.includes('request') ? input : ''),
    ])}

    describe('the audit log', () => {
      ${print(['const ask = () => ', request, ';'], 2)}

      test('keeps what was asked and answered, masked', async () => {
        const { ${record.includes('response') && plain ? 'status, body' : 'status'} } = await ask();
        const [record] = await auditLog();
        assert.equal(record?.['actor'], ${quote(actor)});
        assert.equal(record?.['operation'], ${quote(endpoint.name)});
        assert.equal(record?.['status'], status);
        ${when(record.includes('request'), input)}
        ${when(record.includes('response') && plain, "assert.deepEqual(record?.['output'], body);")}
      });

      test('keeps refusals too', async () => {
        ${print(['await ', anonymous, ';'], 4)}
        ${when(refusable, `await send(${target}, { body: {} });`)}
        const kept = (await auditLog()).map(({ actor, status }) => ({ actor, status }));
        ${print(['assert.deepEqual(kept, ', rows('[', refusals, ']'), ');'], 4)}
      });

      ${recordsTest(plan, actor)}

      test('and what it is about are stored together or not at all', async (t) => {
        const { mock } = t.mock.method(console, 'error', () => undefined);
        await db.script('ALTER TABLE platform.audit_head RENAME TO elsewhere');
        const answers: Awaited<ReturnType<typeof ask>>[] = [];
        const logged: number[] = [];
        const both = async (): Promise<void> => {
          answers.push(await ask());
          logged.push(mock.callCount());
          ${print(['answers.push(await ', anonymous, ');'], 6)}
          logged.push(mock.callCount());
        };
        await both().finally(() => db.script('ALTER TABLE platform.elsewhere RENAME TO audit_head'));
        for (const { status, body } of answers) {
          assert.equal(status, ${platformError('unavailable', model).status});
          assert.deepEqual(Object.keys(body), [${toldNames('unavailable', plan).map(quote).join(', ')}]);
        }
        ${table !== null && `assert.deepEqual(await db.query('SELECT 1 FROM ${table}'), []);`}
        const [first = 0, second = 0] = logged;
        assert.ok(first > 0 && second > first);
        assert.match(String(mock.calls.at(-1)?.arguments[0]), /audit_head/);
      });

      test('refuses to be changed', async () => {
        await ask();
        await assert.rejects(db.script(\`UPDATE platform.audit_log SET actor = 'nobody'\`), /append-only/);
        await assert.rejects(db.script('DELETE FROM platform.audit_log'), /append-only/);
        await assert.rejects(db.script('TRUNCATE platform.audit_log'), /append-only/);
      });

      /** Stores a record as every request does, without what it would be about. */
      const store = (input: unknown) =>
        appendAudit(db, {
          request: randomUUID(),
          operation: 'any',
          specVersion: '1',
          actor: 'caller',
          status: 200,
          at: new Date(0).toISOString(),
          input,
          output: [],
          decisions: null,
          ${when(plan.outside, 'calls: null,')}
        });

      test('covers all that a record holds, however deep', async () => {
        await store({ b: [1, null, { d: 'x', c: [true] }], a: undefined });
        assert.deepEqual(await verifyAudit(db), { verified: 1, brokenAt: null });
        for (const edited of ['[2,null,{"d":"x","c":[true]}]', '[1,{"d":"x","c":[true]}]', '[1,null,{"d":"x","c":[]}]']) {
          await tamper(\`UPDATE platform.audit_log SET input = '{"b":\${edited}}'\`);
          assert.deepEqual(await verifyAudit(db), { verified: 0, brokenAt: 1 }, edited);
        }
      });

      const tampering: [what: string, sql: string, brokenAt: number][] = [
        ['an edit', \`UPDATE platform.audit_log SET actor = 'nobody' WHERE seq = 2\`, 2],
        ['an edit of what was asked', \`UPDATE platform.audit_log SET input = '{}' WHERE seq = 2\`, 2],
        ['an edit of its own hash', 'UPDATE platform.audit_log SET leaf_hash = chain_hash WHERE seq = 2', 2],
        ['a deletion', 'DELETE FROM platform.audit_log WHERE seq = 2', 3],
        ['a deletion at the end', 'DELETE FROM platform.audit_log WHERE seq = 3', 3],
        ['a hidden deletion', \`${HIDDEN_DELETION}\`, 3],
      ];
      for (const [what, sql, brokenAt] of tampering) {
        test(\`shows \${what}\`, async () => {
          for (let stored = 0; stored < 3; stored += 1) await store({ stored });
          for (const atOnce of [2, 3, 500]) {
            assert.deepEqual(await verifyAudit(db, atOnce), { verified: 3, brokenAt: null });
          }
          await tamper(sql);
          assert.equal((await verifyAudit(db)).brokenAt, brokenAt);
        });
      }
    });
  `;
}

/** What is kept of each operation, whatever it comes to. */
function recordsTest(plan: Plan, actor: string): string {
  const { model, records } = plan;
  const asked = plan.operations.map((operation) => {
    const { endpoint, answers, sendsFile } = operation;
    const record = endpoint.audit?.record ?? [];
    const known = endpoint.access.kind === 'public' ? 'null' : quote(actor);
    const kept = [record.includes('request'), record.includes('response') && answers && !sendsFile];
    const decided = records && record.length > 0;
    const request = requestOf(operation, quote(examplePath(operation, plan)), plan);
    const contents = `[${[...kept, decided, refusesInSteps(operation, plan)].join(', ')}]`;
    return list('[', [quote(endpoint.name), known, contents, ['() => ', request]], ']');
  });
  const invalid = platformError('invalid_input', model).status;
  return code`
    test('keeps of each operation what the specification says', async () => {
      type Kept = [name: string, actor: string | null, contents: boolean[], request: typeof ask];
      ${print(['const all: Kept[] = ', rows('[', asked, ']'), ';'], 4)}
      for (const [name, actor, [input, output, decisions, inSteps], request] of all) {
        const { status, body } = await request();
        const record = (await auditLog()).findLast(({ operation }) => operation === name);
        const known = actor ?? (status < 400 ? 'anonymous' : 'unknown');
        assert.deepEqual([record?.['actor'], record?.['status']], [known, status], name);
        assert.equal(record?.['spec_version'], ${quote(model.version)});
        if (status === ${invalid}) continue;
        assert.equal(record?.['input'] !== null, input, name);
        if (status >= 400) assert.deepEqual(record?.['output'], body, name);
        else assert.equal(record?.['output'] !== null, output, name);
        if (status < 400 || inSteps === true) assert.equal(record?.['decisions'] !== null, decisions, name);
      }
    });
  `;
}

/** Whether the example comes to an error of the specification's own, after its steps have begun. */
function refusesInSteps(operation: OperationPlan, plan: Plan): boolean {
  const [{ outcome }] = casesOf(operation, plan);
  const problem = outcome?.problem ?? null;
  return !plan.suspends && problem !== null && !BUILT_IN_NAMES.includes(problem);
}

/** Whether the operation stores something before it asks another system: that is not undone. */
function storesBeforeStop(operation: OperationPlan, plan: Plan): boolean {
  return stepsWithin(operation.steps).some((step) => 'entity' in step && isKept(step, operation, plan));
}

const HIDDEN_DELETION = 'DELETE FROM platform.audit_log WHERE seq = 3; UPDATE platform.audit_head SET seq = 2';

/** The example as the audit log keeps it. */
function shownInput({ endpoint, name, body, parameters }: OperationPlan, plan: Plan): Doc {
  const given = parameters.filter(({ type }) => !isOptional(type, plan.model));
  const changed = body.filter(
    (field) => print(shownField(field, plan, keepsPlain(endpoint))) !== print(example(field.type, plan)),
  );
  const own = [...given, ...changed].map(
    (field): Doc => [key(field.name), ': ', shownField(field, plan, keepsPlain(endpoint))],
  );
  if (own.length === 0) return body.length > 0 ? `${name}Example` : '{}';
  return list('{', [...(body.length > 0 ? [`...${name}Example`] : []), ...own], '}', true);
}

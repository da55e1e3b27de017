import type { Expr } from '../../spec/expressions/ast.ts';
import type { OutputField } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { keepsCondition } from '../steady-conditions.ts';
import { asksInLoops } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hardline, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { toldFiles } from './forms.ts';
import { examplePath, requestOf } from './requests.ts';

type Call = Extract<Expr, { kind: 'call' }>;

/** test/report.test.ts: reports say what the audit log says; empty where no answer is or holds one. */
export function reportsTests(plan: Plan): string {
  const reporting = plan.operations.flatMap((operation) => {
    const found = operation.endpoint.output.find((field) => reportIn(field) !== null);
    return found === undefined ? [] : [{ operation, field: found, call: reportIn(found) }];
  });
  if (reporting.length === 0) return '';
  const examples = reporting.flatMap(({ operation }) =>
    operation.body.length > 0 ? [`${operation.name}Example`] : [],
  );
  const tests = reporting.map(({ operation, field, call }) =>
    origin(operation.endpoint, testOf(operation, field, call, plan)),
  );
  const asked = reporting.map(({ operation }) => operation).filter((operation) => asksPeople(operation, plan));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['./examples.ts', ...asked.map(({ name }) => `${name}Answers`), ...examples],
      [
        './fixture.ts',
        'auditLog',
        ...(asked.length > 0 && plan.drives ? ['drive'] : []),
        ...(asked.length > 0 ? ['type Got'] : []),
        'send',
      ],
    ])}

    ${tests.join('\n\n')}

    ${when(asked.length > 0, ended(asked, plan))}
  `;
}

/** Whether its tasks can be done one after the other, whatever they ask. */
function asksPeople({ tasks, steps }: OperationPlan, plan: Plan): boolean {
  const plain = tasks.every(({ form }) => toldFiles(form, plan).length === 0);
  return tasks.length > 0 && plain && !asksInLoops(steps, plan.model.processes);
}

function ended(asked: readonly OperationPlan[], plan: Plan): string {
  const roles = asked.flatMap(({ tasks }) => tasks.flatMap(({ step }) => step.candidates));
  const most = Math.max(...asked.map(({ tasks }) => tasks.length));
  return code`
    /** What a request comes to, once people have done the tasks that it waits for. */
    async function ended(started: Got, answers: Readonly<Record<string, object>>): Promise<Pick<Got, 'status' | 'body'>> {
      if (started.status !== 202) return started;
      const as = { sub: 'operator-1', roles: [${[...new Set(roles)].map(quote).join(', ')}] };
      for (let left = ${most}; left > 0; left -= 1) {
        ${when(plan.drives, 'await drive();')}
        const { tasks } = Object((await send('GET', '/tasks', { as })).body);
        for (const { id, step } of tasks) await send('POST', \`/tasks/\${id}/complete\`, { body: answers[step], as });
      }
      ${when(plan.drives, 'await drive();')}
      const { result } = (await send('GET', String(started.headers['location']))).body;
      return { status: result === undefined ? 202 : 200, body: Object(result) };
    }
  `;
}

function reportIn({ from }: OutputField): Call | null {
  const expr = from.kind === 'expression' ? from.expr : null;
  return expr?.kind === 'call' && expr.name === 'report' ? expr : null;
}

function testOf(operation: OperationPlan, field: OutputField, call: Call | null, plan: Plan): string {
  const { endpoint } = operation;
  const title = call?.args[0];
  const steps = endpoint.processing.filter((step) => step.kind !== 'raise' && !keepsCondition(step));
  const pairs = steps.map(
    ({ name, kind }): Doc => list('{', [`step: ${quote(name)}`, `kind: ${quote(kind)}`], '}', true),
  );
  const always = steps.filter(({ when: condition }) => condition === null);
  const recorded = (endpoint.audit?.record ?? []).length > 0;
  const wire = field.as ?? field.name;
  const { outside, records } = plan;
  const asks = asksPeople(operation, plan);
  const request = requestOf(operation, quote(examplePath(operation, plan)), plan);
  const kept = (member: string): string => (asks ? `all('${member}')` : `record?.['${member}'] ?? []`);
  return code`
    test(${quote(`${endpoint.name} reports what it did, as the audit log has it`)}, async (t) => {
      ${print(asks ? ['const started = await ', request, ';', hardline, `const { status, body } = await ended(started, ${operation.name}Answers);`] : ['const { status, body } = await ', request, ';'], 2)}
      const report = Object(body[${quote(wire)}]);
      if (status !== ${asks ? 200 : endpoint.status}) {
        assert.ok(status < 500, String(status));
        return t.skip('the example ends otherwise');
      }
      ${asks ? `const records = (await auditLog()).filter((one) => one['operation'] === ${quote(endpoint.name)});\nconst [record] = records;\nconst all = (member: string) => records.flatMap((one) => one[member] ?? []);` : 'const [record] = await auditLog();'}
      ${when(title?.kind === 'string', `assert.equal(report.title, ${title?.kind === 'string' ? quote(title.value) : ''});`)}
      assert.equal(report.request, record?.['request']);
      assert.equal(report.operation, ${quote(endpoint.name)});
      assert.equal(report.specVersion, record?.['spec_version']);
      assert.match(report.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      ${print(['const known = ', rows('[', pairs, ']'), ';'], 2)}
      ${print(
        [
          'const always: readonly string[] = ',
          list(
            '[',
            always.map(({ name }) => quote(name)),
            ']',
          ),
          ';',
        ],
        2,
      )}
      const done: { step: string }[] = report.steps;
      assert.deepEqual(
        done,
        known.filter(({ step }) => done.some((one) => one.step === step)),
      );
      const left = always.filter((step) => !done.some((one) => one.step === step));
      assert.deepEqual(left, []);
      ${when(recorded && outside, `assert.deepEqual(report.calls, ${kept('calls')});`)}
      ${when(recorded && records, `assert.deepEqual(report.decisions, ${kept('decisions')});`)}
    });
  `;
}

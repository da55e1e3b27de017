import type { Expr } from '../../spec/expressions/ast.ts';
import type { OutputField } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { keepsCondition } from '../steady-conditions.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
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
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['./examples.ts', ...examples],
      ['./fixture.ts', 'auditLog', 'send'],
    ])}

    ${tests.join('\n\n')}
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
  return code`
    test(${quote(`${endpoint.name} reports what it did, as the audit log has it`)}, async (t) => {
      ${print(['const { status, body } = await ', requestOf(operation, quote(examplePath(operation, plan)), plan), ';'], 2)}
      const report = Object(body[${quote(wire)}]);
      if (status !== ${endpoint.status} || report.title === undefined) return t.skip('the example ends otherwise');
      const [record] = await auditLog();
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
      ${when(recorded && outside, "assert.deepEqual(report.calls, record?.['calls'] ?? []);")}
      ${when(recorded && records, "assert.deepEqual(report.decisions, record?.['decisions'] ?? []);")}
    });
  `;
}

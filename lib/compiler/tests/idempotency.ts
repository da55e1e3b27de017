import { platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { examplePath, requestOf } from './requests.ts';
import { tellsPaths, toldAs } from './told.ts';

/** test/idempotency.test.ts: what is sent twice is done once; null where nothing promises it. */
export function idempotencyTests(plan: Plan): string | null {
  const operations = plan.operations.filter(({ endpoint }) => endpoint.idempotency !== null);
  if (operations.length === 0) return null;
  const examples = operations.filter(({ body }) => body.length > 0).map(({ name }) => `${name}Example`);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['./examples.ts', ...examples],
      ['./fixture.ts', 'auditLog', ...(tellsPaths(plan) ? ['faultPaths'] : []), 'send'],
    ])}

    ${operations.map((operation) => origin(operation.endpoint, operationTests(operation, plan))).join('\n\n')}
  `;
}

function operationTests(operation: OperationPlan, plan: Plan): string {
  const { endpoint, body, name } = operation;
  const header = endpoint.idempotency?.header ?? 'Idempotency-Key';
  const path = quote(examplePath(operation, plan));
  const request = requestOf(operation, path, plan, 'headers');
  const other = `send(${quote(endpoint.method)}, ${path}, { body: { ...${name}Example, another: 1 }, headers })`;
  return code`
    test(${quote(`${endpoint.name} is done once for a key`)}, async () => {
      const headers = { ${key(header)}: 'key-1' };
      ${print(['const first = await ', request, ';'], 2)}
      ${print(['const again = await ', request, ';'], 2)}
      assert.deepEqual([again.status, again.text], [first.status, first.text]);
      assert.equal(again.headers['location'], first.headers['location']);
      const records = await auditLog();
      assert.equal(records.length, 2);
      if ([400, 401, 403, 429].includes(first.status) || first.status >= 500) return;
      ${body.length > 0 && `const answer = await ${other};\nassert.equal(answer.status, 422);\n${toldAs('answer.body', 'key_reused', plan)}`}
    });

    test(${quote(`${endpoint.name} needs a key`)}, async () => {
      for (const wrong of ['', 'a b', 'x'.repeat(256)]) {
        const headers = { ${key(header)}: wrong };
        ${print(['const answer = await ', request, ';'], 4)}
        assert.equal(answer.status, ${platformError('invalid_input', plan.model).status});
        ${when(tellsPaths(plan), `assert.deepEqual(faultPaths(answer), ['/${header}']);`)}
      }
    });
  `;
}

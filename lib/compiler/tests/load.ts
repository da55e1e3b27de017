import type { OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { examplePath, neededHeaders } from './requests.ts';

/** Whether the specification promises how fast something is answered: then `npm run load` measures it. */
export function promisesTimes(plan: Plan): boolean {
  return promised(plan).length > 0;
}

/** test/load.ts: answers under load, against what is promised of them; null where nothing is. Not one of the tests. */
export function loadFile(plan: Plan): string | null {
  const operations = promised(plan);
  if (operations.length === 0) return null;
  const bodies = operations.flatMap(({ name, body }) => (body.length > 0 ? [`${name}Example`] : []));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['./examples.ts', ...bodies],
      ['./fixture.ts', 'send'],
    ])}

    const ROUNDS = Number(process.env['LOAD_ROUNDS'] ?? '50');
    const AT_ONCE = Number(process.env['LOAD_AT_ONCE'] ?? '8');

    ${print([
      'const promises: Promised[] = ',
      rows(
        '[',
        operations.map((one) => row(one, plan)),
        ']',
      ),
      ';',
    ])}

    for (const { name, method, path, percentile, withinMs, ...rest } of promises) {
      test(\`\${name}: \${percentile} % of all answers within \${withinMs} ms\`, async (t) => {
        await send(method, path, rest);
        const times: number[] = [];
        const failed: number[] = [];
        const ask = async (): Promise<void> => {
          const started = performance.now();
          const { status } = await send(method, path, rest);
          times.push(performance.now() - started);
          if (status >= 500) failed.push(status);
        };
        for (let round = 0; round < ROUNDS; round += 1) await Promise.all(Array.from({ length: AT_ONCE }, ask));
        times.sort((one, other) => one - other);
        const at = (share: number): number => times[Math.ceil((share / 100) * times.length) - 1] ?? 0;
        const said = [50, 90, 95, 99, 100].map((share) => \`p\${share} \${at(share).toFixed(1)} ms\`);
        const promise = \`p\${percentile} \${withinMs} ms\`;
        t.diagnostic(\`\${name}: \${said.join(', ')} of \${times.length}, \${AT_ONCE} at once; promised \${promise}\`);
        assert.deepEqual(failed, []);
        assert.ok(at(percentile) <= withinMs, \`p\${percentile} is \${at(percentile).toFixed(1)} ms\`);
      });
    }

    interface Promised {
      name: string;
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      path: string;
      ${when(bodies.length > 0, 'body?: object;')}
      ${when(
        operations.some((one) => neededHeaders(one, plan) !== ''),
        'headers?: Record<string, string>;',
      )}
      percentile: number;
      withinMs: number;
    }
  `;
}

function promised({ operations }: Plan): OperationPlan[] {
  return operations.filter(({ endpoint }) => endpoint.sla?.latency != null);
}

function row(operation: OperationPlan, plan: Plan): Doc {
  const { endpoint, name, body } = operation;
  const { percentile = 100, withinMs = 0 } = endpoint.sla?.latency ?? {};
  const headers = neededHeaders(operation, plan);
  const parts = [
    `name: ${quote(endpoint.name)}`,
    `method: ${quote(endpoint.method)}`,
    `path: ${quote(examplePath(operation, plan))}`,
    ...(body.length > 0 ? [`body: ${name}Example`] : []),
    ...(headers === '' ? [] : [headers]),
    `percentile: ${percentile}`,
    `withinMs: ${withinMs}`,
  ];
  return from(endpoint, list('{', parts, '}', true));
}

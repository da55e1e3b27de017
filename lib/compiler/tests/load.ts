import type { EntityPlan, OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, hardline, indent, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { comment, quote } from '../text/quote.ts';
import { racesOf } from './concurrency.ts';
import { examplePath, neededHeaders } from './requests.ts';
import { scenarioRequests } from './scenario-requests.ts';
import { inOrderOfFiles, type StoredRow } from './stored-row.ts';
import { wantedRows } from './wanted-rows.ts';

/** Whether the specification promises how fast something is answered: then `npm run load` measures it. */
export function promisesTimes(plan: Plan): boolean {
  return promised(plan).length > 0;
}

/** An operation with a promise, and what its example works on. */
interface Loaded {
  operation: OperationPlan;
  row: StoredRow | null;
}

/** test/load.ts: answers under load, against what is promised of them; null where nothing is. Not one of the tests. */
export function loadFile(plan: Plan): string | null {
  const loaded = promised(plan).map((operation): Loaded => ({ operation, row: wantedRows([operation], plan) }));
  if (loaded.length === 0) return null;
  const bodies = loaded.flatMap(({ operation }) =>
    operation.body.length > 0 && scenarioRequests(operation, plan).length === 0 ? [`${operation.name}Example`] : [],
  );
  const renews = loaded.some(({ operation }) => isUsedUp(operation, plan));
  const stored = new Set(loaded.flatMap(({ row }): readonly EntityPlan[] => row?.entities ?? []));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...inOrderOfFiles(stored).map(({ file, insert }): Import => [`../src/data/${file}.ts`, insert]),
      ['./examples.ts', ...bodies],
      ['./fixture.ts', ...(stored.size > 0 ? ['db'] : []), ...(renews ? ['emptied'] : []), 'send'],
    ])}

    /*
     * What is promised, and how it is measured:
     *
     ${loaded.map(({ operation }) => `* - ${comment(promiseText(operation))}`)}
     *
     * Each operation is sent its example (that of a scenario, where one can be sent as it is), LOAD_AT_ONCE requests at once (8),
     * LOAD_ROUNDS times (50), in this process, with what the example works on stored before (anew for each round, where it is
     * changed: who comes second may find it used up, and the statuses say so), on the database that DATABASE_URL names, else on
     * an embedded one, and with stand-ins for other systems. Times are those of the service without a network. A limit of
     * requests is not exceeded: what it refuses would be fast. Answers of 500 and above are failures; no more than the promised
     * availability allows may be.
     */

    const ROUNDS = Number(process.env['LOAD_ROUNDS'] ?? '50');
    const AT_ONCE = Number(process.env['LOAD_AT_ONCE'] ?? '8');

    ${print(['const promises: Promised[] = [', indent(loaded.map((one): Doc => [hardline, rowOf(one, plan), ','])), hardline, '];'])}

    for (const { name, method, path, percentile, withinMs, available, most, store,${when(renews, ' renews,')} ...rest } of promises) {
      test(\`\${name}: \${percentile} % of all answers within \${withinMs} ms\`, async (t) => {
        ${when(!renews, 'await store(new Date().toISOString());')}
        const times: number[] = [];
        const statuses = new Map<number, number>();
        const ask = async (): Promise<void> => {
          const started = performance.now();
          const { status } = await send(method, path, rest);
          times.push(performance.now() - started);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        };
        const all = Math.min(ROUNDS * AT_ONCE, most);
        let busy = 0;
        for (let left = all; left > 0; left -= AT_ONCE) {
          ${when(renews, RENEW)}
          const began = performance.now();
          await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, ask));
          busy += performance.now() - began;
        }
        const perSecond = (times.length / busy) * 1000;
        times.sort((one, other) => one - other);
        const at = (share: number): number => times[Math.ceil((share / 100) * times.length) - 1] ?? 0;
        const said = [50, 90, 95, 99, 100].map((share) => \`p\${share} \${at(share).toFixed(1)} ms\`);
        const told = [...statuses].map(([status, count]) => \`\${count} times \${status}\`);
        t.diagnostic(\`\${name}: \${said.join(', ')}; promised p\${percentile} \${withinMs} ms\`);
        t.diagnostic(\`\${name}: \${perSecond.toFixed(0)} a second, \${AT_ONCE} at once; answered \${told.join(', ')}\`);
        const failed = [...statuses].reduce((sum, [status, count]) => (status >= 500 ? sum + count : sum), 0);
        const allowed = Math.floor(times.length * (1 - available / 100));
        assert.ok(failed <= allowed, \`\${failed} of \${times.length} failed, \${allowed} may\`);
        assert.ok(at(percentile) <= withinMs, \`p\${percentile} is \${at(percentile).toFixed(1)} ms\`);
      });
    }

    interface Promised {
      name: string;
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      path: string;
      ${when(
        loaded.some(({ operation }) => operation.body.length > 0),
        'body?: object;',
      )}
      ${when(
        loaded.some(({ operation }) => neededHeaders(operation, plan) !== ''),
        'headers?: Record<string, string>;',
      )}
      percentile: number;
      withinMs: number;
      /** Percent of all answers. */
      available: number;
      /** Requests that a limit lets pass. */
      most: number;
      /** Stores what the example works on. */
      store: (now: string) => Promise<unknown>;
      ${when(renews, '/** Whether it changes that. */\nrenews: boolean;')}
    }
  `;
}

const RENEW = code`
  if (renews || left === all) {
    await emptied();
    await store(new Date().toISOString());
  }
`;

/** Whether an operation changes what it works on: then it meets others. */
function isUsedUp(operation: OperationPlan, plan: Plan): boolean {
  return racesOf(plan).some(({ operations }) => operations.includes(operation));
}

function promised({ operations }: Plan): OperationPlan[] {
  return operations.filter(({ endpoint }) => endpoint.sla?.latency != null);
}

/** `getQuote: 99 % of all answers within 200 ms, 99.9 % without a failure`. */
function promiseText({ endpoint: { name, sla, rateLimit } }: OperationPlan): string {
  const { percentile = 100, withinMs = 0 } = sla?.latency ?? {};
  const available = sla?.availability == null ? '' : `, ${availableOf(sla.availability)} % without a failure`;
  const limit = rateLimit === null ? '' : `; ${rateLimit.limit} requests, for more are refused`;
  return `${name}: ${percentile} % of all answers within ${withinMs} ms${available}${limit}`;
}

/** `99.9%` as `99.9`. */
function availableOf(availability: string | null | undefined): string {
  return String(Number(availability?.replace(/[^\d.]/g, '') || '100'));
}

function rowOf({ operation, row }: Loaded, plan: Plan): Doc {
  const { endpoint, name, body } = operation;
  const { percentile = 100, withinMs = 0 } = endpoint.sla?.latency ?? {};
  const [said] = scenarioRequests(operation, plan);
  const headers = neededHeaders(operation, plan);
  const statements = row?.statements ?? [];
  const takes = statements.some((one) => /\bnow\b/.test(print(one))) ? 'now' : '';
  const stored: Doc = ['{', indent(statements.map((one): Doc => [hardline, one])), hardline, '}'];
  const parts: Doc[] = [
    `name: ${quote(endpoint.name)}`,
    `method: ${quote(endpoint.method)}`,
    `path: ${quote(examplePath(operation, plan))}`,
    ...(body.length > 0 ? [['body: ', said?.written ?? `${name}Example`]] : []),
    ...(headers === '' ? [] : [headers]),
    `percentile: ${percentile}`,
    `withinMs: ${withinMs}`,
    `available: ${availableOf(endpoint.sla?.availability)}`,
    `most: ${endpoint.rateLimit?.limit ?? 'Infinity'}`,
    statements.length === 0 ? 'store: async () => {}' : [`store: async (${takes}) => `, stored],
    ...(promised(plan).some((one) => isUsedUp(one, plan)) ? [`renews: ${isUsedUp(operation, plan)}`] : []),
  ];
  return from(endpoint, ['{', indent(parts.map((part): Doc => [hardline, part, ','])), hardline, '}']);
}

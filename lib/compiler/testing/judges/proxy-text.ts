import type { GeneratedFile } from '../../generated-file.ts';
import type { EntityPlan, Plan } from '../../plan.ts';
import { hashes } from '../../service/hashed.ts';
import { keepsSubject, subjectImports, subjectRow } from '../../tests/fixture-auth.ts';
import { pathPattern } from '../../tests/forms.ts';
import { wantedRows } from '../../tests/wanted-rows.ts';
import { print } from '../../text/doc.ts';

/**
 * A program for a service's folder that stands before the service: it empties the database and stores what the example of an
 * operation works on before each request, shows a good token in the place of whatever was sent, and passes all on.
 */
export function proxyText(plan: Plan, files: readonly GeneratedFile[]): string {
  const all = files.map(({ text }) => text).join('\n');
  const rows = plan.operations.map((operation) => ({ operation, found: wantedRows([operation], plan) }));
  const entities = new Set(rows.flatMap(({ found }): readonly EntityPlan[] => found?.entities ?? []));
  const inserts = new Map([...entities].map(({ file, insert }) => [insert, `../src/data/${file}.ts`]));
  // A service has only what something in it stores.
  for (const name of inserts.keys()) if (!all.includes(`function ${name}(`)) inserts.delete(name);
  for (const [from, ...names] of subjectImports(plan)) for (const name of names) inserts.set(name, from);
  const sealed = files.some(({ path }) => path === 'src/platform/fields.ts');
  const hashKey = hashes(plan) ? ", process.env['HASH_KEY']" : '';
  return `
import { createServer, request } from 'node:http';
import { openPostgres } from '../src/platform/db.ts';
${sealed ? "import { sealFieldsWith } from '../src/platform/fields.ts';\nimport { sealWith } from '../src/platform/seal.ts';" : ''}
${[...inserts].map(([name, from]) => `import { ${name} } from '${from}';`).join('\n')}

${sealed ? `sealFieldsWith(sealWith([Buffer.from(process.env['DATA_KEY'], 'base64')]${hashKey}));` : ''}
const db = openPostgres(process.env['DATABASE_URL']);
const shown = JSON.parse(process.env['SHOWN']);
${keepsSubject(plan) ? 'let stored = null;' : ''}

const rows = [
${rows
  .map(({ operation: { endpoint }, found }) => {
    const statements = (found?.statements ?? []).map((one) => print(one));
    const text = statements.filter((one) => inserts.has(/^await (\w+)\(/.exec(one)?.[1] ?? '')).join('\n');
    return `  ['${endpoint.method}', ${pathPattern(endpoint.path)}, async (now) => {\n${text}\n}],`;
  })
  .join('\n')}
];

const tables = await db.query(\`
  SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname = 'public' AND tablename NOT LIKE '%migration%' OR schemaname = 'platform'
    AND tablename IN ('idempotency', 'task', 'request', 'outbox', 'delivery', 'snapshot', 'content', 'content_request')\`);

async function prepare(method, path) {
  await db.script('TRUNCATE ' + tables.map(({ name }) => name).join(', ') + ' CASCADE');
  ${subjectRow(plan)}
  const [, , store] = rows.find(([wanted, pattern]) => wanted === method && pattern.test(path)) ?? [];
  await store?.(new Date().toISOString());
}

let before = Promise.resolve();

createServer((asked, answer) => {
  const parts = [];
  asked.on('data', (part) => parts.push(part));
  asked.on('end', () => {
    before = before.then(async () => {
      await prepare(asked.method, asked.url.split('?')[0]).catch((error) => console.error(String(error)));
      await new Promise((done) => {
        const { method, url: path, headers } = asked;
        const on = request(process.env['UPSTREAM'], { method, path, headers: { ...headers, ...shown } }, (got) => {
          answer.writeHead(got.statusCode, got.headers);
          got.pipe(answer).on('close', done);
        });
        on.on('error', () => answer.destroy()).end(Buffer.concat(parts));
      });
    });
  });
}).listen(0, '127.0.0.1', function () {
  console.log(JSON.stringify({ listening: 'http://127.0.0.1:' + this.address().port }));
});
`;
}

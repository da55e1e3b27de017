import type { OperationPlan, Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { isFile } from '../service/file-fields.ts';
import { isOptional } from '../service/types.ts';
import { isPerson } from '../steps-within.ts';
import { code } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { expectedStatuses } from './contract.ts';
import { examplePath, followedAs, requestOf } from './requests.ts';

/**
 * test/result-files.test.ts: the files of answers that people gave, read by whoever follows the request; null where nothing but
 * people decides of no such answer.
 */
export function resultFilesTests(plan: Plan): string | null {
  const told = awaitedFiles(plan).filter(
    (operation) => isPlain(operation) && placesOf(operation, plan).length > 0 && asksAtOnce(operation, plan),
  );
  if (told.length === 0) return null;
  const examples = told.flatMap(({ name, body }) => [`${name}Answers`, ...(body.length > 0 ? [`${name}Example`] : [])]);
  const shared: Import[] = [
    ['node:assert/strict', 'default assert'],
    ['node:test', 'test'],
    ['../src/platform/files.ts', 'forgetContents'],
    ['../src/platform/retention.ts', 'forgetFinished'],
    ['./examples.ts', ...examples],
    ['./fixture.ts', 'db', 'send', 'type TokenClaims'],
  ];
  return code`
    ${imports(shared)}

    ${told.map((operation) => origin(operation.endpoint, readTest(operation, plan))).join('\n\n')}

    ${ANSWER}
  `;
}

/** Whether nothing but people decides what comes out, each of whom may do what the others did not. */
function isPlain({ endpoint: { processing } }: OperationPlan): boolean {
  return processing.every(
    (step) => step.when === null && isPerson(step) && (step.kind === 'prose' || step.notBy.length === 0),
  );
}

function asksAtOnce(operation: OperationPlan, plan: Plan): boolean {
  const [status, ...others] = expectedStatuses(operation, plan);
  const responds = operation.tasks.some(({ step }) => step.kind === 'userTask' && step.respond !== null);
  return !responds && status === 202 && others.length === 0;
}

/** Where the files of an answer are, in the result of the request. */
function placesOf({ endpoint: { output, wholeOutput } }: OperationPlan, { model }: Plan): string[] {
  if (wholeOutput !== null) return isFile(wholeOutput.type, model) ? ['result'] : [];
  const always = output.filter(
    ({ type, from }) => isFile(type, model) && (from.kind === 'form' || !isOptional(type, model)),
  );
  return always.map(({ name }) => `result[${quote(name)}]`);
}

function readTest(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name, tasks } = operation;
  const roles = [...new Set(tasks.flatMap(({ step }) => step.candidates))].map(quote).join(', ');
  const started = requestOf(operation, quote(examplePath(operation, plan)), plan);
  const as = followedAs(operation);
  const places = placesOf(operation, plan);
  return code`
    test(${quote(`whoever follows ${endpoint.name} reads the files of its answer, for as long as it is kept, and nobody else`)}, async () => {
      const operator: TokenClaims = { sub: 'operator-1', roles: [${roles}] };
      ${print(['const started = await ', started, ';'], 2)}
      assert.deepEqual([started.status, started.body['state']], [202, 'waiting']);
      const location = String(started.headers['location']);
      const none = \`\${location}/files/\${'0'.repeat(64)}\`;
      assert.equal((await send('GET', none${as})).status, 404);
      for (const answer of Object.values(${name}Answers)) await answerNext(answer, operator);
      const result = Object((await send('GET', location${as})).body['result']);
      await db.query("UPDATE platform.content SET kept_at = now() - interval '2 days'");
      await forgetContents(db);
      ${print(['const files = ', list('[', places, '].map(Object)'), ';'], 2)}
      for (const { media, size, sha256 } of files) {
        const file = \`\${location}/files/\${sha256}\`;
        const { status, headers } = await send('GET', file${as});
        assert.deepEqual([status, headers['content-type'], Number(headers['content-length'])], [200, media, size]);
        assert.equal((await send('GET', file, { as: { sub: 'stranger' } })).status, 404);
      }
      assert.equal((await send('GET', none${as})).status, 404);
      await db.query("UPDATE platform.request SET finished_at = now() - interval '31 days'");
      assert.equal(await forgetFinished(db), 1);
      assert.notEqual(await forgetContents(db), 0);
      assert.equal((await send('GET', \`\${location}/files/\${files[0].sha256}\`${as})).status, 404);
    });
  `;
}

const ANSWER = code`
  /** Gives the answer of the task that is open. */
  async function answerNext(answer: object, as: TokenClaims): Promise<void> {
    const [task] = Object((await send('GET', '/tasks', { as })).body['tasks']);
    assert.equal((await send('POST', \`/tasks/\${task.id}/complete\`, { body: answer, as })).status, 200);
  }
`;

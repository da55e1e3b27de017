import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Caller } from '../src/platform/auth.ts';
import { type Operation, type Run, type Service, serve } from '../src/platform/operation.ts';
import { not_found, Problem } from '../src/platform/problems.ts';
import { newServer } from '../src/platform/server.ts';
import { type Flow, refuseLostTasks, useTasks } from '../src/platform/tasks.ts';
import type { TaskDefinition } from '../src/platform/waiting.ts';
import { verifyKycAnswers } from './examples.ts';
import { auditLog, db, service } from './fixture.ts';

const ANSWER = verifyKycAnswers.extract_text_ocr;

/** What people are asked here, by the form of a task of the service. */
const task = (step: string, more: Partial<TaskDefinition>): TaskDefinition => ({
  step,
  title: `Do ${step}`,
  instruction: `Look at ${step}`,
  candidates: ['officer', 'lead'],
  form: 'VerifyKycExtractTextOcrForm',
  ...more,
});

const first = task('first', {});
const second = task('second', { candidates: ['lead'] });
const third: TaskDefinition = {
  step: 'third',
  title: 'Do it',
  instruction: '',
  candidates: ['clerk'],
  form: first.form,
};

type Values = typeof ANSWER;

/** What the steps of a test do after the first answer. */
let goOn: (run: Run<never>, answer: Values) => Promise<unknown> = async () => undefined;

const operation = (name: string, steps: Operation['steps'], more: Partial<Operation> = {}): Operation => ({
  name,
  method: 'POST',
  path: `/${name}`,
  status: 200,
  access: { roles: [], scopes: [] },
  bodyLimit: 1000,
  body: null,
  parameters: null,
  output: null,
  record: ['request', 'response', 'decisions'],
  steps,
  ...more,
});

const ask = operation('ask', async (run) => goOn(run, await run.person<Values>(first)));
const other = operation('other', async (run) => goOn(run, await run.person<Values>(third)), {
  record: [],
  output: 'VerifyKycExtractTextOcrForm',
});
const flows: Flow[] = [
  { operation: ask, tasks: [first, second] },
  { operation: other, tasks: [third] },
];

/** Callers are who they say they are. */
const believing: Service = {
  ...service,
  authenticate: async ({ headers }): Promise<Caller> => ({
    id: String(headers['x-id']),
    roles: String(headers['x-roles']).split(' '),
    scopes: [],
  }),
};
const app = newServer(believing);
for (const flow of flows) serve(app, believing, flow.operation);
useTasks(app, believing, flows);

interface Got {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}

/** Sends a request of somebody, by default of an officer. */
async function send(method: 'GET' | 'POST', url: string, who = 'olga officer', body?: object): Promise<Got> {
  const [id = '', ...roles] = who.split(' ');
  const headers = { 'x-id': id, 'x-roles': roles.join(' '), 'content-type': 'application/json' };
  const answer = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

function start(name = 'ask'): Promise<Got> {
  goOn = async () => undefined;
  return send('POST', `/${name}`, 'author officer');
}

const complete = (id: string, who?: string, body: object = ANSWER) => send('POST', `/tasks/${id}/complete`, who, body);

async function openTasks(who?: string): Promise<{ id: string; step: string; request: string }[]> {
  const { body } = await send('GET', '/tasks', who);
  return body['tasks'] as { id: string; step: string; request: string }[];
}

/** The id of the task that a new request waits for, and where that is. */
async function asked(): Promise<{ id: string; location: string }> {
  const { headers } = await start();
  return { id: (await openTasks())[0]?.id ?? '', location: String(headers['location']) };
}

describe('a task', () => {
  test('is there for everybody who has one of the roles, and for nobody else', async () => {
    const { id } = await asked();
    await start('other');
    for (const who of ['olga officer', 'lars lead', 'both clerk officer']) {
      assert.ok(
        (await openTasks(who)).some((one) => one.id === id),
        who,
      );
      assert.equal((await send('GET', `/tasks/${id}`, who)).status, 200);
    }
    const [clerks, ...others] = await openTasks('carl clerk');
    assert.deepEqual([clerks?.step, others], ['third', []]);
    const calls = [`/tasks/${id}`, `/tasks/${id}/claim`, `/tasks/${id}/complete`];
    const as = async (who: string) =>
      (
        await Promise.all(
          calls.map((url, at) => send(at === 0 ? 'GET' : 'POST', url, who, at === 0 ? undefined : ANSWER)),
        )
      ).map(({ status }) => status);
    assert.deepEqual(await as('carl clerk'), [404, 404, 404]);
    assert.deepEqual(await as('nobody visitor'), [403, 403, 403]);
    assert.equal((await send('GET', '/tasks', 'nobody visitor')).status, 403);
  });

  test('that this release does not have stops its start, as long as somebody waits for it', async () => {
    await asked();
    await start('other');
    await refuseLostTasks(db, flows);
    const message = 'requests wait for steps that this release does not have: 1 at ask/first, 1 at other/third';
    await assert.rejects(refuseLostTasks(db, []), { message });
    const some = 'requests wait for steps that this release does not have: 1 at other/third';
    await assert.rejects(refuseLostTasks(db, flows.slice(0, 1)), { message: some });
    await db.script("UPDATE platform.task SET state = 'completed', claimed_by = 'olga', completed_at = now()");
    await refuseLostTasks(db, []);
  });
});

describe('a request that waits', () => {
  test('ends with what the steps refuse; what they wrote since the answer is undone', async () => {
    const { id, location } = await asked();
    goOn = async ({ tx }) => {
      await tx.query("UPDATE platform.task SET step = 'undone'");
      throw new Problem(not_found);
    };
    assert.equal((await complete(id)).status, 200);
    const { state, problem } = (await send('GET', location)).body;
    assert.deepEqual([state, Object(problem).status], ['failed', 404]);
    assert.deepEqual(await db.query('SELECT step FROM platform.task'), [{ step: 'first' }]);
    const last = (await auditLog()).at(-1);
    assert.deepEqual([last?.['operation'], last?.['status'], last?.['input']], ['ask', 404, null]);
  });

  test('ends with a conflict where the steps meet stored rows that they cannot be beside', async () => {
    const { id, location } = await asked();
    goOn = ({ tx }) => tx.query('INSERT INTO platform.task SELECT * FROM platform.task');
    assert.equal((await complete(id)).status, 200);
    const { state, problem } = (await send('GET', location)).body;
    assert.deepEqual([state, Object(problem).status], ['failed', 409]);
  });

  test('does not take an answer that the service fails to go on with: it can be given again', async (t) => {
    t.mock.method(console, 'error', () => undefined);
    const { id, location } = await asked();
    goOn = () => Promise.reject(new Error('of the inside'));
    assert.equal((await complete(id)).status, 500);
    assert.equal((await send('GET', location)).body['state'], 'waiting');
    goOn = async () => undefined;
    assert.equal((await complete(id)).status, 200);
    assert.equal((await send('GET', location)).body['state'], 'succeeded');
  });
});

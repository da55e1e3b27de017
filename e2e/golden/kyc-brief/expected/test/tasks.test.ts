import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forgetFinished } from '../src/platform/retention.ts';
import { verifyKycAnswers, verifyKycExample } from './examples.ts';
import { auditLog, db, faultPaths, type Got, restart, send, type TokenClaims } from './fixture.ts';

const operator: TokenClaims = { sub: 'operator-1', roles: ['operator'] };
const colleague: TokenClaims = { sub: 'operator-2', roles: ['operator'] };

const start = (): Promise<Got> => send('POST', '/kyc/verify', { body: verifyKycExample });
const claim = (id: string, as = operator): Promise<Got> => send('POST', `/tasks/${id}/claim`, { as });
const complete = (id: string, body: unknown, as = operator): Promise<Got> =>
  send('POST', `/tasks/${id}/complete`, { body, as });

async function openTasks(): Promise<{ id: string; step: string; [more: string]: unknown }[]> {
  const { body } = await send('GET', '/tasks', { as: operator });
  return body['tasks'] as { id: string; step: string }[];
}

async function firstTask(): Promise<string> {
  await start();
  return (await openTasks())[0]?.id ?? '';
}

const ANSWER = verifyKycAnswers.extract_text_ocr;

describe('verifyKyc', () => {
  test('asks people step by step, across restarts, and then answers', async () => {
    const started = await send('POST', '/kyc/verify', { body: verifyKycExample });
    assert.equal(started.status, 202);
    const location = String(started.headers['location']);
    assert.equal(location, `/requests/${started.body['id']}`);
    assert.deepEqual(started.body, { id: started.body['id'], operation: 'verifyKyc', state: 'waiting' });

    for (const [step, answer] of Object.entries(verifyKycAnswers)) {
      await restart();
      const waiting = await send('GET', location);
      assert.equal(waiting.body['state'], 'waiting');
      assert.equal(waiting.headers['retry-after'], '5');
      const [task, ...others] = await openTasks();
      assert.equal(task?.step, step);
      assert.deepEqual(others, []);
      assert.equal((await claim(task.id)).status, 200);
      assert.equal((await complete(task.id, answer)).status, 200);
    }

    const { id } = started.body;
    assert.deepEqual((await send('GET', location)).body, {
      id,
      operation: 'verifyKyc',
      state: 'succeeded',
      result: verifyKycAnswers.risk_assessment,
    });
    assert.deepEqual(await openTasks(), []);
    const records = await auditLog();
    const last = records.at(-1);
    assert.equal(last?.['actor'], 'caller');
    assert.equal(last?.['operation'], 'verifyKyc');
    assert.equal(last?.['status'], 200);
  });

  test('shows later tasks what was found before', async () => {
    await complete(await firstTask(), { finding: 'the second page is missing' });
    const [task] = await openTasks();
    assert.deepEqual(task?.['findings'], [{ step: 'extract_text_ocr', finding: 'the second page is missing' }]);
  });
});

describe('a task', () => {
  test('hides what is classified until it is claimed, and shows it to whoever claimed it', async () => {
    const id = await firstTask();
    const hidden = { ...verifyKycExample, document_images: ['[12 characters omitted]'] };
    const inputFor = async (as: TokenClaims) => (await send('GET', `/tasks/${id}`, { as })).body['input'];
    assert.deepEqual(await inputFor(operator), hidden);
    assert.deepEqual((await claim(id)).body['input'], verifyKycExample);
    assert.deepEqual(await inputFor(operator), verifyKycExample);
    assert.deepEqual(await inputFor(colleague), hidden);
  });

  test('belongs to whoever claimed it', async () => {
    const id = await firstTask();
    assert.equal((await claim(id)).status, 200);
    assert.equal((await claim(id)).status, 200);
    assert.equal((await claim(id, colleague)).status, 409);
    assert.equal((await complete(id, ANSWER, colleague)).status, 409);
  });

  test('is completed once, however many try at the same time', async () => {
    const id = await firstTask();
    const answers = await Promise.all([complete(id, ANSWER), complete(id, ANSWER), complete(id, ANSWER)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
    assert.equal((await claim(id)).status, 409);
    assert.equal((await openTasks()).length, 1);
  });

  test('takes only what its form asks for, and stays open otherwise', async () => {
    const id = await firstTask();
    const answer = await complete(id, { ...ANSWER, unknown_field: true });
    assert.equal(answer.status, 400);
    assert.deepEqual(faultPaths(answer), ['/unknown_field']);
    assert.equal((await openTasks())[0]?.id, id);
  });

  test('is nobody else’s business', async () => {
    const id = await firstTask();
    const as = { sub: 'stranger' };
    for (const path of ['/tasks', `/tasks/${id}`]) assert.equal((await send('GET', path, { as })).status, 403);
    for (const path of [`/tasks/${id}/claim`, `/tasks/${id}/complete`]) {
      assert.equal((await send('POST', path, { body: ANSWER, as })).status, 403);
    }
  });

  test('that does not exist is not found', async () => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x', '%00']) {
      assert.equal((await send('GET', `/tasks/${id}`, { as: operator })).status, 404);
    }
  });
});

describe('a request that waits', () => {
  test('exists for its starter and for candidates only', async () => {
    const location = String((await start()).headers['location']);
    assert.equal((await send('GET', location, { as: { sub: 'stranger' } })).status, 404);
    assert.equal((await send('GET', location, { as: operator })).status, 200);
    assert.equal((await send('GET', '/requests/%00', {})).status, 404);
  });

  test('is deleted with its tasks 30 days after it was finished, and the audit log says how many were', async () => {
    const locations = [await start(), await start()].map(({ headers }) => String(headers['location']));
    const finish = 'UPDATE platform.request SET finished_at = now() - $2::interval WHERE id = $1';
    await Promise.all(
      ['30 days', '29 days'].map((age, at) => db.query(finish, [locations[at]?.split('/').at(-1), age])),
    );
    assert.equal(await forgetFinished(db), 1);
    const found = await Promise.all(locations.map(async (location) => (await send('GET', location)).status));
    assert.deepEqual(found, [404, 200]);
    assert.deepEqual(await db.query('SELECT count(*) AS count FROM platform.task'), [{ count: 1 }]);
    const [record] = await db.query('SELECT output FROM platform.audit_log WHERE actor = $1', ['system']);
    assert.deepEqual(record, { output: { deleted: 1 } });
  });

  test('is stored encrypted', async () => {
    await start();
    const [row] = await db.query<{ sealed: Uint8Array }>('SELECT sealed FROM platform.request');
    assert.equal(Buffer.from(row?.sealed ?? '').includes('"input"'), false);
  });
});

test('a browser gets the page for operators, which may load nothing from elsewhere', async () => {
  const { status, headers, text } = await send('GET', '/tasks', { as: null, headers: { accept: 'text/html' } });
  assert.equal(status, 200);
  assert.match(text, /<h1>Tasks/);
  assert.doesNotMatch(text, /(src|href)="/);
  assert.match(String(headers['content-security-policy']), /default-src 'none'; script-src 'sha256-[^']{44}'/);
});

test('tasks come in pages', async () => {
  for (let started = 0; started < 51; started += 1) await start();
  const first = await send('GET', '/tasks', { as: operator });
  const second = await send('GET', '/tasks?offset=50', { as: operator });
  assert.deepEqual([first.body['next'], second.body['next']], [50, null]);
  assert.equal(Object(second.body['tasks']).length, 1);
  assert.equal((await send('GET', '/tasks?offset=-1', { as: operator })).status, 400);
});

import { code, when } from '../text/code.ts';

/** What the tests of a service take from its fixture, and from elsewhere. */
function head(taken: readonly string[], pauses = false): string {
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    ${when(pauses, "import { setTimeout as pause } from 'node:timers/promises';")}
    import { ${[...taken, 'send', 'simulators'].join(', ')} } from './fixture.ts';

    const simulator = (name: string) => {
      const found = simulators.get(name);
      assert.ok(found);
      return found;
    };
  `;
}

const ORDERS = code`
  ${head(['auditLog', 'db'], true)}

  const place = (lines: number[]) => send('POST', '/orders', { body: { amount: '10.00', lines } });
  const attempts = () => db.query<{ line: number }>('SELECT line FROM attempt ORDER BY line');

  test('each step is done once, however often the run begins again', async () => {
    const { status, body } = await place([5, 6]);
    assert.equal(status, 200);
    assert.deepEqual(
      { receipt: body['receipt'], state: body['state'], attempts: body['attempts'], lines: body['lines'] },
      { receipt: 'text', state: 'paid', attempts: 4, lines: 2 },
    );
    assert.deepEqual((await attempts()).map(({ line }) => line), [1, 2, 5, 6]);
    assert.equal((await db.query('SELECT 1 FROM "order"')).length, 1);
    const charges = simulator('bank').heard;
    assert.equal(charges.length, 1);
    const [record] = await auditLog();
    assert.equal(charges[0]?.headers['idempotency-key'], \`\${record?.['request']}:charged\`);
    assert.deepEqual(
      Object(record?.['calls']).map(({ step }: { step: string }) => step),
      ['shipping', 'tax', 'charged', 'priced[0]', 'priced[1]'],
    );
  });

  test('branches are asked side by side', async () => {
    const slow = { answer: JSON.stringify({ price: '1.00' }), afterMs: 200 };
    simulator('quotes').behave('shipping', slow);
    simulator('quotes').behave('tax', slow, { answer: JSON.stringify({ price: '1.00' }) });
    const began = performance.now();
    const asked = place([1]);
    await pause(100);
    assert.deepEqual(simulator('quotes').heard.map(({ operation }) => operation), ['shipping', 'tax']);
    assert.equal((await asked).status, 200);
    assert.ok(performance.now() - began < 2000);
  });

  test('a failure of a branch is the error that the step names, and nothing is stored', async () => {
    simulator('quotes').behave('tax', { fails: 'unavailable' });
    const { status, body } = await place([1]);
    assert.deepEqual([status, body['type']], [503, 'urn:problem:no_quote']);
    assert.deepEqual(await db.query('SELECT 1 FROM "order"'), []);
  });

  test('a caught failure of a call goes on in its catch; what was stored before the call stays', async () => {
    simulator('bank').behave('charge', { fails: 'rejected' });
    const { status, body } = await place([7]);
    assert.deepEqual([status, body['state'], body['note'], body['receipt'] ?? null], [200, 'failed', 'bank', null]);
    assert.deepEqual((await attempts()).map(({ line }) => line), [1, 7]);
  });

  test('a failure that no catch names ends the request', async () => {
    simulator('bank').behave('charge', { fails: 'invalid_response' });
    const { status, body } = await place([7]);
    assert.deepEqual([status, body['type']], [502, 'urn:problem:invalid_response']);
  });

  test('a caught error undoes what was stored since the call, also for the rounds after it', async () => {
    const { status, body } = await place([0, 8]);
    assert.deepEqual([status, body['state'], body['note'], body['receipt'] ?? null], [200, 'failed', 'stock', null]);
    assert.deepEqual((await attempts()).map(({ line }) => line), [0, 1, 8]);
    assert.equal(simulator('bank').heard.length, 1);
  });
`;

const TRANSFERS = code`
  ${head(['auditLog', 'db'], true)}

  const body = { iban: 'DE00000001', amount: '10.00', kind: 'urgent' };
  const rich = { answer: JSON.stringify({ found: true, balance: '100.00' }) };

  test('an answer that is a fallback says so, and the request goes on', async () => {
    simulator('core').behave('getAccount', rich);
    simulator('core').behave('book', { fails: 'unavailable' });
    const answer = await send('POST', '/transfers', { body });
    assert.deepEqual([answer.status, answer.body['reference'], answer.body['degraded']], [200, 'later', false]);
    const [record] = await auditLog();
    const [first, , last] = Object(record?.['calls']);
    assert.deepEqual([first.request.iban, last.outcome, last.degraded], ['…0001', 'unavailable', 'fallback']);
  });

  test('an answer of before stands in for one that does not come', async () => {
    simulator('core').behave('getAccount', rich);
    assert.equal((await send('POST', '/transfers', { body })).body['degraded'], false);
    simulator('rates').behave('latest', { fails: 'timeout' });
    const answer = await send('POST', '/transfers', { body });
    assert.deepEqual([answer.status, answer.body['degraded']], [200, true]);
  });

  test('decimals are JSON numbers for other systems, with every digit', async () => {
    simulator('core').behave('getAccount', rich);
    simulator('core').behave('book', { answer: '{"reference":"r","exact":-98765432109876543.21,"count":9223372036854775807}' });
    const { status, body: told } = await send('POST', '/transfers', { body });
    assert.deepEqual([status, told['exact'], told['count']], [200, '-98765432109876543.21', '9223372036854775807']);
    const sent = simulator('core').heard.find(({ operation }) => operation === 'book')?.body;
    assert.equal(sent, '{"iban":"DE00000001","amount":10.00,"exact":12345678901234567.89}');
    simulator('core').behave('book', { answer: '{"reference":"r","exact":1e999}' });
    assert.equal((await send('POST', '/transfers', { body })).body['degraded'], false);
    const last = Object((await auditLog()).at(-1)?.['calls']).at(-1);
    assert.deepEqual([last.outcome, last.degraded], ['invalid_response', 'fallback']);
  });

  test('a retry that helps is not noticed', async () => {
    simulator('core').behave('getAccount', { fails: 'unavailable' }, { fails: 'rate_limited' }, rich);
    assert.equal((await send('POST', '/transfers', { body })).status, 200);
    assert.equal(simulator('core').heard.filter(({ operation }) => operation === 'getAccount').length, 3);
  });

  test('what a guard refuses after a call is a plain refusal, with the calls in its record', async () => {
    simulator('core').behave('getAccount', { answer: JSON.stringify({ found: true, balance: 9.99 }) });
    const answer = await send('POST', '/transfers', { body });
    assert.deepEqual([answer.status, answer.body['type']], [422, 'urn:problem:too_much']);
    const [record] = await auditLog();
    assert.equal(Object(record?.['calls'])[0].step, 'account');
  });

  test('no transaction is open while others are asked', async () => {
    simulator('core').behave('getAccount', { ...rich, afterMs: 300 });
    const asked = send('POST', '/transfers', { body });
    await pause(100);
    const began = performance.now();
    await db.transaction((tx) => tx.query('SELECT 1'));
    assert.ok(performance.now() - began < 150);
    assert.equal((await asked).status, 200);
  });
`;

const CASES = code`
  ${head(['auditLog', 'db'], true)}
  import { drive, restart } from './fixture.ts';
  import { escalateTasks } from '../src/platform/tasks.ts';

  const officer = (sub: string) => ({ sub, roles: ['officer'] });
  const risky = { answer: JSON.stringify({ risk: 0.9 }) };
  const open = () => send('POST', '/cases', { body: { name: 'Asha Rao' }, as: officer('ann') });
  const state = async (location: string, as = officer('ann')) => (await send('GET', location, { as })).body;
  const pauseOver = () => db.script(\`UPDATE platform.request SET wake_at = now() - interval '1 second' WHERE wake_at IS NOT NULL\`);
  const answer = { decision: 'approved', comment: 'fine' };

  async function firstTask(as = officer('bob')): Promise<Record<string, unknown>> {
    const { body } = await send('GET', '/tasks', { as });
    return Object(body['tasks'])[0] ?? {};
  }

  test('the caller reads exactly what the step says, and where the answer will be', async () => {
    simulator('registry').behave('find', risky);
    const started = await open();
    assert.equal(started.status, 202);
    assert.deepEqual(started.body, { status: 'in_review' });
    const location = String(started.headers['location']);
    assert.equal((await state(location))['state'], 'waiting');
    assert.deepEqual(await db.query('SELECT status FROM "case"'), [{ status: 'in_review' }]);
  });

  test('who asked must not decide, and who decides sees what is shown, once they took it', async () => {
    simulator('registry').behave('find', risky);
    await open();
    const { id } = await firstTask();
    assert.equal((await send('POST', \`/tasks/\${id}/claim\`, { as: officer('ann') })).status, 403);
    assert.equal((await send('POST', \`/tasks/\${id}/complete\`, { as: officer('ann'), body: answer })).status, 403);
    assert.deepEqual((await firstTask())['input'], {});
    const claimed = await send('POST', \`/tasks/\${id}/claim\`, { as: officer('bob') });
    assert.equal(claimed.status, 200);
    const shown = Object(claimed.body['input']);
    assert.deepEqual([shown.case.name, shown['person risk']], ['Asha Rao', '0.90']);
    const [row] = await db.query<{ sealed: Uint8Array }>('SELECT sealed FROM platform.task');
    assert.equal(Buffer.from(row?.sealed ?? '').includes('Asha'), false);
  });

  test('the request goes on by itself: asks, waits for its time, and ends', async () => {
    simulator('registry').behave('find', risky);
    const location = String((await open()).headers['location']);
    const { id } = await firstTask();
    await restart();
    assert.equal((await send('POST', \`/tasks/\${id}/complete\`, { as: officer('bob'), body: answer })).status, 200);
    assert.equal((await state(location))['state'], 'running');
    assert.equal(await drive(), 1);
    assert.equal((await state(location))['state'], 'waiting');
    assert.equal(simulator('registry').heard.filter(({ operation }) => operation === 'tell').length, 1);
    assert.equal(await drive(), 0);
    await pauseOver();
    assert.equal(await drive(), 1);
    // Its own clock has not come so far yet: it waits on.
    assert.equal((await state(location))['state'], 'waiting');
    await pause(1100);
    assert.equal(await drive(), 1);
    const { report, ...result } = Object((await state(location))['result']);
    assert.deepEqual(result, { status: 'approved', ok: true });
    assert.deepEqual(report.calls.map(({ step }: { step: string }) => step), ['person', 'told']);
    assert.deepEqual(report.calls[0].request, { name: 'A. R.' });
    assert.equal(report.request, location.split('/').at(-1));
    assert.deepEqual(report.steps.find(({ step }: { step: string }) => step === 'review'), { step: 'review', kind: 'userTask' });
    assert.doesNotMatch(JSON.stringify(report), /Asha|Rao/);
    assert.deepEqual(await db.query('SELECT status, by FROM "case"'), [{ status: 'approved', by: 'bob' }]);
    assert.equal(simulator('registry').heard.filter(({ operation }) => operation === 'tell').length, 1);
  });

  test('a failure of a system that was asked later ends the request with its problem', async () => {
    simulator('registry').behave('find', risky);
    const location = String((await open()).headers['location']);
    const { id } = await firstTask();
    await send('POST', \`/tasks/\${id}/complete\`, { as: officer('bob'), body: answer });
    simulator('registry').behave('tell', { fails: 'rejected' });
    await drive();
    const { state: ended, problem } = await state(location);
    assert.deepEqual([ended, Object(problem).status], ['failed', 502]);
    const last = (await auditLog()).at(-1);
    assert.deepEqual([last?.['status'], Object(last?.['calls'])[0].outcome], [502, 'rejected']);
  });

  test('a request whose driver died goes on with another one, after a while', async () => {
    simulator('registry').behave('find', risky);
    const location = String((await open()).headers['location']);
    const { id } = await firstTask();
    await send('POST', \`/tasks/\${id}/complete\`, { as: officer('bob'), body: answer });
    await db.script(\`UPDATE platform.request SET lease_until = now() + interval '1 minute'\`);
    assert.equal(await drive(), 0);
    await db.script(\`UPDATE platform.request SET lease_until = now() - interval '1 second'\`);
    assert.equal(await drive(), 1);
    assert.equal((await state(location))['state'], 'waiting');
  });

  test('what is overdue is given to others too, and nobody decides in their place', async () => {
    simulator('registry').behave('find', risky);
    await open();
    const chief = { sub: 'eve', roles: ['chief'] };
    assert.deepEqual(await firstTask(chief), {});
    assert.equal(await escalateTasks(db), 0);
    await db.script(\`UPDATE platform.task SET due_at = now()\`);
    assert.equal(await escalateTasks(db), 1);
    assert.equal(await escalateTasks(db), 0);
    const task = await firstTask(chief);
    assert.equal(task['state'], 'open');
    assert.equal((await send('POST', \`/tasks/\${task['id']}/claim\`, { as: chief })).status, 200);
    assert.ok((await auditLog()).some(({ operation }) => operation === 'openCase/review/escalate'));
  });

  test('a case that needs nobody waits for its time only', async () => {
    simulator('registry').behave('find', { answer: JSON.stringify({ risk: 0.1 }) });
    const started = await open();
    assert.equal(started.status, 202);
    assert.equal(started.body['state'], 'waiting');
    assert.deepEqual(await firstTask(), {});
  });
`;

const SCREENING = code`
  ${head(['auditLog'])}

  const entries = (...names: string[]) => ({
    answer: JSON.stringify({ hits: names.map((entry) => ({ list: 'UN', entry, score: '0.5000' })) }),
  });
  const check = (name: string) => send('POST', '/checks', { body: { name } });

  test('spelling, accents and the order of words make no difference; the likeness is computed here', async () => {
    await send('POST', '/watched', { body: { name: 'RAO, Ásha' } });
    simulator('lists').behave('search', entries('Asha Rai', 'Somebody Else'));
    const found = await check('asha rao');
    assert.deepEqual([found.status, found.body['type']], [409, 'urn:problem:hit']);
    const [record] = (await auditLog()).filter(({ operation }) => operation === 'check');
    const [screened] = Object(record?.['calls']);
    assert.deepEqual([screened.best, screened.hits.length, screened.compared], ['1.0000', 2, 3]);
    assert.deepEqual(screened.hits[1], {
      list: 'UN', entry: 'Asha Rai', score: screened.hits[1].score, source: 'lists.search', upstreamScore: '0.5000',
    });
  });

  test('nobody alike is no hit', async () => {
    simulator('lists').behave('search', entries('Somebody Else'));
    assert.deepEqual((await check('Asha Rao')).body, { best: '0.0000', count: 0, degraded: false, entries: [] });
  });

  test('a list that does not answer fails the screening, unless it answered the same before', async () => {
    simulator('lists').behave('search', { fails: 'unavailable' });
    assert.equal((await check('Asha Rao')).status, 503);
    simulator('lists').behave('search', entries('Asha Rai'), { fails: 'unavailable' });
    const fresh = await check('Asha Rao');
    const again = await check('Asha Rao');
    assert.deepEqual([fresh.body['degraded'], again.body['degraded']], [false, true]);
    assert.deepEqual(again.body['entries'], ['Asha Rai']);
    assert.equal((await check('Asha Ra')).status, 503);
  });
`;

const STRICT_SCREENING = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { send } from './fixture.ts';

  const check = async (name: string) => (await send('POST', '/checks', { body: { name } })).body;

  test('only the differences that are named make no difference', async () => {
    await send('POST', '/watched', { body: { name: 'Ásha Rao' } });
    assert.deepEqual(await check('ÁSHA RAO'), { exact: '1.0000', wide: '1.0000', marked: (await check('ÁSHA RAO'))['marked'] });
    const [plain, turned, upper] = [await check('Asha Rao'), await check('Rao Asha'), await check('RAO ASHA')];
    assert.deepEqual([plain['wide'], plain['marked'], turned['wide'], turned['marked']], ['1.0000', '1.0000', '1.0000', '1.0000']);
    for (const one of [plain['exact'], turned['exact'], upper['marked']]) assert.ok(Number(one) < 1);
    assert.equal(upper['wide'], '1.0000');
  });
`;

const DEADLINES = code`
  ${head(['db'])}

  const slow = { answer: JSON.stringify({ ok: true }), afterMs: 1200 };
  const bid = (ms: number) =>
    send('POST', '/bids', { body: { amount: 7, until: new Date(Date.now() + ms).toISOString() } });

  test('what was in time stays in time, however long the others take', async () => {
    simulator('bank').behave('check', slow, { answer: JSON.stringify({ ok: true }) });
    const { status, body } = await bid(800);
    assert.equal(status, 200);
    const [kept] = await db.query<{ id: string }>('SELECT id FROM bid WHERE amount = 7');
    assert.deepEqual([body['bid'], body['more'] ?? null, body['other']], [kept?.id, null, 2]);
    const { steps } = Object(body['report']);
    assert.deepEqual(steps.map(({ step }: { step: string }) => step), ['kept', 'checked', 'route', 'again']);
  });

  test('the first case that held stays the one that is gone, and what was late stays late', async () => {
    simulator('bank').behave('check', { answer: JSON.stringify({ ok: true }) }, slow);
    const { body } = await bid(900);
    assert.deepEqual([body['more'], body['other'] ?? null], [1, null]);
    simulator('bank').behave('check', { answer: JSON.stringify({ ok: true }) });
    const late = await bid(-1);
    assert.deepEqual([late.body['bid'] ?? null, late.body['other']], [null, 2]);
    assert.equal((await db.query('SELECT 1 FROM bid')).length, 3);
  });
`;

const PANELS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { runDue } from '../src/platform/schedules.ts';
  import { escalateTasks } from '../src/platform/tasks.ts';
  import { weeklySchedule } from '../src/schedules/weekly.ts';
  import { db, restart, send, service } from './fixture.ts';

  const juror = (sub: string) => ({ sub, roles: ['juror'] });
  const open = async (as = juror('bob')) => (await send('GET', '/tasks', { as })).body['tasks'] as Record<string, unknown>[];

  test('people are asked round by round, each once, and none of it is lost by a restart', async () => {
    const started = await send('POST', '/panels', { body: { topics: ['first', 'second'] }, as: juror('ann') });
    assert.equal(started.status, 202);
    const location = String(started.headers['location']);
    for (const [round, topic] of ['first', 'second'].entries()) {
      const [task, ...others] = await open();
      assert.deepEqual([others.length, task?.['step']], [0, \`vote[\${round}]\`]);
      assert.equal((await send('POST', \`/tasks/\${task?.['id']}/claim\`, { as: juror('ann') })).status, 403);
      const claimed = await send('POST', \`/tasks/\${task?.['id']}/claim\`, { as: juror('bob') });
      assert.deepEqual([claimed.status, Object(claimed.body['input']).topic], [200, topic]);
      await restart();
      const path = \`/tasks/\${task?.['id']}/complete\`;
      const other = { sub: 'eve', roles: ['chair'] };
      assert.equal((await send('POST', path, { body: { yes: true }, as: other })).status, 404);
      assert.equal((await send('POST', path, { body: { yes: round === 0 }, as: juror('bob') })).status, 200);
      assert.equal((await send('POST', path, { body: { yes: true }, as: juror('bob') })).status, 409);
    }
    const { body } = await send('GET', location, { as: juror('ann') });
    assert.deepEqual([body['state'], body['result']], ['succeeded', { yes: 1, votes: 2 }]);
    const rows = await db.query('SELECT topic, yes, by FROM vote ORDER BY topic');
    assert.deepEqual(rows, [
      { topic: 'first', yes: true, by: 'bob' },
      { topic: 'second', yes: false, by: 'bob' },
    ]);
  });

  test('people are asked within processes, by the names of the steps that run them, and not whoever started it', async () => {
    const started = await send('POST', '/looks', { body: { topics: ['a', 'b'] }, as: juror('ann') });
    assert.deepEqual([started.status, started.body], [202, { topic: 'a' }]);
    const location = String(started.headers['location']);
    for (const step of ['again[0]/look', 'again[1]/look', 'once/look']) {
      await restart();
      const [task, ...others] = await open();
      assert.deepEqual([others.length, task?.['step'], task?.['title']], [0, step, 'Look at it again']);
      const path = \`/tasks/\${task?.['id']}/complete\`;
      assert.equal((await send('POST', path, { body: { fine: true }, as: juror('ann') })).status, 403);
      assert.equal((await send('POST', path, { body: { fine: step !== 'again[1]/look' }, as: juror('bob') })).status, 200);
    }
    const { body } = await send('GET', location, { as: juror('ann') });
    assert.deepEqual(body['result'], { fine: [true, false], by: 'bob' });
    assert.equal((await db.query('SELECT 1 FROM vote')).length, 3);
  });

  test('a schedule waits for people as a request of its own, also across restarts, and does not run again before', async () => {
    const run = (text: string) => runDue(service, [weeklySchedule], new Date(text));
    const states = async () => (await db.query('SELECT state FROM platform.schedule_run ORDER BY due_at')).map(Object);
    assert.equal(await run('2026-11-18T12:00:00Z'), 0);
    assert.equal(await run('2026-11-25T12:00:00Z'), 1);
    assert.equal(await run('2026-12-02T12:00:00Z'), 0);
    assert.deepEqual((await states()).map(({ state }) => state), ['skipped', 'waiting']);
    const chair = { sub: 'eve', roles: ['chair'] };
    const [task] = Object((await send('GET', '/tasks', { as: chair })).body['tasks']);
    const location = \`/requests/\${task.request}\`;
    assert.equal((await send('GET', location, { as: chair })).body['state'], 'waiting');
    assert.equal((await send('GET', location, { as: { sub: 'somebody' } })).status, 404);
    await db.query(\`UPDATE platform.task SET due_at = now() - interval '1 second'\`);
    assert.deepEqual([await escalateTasks(db), await escalateTasks(db)], [1, 0]);
    const path = \`/tasks/\${task.id}/complete\`;
    assert.equal((await send('POST', path, { body: { topic: 'week' }, as: juror('bob') })).status, 200);
    await restart();
    const [second] = await open();
    assert.equal(second?.['step'], 'again/look');
    assert.equal(await run('2026-12-02T12:00:00Z'), 0);
    assert.equal((await send('POST', \`/tasks/\${second?.['id']}/complete\`, { body: { fine: true }, as: juror('bob') })).status, 200);
    assert.equal((await send('GET', location, { as: chair })).body['state'], 'succeeded');
    assert.deepEqual((await states()).map(({ state }) => state), ['skipped', 'succeeded']);
    const about = await db.query<Record<string, unknown>>('SELECT operation, actor, status FROM platform.audit_log WHERE request = $1 ORDER BY seq', [task.request]);
    assert.deepEqual(about.map((one) => [one['operation'], one['actor'], one['status']]), [
      ['weekly', 'system', 202],
      ['weekly/summed_up/escalate', 'system', 200],
      ['weekly/summed_up/complete', 'bob', 200],
      ['weekly/again/look/complete', 'bob', 200],
      ['weekly', 'system', 204],
    ]);
    assert.deepEqual(await db.query('SELECT topic, yes, by FROM vote ORDER BY by'), [
      { topic: 'week', yes: true, by: 'bob' },
      { topic: 'week', yes: true, by: 'weekly' },
    ]);
    assert.equal(await run('2026-12-02T12:00:00Z'), 1);
  });
`;

const NIGHTLY = code`
  ${head(['auditLog', 'db', 'drive', 'restart'], true)}
  import { service } from './fixture.ts';
  import { lastDue, runDue } from '../src/platform/schedules.ts';
  import { monthlySchedule } from '../src/schedules/monthly.ts';
  import { sweepSchedule } from '../src/schedules/sweep.ts';

  const open = (balance: string) => send('POST', '/accounts', { body: { balance } });
  const due = (text: string) => lastDue(sweepSchedule, new Date(text))?.toISOString();
  const run = (text: string) => runDue(service, [sweepSchedule], new Date(text));
  const states = () => db.query<{ state: string }>('SELECT state FROM platform.schedule_run ORDER BY due_at');
  const metricsText = async () => (await send('GET', '/metrics')).text;

  test('a process is part of the request that runs it, and each of its steps is done once', async () => {
    const { id } = (await open('50.00')).body;
    const closed = await send('POST', \`/accounts/\${id}/close\`);
    assert.deepEqual(closed.body, { reference: 'text', second: 'text' });
    assert.equal(simulator('bank').heard.length, 2);
    assert.deepEqual(await db.query('SELECT text FROM note'), [{ text: 'asked' }]);
    assert.deepEqual(await db.query('SELECT open, balance FROM account'), [{ open: false, balance: '0.00' }]);
    const again = await send('POST', \`/accounts/\${id}/close\`);
    assert.deepEqual([again.status, again.body['type']], [409, 'urn:problem:frozen']);
  });

  test('a time is that of the zone, on the days that are named', () => {
    assert.equal(due('2026-11-20T12:00:00Z'), '2026-11-19T21:00:00.000Z');
    assert.equal(due('2026-11-22T12:00:00Z'), '2026-11-19T21:00:00.000Z');
    assert.equal(due('2026-11-22T20:59:59Z'), '2026-11-19T21:00:00.000Z');
    assert.equal(due('2026-11-22T21:00:00Z'), '2026-11-22T21:00:00.000Z');
  });

  test('clocks that go on or back change nothing but the hour', () => {
    const berlin = { cron: { minutes: [30], hours: [2], days: null, months: null, weekdays: null }, timezone: 'Europe/Berlin' };
    const at = (text: string) => lastDue(berlin, new Date(text))?.toISOString();
    assert.equal(at('2026-03-28T12:00:00Z'), '2026-03-28T01:30:00.000Z');
    assert.equal(at('2026-03-29T12:00:00Z'), '2026-03-29T01:30:00.000Z');
    assert.equal(at('2026-03-30T12:00:00Z'), '2026-03-30T00:30:00.000Z');
    assert.equal(at('2026-10-26T12:00:00Z'), '2026-10-26T01:30:00.000Z');
  });

  test('what is due is done once, for each item, whatever it changes; what was missed is made up for once', async () => {
    for (const balance of ['1.00', '2.00', '3.00', '50.00']) await open(balance);
    assert.equal(await run('2026-11-20T12:00:00Z'), 0);
    assert.deepEqual(await states(), [{ state: 'skipped' }]);
    assert.equal(await run('2026-11-25T12:00:00Z'), 1);
    assert.equal(await run('2026-11-25T12:00:10Z'), 0);
    assert.deepEqual(await states(), [{ state: 'skipped' }, { state: 'succeeded' }]);
    assert.deepEqual(await db.query('SELECT count(*) AS count FROM note'), [{ count: 3 }]);
    const amounts = simulator('bank').heard.map(({ body }) => JSON.parse(body).amount).sort();
    assert.deepEqual(amounts, ['1.00', '2.00', '3.00']);
    const last = (await auditLog()).at(-1);
    assert.deepEqual([last?.['operation'], last?.['actor'], last?.['status']], ['sweep', 'system', 204]);
    assert.equal(Object(last?.['calls']).length, 3);
    const [summary] = await db.query<{ body: unknown }>('SELECT body FROM summary');
    const { title, request, operation, steps, calls } = Object(summary?.body);
    assert.deepEqual([title, request, operation, calls.length], ['sweep', last?.['request'], 'sweep', 3]);
    assert.deepEqual(steps, [{ step: 'accounts', kind: 'list' }, { step: 'each', kind: 'for' }]);
  });

  test('a run that fails is kept as failed and not repeated; one that died is', async () => {
    await open('1.00');
    await run('2026-11-20T12:00:00Z');
    simulator('bank').behave('settle', { fails: 'unavailable' });
    assert.equal(await run('2026-11-25T12:00:00Z'), 1);
    assert.deepEqual((await states()).map(({ state }) => state), ['skipped', 'failed']);
    assert.equal((await auditLog()).at(-1)?.['status'], 503);
    assert.equal(await run('2026-11-25T12:00:10Z'), 0);
    await db.script(\`UPDATE platform.schedule_run SET state = 'running', lease_until = now() + interval '1 hour' WHERE state = 'failed'\`);
    assert.equal(await run('2026-11-26T12:00:00Z'), 0);
    await db.script(\`UPDATE platform.schedule_run SET lease_until = now() - interval '1 second'\`);
    assert.equal(await run('2026-11-25T12:00:20Z'), 1);
  });

  test('a run waits for people and for times, and asks other systems once, for each of its items', async () => {
    for (const balance of ['1001.00', '1002.00']) await open(balance);
    const monthly = (text: string) => runDue(service, [monthlySchedule], new Date(text));
    await monthly('2026-10-15T12:00:00Z');
    assert.equal(await monthly('2026-11-15T12:00:00Z'), 1);
    const as = { sub: 'ann', roles: ['auditor'] };
    for (const round of [0, 1]) {
      await restart();
      const [task, ...others] = Object((await send('GET', '/tasks', { as })).body['tasks']);
      assert.deepEqual([others.length, task.step, task.state], [0, \`reviewed[\${round}]/review\`, 'open']);
      assert.equal((await send('POST', \`/tasks/\${task.id}/complete\`, { body: { good: true }, as })).status, 200);
      assert.equal(await drive(), 0);
      assert.equal(await monthly('2026-12-15T12:00:00Z'), 0);
      await pause(1100);
      assert.equal(await drive(), 1);
    }
    assert.deepEqual(simulator('bank').heard.map(({ body }) => JSON.parse(body).amount), ['1.00', '2.00', '1.00', '2.00']);
    assert.deepEqual((await states()).map(({ state }) => state), ['skipped', 'succeeded']);
    assert.equal((await db.query('SELECT 1 FROM note')).length, 2);
    const last = (await auditLog()).at(-1);
    assert.deepEqual([last?.['operation'], last?.['actor'], last?.['status']], ['monthly', 'system', 204]);
    assert.match(await metricsText(), /schedule_runs_total\{schedule="monthly",outcome="succeeded"\} 1/);
  });

  test('a run that cannot go on after a person ends as failed, and the next one is free to begin', async () => {
    await open('1001.00');
    const monthly = (text: string) => runDue(service, [monthlySchedule], new Date(text));
    await monthly('2026-10-15T12:00:00Z');
    assert.equal(await monthly('2026-11-15T12:00:00Z'), 1);
    simulator('bank').behave('settle', { fails: 'unavailable' });
    const as = { sub: 'ann', roles: ['auditor'] };
    const [task] = Object((await send('GET', '/tasks', { as })).body['tasks']);
    assert.equal((await send('POST', \`/tasks/\${task.id}/complete\`, { body: { good: true }, as })).status, 200);
    await pause(1100);
    assert.equal(await drive(), 1);
    assert.deepEqual((await states()).map(({ state }) => state), ['skipped', 'failed']);
    assert.equal(await monthly('2026-12-15T12:00:00Z'), 1);
  });
`;

const PAPERS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { type Program, PROGRAMS, program, readDocuments } from '../src/platform/extract.ts';
  import { auditLog, send, service } from './fixture.ts';

  const ask = () => send('POST', '/papers', { body: { images: ['QUJD', 'QUJD'] } });
  const { programs } = service;
  const say = (text: string) => program(process.execPath, '-e', text);

  /** A program that says one line of words, each with a confidence. */
  function saying(line: string, confidence = 90): void {
    const rows = line.split('|').flatMap((part, at) =>
      part.split(' ').map((word) => [5, 1, 1, 1, at + 1, 1, 0, 0, 0, 0, confidence, word].join('\t')),
    );
    const says = async () => ['level', ...rows].join('\n');
    service.programs = { tesseract: says, pdftotext: says };
  }

  test('fields are found by pattern and by label, dates by their layout', async () => {
    service.programs = programs;
    const { status, body } = await ask();
    assert.equal(status, 200);
    assert.deepEqual(body, { name: 'text', dob: '2025-01-31', pan: 'AAAAA0000A', quality: '0.9000' });
    saying('Permanent Account|ABCDE1234F|NAME:|Asha Rao|DOB - 01/02/1990', 75);
    assert.deepEqual((await ask()).body, { name: 'Asha Rao', dob: '1990-02-01', pan: 'ABCDE1234F', quality: '0.7500' });
  });

  test('what is not found, or is too unclear, is the error that the steps name', async () => {
    saying('Name: Asha Rao|DOB: 01/02/1990');
    const missing = await ask();
    assert.deepEqual([missing.status, missing.body['type']], [422, 'urn:problem:unreadable']);
    const [record] = await auditLog();
    assert.deepEqual(Object(record?.['calls'])[0].missing, ['pan']);
    saying('ABCDE1234F|Name: Asha Rao|DOB: 01/02/1990', 40);
    assert.equal((await ask()).status, 422);
    saying('ABCDE1234F|Name: Asha Rao|DOB: 31/02/1990');
    assert.equal((await ask()).status, 422);
  });

  test('a program that is absent, hangs, fails or says too much is a failure that has a name', async () => {
    const asked = { from: 'QUJD', engine: 'tesseract', languages: ['eng'], timeoutMs: 300, schema: null, read: {} } as const;
    const outcome = async (tesseract: Program) =>
      (await readDocuments(asked, { ...PROGRAMS, tesseract }, 'paper')).outcome;
    assert.deepEqual(await outcome(program('/no/such/program')), { failure: 'unavailable' });
    assert.deepEqual(await outcome(say('setInterval(() => 1, 1000)')), { failure: 'timeout' });
    const patient = { ...asked, timeoutMs: 20_000 };
    const patiently = async (tesseract: Program) =>
      (await readDocuments(patient, { ...PROGRAMS, tesseract }, 'paper')).outcome;
    assert.deepEqual(await patiently(say('process.exit(1)')), { failure: 'rejected' });
    assert.deepEqual(await patiently(say("process.stdout.write('x'.repeat(5000000))")), { failure: 'invalid_response' });
    service.programs = { ...programs, tesseract: program('/no/such/program') };
    assert.equal((await ask()).status, 503);
    service.programs = programs;
  });
`;

const FRAUD = code`
  ${head(['auditLog'])}

  const check = () =>
    send('POST', '/checks', { body: { amount: '12.50', name: 'Asha Rao', months: 3, known: true, parts: [0.5, 1] } });

  test('features are tensors, outputs are values, and the model that answered is known', async () => {
    const { status, body } = await check();
    assert.equal(status, 200);
    assert.deepEqual(body, { risk: '0.0000', labels: ['text'], version: '3', spare: 1, degraded: false });
    const [asked] = simulator('models').heard;
    assert.equal(asked?.path, '/v2/models/fraud/versions/3/infer');
    assert.deepEqual(JSON.parse(asked.body), {
      inputs: [
        { name: 'amount', shape: [1], datatype: 'FP64', data: [12.5] },
        { name: 'name', shape: [1], datatype: 'BYTES', data: ['Asha Rao'] },
        { name: 'months', shape: [1], datatype: 'INT64', data: [3] },
        { name: 'known', shape: [1], datatype: 'BOOL', data: [true] },
        { name: 'parts', shape: [1, 2], datatype: 'FP64', data: [0.5, 1] },
      ],
      outputs: [{ name: 'risk' }, { name: 'labels' }],
    });
    const [record] = await auditLog();
    assert.equal(Object(record?.['calls'])[0].request.name, 'A. R.');
  });

  test('another version, or an answer that does not fit, is not used', async () => {
    for (const answer of [
      { model_version: '4', outputs: [{ name: 'risk', data: [0.1] }, { name: 'labels', data: [] }] },
      { model_version: '3', outputs: [{ name: 'risk', data: [1.5] }, { name: 'labels', data: [] }] },
      { model_version: '3', outputs: [{ name: 'risk', data: [] }] },
      { model_version: '3' },
    ]) {
      simulator('models').behave('fraud', { answer: JSON.stringify(answer) });
      assert.equal((await check()).status, 502);
    }
  });

  test('a fallback stands in for a model that is down', async () => {
    simulator('models').behave('other', { fails: 'unavailable' });
    const { body } = await check();
    assert.deepEqual([body['spare'], body['degraded']], [1, true]);
  });
`;

const LABELS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { custom, NotWritten } from '../src/platform/custom.ts';
  import { writeFile } from 'node:fs/promises';
  import { labelStep } from '../src/custom/label.ts';
  import { scannedStep } from '../src/custom/scanned.ts';
  import { auditLog, send } from './fixture.ts';

  const given = { first: 'Asha', last: 'Rao', share: '0.50' } as const;

  test('what nobody has written yet says so', async () => {
    const answer = await send('POST', '/labels', { body: given });
    assert.deepEqual([answer.status, answer.body['type']], [501, 'urn:problem:not_written']);
    assert.throws(() => custom(labelStep, given), NotWritten);
  });

  test('what does not fit the contract never gets further, and what is given cannot be changed', () => {
    const right = { ...labelStep, run: () => ({ text: 'Rao, Asha', part: '0.5' as const }) };
    assert.deepEqual(custom(right, given), { text: 'Rao, Asha', part: '0.50' });
    const wrong = { ...labelStep, run: () => ({ text: '', part: '0.50' as const }) };
    assert.throws(() => custom(wrong, given), /custom\/label: \/text/);
    const greedy = {
      ...labelStep,
      run: (input: { first: string }) => {
        input.first = 'changed';
        return { text: 'x', part: '0.50' as const };
      },
    };
    custom(greedy, given);
    assert.equal(given.first, 'Asha');
  });

  const scan = (size: number) => send('POST', '/scans', { body: { first: 'Asha', size } });

  test('code in a process of its own gives what it is asked for, within its limits, or the request fails', async (t) => {
    assert.equal((await scan(3)).body['type'], 'urn:problem:not_written');
    const file = scannedStep.file;
    t.after(() => Object.assign(scannedStep, { file }));
    Object.assign(scannedStep, { file: new URL('written.ts', import.meta.url) });
    await writeFile(
      new URL('written.ts', import.meta.url),
      \`export async function scanned({ name, size }, start) {
        if (size === 99) for (;;);
        if (size === 98) throw new Error('a bug');
        if (size === 97) return { text: Buffer.from(await start('node', ['-p', '6 * 7'])).toString().trim() };
        return { text: name.repeat(size).slice(0, size) };
      }\`.replace('{ name, size }, start', '{ name, size }: any, start: any'),
    );
    assert.deepEqual((await scan(6)).body, { text: 'AshaAs' });
    assert.deepEqual((await scan(97)).body, { text: '42' });
    const answers = [await scan(99), await scan(98), await scan(5000)];
    assert.deepEqual(answers.map(({ status }) => status), [504, 500, 502]);
    const last = Object((await auditLog()).find(({ status }) => status === 504)?.['calls'])[0];
    assert.deepEqual([last.step, last.custom, last.outcome], ['scanned', 'scanned', 'timeout']);
  });
`;

const WITHDRAWALS = code`
  ${head(['db'], true)}

  const withdraw = (id: unknown) => send('POST', \`/accounts/\${id}/withdrawals\`, { body: { amount: '10.00' } });
  const balances = () => db.query('SELECT balance FROM account');

  /** Withdraws while the balance is changed by somebody else, after it was read and before it is written. */
  async function meanwhile(balance: string) {
    const { id } = (await send('POST', '/accounts', { body: { balance: '50.00' } })).body;
    simulator('bank').behave('settle', { answer: JSON.stringify({ reference: 'r' }), afterMs: 300 });
    const asked = withdraw(id);
    while (simulator('bank').heard.length === 0) await pause(10);
    await db.query('UPDATE account SET balance = $1', [balance]);
    return asked;
  }

  test('what was read before a call is read again after it, so that no change of others is lost', async () => {
    const { status, body } = await meanwhile('200.00');
    assert.deepEqual([status, body], [200, { balance: '190.00' }]);
    assert.deepEqual(await balances(), [{ balance: '190.00' }]);
  });

  test('a guard that no longer holds after the call refuses', async () => {
    const { status, body } = await meanwhile('5.00');
    assert.deepEqual([status, body['type']], [422, 'urn:problem:too_low']);
    assert.deepEqual(await balances(), [{ balance: '5.00' }]);
  });

  test('two at the same time take both', async () => {
    const { id } = (await send('POST', '/accounts', { body: { balance: '50.00' } })).body;
    simulator('bank').behave('settle', { answer: JSON.stringify({ reference: 'r' }), afterMs: 100 });
    const answers = await Promise.all([withdraw(id), withdraw(id), withdraw(id)]);
    assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
    assert.deepEqual(await balances(), [{ balance: '20.00' }]);
  });
`;

/** Tests of what a service does that its own tests do not foretell, by its name; they run beside its own. */
export const BEHAVIOURS: Readonly<Record<string, string>> = {
  screening: SCREENING,
  panels: PANELS,
  deadlines: DEADLINES,
  'strict-screening': STRICT_SCREENING,
  cases: CASES,
  fraud: FRAUD,
  labels: LABELS,
  nightly: NIGHTLY,
  papers: PAPERS,
  orders: ORDERS,
  transfers: TRANSFERS,
  withdrawals: WITHDRAWALS,
};

import { code } from '../text/code.ts';

const ENDS = code`
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
`;

/** What of test/people.test.ts is about the requests that wait for tasks. */
export const REQUESTS = code`
  describe('a request that waits', () => {
    test('answers as its step says, and goes on with the answer, signed', async () => {
      const answers: Values[] = [];
      const { id, location } = await asked();
      goOn = async ({ person }, answer) => {
        answers.push(answer, await person<Values>(second));
      };
      await claim(id);
      await complete(id);
      const [next, ...others] = await openTasks('lars lead');
      assert.deepEqual([next?.step, others], ['second', []]);
      await complete(next?.id ?? '', 'lars lead');
      assert.equal((await send('GET', location)).body['state'], 'succeeded');
      assert.deepEqual(answers, [
        { ...ANSWER, by: 'olga', at: answers[0]?.at },
        { ...ANSWER, by: 'lars', at: answers[1]?.at },
      ]);
      for (const { at } of answers) assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000);
      assert.deepEqual(await audited(), [
        ['ask', 'author', 202],
        ['ask/first/claim', 'olga', 200],
        ['ask/first/complete', 'olga', 200],
        ['ask/second/complete', 'lars', 200],
        ['ask', 'author', 200],
      ]);
    });

    test('is told as it stands to its starter and to candidates, until 30 days after it ended', async () => {
      const { headers, status, body } = await start();
      assert.deepEqual([status, body], [202, { asked: true }]);
      const location = String(headers['location']);
      assert.match(location, /^\/requests\/[\da-f-]{36}$/);
      const id = location.slice('/requests/'.length);
      for (const who of ['author', 'olga officer', 'lars lead']) {
        const waiting = await send('GET', location, who);
        assert.deepEqual(waiting.body, { id, operation: 'ask', state: 'waiting' });
        assert.equal(waiting.headers['retry-after'], '5');
      }
      for (const who of ['carl clerk', 'bert boss']) assert.equal((await send('GET', location, who)).status, 404);
      await complete((await openTasks())[0]?.id ?? '');
      const ended = await send('GET', location);
      assert.deepEqual(
        [ended.body, ended.headers['retry-after']],
        [{ id, operation: 'ask', state: 'succeeded' }, undefined],
      );
      const finish = 'UPDATE platform.request SET finished_at = now() - $1::interval';
      await db.query(finish, ['29 days 23 hours']);
      assert.deepEqual([await forgetFinished(db), (await send('GET', location)).status], [0, 200]);
      await db.query(finish, ['30 days']);
      assert.equal((await send('GET', location)).status, 404);
      assert.deepEqual([await forgetFinished(db), await forgetFinished(db)], [1, 0]);
      assert.deepEqual(await db.query('SELECT 1 FROM platform.task'), []);
      const { output } = (await auditLog()).at(-1) ?? {};
      assert.deepEqual([(await audited()).at(-1), output], [['forgetRequests', 'system', 200], { deleted: 1 }]);
    });

    test('that says no more than that it waits is told where to follow it, and shows what was found before', async () => {
      const { headers, status, body } = await start('other');
      assert.equal(status, 202);
      assert.deepEqual(body, { id: body['id'], operation: 'other', state: 'waiting' });
      assert.equal(headers['location'], \`/requests/\${body['id']}\`);
      const [open] = await openTasks('carl clerk');
      assert.deepEqual(Object(open).findings, [{ step: 'found', finding: 'it is torn' }]);
      const answers: unknown[] = [];
      goOn = async (_run, answer) => {
        answers.push(answer);
        return ANSWER;
      };
      await complete(open?.id ?? '', 'carl clerk');
      const ended = await send('GET', \`/requests/\${body['id']}\`, 'carl clerk');
      assert.deepEqual(ended.body, { id: body['id'], operation: 'other', state: 'succeeded', result: ANSWER });
      assert.deepEqual(answers, [ANSWER]);
      const kept = (await auditLog()).map(({ operation, decisions, calls }) => [operation, decisions, calls]);
      assert.deepEqual(kept, [
        ['other', null, null],
        ['other/third/complete', null, null],
        ['other', null, null],
      ]);
    });

    test('is stored encrypted, as is what its tasks show', async () => {
      await start();
      const sealed = await db.query<{ sealed: Uint8Array }>(
        'SELECT sealed FROM platform.request UNION ALL SELECT sealed FROM platform.task',
      );
      assert.equal(sealed.length, 2);
      for (const row of sealed) assert.doesNotMatch(Buffer.from(row.sealed).toString('latin1'), /"case"|"caller"/);
    });

    ${ENDS}
  });
`;

/** The same where tasks have no rules of their own. */
export const PLAIN_REQUESTS = code`
  describe('a request that waits', () => {
    ${ENDS}
  });
`;

/** The same of requests that ask other systems once people have answered. */
export const DRIVEN = code`
  describe('a request that asks other systems after a person', () => {
    /** Work outside that gives a value, which the steps read as what a step gave. */
    const outside = (step: string, value: unknown) => () => {
      const work = async () => ({ outcome: { value }, record: { step, asked: true } });
      throw new Suspended([{ kind: 'work', step, work }]);
    };
    const operations = flows.map((flow) => flow.operation);
    const drive = () => driveAll(believing, operations);

    test('goes on in the background, step by step, to its end', async () => {
      const { id, location } = await asked();
      const given: unknown[] = [];
      goOn = async ({ once }) => {
        given.push([await once('one', outside('one', 1)), await once('two', outside('two', null))]);
      };
      await complete(id);
      const running = await send('GET', location);
      assert.deepEqual([running.body['state'], running.headers['retry-after']], ['running', '5']);
      const drivers = [operations.toReversed(), operations];
      const driven = [];
      for (const known of drivers) driven.push(await driveAll(believing, known));
      assert.deepEqual(driven, [1, 0]);
      assert.equal((await send('GET', location)).body['state'], 'succeeded');
      assert.deepEqual(given, [[1, null]]);
      const last = (await auditLog()).at(-1);
      assert.deepEqual(
        last?.['calls'],
        ['one', 'two'].map((step) => ({ step, asked: true })),
      );
    });

    test('asks them for as long as its operation may take', async (t) => {
      const told = async () => ({ outcome: { value: null }, record: {} });
      const { mock } = t.mock.method(believing.outside, 'call', told);
      const { id, location } = await asked();
      goOn = async ({ call }) => void (await call('asking', {} as never, {}));
      await complete(id);
      assert.equal(await drive(), 1);
      const { deadline = 0, idempotencyKey } = mock.calls[0]?.arguments[2] ?? {};
      assert.ok(Math.abs(deadline - Date.now() - 10_000) < 5000);
      assert.equal(\`/requests/\${idempotencyKey}\`, \`\${location}:asking\`);
    });

    test('may wait for a person again, and is told of in the audit log before', async () => {
      const { id, location } = await asked();
      goOn = async ({ once, person }) => {
        await once('one', outside('one', 1));
        await person(second);
      };
      await complete(id);
      assert.equal(await drive(), 1);
      assert.equal((await send('GET', location)).body['state'], 'waiting');
      const last = (await auditLog()).at(-1);
      assert.deepEqual([last?.['status'], last?.['calls']], [202, [{ step: 'one', asked: true }]]);
      await complete((await openTasks('lars lead'))[0]?.id ?? '', 'lars lead');
      assert.equal((await send('GET', location)).body['state'], 'succeeded');
      assert.deepEqual((await auditLog()).at(-1)?.['calls'], []);
    });

    test('is left to one driver at a time, and to another one when that is silent', async () => {
      const { id, location } = await asked();
      goOn = async ({ once }) => void (await once('one', outside('one', 1)));
      await complete(id);
      const lease = (text: string) => db.query('UPDATE platform.request SET lease_until = now() + $1::interval', [text]);
      await lease('1 second');
      assert.equal(await drive(), 0);
      await lease('-1 second');
      assert.equal(await drive(), 1);
      assert.equal((await send('GET', location)).body['state'], 'succeeded');
    });

    test('that cannot go on is tried again later, and given up after ten times', async (t) => {
      const { mock } = t.mock.method(console, 'error', () => undefined);
      const { id, location } = await asked();
      let fails: () => unknown = () => undefined;
      goOn = async ({ once }) => {
        await once('one', outside('one', 1));
        fails();
      };
      await complete(id);
      fails = () => {
        throw new Error('of the inside');
      };
      assert.deepEqual([await drive(), await drive()], [1, 0]);
      const [lease] = await db.query<{ left: number }>(
        'SELECT extract(epoch FROM lease_until - now())::int AS left FROM platform.request',
      );
      assert.ok(lease !== undefined && lease.left > 60 && lease.left <= 120);
      const line = JSON.parse(String(mock.calls[0]?.arguments[0]));
      assert.deepEqual(Object.keys(line), ['level', 'at', 'request', 'error']);
      assert.deepEqual([line.level, location], ['error', \`/requests/\${line.request}\`]);
      assert.match(line.error, /^Error: of the inside\n +at /);
      await db.script('UPDATE platform.request SET attempts = 9, lease_until = NULL');
      assert.equal(await drive(), 1);
      assert.equal((await send('GET', location)).body['state'], 'running');
      await db.script('UPDATE platform.request SET lease_until = NULL');
      assert.equal(await drive(), 1);
      const { state, problem } = (await send('GET', location)).body;
      assert.deepEqual([state, Object(problem).status], ['failed', 500]);
      const last = (await auditLog()).at(-1);
      assert.deepEqual([last?.['operation'], last?.['actor'], last?.['status']], ['ask', 'author', 500]);
      const [row] = await db.query<{ finished: boolean }>(
        'SELECT finished_at IS NOT NULL AS finished FROM platform.request',
      );
      assert.deepEqual(row, { finished: true });
    });

    test('of an operation that this release does not have is left alone, and said', async (t) => {
      const { mock } = t.mock.method(console, 'error', () => undefined);
      const { id } = await asked();
      goOn = async ({ once }) => void (await once('one', outside('one', 1)));
      await complete(id);
      assert.equal(await driveAll(believing, []), 1);
      assert.match(String(mock.calls[0]?.arguments[0]), /this release has no operation ask/);
    });
  });
`;

/** The same of what decision tables said. */
export const DECISIONS = code`
  test('what tables said is in the audit log once, with the answer that came of it', async () => {
    const table = { name: 'odd', hidden: [], decide: ({ at }: { at: number }) => ({ odd: at % 2 === 1 }) };
    const { id } = await asked();
    goOn = async ({ decide, person }) => {
      decide('early', table, { at: 1 });
      await person(second);
      decide('late', table, { at: 2 });
    };
    await complete(id);
    await complete((await openTasks('lars lead'))[0]?.id ?? '', 'lars lead');
    const said = (step: string, at: number) => ({
      step,
      decision: 'odd',
      inputs: { at },
      outputs: { odd: at % 2 === 1 },
    });
    const records = (await auditLog()).filter(({ operation }) => operation === 'ask');
    assert.deepEqual(
      records.map(({ status, decisions }) => [status, decisions]),
      [
        [202, []],
        [202, [said('early', 1)]],
        [200, [said('late', 2)]],
      ],
    );
  });
`;

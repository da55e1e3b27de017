import { code } from '../text/code.ts';

const ROLES = code`
  test('is there for everybody who has one of the roles, and for nobody else', async () => {
    const { id } = await asked();
    await start('other');
    for (const who of ['olga officer', 'lars lead', 'both clerk officer']) {
      assert.ok(
        (await openTasks(who)).some((one) => one.id === id),
        who,
      );
      assert.equal((await send('GET', \`/tasks/\${id}\`, who)).status, 200);
    }
    const [clerks, ...others] = await openTasks('carl clerk');
    assert.deepEqual([clerks?.step, others], ['third', []]);
    const calls = [\`/tasks/\${id}\`, \`/tasks/\${id}/claim\`, \`/tasks/\${id}/complete\`];
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
`;

const LOST = code`
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
`;

/** What of test/people.test.ts is about tasks: who does them, what they show, and when they are over. */
export const TASKS = code`
  describe('a task', () => {
    ${ROLES}

    test('says what is to be done, by which form and until when, and shows what it is about to whoever claimed it', async () => {
      const { id } = await asked();
      const shown = async (who: string) => (await send('GET', \`/tasks/\${id}\`, who)).body;
      const told = await shown('olga officer');
      const { createdAt, dueAt, form, request, ...facts } = told;
      assert.deepEqual(facts, {
        id,
        operation: 'ask',
        step: 'first',
        state: 'open',
        claimedBy: null,
        title: 'Do first',
        instruction: 'Look at first',
        input: {},
        findings: [],
      });
      assert.equal(Date.parse(String(dueAt)) - Date.parse(String(createdAt)), 3_600_000);
      assert.deepEqual(Object.keys(Object(Object(form).properties)), Object.keys(ANSWER));
      const claimed = await claim(id);
      const about = { case: 'C-1', late: null };
      assert.deepEqual(claimed.body, { ...told, state: 'claimed', claimedBy: 'olga', input: about });
      assert.deepEqual((await shown('olga officer'))['input'], about);
      assert.deepEqual((await shown('lars lead'))['input'], {});
      const [listed] = await openTasks();
      assert.deepEqual(listed, { ...told, state: 'claimed', claimedBy: 'olga' });
      await complete(id);
      assert.deepEqual((await shown('olga officer'))['input'], {});
      assert.deepEqual(await audited(), [
        ['ask', 'author', 202],
        ['ask/first/claim', 'olga', 200],
        ['ask/first/read', 'olga', 200],
        ['ask/first/complete', 'olga', 200],
        ['ask', 'author', 200],
      ]);
      assert.ok((await auditLog()).every((one) => one['request'] === request));
    });

    test('is nothing for whoever asked for it', async () => {
      const { id } = await asked();
      for (const answer of [await claim(id, 'author officer'), await complete(id, 'author officer')]) {
        assert.equal(answer.status, 403);
      }
      assert.equal((await claim(id)).status, 200);
    });

    test('belongs to whoever claimed it, and is completed once', async () => {
      const { id } = await asked();
      assert.equal((await claim(id)).status, 200);
      assert.equal((await claim(id)).status, 200);
      const details = async (...answers: Got[]) => answers.map(({ status, body }) => [status, body['detail']]);
      const taken = [409, 'Another person has claimed it'];
      assert.deepEqual(await details(await claim(id, 'lars lead'), await complete(id, 'lars lead')), [taken, taken]);
      const { status, body } = await complete(id);
      assert.deepEqual([status, body], [200, { id, request: body['request'], state: 'completed' }]);
      const done = [409, 'The task is completed already'];
      assert.deepEqual(await details(await claim(id), await complete(id)), [done, done]);
      assert.deepEqual(await openTasks(), []);
    });

    test('takes what its form asks for, and stays open otherwise', async () => {
      const { id } = await asked();
      assert.equal((await complete(id, undefined, { ...ANSWER, unknown_field: true })).status, 400);
      assert.equal((await complete(id, undefined, {})).status, 400);
      assert.equal((await openTasks())[0]?.id, id);
    });

    test('that does not exist is not found', async () => {
      const nobody = '00000000-0000-4000-8000-000000000000';
      const long = 'fedcba98-7654-3210-fedc-ba9876543210';
      for (const id of [nobody, long, \`\${nobody}0\`, \`0\${nobody}\`, nobody.slice(1), nobody.replace('-4', '-g'), 'x']) {
        for (const path of ['tasks', 'requests']) assert.equal((await send('GET', \`/\${path}/\${id}\`)).status, 404, id);
        assert.equal((await claim(id)).status, 404);
      }
    });

    ${LOST}

    test('that is overdue may be done by those whom it escalates to, too', async () => {
      const { id } = await asked();
      assert.deepEqual(await openTasks('bert boss'), []);
      assert.equal((await claim(id, 'bert boss')).status, 404);
      assert.equal(await escalateTasks(db), 0);
      await db.script("UPDATE platform.task SET due_at = now() - interval '1 second'");
      assert.deepEqual([await escalateTasks(db), await escalateTasks(db)], [1, 0]);
      assert.equal((await openTasks('bert boss'))[0]?.id, id);
      assert.equal((await openTasks())[0]?.id, id);
      assert.equal((await complete(id, 'bert boss')).status, 200);
      assert.deepEqual((await audited()).slice(1, 3), [
        ['ask/first/escalate', 'system', 200],
        ['ask/first/complete', 'bert', 200],
      ]);
    });

    test('comes in pages of fifty, oldest first', async () => {
      await Promise.all(Array.from({ length: 51 }, () => start()));
      const pages = [
        await send('GET', '/tasks'),
        await send('GET', '/tasks?offset=50'),
        await send('GET', '/tasks?offset=1'),
      ];
      assert.deepEqual(
        pages.map(({ body }) => body['next']),
        [50, null, null],
      );
      assert.deepEqual(
        pages.map(({ body }) => Object(body['tasks']).length),
        [50, 1, 50],
      );
      const times = Object(pages[0]?.body['tasks']).map(({ createdAt }: { createdAt: string }) => createdAt);
      assert.deepEqual(times, times.toSorted());
      for (const offset of ['-1', '1000000', 'x1', '1x']) {
        const { status, body } = await send('GET', \`/tasks?offset=\${offset}\`);
        assert.deepEqual([status, body['detail']], [400, 'offset is a number from 0 to 999999']);
      }
      assert.equal((await send('GET', '/tasks?offset=999999')).status, 200);
    });
  });
`;

/** The same where tasks have no rules of their own. */
export const PLAIN_TASKS = code`
  describe('a task', () => {
    ${ROLES}

    ${LOST}
  });
`;

import type { InputField } from '../../spec/model.ts';
import { bodyShape } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { literal } from '../service/literal.ts';
import { isOptional } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hugged, list, print, rows } from '../text/doc.ts';
import { key, member, quote } from '../text/quote.ts';
import { toldFile } from './forms.ts';
import { followedAs } from './requests.ts';
import { tellsPaths } from './told.ts';
import { example, shownField } from './values.ts';

/** Tests of the tasks that people have, of the requests that wait for them, and of the page on which they do them. */
export function inboxTests(operation: OperationPlan, plan: Plan): string {
  const { name, tasks } = operation;
  const [hidden, full] = shownInputs(operation, plan);
  const sent = full === null ? `${name}Example` : 'full';
  const [first] = tasks;
  const path = `${operation.endpoint.name}/${first?.step.name}`;
  const fields = (first?.form ?? []).map((field) => quote(field.name));
  const told = tasks.map(({ title, instruction }) => list('[', [quote(title), quote(instruction)], ']'));
  const standard = bodyShape('conflict', plan.model) === null;
  return code`
    describe('a task', () => {
      test('hides what is classified until it is claimed, and shows it to whoever claimed it', async () => {
        const id = await firstTask();
        ${full !== null && `const full = ${print(full, 6)};`}
        const hidden = ${print(hidden, 6)};
        const inputFor = async (as: TokenClaims) => (await send('GET', \`/tasks/\${id}\`, { as })).body['input'];
        assert.deepEqual(await inputFor(operator), hidden);
        assert.deepEqual((await claim(id)).body['input'], ${sent});
        assert.deepEqual(await inputFor(operator), ${sent});
        assert.deepEqual(await inputFor(colleague), hidden);
        await complete(id, ANSWER);
        assert.deepEqual(await inputFor(operator), hidden);
      });

      test('says what is to be done, and by which form', async () => {
        await start();
        const [task] = await openTasks();
        const { title, instruction } = ${member(`${name}Tasks`, first?.step.name ?? '')};
        assert.partialDeepStrictEqual(task, { title, instruction, state: 'open', claimedBy: null });
        const told = Object.values(${name}Tasks).map((one) => [one.title, one.instruction]);
        ${print(['assert.deepEqual(told, ', rows('[', told, ']'), ');'], 4)}
        ${print(hugged('assert.deepEqual(', ["Object.keys(Object(Object(task?.['form']).properties))"], { open: '[', items: fields, close: ']' }, ');'), 4)}
      });

      test('is in the audit log with everybody who read, claimed and completed it', async () => {
        const id = await firstTask();
        await claim(id);
        await send('GET', \`/tasks/\${id}\`, { as: operator });
        const { body } = await complete(id, ANSWER);
        assert.deepEqual(body, { id, request: body['request'], state: 'completed' });
        const kept = (await auditLog()).filter(({ operation }) => String(operation).startsWith(${quote(`${operation.endpoint.name}/`)}));
        const facts = kept.map((one) => [one['operation'], one['actor'], one['status'], one['input'] !== null]);
        assert.deepEqual(facts, [
          [${quote(`${path}/claim`)}, 'operator-1', 200, false],
          [${quote(`${path}/read`)}, 'operator-1', 200, false],
          [${quote(`${path}/complete`)}, 'operator-1', 200, true],
        ]);
      });

      test('belongs to whoever claimed it', async () => {
        const id = await firstTask();
        assert.equal((await claim(id)).status, 200);
        assert.equal((await claim(id)).status, 200);
        for (const answer of [await claim(id, colleague), await complete(id, ANSWER, colleague)]) {
          assert.equal(answer.status, 409);
          ${when(standard, "assert.equal(answer.body['detail'], 'Another person has claimed it');")}
        }
        await complete(id, ANSWER);
        for (const answer of [await claim(id), await complete(id, ANSWER)]) {
          assert.equal(answer.status, 409);
          ${when(standard, "assert.equal(answer.body['detail'], 'The task is completed already');")}
        }
      });

      test('that this release does not have stops its start, as long as somebody waits for it', async () => {
        await start();
        await refuseLostTasks(db, flows);
        await db.script("UPDATE platform.task SET step = 'gone'");
        const message = ${quote(`requests wait for steps that this release does not have: 1 at ${operation.endpoint.name}/gone`)};
        await assert.rejects(refuseLostTasks(db, flows), { message });
        await db.script("UPDATE platform.task SET state = 'completed', claimed_by = 'operator-1', completed_at = now()");
        await refuseLostTasks(db, flows);
      });

      test('is completed once, however many try at the same time', async () => {
        const id = await firstTask();
        const answers = await Promise.all([complete(id, ANSWER), complete(id, ANSWER), complete(id, ANSWER)]);
        assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
        assert.equal((await claim(id)).status, 409);
        assert.equal((await openTasks()).length, ${Math.min(tasks.length - 1, 1)});
      });

      test('takes only what its form asks for, and stays open otherwise', async () => {
        const id = await firstTask();
        const answer = await complete(id, { ...ANSWER, unknown_field: true });
        assert.equal(answer.status, 400);
        ${when(tellsPaths(plan), "assert.deepEqual(faultPaths(answer), ['/unknown_field']);")}
        assert.equal((await openTasks())[0]?.id, id);
      });

      test('is nobody else’s business', async () => {
        const id = await firstTask();
        const as = { sub: 'stranger' };
        for (const path of ['/tasks', \`/tasks/\${id}\`]) assert.equal((await send('GET', path, { as })).status, 403);
        for (const path of [\`/tasks/\${id}/claim\`, \`/tasks/\${id}/complete\`]) {
          assert.equal((await send('POST', path, { body: ANSWER, as })).status, 403);
        }
      });

      test('that does not exist is not found', async () => {
        const nobody = '00000000-0000-4000-8000-000000000000';
        for (const id of [nobody, \`\${nobody}0\`, \`0\${nobody}\`, 'x', '%00']) {
          for (const path of ['tasks', 'requests']) {
            assert.equal((await send('GET', \`/\${path}/\${id}\`, { as: operator })).status, 404);
          }
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
        ${print(['const found = await ', list('Promise.all(', [`locations.map(async (location) => (await send('GET', location${followedAs(operation)})).status)`], ')'), ';'], 4)}
        assert.deepEqual(found, [404, 200]);
        assert.deepEqual(await db.query('SELECT count(*) AS count FROM platform.task'), [{ count: 1 }]);
        assert.equal(await forgetFinished(db), 0);
        const told = 'SELECT operation, status, input, output FROM platform.audit_log WHERE actor = $1';
        assert.deepEqual(await db.query(told, ['system']), [
          { operation: 'forgetRequests', status: 200, input: null, output: { deleted: 1 } },
        ]);
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
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /^default-src 'none'; /);
      for (const tag of ['script', 'style']) {
        const [, own = ''] = new RegExp(\`<\${tag}>(.*?)</\${tag}>\`, 's').exec(text) ?? [];
        assert.ok(own.length > 0);
        assert.ok(policy.includes(\`\${tag}-src 'sha256-\${createHash('sha256').update(own).digest('base64')}'\`));
      }
      for (const none of ['base-uri', 'form-action', 'frame-ancestors']) assert.ok(policy.includes(\`; \${none} 'none'\`));
      assert.ok(policy.includes("; connect-src 'self'; img-src data:; "));
      assert.deepEqual([headers['referrer-policy'], headers['content-type']], ['no-referrer', 'text/html; charset=utf-8']);
    });

    test('tasks come in pages', async () => {
      for (let started = 0; started < 51; started += 1) await start();
      const first = await send('GET', '/tasks', { as: operator });
      const second = await send('GET', '/tasks?offset=50', { as: operator });
      assert.deepEqual([first.body['next'], second.body['next']], [50, null]);
      assert.equal(Object(second.body['tasks']).length, 1);
      for (const offset of ['-1', '1000000', 'x1', '1x']) {
        const answer = await send('GET', \`/tasks?offset=\${offset}\`, { as: operator });
        assert.equal(answer.status, 400);
        ${when(standard, "assert.equal(answer.body['detail'], 'offset is a number from 0 to 999999');")}
      }
    });
  `;
}

/** What a task shows of the request before it is claimed, and what after; null: what was sent. */
function shownInputs(operation: OperationPlan, plan: Plan): [hidden: Doc, full: Doc | null] {
  const { name, body, parameters, renamed } = operation;
  const own = (field: InputField): string => key(renamed.get(field.name) ?? field.name);
  const isRenamed = body.some((field) => renamed.has(field.name));
  const sent = (field: InputField): Doc => member(`${name}Example`, field.name);
  const others = (shown: (field: InputField) => Doc): Doc[] =>
    parameters.flatMap((field): Doc[] => {
      const { type, default: usual } = field;
      if (usual?.kind === 'literal') return [[own(field), ': ', literal(usual.value, type, plan)]];
      return isOptional(type, plan.model) ? [] : [[own(field), ': ', shown(field)]];
    });
  // Under the names of the wire the example is a part of what is shown, but for what differs.
  const base = isRenamed || body.length === 0 ? [] : [`...${name}Example`];
  const all = (differs: (field: InputField) => Doc | null): Doc[] =>
    body.flatMap((field): Doc[] => {
      const other = differs(field);
      return other === null && !isRenamed ? [] : [[own(field), ': ', other ?? sent(field)]];
    });
  const masked = (field: InputField): Doc | null =>
    print(shownField(field, plan)) === print(example(field.type, plan)) ? null : shownField(field, plan);
  const hidden = [...base, ...others((field) => shownField(field, plan)), ...all(masked)];
  const full = [...base, ...others(({ type }) => example(type, plan)), ...all((field) => toldFile(field, plan))];
  return [list('{', hidden, '}', true), base.length === 1 && full.length === 1 ? null : list('{', full, '}', true)];
}

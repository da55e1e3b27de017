import { bodyShape } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { isOptional } from '../service/types.ts';
import { asksInLoops, endsSegment } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, group, indent, line, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, member, quote } from '../text/quote.ts';
import { expectedStatuses } from './contract.ts';
import { subjectId } from './fixture-auth.ts';
import { formsImport, toldFiles } from './forms.ts';
import { examplePath, requestOf } from './requests.ts';
import { example, shownExample } from './values.ts';

/** test/tasks.test.ts: requests that wait for people; null if no example request is sure to come to a person. */
export function tasksTests(plan: Plan): string | null {
  const reached = plan.operations.filter((operation) => {
    const statuses = expectedStatuses(operation, plan);
    if (asksInLoops(operation.steps, plan.model.processes)) return false;
    const stop = operation.steps.find(endsSegment);
    return (
      stop?.kind === 'prose' && operation.tasks.every(({ step }) => step.kind === 'prose') && statuses.length === 1
    );
  });
  const [sample] = reached;
  if (sample === undefined) return null;
  const names = reached.flatMap(({ name, body }) => [`${name}Answers`, ...(body.length > 0 ? [`${name}Example`] : [])]);
  const shared = inbox(sample, plan);
  const flows = reached.map((operation) => origin(operation.endpoint, flowTests(operation, plan)));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'createHash'],
      ['node:test', 'describe', 'test'],
      ['../src/app.ts', 'flows'],
      ['../src/platform/retention.ts', 'forgetFinished'],
      ['../src/platform/tasks.ts', 'refuseLostTasks'],
      [`../src/${sample.module}.ts`, `${sample.name}Tasks`],
      ['./examples.ts', ...names],
      [
        './fixture.ts',
        'auditLog',
        'db',
        'faultPaths',
        'type Got',
        ...(reached.some(isStraight) ? ['restart'] : []),
        'send',
        'type TokenClaims',
      ],
      formsImport(shared, ...flows),
    ])}

    ${origin(sample.endpoint, people(sample, plan))}

    ${flows.join('\n\n')}

    ${shared}
  `;
}

function people(operation: OperationPlan, plan: Plan): string {
  const { name, tasks } = operation;
  const roles = [...new Set(tasks.flatMap(({ step }) => step.candidates))].map(quote).join(', ');
  const [first] = tasks;
  return code`
    const operator: TokenClaims = { sub: 'operator-1', roles: [${roles}] };
    const colleague: TokenClaims = { sub: 'operator-2', roles: [${roles}] };

    ${print(['const start = (): Promise<Got> =>', group(indent([line, requestOf(operation, quote(examplePath(operation, plan)), plan)])), ';'])}
    const claim = (id: string, as = operator): Promise<Got> => send('POST', \`/tasks/\${id}/claim\`, { as });
    const complete = (id: string, body: unknown, as = operator): Promise<Got> =>
      send('POST', \`/tasks/\${id}/complete\`, { body, as });

    async function openTasks(): Promise<{ id: string; step: string; [more: string]: unknown }[]> {
      const { body } = await send('GET', '/tasks', { as: operator });
      return body['tasks'] as { id: string; step: string }[];
    }

    async function firstTask(): Promise<string> {
      await start();
      return (await openTasks())[0]?.id ?? '';
    }

    const ANSWER = ${member(`${name}Answers`, first?.step.name ?? '')};
  `;
}

function flowTests(operation: OperationPlan, plan: Plan): string {
  const { endpoint } = operation;
  const started = requestOf(operation, quote(examplePath(operation, plan)), plan);
  const straight = isStraight(operation);
  const found = findingTest(operation);
  if (!straight && found === '') return '';
  return code`
    describe(${quote(endpoint.name)}, () => {
      ${when(straight, flowTest(operation, started, plan))}

      ${found}
    });
  `;
}

/** Whether the tasks come one after the other, and only people decide what comes out. */
function isStraight({ endpoint }: OperationPlan): boolean {
  const plain = ['prose', 'decide', 'set'];
  const steady = endpoint.processing.every(({ kind, when: condition }) => plain.includes(kind) && condition === null);
  return steady && endpoint.output.every(({ from }) => from.kind === 'form');
}

const DECIDED = code`
  const decided = records.flatMap(
    ({ decisions }) => (decisions as { step: string }[] | null)?.map(({ step }) => step) ?? [],
  );
`;

/** The decisions of an operation that keeps them. */
function keptDecisions({ endpoint }: OperationPlan): string[] {
  const kept = (endpoint.audit?.record ?? []).length > 0;
  return endpoint.processing.flatMap(({ kind, name }) => (kept && kind === 'decide' ? [name] : []));
}

/** All of its tasks in order; only where nothing but people decides what comes out. */
function flowTest(operation: OperationPlan, started: Doc, plan: Plan): string {
  const { endpoint, name } = operation;
  const decisions = keptDecisions(operation).map(quote);
  const given = endpoint.output.filter(({ from }) => from.kind === 'form');
  const files = toldFiles(given, plan);
  const outputs = endpoint.output.map(({ name: field, from }): Doc => {
    const given = from.kind === 'form' ? member(member(`${name}Answers`, from.step), field) : 'null';
    return [key(field), ': ', given];
  });
  const steps = new Set(endpoint.output.map(({ from }) => (from.kind === 'form' ? from.step : '')));
  const [only = ''] = steps;
  const answers = member(`${name}Answers`, only);
  const all = steps.size === 1 ? [`...${answers}`] : outputs;
  const result =
    steps.size === 1 && files.length === 0
      ? `result: ${answers}`
      : print(['result: ', list('{', [...all, ...files], '}', true)], 6);
  return code`
    test('asks people step by step, across restarts, and then answers', async () => {
      ${print(['const started = await ', started, ';'], 4)}
      assert.equal(started.status, 202);
      const location = String(started.headers['location']);
      assert.equal(location, \`/requests/\${started.body['id']}\`);
      assert.deepEqual(started.body, { id: started.body['id'], operation: ${quote(endpoint.name)}, state: 'waiting' });

      for (const [step, answer] of Object.entries(${name}Answers)) {
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
      const finished = await send('GET', location);
      assert.equal(finished.headers['retry-after'], undefined);
      assert.deepEqual(finished.body, {
        id,
        operation: ${quote(endpoint.name)},
        state: 'succeeded',
        ${result},
      });
      assert.deepEqual(await openTasks(), []);
      const records = await auditLog();
      const last = records.at(-1);
      assert.equal(last?.['actor'], ${quote(subjectId(plan))});
      assert.equal(last?.['operation'], ${quote(endpoint.name)});
      assert.equal(last?.['status'], ${endpoint.status});
      ${when(decisions.length > 0, `${DECIDED}\nassert.deepEqual(decided, [${decisions.join(', ')}]);`)}
    });
  `;
}

function findingTest({ endpoint, tasks }: OperationPlan): string {
  const [first, second] = tasks;
  const plain = first?.form.length === 1 && first.form[0]?.name === 'finding' && second?.step.when === null;
  if (!plain || endpoint.processing.some(({ kind }) => kind !== 'prose')) return '';
  return code`
    test('shows later tasks what was found before', async () => {
      await complete(await firstTask(), { finding: 'the second page is missing' });
      const [task] = await openTasks();
      assert.deepEqual(task?.['findings'], [{ step: ${quote(first.step.name)}, finding: 'the second page is missing' }]);
    });
  `;
}

function inbox(operation: OperationPlan, plan: Plan): string {
  const { name, tasks, body, parameters } = operation;
  const shown = body.filter((field) => print(shownExample(field.type, plan)) !== print(example(field.type, plan)));
  const changed = shown.map((field): Doc => [key(field.name), ': ', shownExample(field.type, plan)]);
  const others = parameters
    .filter(({ type }) => !isOptional(type, plan.model))
    .map((field): Doc => [key(field.name), ': ', shownExample(field.type, plan)]);
  const base = body.length > 0 ? [`...${name}Example`] : [];
  const files = toldFiles(body, plan);
  const hidden = print(list('{', [...base, ...others, ...changed], '}', true), 6);
  const full = print(list('{', [...base, ...others, ...files], '}', true), 6);
  const sent = others.length + files.length === 0 ? `${name}Example` : 'full';
  const [first] = tasks;
  const path = `${operation.endpoint.name}/${first?.step.name}`;
  const fields = (first?.form ?? []).map((field) => quote(field.name)).join(', ');
  const told = tasks.map(({ title, instruction }) => list('[', [quote(title), quote(instruction)], ']'));
  const standard = bodyShape('conflict', plan.model) === null;
  return code`
    describe('a task', () => {
      test('hides what is classified until it is claimed, and shows it to whoever claimed it', async () => {
        const id = await firstTask();
        ${when(sent === 'full', `const full = ${full};`)}
        const hidden = ${hidden};
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
        assert.deepEqual(Object.keys(Object(Object(task?.['form']).properties)), [${fields}]);
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
        assert.deepEqual(faultPaths(answer), ['/unknown_field']);
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
        const found = await Promise.all(locations.map(async (location) => (await send('GET', location)).status));
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

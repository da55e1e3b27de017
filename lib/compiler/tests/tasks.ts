import type { OutputField } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { holdNumbers } from '../service/wired-numbers.ts';
import { asksInLoops, endsSegment } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, group, indent, line, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, member, quote } from '../text/quote.ts';
import { ownName } from '../wire-plan.ts';
import { expectedStatuses } from './contract.ts';
import { subjectId } from './fixture-auth.ts';
import { formsImport, toldFile } from './forms.ts';
import { inboxTests } from './inbox.ts';
import { examplePath, followedAs, requestOf } from './requests.ts';
import { tellsPaths } from './told.ts';
import { toldExample } from './values.ts';

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
  const shared = inboxTests(sample, plan);
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
        ...(tellsPaths(plan) ? ['faultPaths'] : []),
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
  const isPublic = endpoint.access.kind === 'public';
  const as = followedAs(operation);
  const decisions = keptDecisions(operation).map(quote);
  const steps = new Set(endpoint.output.map(({ from }) => (from.kind === 'form' ? from.step : '')));
  const [only = ''] = steps;
  const answers = member(`${name}Answers`, only);
  const isSame = steps.size === 1 && endpoint.output.every(({ as }) => as === null);
  const outputs = endpoint.output.flatMap((output): Doc[] => {
    const { name: field, from } = output;
    const given = from.kind === 'form' ? member(member(`${name}Answers`, from.step), ownName(output)) : 'null';
    const told = toldOutput(output, plan);
    return told === null && isSame ? [] : [[key(field), ': ', told ?? given]];
  });
  const all = isSame ? [`...${answers}`, ...outputs] : outputs;
  const result =
    isSame && outputs.length === 0 ? `result: ${answers}` : print(['result: ', list('{', all, '}', true)], 6);
  return code`
    test('asks people step by step, across restarts, and then answers', async () => {
      ${print(['const started = await ', started, ';'], 4)}
      assert.equal(started.status, 202);
      const location = String(started.headers['location']);
      assert.equal(location, \`/requests/\${started.body['id']}\`);
      assert.deepEqual(started.body, { id: started.body['id'], operation: ${quote(endpoint.name)}, state: 'waiting' });

      for (const [step, answer] of Object.entries(${name}Answers)) {
        await restart();
        const waiting = await send('GET', location${as});
        assert.equal(waiting.body['state'], 'waiting');
        assert.equal(waiting.headers['retry-after'], '5');
        const [task, ...others] = await openTasks();
        assert.equal(task?.step, step);
        assert.deepEqual(others, []);
        assert.equal((await claim(task.id)).status, 200);
        assert.equal((await complete(task.id, answer)).status, 200);
      }

      const { id } = started.body;
      const finished = await send('GET', location${as});
      assert.equal(finished.headers['retry-after'], undefined);
      assert.deepEqual(finished.body, {
        id,
        operation: ${quote(endpoint.name)},
        state: 'succeeded',
        ${when(operation.answers, `${result},`)}
      });
      assert.deepEqual(await openTasks(), []);
      const records = await auditLog();
      const last = records.at(-1);
      assert.equal(last?.['actor'], ${quote(isPublic ? 'anonymous' : subjectId(plan))});
      assert.equal(last?.['operation'], ${quote(endpoint.name)});
      assert.equal(last?.['status'], ${endpoint.status});
      ${when(decisions.length > 0, `${DECIDED}\nassert.deepEqual(decided, [${decisions.join(', ')}]);`)}
    });
  `;
}

/** What an answer says of a value where that is not what the person said; null: the same. */
function toldOutput(output: OutputField, plan: Plan): Doc | null {
  return toldFile(output, plan) ?? (holdNumbers([output], plan.model) ? toldExample(output.type, plan) : null);
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

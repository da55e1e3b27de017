import { bodyShape, platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { member, quote } from '../text/quote.ts';
import { toldFiles } from './forms.ts';
import { DECISIONS, DRIVEN, PLAIN_REQUESTS, REQUESTS } from './people-requests.ts';
import { PLAIN_TASKS, TASKS } from './people-tasks.ts';
import { tasksTests } from './tasks.ts';

/**
 * test/people.test.ts: what people are asked, by operations of the test's own, so that it does not matter when the operations of
 * the service come to a person. Where tasks have no rules of their own, `test/tasks.test.ts` shows the rest; null where it does not.
 */
export function peopleTests(plan: Plan): string | null {
  const sample = sampleOf(plan);
  if (sample === null || !plan.people || !isStandard(plan)) return null;
  const shown = tasksTests(plan) !== null;
  const ruled = plan.userTasks;
  if (ruled ? shown || !plan.dues || !plan.drives || !plan.outside : !shown) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'describe', 'test'],
      ['../src/platform/auth.ts', 'type Caller'],
      ['../src/platform/driver.ts', ...(ruled ? ['driveAll'] : [])],
      ['../src/platform/operation.ts', 'type Operation', 'type Run', 'type Service', 'serve'],
      ['../src/platform/problems.ts', 'not_found', 'Problem'],
      ['../src/platform/retention.ts', ...(ruled ? ['forgetFinished'] : [])],
      ['../src/platform/run.ts', ...(ruled ? ['Suspended'] : [])],
      ['../src/platform/server.ts', 'newServer'],
      ['../src/platform/tasks.ts', ...(ruled ? ['escalateTasks'] : []), 'type Flow', 'refuseLostTasks', 'useTasks'],
      ['../src/platform/waiting.ts', 'type TaskDefinition'],
      ...(ruled ? asking(plan).map(({ name, module }) => [`../src/${module}.ts`, `${name}Tasks`] as const) : []),
      ['./examples.ts', sample.answers],
      ['./fixture.ts', 'auditLog', 'db', 'service'],
    ])}

    const ANSWER = ${sample.answer};

    /** What people are asked here, by the form of a task of the service. */
    const task = (step: string, more: Partial<TaskDefinition>): TaskDefinition => ({
      step,
      title: \`Do \${step}\`,
      instruction: \`Look at \${step}\`,
      candidates: ['officer', 'lead'],
      form: ${quote(sample.form)},
      ${when(ruled, 'signed: true,')}
      ...more,
    });

    const first = task('first', ${ruled ? "{ due: { within: '1 hour', escalate: 'boss' } }" : '{}'});
    const second = task('second', { candidates: ['lead'] });
    const third: TaskDefinition = {
      step: 'third',
      title: 'Do it',
      instruction: '',
      candidates: ['clerk'],
      form: first.form,
    };

    type Values = typeof ANSWER${when(ruled, ' & { by: string; at: string }')};

    /** What the steps of a test do after the first answer. */
    let goOn: (run: Run<never>, answer: Values) => Promise<unknown> = async () => undefined;

    const operation = (name: string, steps: Operation['steps'], more: Partial<Operation> = {}): Operation => ({
      name,
      method: 'POST',
      path: \`/\${name}\`,
      status: 200,
      access: { roles: [], scopes: [] },
      bodyLimit: 1000,
      body: null,
      parameters: null,
      output: null,
      record: ['request', 'response', 'decisions'],
      ${when(plan.outside, 'deadlineMs: 10_000,')}
      steps,
      ...more,
    });

    ${ruled ? ruledFlows(sample.form) : plainFlows(sample.form)}

    /** Callers are who they say they are. */
    const believing: Service = {
      ...service,
      authenticate: async ({ headers }): Promise<Caller> => ({
        id: String(headers['x-id']),
        roles: String(headers['x-roles']).split(' '),
        scopes: [],
        ${when(plan.auth.claims, 'claims: {},')}
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
      return send('POST', \`/\${name}\`, 'author officer');
    }

    ${when(ruled, CLAIM)}
    const complete = (id: string, who?: string, body: object = ANSWER) => send('POST', \`/tasks/\${id}/complete\`, who, body);

    async function openTasks(who?: string): Promise<{ id: string; step: string; request: string }[]> {
      const { body } = await send('GET', '/tasks', who);
      return body['tasks'] as { id: string; step: string; request: string }[];
    }

    /** The id of the task that a new request waits for, and where that is. */
    async function asked(): Promise<{ id: string; location: string }> {
      const { headers } = await start();
      return { id: (await openTasks())[0]?.id ?? '', location: String(headers['location']) };
    }

    ${when(ruled, AUDITED)}

    ${when(ruled, definitions(plan))}

    ${ruled ? TASKS : PLAIN_TASKS}

    ${ruled ? REQUESTS : PLAIN_REQUESTS}

    ${when(ruled && plan.decides && plan.records, DECISIONS)}

    ${when(ruled, DRIVEN)}
  `;
}

interface Sample {
  /** What is exported of the examples, and the answer in it. */
  answers: string;
  answer: string;
  form: string;
}

/** A task of some operation, with an answer that is plain JSON. */
function sampleOf(plan: Plan): Sample | null {
  for (const { name, tasks } of plan.operations) {
    const task = tasks.find(({ form }) => toldFiles(form, plan).length === 0);
    if (task === undefined) continue;
    return { answers: `${name}Answers`, answer: member(`${name}Answers`, task.step.name), form: task.formSchema };
  }
  return null;
}

/** The operations that ask people themselves. */
function asking({ operations }: Plan): OperationPlan[] {
  return operations.filter(({ tasks }) => tasks.length > 0);
}

/** That people of the service are asked as its specification says. */
function definitions(plan: Plan): string {
  const known = asking(plan).flatMap(({ name, tasks }) =>
    tasks.map(({ step, title, instruction, formSchema }): Doc => {
      const roles = step.candidates.map(quote).join(', ');
      const task = member(`${name}Tasks`, step.name);
      return list(
        '[',
        [task, list('[', [quote(step.name), quote(title), quote(instruction), `[${roles}]`, quote(formSchema)], ']')],
        ']',
      );
    }),
  );
  return code`
    test('people of the service are asked what its specification says, by the roles that it names', () => {
      ${print(['const known: [task: TaskDefinition, facts: unknown[]][] = ', rows('[', known, ']'), ';'], 2)}
      for (const [{ step, title, instruction, candidates, form }, facts] of known)
        assert.deepEqual([step, title, instruction, candidates, form], facts);
    });
  `;
}

const STANDARD = { invalid_input: 400, forbidden: 403, not_found: 404, conflict: 409, internal: 500 };

/** Whether refusals have the statuses and the form that they have by themselves. */
function isStandard({ model }: Plan): boolean {
  return Object.entries(STANDARD).every(
    ([name, status]) => platformError(name, model).status === status && bodyShape(name, model) === null,
  );
}

/** Operations that ask people by tasks with rules of their own. */
function ruledFlows(form: string): string {
  return code`
    const ask = operation('ask', async (run) => {
      const about = {
        notBy: [run.caller.id],
        show: { case: 'C-1', late: null },
        respond: { status: 202, body: { asked: true } },
      };
      return goOn(run, await run.person<Values>(first, about));
    });
    const other = operation(
      'other',
      async ({ once, person }) => {
        for (const [step, finding] of Object.entries({ found: 'it is torn', blank: '', odd: 7 })) {
          await once(step, async () => ({ finding }));
        }
        return goOn(undefined as never, await person<Values>(third));
      },
      { record: [], output: ${quote(form)} },
    );
    const flows: Flow[] = [
      { operation: ask, tasks: [first, second] },
      {
        operation: other,
        tasks: [third, ...['found', 'blank', 'odd', 'absent'].map((step) => task(step, { candidates: ['clerk'] }))],
      },
    ];
  `;
}

/** The same by tasks of which is known only who may do them. */
function plainFlows(form: string): string {
  return code`
    const ask = operation('ask', async (run) => goOn(run, await run.person<Values>(first)));
    const other = operation('other', async (run) => goOn(run, await run.person<Values>(third)), {
      record: [],
      output: ${quote(form)},
    });
    const flows: Flow[] = [
      { operation: ask, tasks: [first, second] },
      { operation: other, tasks: [third] },
    ];
  `;
}

const CLAIM = code`
  const claim = (id: string, who?: string) => send('POST', \`/tasks/\${id}/claim\`, who);
`;

const AUDITED = code`
  /** What the audit log has of tasks and requests, oldest first. */
  async function audited(): Promise<unknown[]> {
    return (await auditLog()).map((one) => [one['operation'], one['actor'], one['status']]);
  }
`;

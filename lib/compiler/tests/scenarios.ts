import type { CallFailure, Given, Scenario, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { broughtAs } from '../service/integrations/file-exchange.ts';
import { actionOf } from '../service/integrations/message.ts';
import { newModule } from '../service/module.ts';
import { rowColumns } from '../service/row-columns.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hugged, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { callOf } from './scenario-calls.ts';
import { expectationsOf } from './scenario-expectations.ts';
import { type Cells, filled, membersOf, rowsOf, writtenValue } from './scenario-values.ts';

/** test/scenarios.test.ts: the acceptance examples of the specification, one test for each row; null without scenarios. */
export function scenariosTests(plan: Plan): string | null {
  const { scenarios } = plan.model;
  if (scenarios.length === 0) return null;
  const tests = scenarios.map((scenario) => origin(scenario, scenarioText(scenario, plan))).join('\n\n');
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\(`).test(tests);
  return code`
    ${imports(importsOf(plan, uses))}

    ${tests}

    ${when(uses('given'), GIVEN)}

    ${when(uses('filesIn'), FILES_IN)}

    ${when(uses('complete'), completing(plan))}

    ${when(uses('runNow'), RUN_NOW)}

    ${when(uses('at'), AT)}

    ${when(uses('eventsOf'), EVENTS_OF)}

    ${when(uses('oneHolds'), ONE_HOLDS)}

    ${when(uses('sent'), SENT)}
  `;
}

function importsOf(plan: Plan, uses: (name: string) => boolean): Import[] {
  const grouped = plan.model.scenarios.some(({ examples }) => examples !== null);
  const tasks = uses('complete');
  const drives = tasks && plan.drives;
  const queries =
    uses('eventsOf') || uses('runNow') || plan.entities.some(({ insert }) => uses(insert)) || uses('query');
  return [
    ['node:assert/strict', 'default assert'],
    ['node:fs/promises', ...(uses('filesIn') ? ['mkdir', 'mkdtemp', 'rm', 'writeFile'] : [])],
    ['node:os', ...(uses('filesIn') ? ['tmpdir'] : [])],
    ['node:path', ...(uses('filesIn') ? ['dirname', 'join'] : [])],
    ['node:test', ...(grouped ? ['describe'] : []), ...(uses('filesIn') ? ['type TestContext'] : []), 'test'],
    ...plan.entities.map(({ file, insert }): Import => [`../src/data/${file}.ts`, ...(uses(insert) ? [insert] : [])]),
    ['../src/platform/contract.ts', ...(uses('sent') ? ['type InternalSchemaName'] : [])],
    ['../src/platform/exact-json.ts', ...(uses('sent') ? ['numbered'] : [])],
    ['../src/platform/folders.ts', ...(uses('filesIn') ? ['useFolders'] : [])],
    ['../src/platform/mask.ts', ...(uses('masked') ? ['masked'] : [])],
    ['../src/platform/schedules.ts', ...(uses('runNow') ? ['runDue', 'type Schedule'] : [])],
    ['../src/platform/simulator.ts', ...(uses('given') ? ['type Behaviour'] : [])],
    ['../src/platform/soap.ts', ...(uses('envelope') ? ['envelope'] : [])],
    ...plan.schedules.map(
      ({ file, name }): Import => [`../src/schedules/${file}.ts`, ...(uses('runNow') ? [name] : [])],
    ),
    [
      './fixture.ts',
      ...(queries ? ['db'] : []),
      ...(drives ? ['drive'] : []),
      ...(tasks ? ['type Got'] : []),
      ...(uses('send') || tasks ? ['send'] : []),
      ...(uses('runNow') ? ['service'] : []),
      ...(uses('given') ? ['simulators'] : []),
      ...(tasks ? ['type TokenClaims'] : []),
    ],
    ['./forms.ts', ...(uses('sampleFile') ? ['sampleFile'] : [])],
  ];
}

function scenarioText(scenario: Scenario, plan: Plan): string {
  const rows = rowsOf(scenario.examples);
  if (scenario.examples === null) return testText(quote(scenario.name), scenario, new Map(), plan);
  return code`
    describe(${quote(scenario.name)}, () => {
      ${rows
        .map(({ cells, row }) => {
          const title = [...cells].map(([column, cell]) => `${column} ${cell}`).join(', ');
          const text = testText(quote(title), scenario, cells, plan);
          return row === null ? text : origin({ id: scenario.id, span: row.span }, text);
        })
        .join('\n\n')}
    });
  `;
}

function testText(title: string, scenario: Scenario, cells: Cells, plan: Plan): string {
  const { given, when: calls } = scenario;
  const depth = scenario.examples === null ? 2 : 4;
  const now = given.find((one) => one.kind === 'now');
  const laid = filesText(given, cells, plan);
  const before = [...laid, ...given.flatMap((one) => givenText(one, cells, plan))].map((doc) => print(doc, depth));
  const made = calls.map((call, at) => {
    const last = at === calls.length - 1;
    const name = last ? 'answer' : `call${at + 1}`;
    const doc = callOf(call, scenario, cells, plan);
    if (call.kind === 'schedule') return print(['await ', doc, ';'], depth);
    const used = !last || scenario.then.some(({ kind }) => ['status', 'body', 'header'].includes(kind));
    const text = print([used ? `const ${name} = ` : '', 'await ', doc, ';'], depth);
    return last ? text : `${text}\nassert.ok(${name}.status < 400, ${name}.text);`;
  });
  const after = expectationsOf(scenario, cells, plan).map((doc) => print(doc, depth));
  const inserts = before.some((text) => /\(db, now, /.test(text) || text.includes('\n  now,'));
  return code`
    test(${title}, async (${now === undefined && laid.length === 0 ? '' : 't'}) => {
      ${now?.kind === 'now' ? `t.mock.timers.enable({ apis: ['Date'], now: new Date(${quote(filled(now.text, cells))}) });` : ''}
      ${when(inserts, 'const now = new Date().toISOString();')}
      ${before}
      ${made}
      ${after}
    });
  `;
}

/** Rows that are stored before, and what other systems will answer. */
function givenText(one: Given, cells: Cells, plan: Plan): Doc[] {
  if (one.kind === 'stub') return plan.outside ? [stubText(one, cells, plan)] : [];
  if (one.kind !== 'rows') return [];
  const planned = plan.entities.find(({ entity }) => entity.name === one.entity);
  if (planned === undefined || planned.entity.files !== null) return [];
  const more = rowColumns(planned, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const before = ['db', 'now', ...more.map(() => 'null')];
  const type: Type = { kind: 'entity', name: one.entity };
  return one.rows.map((row): Doc => {
    const items = membersOf(row, type, cells, plan);
    return ['await ', hugged(`${planned.insert}(`, before, { open: '{', items, close: '}', space: true }, ')'), ';'];
  });
}

/** Files that lie in folders before, as one statement. */
function filesText(given: readonly Given[], cells: Cells, plan: Plan): Doc[] {
  const folders = new Map<string, Doc[]>();
  for (const one of given) {
    const entity = one.kind === 'rows' ? plan.model.entities.find(({ name }) => name === one.entity) : undefined;
    if (one.kind !== 'rows' || entity === undefined || entity.files === null) continue;
    const type: Type = { kind: 'entity', name: entity.name };
    const files = one.rows.map((row): Doc => list('{', membersOf(row, type, cells, plan), '}', true));
    folders.set(entity.files.root, [...(folders.get(entity.files.root) ?? []), ...files]);
  }
  if (folders.size === 0) return [];
  const items = [...folders].map(([setting, files]): Doc => [key(setting), ': ', rows('[', files, ']')]);
  return [['await ', hugged('filesIn(', ['t'], { open: '{', items, close: '}', space: true }, ')'), ';']];
}

function stubText(stub: Extract<Given, { kind: 'stub' }>, cells: Cells, plan: Plan): Doc {
  const before = [quote(stub.integration), quote(stub.operation)];
  if (stub.fails !== null)
    return [hugged('given(', before, { open: '{', items: failing(stub.fails), close: '}', space: true }, ')'), ';'];
  const system = plan.model.integrations.find(({ name }) => name === stub.integration);
  const operation = system?.operations.find(({ name }) => name === stub.operation);
  const value = writtenValue(stub.answer, { kind: 'object', fields: operation?.output ?? [] }, cells, plan);
  const action = `${operation === undefined ? '' : actionOf(operation.request)}Response`;
  const brought = system && operation ? broughtAs(system, operation, plan.model) : null;
  const answer =
    brought === 'body'
      ? ['Buffer.from(', value, ".body, 'base64')"]
      : system?.protocol === 'soap'
        ? list('envelope(', [quote(action), value], ')')
        : ['JSON.stringify(', system?.protocol === 'graphql' ? list('{', [['data: ', value]], '}', true) : value, ')'];
  return [hugged('given(', before, { open: '{', items: [['answer: ', answer]], close: '}', space: true }, ')'), ';'];
}

/**
 * A failure that is named. That a system took too long is said by a gateway before it, at once: scenarios wait for no clock, and
 * that the service itself does not wait longer is shown with each operation of each system.
 */
function failing(failure: CallFailure): Doc[] {
  return failure === 'timeout' ? ["answer: ''", 'status: 504'] : [`fails: ${quote(failure)}`];
}

const FILES_IN = code`
  interface Laid {
    path: string;
    text?: string | null;
    /** In base64. */
    bytes?: string | null;
  }

  /** Lays files into folders, by their settings; they last as long as the test. */
  async function filesIn(t: TestContext, folders: Readonly<Record<string, readonly Laid[]>>): Promise<void> {
    const root = await mkdtemp(join(tmpdir(), 'given-'));
    t.after(async () => {
      useFolders({});
      await rm(root, { recursive: true });
    });
    for (const [setting, files] of Object.entries(folders)) {
      for (const { path, text, bytes } of files) {
        const place = join(root, setting, path);
        await mkdir(dirname(place), { recursive: true });
        await writeFile(place, text ?? Buffer.from(bytes ?? '', 'base64'));
      }
    }
    useFolders(Object.fromEntries(Object.keys(folders).map((setting) => [setting, join(root, setting)])));
  }
`;

const GIVEN = code`
  /** Lets a stand-in do so from now on. */
  function given(system: string, operation: string, behaviour: Behaviour): void {
    const simulator = simulators.get(system);
    assert.ok(simulator, \`nothing stands in for \${system}\`);
    simulator.behave(operation, behaviour);
  }
`;

function completing({ drives }: Plan): string {
  return code`
    /** Completes the open task of a step${when(drives, ', and lets its request go on')}. */
    async function complete(step: string, body: unknown, as: TokenClaims | null): Promise<Got> {
      const { body: listed } = await send('GET', '/tasks', { as });
      const tasks = listed['tasks'] as { id: string; step: string }[] | undefined;
      const task = tasks?.find((open) => open.step === step);
      assert.ok(task, \`there is no open task \${step} for this caller\`);
      const completed = await send('POST', \`/tasks/\${task.id}/complete\`, { body, as });
      ${when(drives, 'await drive();')}
      return completed;
    }
  `;
}

const RUN_NOW = code`
  /** Runs a schedule as if it had never run and were due. */
  async function runNow(schedule: Schedule): Promise<void> {
    const { name } = schedule.operation;
    await db.query('DELETE FROM platform.schedule_run WHERE schedule = $1', [name]);
    await db.query(
      "INSERT INTO platform.schedule_run (schedule, due_at, state) VALUES ($1, '1970-01-01T00:00:00Z', 'skipped')",
      [name],
    );
    assert.equal(await runDue(service, [schedule]), 1);
    const [run] = await db.query('SELECT state FROM platform.schedule_run WHERE schedule = $1 ORDER BY due_at DESC', [
      name,
    ]);
    assert.deepEqual(run, { state: 'succeeded' });
  }
`;

const AT = code`
  /** What is at a path of an answer; undefined where there is nothing. */
  function at(value: unknown, ...path: (string | number)[]): unknown {
    return path.reduce<unknown>((inner, part) => Object(inner)[part], value);
  }
`;

const EVENTS_OF = code`
  /** What the published events of a name hold. */
  async function eventsOf(name: string): Promise<unknown[]> {
    const events = await db.query<{ data: unknown }>('SELECT data FROM platform.outbox WHERE event = $1', [name]);
    return events.map(({ data }) => data);
  }
`;

const SENT = code`
  /** A value as others read it: some decimals are numbers there. */
  function sent(schema: InternalSchemaName, value: unknown): unknown {
    return JSON.parse(JSON.stringify(numbered(schema, value)));
  }
`;

const ONE_HOLDS = code`
  /** Fails unless one of the values holds all that is wanted. */
  function oneHolds(found: readonly unknown[], wanted: unknown): void {
    const holds = (one: unknown): boolean => {
      try {
        assert.partialDeepStrictEqual(one, wanted);
        return true;
      } catch {
        return false;
      }
    };
    assert.ok(found.some(holds), \`\${JSON.stringify(wanted)} is not in \${JSON.stringify(found)}\`);
  }
`;

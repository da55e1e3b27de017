import { errorNamed, hasOwnBodies } from '../named-errors.ts';
import type { IntegrationOperationPlan, IntegrationPlan, OperationPlan, Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { broughtAs } from '../service/integrations/file-exchange.ts';
import { retries, showsCertificates } from '../service/integrations/protected.ts';
import { scenarioAnswer } from '../service/integrations/simulated-answer.ts';
import { isOptional } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, group, indent, line, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { member, quote } from '../text/quote.ts';
import { askingText } from './asking.ts';
import { exchangesDocuments, HELD_MEMBERS, HELD_TEXTS, heldMembers, sentConstant } from './held-texts.ts';
import { examplePath, requestOf } from './requests.ts';
import { BROUGHT, countFiles, KEPT_FILE, RECEIVED, readExample, SENT, sentExample } from './sent-files.ts';

/** test/integrations.test.ts: other systems that answer, fail in every way, and come back; empty if none is asked. */
export function integrationsTests(plan: Plan): string {
  const all = plan.integrations.flatMap((planned) => planned.operations.map((operation) => ({ planned, operation })));
  const [sample] = all;
  if (!plan.outside || sample === undefined) return '';
  const direct = plan.operations.filter((operation) => firstCall(operation, plan) !== null);
  const examples = direct.filter(({ body }) => body.length > 0).map(({ name }) => `${name}Example`);
  const snapshots = plan.snapshotMs !== null;
  const { carried, brought } = plan.files;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', ...(brought ? ['createHash'] : [])],
      ['node:test', ...(carried ? ['beforeEach'] : []), 'describe', 'test'],
      ...plan.integrations.flatMap(({ file, variable, operations }) =>
        operations.length > 0 ? [[`../src/integrations/${file}.ts`, variable] as const] : [],
      ),
      ['../src/platform/breaker.ts', 'Breaker'],
      ['../src/platform/connections.ts', 'readConnection', 'simulatedAt'],
      ['../src/platform/failures.ts', 'type Failure'],
      ['../src/platform/files.ts', ...(carried || brought ? ['type StoredFile'] : [])],
      ['../src/platform/outside.ts', 'type Asking', 'type Called', 'type Outside', 'type Policy'],
      ['../src/platform/simulator.ts', 'type Simulator', 'withSimulators'],
      ...(snapshots ? ([['../src/platform/snapshots.ts', 'forgetSnapshots']] as const) : []),
      ['../src/platform/wire.ts', 'HttpWire'],
      ['./examples.ts', ...examples],
      [
        './fixture.ts',
        ...(direct.length > 0 ? ['auditLog'] : []),
        ...(snapshots || carried || brought ? ['db'] : []),
        'newOutside',
        ...(direct.length > 0 ? ['send'] : []),
        'simulators',
        ...(boundedSystem(plan) === undefined ? [] : ['wire']),
      ],
    ])}

    ${when(carried, KEPT_FILE)}

    ${when(brought, RECEIVED)}

    ${print(['const soon = (): Asking => (', askingText(plan, 'step', 'request:step'), ');'])}
    const quick: Policy = { timeoutMs: 5000, retry: null, breaker: null };
    const failures: readonly Failure[] = ['unavailable', 'rate_limited', 'rejected', 'invalid_response'];

    interface Known {
      system: string;
      name: string;
      /** Asks with an example. */
      ask(outside: Outside, policy?: Policy): Promise<Called>;
      answer: object;
      /** Something in the answer may not be missing. */
      strict: boolean;
      ${when(carried, '/** How often it is sent the contents of a file. */\nfiles: number;')}
      ${when(brought, '/** Some file is in the answer. */\nbrings: boolean;')}
      ${when(exchangesDocuments(plan), HELD_MEMBERS)}
    }

    const operations: readonly Known[] = [${all.length > 0 ? `\n${all.map(({ planned, operation }) => `  ${known(planned, operation, plan)},`).join('\n')}\n` : ''}];

    function simulatorOf({ system }: Known): Simulator {
      const simulator = simulators.get(system);
      if (simulator === undefined) throw new Error(\`nothing stands in for \${system}\`);
      return simulator;
    }

    for (const operation of operations) {
      describe(\`\${operation.system}.\${operation.name}\`, () => {
        ${when(carried, 'beforeEach(keepFile);')}

        test('is asked, and its answer is read', async () => {
          const { outcome, record } = await operation.ask(newOutside());
          assert.deepEqual(outcome, { value: operation.answer });
          const { system, name } = operation;
          assert.partialDeepStrictEqual(record, { system, operation: name, outcome: 'success' });
        });

        ${when(carried, SENT)}

        ${when(brought, BROUGHT(plan))}

        ${when(exchangesDocuments(plan), HELD_TEXTS)}

        for (const fails of failures) {
          test(\`fails with \${fails}\`, async () => {
            simulatorOf(operation).behave(operation.name, { fails });
            const { outcome, record } = await operation.ask(newOutside(), quick);
            assert.deepEqual(outcome, { failure: fails });
            assert.equal(Object(record).outcome, fails);
            assert.equal(simulatorOf(operation).heard.length, 1);
          });
        }

        test('may answer more than was agreed, but not less', async () => {
          const simulator = simulatorOf(operation);
          if (simulator.speaksJson(operation.name)) {
            ${brought || exchangesDocuments(plan) ? SAID_MORE : "simulator.behave(operation.name, { answer: JSON.stringify({ ...operation.answer, 'not agreed': 1 }) });"}
            assert.deepEqual((await operation.ask(newOutside())).outcome, { value: operation.answer });
          }
          simulator.behave(operation.name, { answer: simulator.emptyAnswer() });
          if (operation.strict)
            assert.deepEqual((await operation.ask(newOutside())).outcome, { failure: 'invalid_response' });
        });
      });
    }

    const [sample] = operations;
    assert.ok(sample);

    ${policyTests(snapshots, sample.planned, sample.operation, plan)}

    ${direct.map((operation) => origin(operation.endpoint, directTests(operation, plan))).join('\n\n')}
  `;
}

type Declared = IntegrationOperationPlan['operation'];

function known(planned: IntegrationPlan, asked: IntegrationOperationPlan, plan: Plan): string {
  const { operation, name } = asked;
  const request = sentExample(operation, plan);
  const given = [`${planned.variable}.${name}`, request, 'soon()', 'policy && { policy }'];
  const whole = broughtAs(planned.integration, operation, plan.model) === 'body';
  const strict = !whole && operation.output.some(({ type }) => !isOptional(type, plan.model));
  const doc: Doc = list(
    '{',
    [
      `system: ${quote(planned.integration.name)}`,
      `name: ${quote(operation.name)}`,
      ['ask: (outside, policy) =>', group(indent([line, list('outside.call(', given, ')')]))],
      ['answer: ', answerOf(planned, operation, whole, plan)],
      `strict: ${strict}`,
      ...(plan.files.carried ? [`files: ${countFiles(operation, plan)}`] : []),
      ...(exchangesDocuments(plan) ? heldMembers(planned, asked, plan) : []),
      ...(plan.files.brought ? [`brings: ${operation.output.some(({ type }) => holdsFile(type, plan.model))}`] : []),
    ],
    '}',
    true,
  );
  return print(from(operation, doc), 2).replaceAll('\n', '\n  ');
}

/** What the stand-in answers, as it is read. */
function answerOf(planned: IntegrationPlan, operation: Declared, whole: boolean, plan: Plan): Doc {
  return scenarioAnswer(planned.integration, operation, plan) ?? readExample(operation, whole, plan);
}

function policyTests(
  snapshots: boolean,
  planned: IntegrationPlan,
  operation: IntegrationOperationPlan,
  plan: Plan,
): string {
  const target = member(planned.variable, operation.name);
  const bounded = boundedSystem(plan);
  const oauth = plan.integrations.find(({ integration }) => integration.auth === 'oauth2_client_credentials');
  const isWhole = broughtAs(planned.integration, operation.operation, plan.model) === 'body';
  return code`
    describe('what protects a call', () => {
      ${when(plan.files.carried, 'beforeEach(keepFile);')}

      ${print(sentConstant(planned, operation, plan), 2)}
      ${print(['const answer = ', answerOf(planned, operation.operation, isWhole, plan), ';'], 2)}
      const call = (outside: Outside, options: object = {}, asking = soon()): Promise<Called> =>
        outside.call(${target}, request, asking, options);
      const retry = { limit: 2, backoff: 'exponential', delayMs: 1, on: ['unavailable'] } as const;

      test('it is tried again after a failure that is named, with the same key', async () => {
        const simulator = simulatorOf(sample);
        const down = { fails: 'unavailable' } as const;
        simulator.behave(sample.name, down, down, { answer: simulator.answerOf(sample.name) });
        const { outcome, record } = await sample.ask(newOutside(), { ...quick, retry });
        assert.deepEqual(outcome, { value: sample.answer });
        assert.equal(Object(record).attempts, 3);
        const keys = simulator.heard.map(({ headers }) => headers['idempotency-key']);
        assert.deepEqual(keys, Array(3).fill(${target}.effect === 'write' ? 'request:step' : undefined));
      });

      test('it is given up after so many attempts, and at once where the failure is not named', async () => {
        const simulator = simulatorOf(sample);
        simulator.behave(sample.name, { fails: 'unavailable' });
        assert.deepEqual((await sample.ask(newOutside(), { ...quick, retry })).outcome, { failure: 'unavailable' });
        assert.equal(simulator.heard.length, 3);
        simulator.reset();
        simulator.behave(sample.name, { fails: 'rejected' });
        assert.deepEqual((await sample.ask(newOutside(), { ...quick, retry })).outcome, { failure: 'rejected' });
        assert.equal(simulator.heard.length, 1);
      });

      ${when(retries(plan), BUDGET)}

      ${bounded === undefined ? '' : bulkheadTest(bounded)}

      test('a system that does not answer in time has failed so', async () => {
        const outside = newOutside();
        for (const one of operations) simulatorOf(one).behave(one.name, { fails: 'timeout' });
        const all = operations.map((one) => one.ask(outside, { ...quick, timeoutMs: 200 }));
        for (const { outcome, record } of await Promise.all(all)) {
          assert.deepEqual(outcome, { failure: 'timeout' });
          assert.equal(Object(record).outcome, 'timeout');
        }
      });

      test('nobody asks after the deadline', async () => {
        const late = { ...soon(), deadline: Date.now() };
        const { outcome } = await call(newOutside(), {}, late);
        assert.deepEqual(outcome, { failure: 'timeout' });
        assert.equal(simulatorOf(sample).heard.length, 0);
      });

      test('a system that keeps failing is left alone, then probed', async (t) => {
        const simulator = simulatorOf(sample);
        const outside = newOutside();
        const policy = { ...quick, breaker: { failureRatePercent: 50, window: 2, openMs: 200 } };
        t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
        simulator.behave(sample.name, { fails: 'unavailable' });
        for (let asked = 0; asked < 4; asked += 1) await sample.ask(outside, policy);
        assert.equal(simulator.heard.length, 2);
        t.mock.timers.tick(199);
        await sample.ask(outside, policy);
        assert.equal(simulator.heard.length, 2);
        t.mock.timers.tick(1);
        simulator.behave(sample.name, { answer: simulator.answerOf(sample.name) });
        const probe = sample.ask(outside, policy);
        assert.deepEqual((await sample.ask(outside, policy)).outcome, { failure: 'unavailable' });
        assert.deepEqual((await probe).outcome, { value: sample.answer });
        assert.deepEqual((await sample.ask(outside, policy)).outcome, { value: sample.answer });
      });

      test('a breaker counts only its window, and a probe that fails opens it again', () => {
        const breaker = new Breaker({ failureRatePercent: 50, window: 4, openMs: 100 });
        for (const worked of [false, true, true, true, true, false]) breaker.note(worked, 0);
        assert.equal(breaker.allows(0), true);
        breaker.note(false, 0);
        assert.deepEqual([breaker.allows(99), breaker.allows(100), breaker.allows(100)], [false, true, false]);
        breaker.note(false, 100);
        assert.deepEqual([breaker.allows(199), breaker.allows(200)], [false, true]);
        breaker.note(true, 200);
        assert.deepEqual([breaker.allows(200), breaker.allows(200)], [true, true]);
      });

      test('a fallback stands in, and says so', async () => {
        simulatorOf(sample).behave(sample.name, { fails: 'unavailable' });
        const fallback = { value: answer, note: 'down' };
        const { outcome, record } = await call(newOutside(), { policy: quick, fallback });
        assert.deepEqual(outcome, { value: { ...answer, degraded: true } });
        assert.equal(Object(record).degraded, 'down');
      });

      ${when(snapshots, SNAPSHOT)}

      test('a connection that is refused is a system that is not available', async () => {
        const connections = { [sample.system]: simulatedAt('http://127.0.0.1:9') };
        const wire = new HttpWire(connections);
        assert.deepEqual((await sample.ask(newOutside(wire), quick)).outcome, { failure: 'unavailable' });
        await wire.close();
      });

      ${oauth === undefined ? '' : tokenTest(oauth)}

      test('an address that says so is answered by a stand-in', async () => {
        const system = ${planned.variable}.system;
        const connection = readConnection(system, ${settingsText(plan)});
        const load = async () => (await import('../src/simulators/${planned.file}.ts')).${planned.variable}Simulation;
        const started = await withSimulators({ [system.name]: connection }, [load]);
        assert.match(started[system.name]?.url ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
        assert.equal(started[system.name]?.simulated, true);
      });
    });
  `;
}

function settingsText(plan: Plan): string {
  const refuse = encryptsMessages(plan) || showsCertificates(plan) ? ', refuse: assert.fail' : '';
  return `{ text: () => null, needed: () => 'simulator:'${refuse} }`;
}

/** Files and documents are said otherwise on the wire than they are kept. */
const SAID_MORE = code`
  const more = { ...JSON.parse(String(simulator.answerOf(operation.name))), 'not agreed': 1 };
  simulator.behave(operation.name, { answer: JSON.stringify(more) });
`;

/** More calls than this are not tried at the same time. */
const MOST_TRIED = 100;

/** The first system that tests ask as often at the same time as it may be asked. */
export function boundedSystem({ integrations }: Plan): IntegrationPlan | undefined {
  return integrations.find(
    ({ integration, operations }) =>
      (integration.maxConcurrent ?? MOST_TRIED + 1) <= MOST_TRIED && operations.length > 0,
  );
}

function bulkheadTest({ integration: { name, maxConcurrent } }: IntegrationPlan): string {
  return code`
    test('only so many calls are under way at the same time; the others wait for as long as they may', async () => {
      const known = operations.find(({ system }) => system === ${quote(name)});
      assert.ok(known);
      const begin = Promise.withResolvers<void>();
      let underWay = 0;
      const outside = newOutside({
        send: async (...message) => {
          underWay += 1;
          await begin.promise;
          return await wire.send(...message);
        },
      });
      const first = Array.from({ length: ${maxConcurrent ?? 0} }, () => known.ask(outside, quick));
      const impatient = known.ask(outside, { ...quick, timeoutMs: 50 });
      const patient = known.ask(outside, quick);
      assert.deepEqual((await impatient).outcome, { failure: 'unavailable' });
      assert.equal(underWay, ${maxConcurrent ?? 0});
      begin.resolve();
      for (const asked of [...first, patient]) assert.deepEqual((await asked).outcome, { value: known.answer });
      assert.equal(underWay, ${(maxConcurrent ?? 0) + 1});
    });
  `;
}

const BUDGET = code`
  test('a system that is down is not tried again and again', async () => {
    const outside = newOutside();
    const simulator = simulatorOf(sample);
    simulator.behave(sample.name, { fails: 'unavailable' });
    for (let asked = 0; asked < 10; asked += 1) await sample.ask(outside, { ...quick, retry });
    assert.equal(simulator.heard.length, 20);
    simulator.reset();
    for (let asked = 0; asked < 20; asked += 1) await sample.ask(outside, { ...quick, retry });
    simulator.reset();
    simulator.behave(sample.name, { fails: 'unavailable' });
    for (let asked = 0; asked < 4; asked += 1) await sample.ask(outside, { ...quick, retry });
    // Twenty that succeeded earned two; a sum of tenths may be a little less.
    assert.ok([5, 6].includes(simulator.heard.length));
  });
`;

const SNAPSHOT = code`
    test('the last good answer stands in, for the same request and for as long as it may', async () => {
      const outside = newOutside();
      const simulator = simulatorOf(sample);
      const ask = () => call(outside, { policy: quick, snapshotMs: 60_000 });
      simulator.behave(sample.name, { fails: 'unavailable' });
      assert.deepEqual((await ask()).outcome, { failure: 'unavailable' });
      simulator.reset();
      assert.deepEqual((await ask()).outcome, { value: { ...sample.answer, degraded: false } });
      simulator.behave(sample.name, { fails: 'unavailable' });
      assert.deepEqual((await ask()).outcome, { value: { ...sample.answer, degraded: true } });
      await db.script(\`UPDATE platform.snapshot SET at = at - interval '61 seconds'\`);
      assert.deepEqual((await ask()).outcome, { failure: 'unavailable' });
      await forgetSnapshots(db, 60_000);
      assert.deepEqual(await db.query('SELECT 1 FROM platform.snapshot'), []);
    });
  `;

function tokenTest({ integration: { name } }: IntegrationPlan): string {
  return code`
    test('a token that is no longer taken is asked for anew, once', async () => {
      const known = operations.find(({ system }) => system === ${quote(name)});
      assert.ok(known);
      const simulator = simulatorOf(known);
      simulator.behave(known.name, { status: 401, answer: '{}' }, { answer: simulator.answerOf(known.name) });
      assert.deepEqual((await known.ask(newOutside())).outcome, { value: known.answer });
      simulator.behave(known.name, { status: 401, answer: '{}' });
      assert.deepEqual((await known.ask(newOutside())).outcome, { failure: 'rejected' });
    });

    test('who waits for a token shares it, and a client that is not known gets none', async () => {
      const known = operations.find(({ system }) => system === ${quote(name)});
      assert.ok(known);
      const simulator = simulatorOf(known);
      const connection = simulatedAt(simulator.url);
      const wire = new HttpWire({ [known.system]: connection });
      const outside = newOutside(wire);
      for (const { outcome } of await Promise.all([known.ask(outside), known.ask(outside)]))
        assert.deepEqual(outcome, { value: known.answer });
      assert.equal(simulator.tokensAsked, 1);
      const stranger = new HttpWire({ [known.system]: { ...connection, secrets: { user: 'other', secret: 'other' } } });
      assert.deepEqual((await known.ask(newOutside(stranger), quick)).outcome, { failure: 'rejected' });
      await Promise.all([wire.close(), stranger.close()]);
    });
  `;
}

/** The call that an operation begins with, if nothing stands in for its answer. */
function firstCall({ steps }: OperationPlan, plan: Plan) {
  const step = steps.find(({ kind }) => kind !== 'set');
  if (step?.kind !== 'call' || step.when !== null || step.policy.retry !== null) return null;
  const planned = plan.integrations.find(({ integration }) => integration.name === step.integration);
  if (planned === undefined || (step.policy.fallback ?? planned.integration.policy.fallback) !== null) return null;
  return planned.integration.policy.retry === null ? { step, planned } : null;
}

const STATUSES = [
  ['unavailable', 503],
  ['rate_limited', 503],
  ['rejected', 502],
  ['invalid_response', 502],
] as const;

/** What a caller reads when the first system that is asked fails. */
function directTests(operation: OperationPlan, plan: Plan): string {
  const call = firstCall(operation, plan);
  if (call === null) return '';
  const declared = call.step.else === null ? null : errorNamed(call.step.else, plan.model);
  const cases = STATUSES.map(([failure, status]) =>
    list('[', [quote(failure), String(declared?.status ?? status), quote(declared?.name ?? failure)], ']'),
  );
  const { endpoint } = operation;
  return code`
    describe(${quote(endpoint.name)}, () => {
      ${print(['const ask = () => ', requestOf(operation, quote(examplePath(operation, plan)), plan), ';'], 2)}

      ${print(['const answers: [fails: Failure, status: number, problem: string][] = ', rows('[', cases, ']'), ';'], 2)}
      for (const [fails, status, problem] of answers) {
        test(\`answers \${status} when the first system that it asks fails with \${fails}\`, async () => {
          simulators.get(${quote(call.step.integration)})?.behave(${quote(call.step.operation)}, { fails });
          const answer = await ask();
          assert.equal(answer.status, status);
          ${when(!hasOwnBodies(plan.model), `assert.equal(answer.body['type'], \`urn:problem:\${problem}\`);`)}
          const [record] = await auditLog();
          assert.equal(record?.['status'], status);
          ${when((endpoint.audit?.record ?? []).length > 0, "assert.equal(Object(record?.['calls'])[0]?.outcome, fails);")}
        });
      }
    });
  `;
}

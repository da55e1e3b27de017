import { platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** test/serving.test.ts: what is done for every operation before and after its steps, by operations of the test's own. */
export function servingTests(plan: Plan): string {
  const { model, auth, outside, records, suspends, wire } = plan;
  const [forbidden, notFound] = [platformError('forbidden', model).status, platformError('not_found', model).status];
  const members = [
    'caller',
    'shown',
    ...(wire.repeatable ? ['held'] : []),
    ...(records && !suspends ? ['decisions'] : []),
  ];
  const claims = when(auth.claims, ', claims: {}');
  const none = records ? '[]' : 'null';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/auth.ts', 'type Caller'],
      ['../src/platform/db.ts', ...(outside ? ['type Db'] : [])],
      ['../src/platform/operation.ts', 'type Operation', 'type Service', 'serve'],
      ['../src/platform/problems.ts', 'not_found', 'Problem'],
      ['../src/platform/run.ts', ...(outside ? ['Suspended'] : [])],
      ['../src/platform/server.ts', 'newServer'],
      ['./fixture.ts', 'auditLog', 'service'],
    ])}

    /** Callers are who they say they are. */
    const believing: Service = {
      ...service,
      authenticate: async ({ headers }): Promise<Caller> => ({
        id: String(headers['x-id']),
        roles: String(headers['x-roles']).split(' '),
        scopes: String(headers['x-scopes']).split(' '),
        ${when(auth.claims, 'claims: {},')}
      }),
    };

    /** An operation that is there for the test. */
    const probe = (more: Partial<Operation>): Operation => ({
      name: 'probe',
      method: 'POST',
      path: '/probe',
      status: 204,
      access: { roles: [], scopes: [] },
      bodyLimit: 1000,
      body: null,
      parameters: null,
      output: null,
      record: [],
      ${when(outside, 'deadlineMs: 10_000,')}
      steps: async () => undefined,
      ...more,
    });

    /** What the operation answers to somebody, as a status. */
    async function ask(more: Partial<Operation>, roles = '', scopes = ''): Promise<number> {
      const app = newServer(believing);
      serve(app, believing, probe(more));
      const headers = { 'x-id': 'somebody', 'x-roles': roles, 'x-scopes': scopes };
      const { statusCode } = await app.inject({ method: 'POST', url: '/probe', headers });
      await app.close();
      return statusCode;
    }

    test('a caller has one of the roles that are named, if any are, and all of the scopes', async () => {
      const access = { roles: ['a', 'b'], scopes: ['s', 't'] };
      const callers: [roles: string, scopes: string, status: number][] = [
        ['a', 's t', 204],
        ['c b', 't u s', 204],
        ['c', 's t', ${forbidden}],
        ['', 's t', ${forbidden}],
        ['a b', 's', ${forbidden}],
        ['a b', '', ${forbidden}],
      ];
      for (const [roles, scopes, status] of callers)
        assert.equal(await ask({ access }, roles, scopes), status, \`\${roles}, \${scopes}\`);
      assert.equal(await ask({ access: { roles: [], scopes: [] } }), 204);
      assert.deepEqual(
        [
          await ask({ access: { roles: [], scopes: ['s'] } }, '', 's'),
          await ask({ access: { roles: ['a'], scopes: [] } }, 'a'),
        ],
        [204, 204],
      );
    });

    ${when(!wire.optional, ANYBODY.replace('CLAIMS', claims))}

    test('of what is done and of what is refused, the audit log holds what is to be kept, and who asked for what', async () => {
      const refuse: Operation['steps'] = () => Promise.reject(new Problem(not_found));
      for (const steps of [probe({}).steps, refuse]) {
        await ask({ steps });
        await ask({ steps, record: ['request'] });
        await ask({ steps, record: ['decisions'] });
      }
      const kept = (await auditLog()).map(({ operation, actor, status, input, decisions${when(outside, ', calls')} }) => [
        operation,
        actor,
        status,
        input,
        decisions,
        ${when(outside, 'calls,')}
      ]);
      const facts = (status: number) => [
        ['probe', 'somebody', status, null, null${when(outside, ', null')}],
        ['probe', 'somebody', status, {}, ${none}${when(outside, ', []')}],
        ['probe', 'somebody', status, null, ${none}${when(outside, ', []')}],
      ];
      assert.deepEqual(kept, [...facts(204), ...facts(${notFound})]);
    });

    ${when(outside, ASKED)}

    ${when(outside, STOPS)}

    test('an operation whose schemas are not in the API document is not served', async () => {
      const app = newServer(service);
      for (const wrong of [{ body: 'Nothing' }, { output: 'Nothing' }, { parameters: { schema: 'Nothing' } }])
        assert.throws(
          () => Reflect.apply(serve, null, [app, service, { ...probe({}), ...wrong }]),
          /has no schema Nothing/,
        );
    });

    test('nothing is known of a request before it is looked at', async () => {
      const app = newServer(service);
      const members = [${members.map(quote).join(', ')}];
      app.get('/members', async (request) => members.filter((name) => Reflect.get(request, name) !== null));
      assert.deepEqual((await app.inject('/members')).json(), []);
    });
  `;
}

const ANYBODY = code`
  test('what anybody may ask is done for nobody in particular', async () => {
    const callers: Caller[] = [];
    const steps: Operation['steps'] = async ({ caller }) => void callers.push(caller);
    assert.equal(await ask({ access: 'public', steps }), 204);
    assert.deepEqual(callers, [{ id: 'anonymous', roles: [], scopes: []CLAIMS }]);
    assert.equal((await auditLog())[0]?.['actor'], 'anonymous');
  });
`;

const ASKED = code`
  test('other systems are asked with a key of the request and its step, for as long as the operation may take', async (t) => {
    const told = async () => ({ outcome: { value: 7 }, record: { told: 1 } });
    const { mock } = t.mock.method(believing.outside, 'call', told);
    const given: unknown[] = [];
    const steps: Operation['steps'] = async ({ call }) => {
      given.push(await call('asking', {} as never, { of: 'it' }));
    };
    assert.equal(await ask({ steps, record: ['decisions'] }), 204);
    const [record] = await auditLog();
    assert.deepEqual([given, record?.['calls']], [[7], [{ told: 1 }]]);
    const [, said, asking] = mock.calls[0]?.arguments ?? [];
    const { deadline = 0, ...named } = asking ?? {};
    const idempotencyKey = \`\${record?.['request']}:asking\`;
    assert.deepEqual(said, { of: 'it' });
    assert.partialDeepStrictEqual(named, { step: 'asking', idempotencyKey });
    assert.ok(Math.abs(deadline - Date.now() - 10_000) < 5000);
  });
`;

const STOPS = code`
  test('a request that stops for other systems again and again is ended after a thousand times', async (t) => {
    t.mock.method(console, 'error', () => undefined);
    // As quick as nothing: no run stores anything before its last one.
    const { db } = believing;
    t.mock.method(db, 'transaction', (work: (tx: Db, last: () => void) => unknown) => work(db, () => undefined));
    const work = async () => ({ outcome: { value: null }, record: {} });
    const stopping = (times: number): Operation['steps'] => {
      let left = times;
      return async () => {
        left -= 1;
        if (left >= 0) throw new Suspended([{ kind: 'work', step: 'same', work }]);
      };
    };
    assert.deepEqual([await ask({ steps: stopping(999) }), await ask({ steps: stopping(1000) })], [204, 500]);
  });
`;

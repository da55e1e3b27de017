import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '../src/platform/auth.ts';
import { type Operation, type Service, serve } from '../src/platform/operation.ts';
import { not_found, Problem } from '../src/platform/problems.ts';
import { newServer } from '../src/platform/server.ts';
import { auditLog, service } from './fixture.ts';

/** Callers are who they say they are. */
const believing: Service = {
  ...service,
  authenticate: async ({ headers }): Promise<Caller> => ({
    id: String(headers['x-id']),
    roles: String(headers['x-roles']).split(' '),
    scopes: String(headers['x-scopes']).split(' '),
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
    ['c', 's t', 403],
    ['', 's t', 403],
    ['a b', 's', 403],
    ['a b', '', 403],
  ];
  for (const [roles, scopes, status] of callers)
    assert.equal(await ask({ access }, roles, scopes), status, `${roles}, ${scopes}`);
  assert.equal(await ask({ access: { roles: [], scopes: [] } }), 204);
  assert.deepEqual(
    [
      await ask({ access: { roles: [], scopes: ['s'] } }, '', 's'),
      await ask({ access: { roles: ['a'], scopes: [] } }, 'a'),
    ],
    [204, 204],
  );
});

test('what anybody may ask is done for nobody in particular', async () => {
  const callers: Caller[] = [];
  const steps: Operation['steps'] = async ({ caller }) => void callers.push(caller);
  assert.equal(await ask({ access: 'public', steps }), 204);
  assert.deepEqual(callers, [{ id: 'anonymous', roles: [], scopes: [] }]);
  assert.equal((await auditLog())[0]?.['actor'], 'anonymous');
});

test('of what is done and of what is refused, the audit log holds what is to be kept, and who asked for what', async () => {
  const refuse: Operation['steps'] = () => Promise.reject(new Problem(not_found));
  for (const steps of [probe({}).steps, refuse]) {
    await ask({ steps });
    await ask({ steps, record: ['request'] });
    await ask({ steps, record: ['decisions'] });
  }
  const kept = (await auditLog()).map(({ operation, actor, status, input, decisions }) => [
    operation,
    actor,
    status,
    input,
    decisions,
  ]);
  const facts = (status: number) => [
    ['probe', 'somebody', status, null, null],
    ['probe', 'somebody', status, {}, []],
    ['probe', 'somebody', status, null, []],
  ];
  assert.deepEqual(kept, [...facts(204), ...facts(404)]);
});

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
  const members = ['caller', 'shown', 'decisions'];
  app.get('/members', async (request) => members.filter((name) => Reflect.get(request, name) !== null));
  assert.deepEqual((await app.inject('/members')).json(), []);
});

import type { OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { carried } from './fixture-auth.ts';
import { REMEMBERED } from './known-tokens.ts';
import { examplePath, requestOf } from './requests.ts';

/** test/security.test.ts: who may call what. */
export function securityTests(plan: Plan): string {
  const guarded = plan.operations.filter(({ endpoint }) => endpoint.access.kind === 'authenticated');
  const restricted = guarded.filter(
    ({ endpoint }) => endpoint.access.kind === 'authenticated' && isRestricted(endpoint.access),
  );
  const examples = guarded.filter(({ body }) => body.length > 0).map(({ name }) => `${name}Example`);
  const routes = [
    ...guarded.map((operation) => from(operation.endpoint, row(operation, plan))),
    ...(plan.waits ? WAITING_ROUTES.slice(0, plan.people ? WAITING_ROUTES.length : 1) : []),
  ];
  const [sample] = guarded;
  if (routes.length === 0) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/auth.ts', ...(plan.auth.tested?.kind === 'keys' ? [] : ['remembering'])],
      ['./examples.ts', ...examples],
      ['./fixture.ts', 'send', 'type TokenClaims'],
    ])}

    ${print(['const routes = ', rows('[', routes, ']'), ' as const;'])}

    const badTokens: [what: string, claims: TokenClaims | null][] = [
      ['no token', null],
      ['a forged token', { forged: true }],
      ${badTokens(plan)}
    ];

    for (const { name, method, path, ...rest } of routes) {
      test(\`\${name} refuses every token but a good one\`, async () => {
        for (const [what, as] of badTokens) {
          const answer = await send(method, path, { ...rest, as });
          assert.equal(answer.status, 401, what);
          assert.equal(answer.headers['www-authenticate'], ${quote(plan.auth.challenge)}, what);
          assert.equal(answer.body['type'], 'urn:problem:unauthenticated', what);
        }
      });
    }

    ${restricted.map((operation) => origin(operation.endpoint, roleTest(operation, plan))).join('\n\n')}

    ${sample === undefined ? '' : sampleTests(sample, plan)}
  `;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

const WAITING_ROUTES = [
  `{ name: 'readRequest', method: 'GET', path: '/requests/${NOBODY}' }`,
  "{ name: 'listTasks', method: 'GET', path: '/tasks' }",
  `{ name: 'readTask', method: 'GET', path: '/tasks/${NOBODY}' }`,
  `{ name: 'claimTask', method: 'POST', path: '/tasks/${NOBODY}/claim' }`,
  `{ name: 'completeTask', method: 'POST', path: '/tasks/${NOBODY}/complete', body: {} }`,
];

function isRestricted({ roles, scopes }: { roles: readonly string[]; scopes: readonly string[] }): boolean {
  return roles.length + scopes.length > 0;
}

function row(operation: OperationPlan, plan: Plan): Doc {
  const { endpoint, name, body } = operation;
  const parts = [
    `name: ${quote(endpoint.name)}`,
    `method: ${quote(endpoint.method)}`,
    `path: ${quote(examplePath(operation, plan))}`,
    ...(body.length > 0 ? [`body: ${name}Example`] : []),
  ];
  return list('{', parts, '}', true);
}

function roleTest(operation: OperationPlan, plan: Plan): string {
  const { access, name } = operation.endpoint;
  if (access.kind === 'public') return '';
  const path = quote(examplePath(operation, plan));
  const scope = access.scopes.length > 0 ? `, scope: ${quote(access.scopes.join(' '))}` : '';
  const near = access.roles.map((role) => quote(`${role}s`)).join(', ');
  const wrong = access.roles.length > 0 ? [`{ roles: []${scope} }`, `{ roles: ['other', ${near}]${scope} }`] : [];
  const withoutScope = `{ roles: [${access.roles.map(quote).join(', ')}], scope: '' }`;
  const callers = [...wrong, ...(scope === '' ? [] : [withoutScope])];
  const who = [...(access.roles.length > 0 ? [access.roles.join(' or ')] : []), ...access.scopes].join(' with ');
  return code`
    test(${quote(`${name} is for ${who} only`)}, async () => {
      ${print(['for (const as of ', scope === '' ? list('[', callers, ']') : rows('[', callers, ']'), ') {'], 2)}
        ${print(['const answer = await ', requestOf(operation, path, plan, 'as'), ';'], 4)}
        assert.equal(answer.status, 403);
        assert.equal(answer.body['type'], 'urn:problem:forbidden');
      }
      ${print(list('assert.notEqual(', [['(await ', requestOf(operation, path, plan), ').status'], '403'], ');'), 2)}
    });
  `;
}

function sampleTests(operation: OperationPlan, plan: Plan): string {
  const path = quote(examplePath(operation, plan));
  const { endpoint, body } = operation;
  return code`
    ${when(plan.auth.tested?.kind !== 'keys', unsignedTest(operation, plan))}

    ${when(plan.auth.tested?.kind !== 'keys', REMEMBERED)}

    ${when(
      body.length > 0,
      code`
      test('the token is looked at before the body', async () => {
        assert.equal((await send(${quote(endpoint.method)}, ${path}, { raw: 'not JSON', as: null })).status, 401);
      });
    `,
    )}

    test('answers are not stored on the way and not guessed at', async () => {
      ${print(['const { headers } = await ', requestOf(operation, path, plan), ';'], 2)}
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['x-content-type-options'], 'nosniff');
    });
  `;
}

/** What a token may be wrong in, where its kind says that much. */
function badTokens({ auth }: Plan): string[] {
  const kind = auth.tested?.kind ?? 'issuer';
  if (kind === 'keys') return [];
  const own = kind === 'issuer' || auth.issues !== null;
  const audience = own || auth.tested?.audience != null;
  return [
    "['an expired token', { expires: '-1m' }],",
    ...(own ? ["['a token of another issuer', { issuer: 'https://other.test' }],"] : []),
    ...(audience ? ["['a token for another service', { audience: 'other' }],"] : []),
    "['a token that names nobody', { sub: '' }],",
  ];
}

function unsignedTest(operation: OperationPlan, plan: Plan): string {
  const path = quote(examplePath(operation, plan));
  return code`
    test('an unsigned token is refused', async () => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const unsigned = \`\${part({ alg: 'none' })}.\${part({ sub: 'caller', exp: 9_999_999_999 })}.\`;
      const headers = { ${carried(plan, 'unsigned')} };
      ${print(list('assert.equal(', [['(await ', requestOf(operation, path, plan, 'headers'), ').status'], '401'], ');'), 2)}
    });
  `;
}

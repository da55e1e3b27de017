import type { Access } from '../../spec/model.ts';
import { bodyShape, platformError } from '../named-errors.ts';
import { errorsOf } from '../openapi/errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, hugged, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { rolesOf, scopesOf } from './fixture.ts';
import { carried } from './fixture-auth.ts';
import { REMEMBERED } from './known-tokens.ts';
import { examplePath, requestOf } from './requests.ts';
import { tokenImports, tokenTests } from './tokens.ts';
import { toldAs } from './told.ts';

/** test/security.test.ts: who may call what. */
export function securityTests(plan: Plan): string {
  const guarded = plan.operations.filter(({ endpoint }) => endpoint.access.kind === 'authenticated');
  const restricted = guarded.filter(
    ({ endpoint }) => endpoint.access.kind === 'authenticated' && isRestricted(endpoint.access),
  );
  const examples = guarded.filter(({ body }) => body.length > 0).map(({ name }) => `${name}Example`);
  const routes = [
    ...guarded.map((operation) => from(operation.endpoint, row(operation, plan))),
    ...(awaitedFiles(plan).length > 0 ? [RESULT_FILE_ROUTE] : []),
    ...(plan.waits ? WAITING_ROUTES.slice(0, plan.people ? WAITING_ROUTES.length : 1) : []),
  ];
  const [sample] = guarded;
  if (routes.length === 0) return '';
  const tokens = tokenImports(guarded, plan);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      [
        '../src/platform/auth.ts',
        ...tokens.auth,
        ...(sample === undefined || plan.auth.tested?.kind === 'keys' ? [] : ['remembering']),
      ],
      ['./examples.ts', ...examples],
      ['./fixture.ts', ...tokens.fixture, 'send', 'type TokenClaims'],
    ])}

    ${print(['const routes = ', rows('[', routes, ']'), ' as const;'])}

    const badTokens: [what: string, claims: TokenClaims | null][] = [
      ['no token', null],
      ['a forged token', { forged: true }],
      ${badTokens(plan)}
    ];

    ${when(plan.auth.tested?.kind !== 'keys', unsigned(plan))}

    for (const { name, method, path, ...rest } of routes) {
      test(\`\${name} refuses every token but a good one\`, async () => {
        for (const [what, as] of badTokens) {
          const answer = await send(method, path, { ...rest, as });
          assert.equal(answer.status, ${platformError('unauthenticated', plan.model).status}, what);
          assert.equal(answer.headers['www-authenticate'], ${quote(plan.auth.challenge)}, what);
          ${toldAs('answer.body', 'unauthenticated', plan, 6, ', what')}
        }
        ${when(plan.auth.tested?.kind !== 'keys', unsignedTried(plan))}
      });
    }

    ${tokenTests(guarded, plan)}

    ${matrixTest(guarded, plan)}

    ${restricted.map((operation) => origin(operation.endpoint, roleTest(operation, plan))).join('\n\n')}

    ${sample === undefined ? '' : sampleTests(sample, plan)}
  `;
}

/** Every role, and none, with every operation that asks who calls. */
function matrixTest(guarded: readonly OperationPlan[], plan: Plan): string {
  const roles = rolesOf(plan.model);
  const { status } = platformError('forbidden', plan.model);
  const told = guarded.filter((operation) => saysWho(operation, status, plan));
  if (roles.length === 0 || told.length === 0) return '';
  const scopes = scopesOf(plan.model);
  const scope = scopes.length > 0 ? `, scope: ${quote(scopes.join(' '))}` : '';
  const lines = [null, ...roles].map((role): Doc => {
    const allowed = told.filter(({ endpoint: { access } }) => mayCall(role, access));
    return list(
      '[',
      [
        role === null ? 'null' : quote(role),
        list(
          '[',
          allowed.map(({ endpoint }) => quote(endpoint.name)),
          ']',
        ),
      ],
      ']',
    );
  });
  const all = told.length === guarded.length && !plan.waits;
  const given = ['...rest', `as: { roles: role === null ? [] : [role]${scope} }`];
  const asked = hugged('send(', ['method', 'path'], { open: '{', items: given, close: '}', space: true }, ')');
  return code`
    /** Which operations a role may call, by the specification. */
    ${print(['const matrix: [role: string | null, allowed: readonly string[]][] = ', rows('[', lines, ']'), ';'])}
    ${when(
      !all,
      print([
        'const told: readonly string[] = ',
        list(
          '[',
          told.map(({ endpoint }) => quote(endpoint.name)),
          ']',
        ),
        ';',
      ]),
    )}
    for (const [role, allowed] of matrix) {
      test(\`\${role === null ? 'no role' : \`the role \${role}\`} calls what it may and nothing else\`, async () => {
        for (const { name, method, path, ...rest } of routes) {
          ${when(!all, 'if (!told.includes(name)) continue;')}
          ${print([`const { ${bodyShape('forbidden', plan.model) === null ? 'body' : 'status'} } = await `, asked, ';'], 6)}
          ${bodyShape('forbidden', plan.model) === null ? "assert.equal(body['type'] !== 'urn:problem:forbidden', allowed.includes(name), name);" : `assert.equal(status !== ${platformError('forbidden', plan.model).status}, allowed.includes(name), name);`}
        }
      });
    }
  `;
}

/** Whether roles alone decide who may call, and nothing else is answered with the status of those who may not. */
function saysWho(operation: OperationPlan, status: number, plan: Plan): boolean {
  const { access } = operation.endpoint;
  if (access.kind !== 'authenticated' || access.when !== null) return false;
  const same = errorsOf(operation, plan).filter((one) => one.status === status);
  return same.every(({ names }) => names.every((name) => name === 'forbidden'));
}

function mayCall(role: string | null, access: Access): boolean {
  if (access.kind === 'public' || access.roles.length === 0) return true;
  return role !== null && access.roles.includes(role);
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

const RESULT_FILE_ROUTE = `{ name: 'readRequestFile', method: 'GET', path: '/requests/${NOBODY}/files/x' }`;

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
        assert.equal(answer.status, ${platformError('forbidden', plan.model).status});
        ${toldAs('answer.body', 'forbidden', plan)}
      }
      ${print(list('assert.notEqual(', [['(await ', requestOf(operation, path, plan), ').status'], '403'], ');'), 2)}
    });
  `;
}

function sampleTests(operation: OperationPlan, plan: Plan): string {
  const path = quote(examplePath(operation, plan));
  const { endpoint, body } = operation;
  return code`
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

function unsignedTried({ model }: Plan): string {
  return code`
    const { status } = await send(method, path, { ...rest, headers: UNSIGNED });
    assert.equal(status, ${platformError('unauthenticated', model).status}, 'an unsigned token');
  `;
}

function unsigned(plan: Plan): string {
  return code`
    /** The header of a token that says of itself that it needs no signature. */
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = \`\${part({ alg: 'none' })}.\${part({ sub: 'caller', exp: 9_999_999_999 })}.\`;
    const UNSIGNED = { ${carried(plan, 'unsigned')} };
  `;
}

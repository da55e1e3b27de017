import type { Plan } from '../plan.ts';
import { authKinds } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/client-credentials.test.ts: how tokens for other systems are asked for and kept; null where no system wants one. */
export function clientCredentialsTests(plan: Plan): string | null {
  const planned = plan.integrations.find(({ integration }) => integration.auth === 'oauth2_client_credentials');
  if (!plan.outside || planned === undefined) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:http', 'createServer'],
      ['node:test', 'test', 'type TestContext'],
      ['undici', 'getGlobalDispatcher'],
      [`../src/integrations/${planned.file}.ts`, planned.variable],
      ['../src/platform/connections.ts', 'type Connection', 'simulatedAt'],
      ['../src/platform/credentials.ts', 'Credentials'],
    ])}

    const { system } = ${planned.variable};

    ${issuerText(authKinds(plan).has('webhook'))}

    ${TESTS}
  `;
}

/** `signs`: some system wants bodies signed, so that credentials are made of them. */
const issuerText = (signs: boolean): string => code`
  interface Asked {
    authorization: string | undefined;
    type: string | undefined;
    form: Record<string, string>;
  }

  interface Issuer {
    asked: Asked[];
    connection: Connection;
    /** What it says next; by default a token that counts them. */
    says: { status?: number; body?: string };
    ask(scope?: string): Promise<string | undefined>;
    credentials: Credentials;
  }

  /** Something that gives tokens for as long as the test. */
  async function issuerOf(t: TestContext): Promise<Issuer> {
    const server = createServer(async (request, response) => {
      let sent = '';
      for await (const part of request) sent += part;
      const { authorization, 'content-type': type } = request.headers;
      issuer.asked.push({ authorization, type, form: Object.fromEntries(new URLSearchParams(sent)) });
      const { status = 200, body = token(\`token-\${issuer.asked.length}\`, 60) } = issuer.says;
      response.writeHead(status).end(body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const url = \`http://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
    const connection = { ...simulatedAt(url), tokenUrl: url, secrets: { user: 'a:b', secret: 'c d' } };
    const credentials = new Credentials();
    const options = { signal: AbortSignal.timeout(10_000), dispatcher: getGlobalDispatcher() };
    const ask = async (scope?: string) =>
      (await credentials.headers(system, { ...connection, scope: scope ?? null }, options${when(signs, ', null')}))['authorization'];
    const issuer: Issuer = { asked: [], connection, says: {}, ask, credentials };
    return issuer;
  }

  function token(text: unknown, seconds?: unknown): string {
    return JSON.stringify({ access_token: text, expires_in: seconds });
  }
`;

const TESTS = code`
  test('a client says who it is, what it wants and for what', async (t) => {
    const issuer = await issuerOf(t);
    assert.equal(await issuer.ask(), 'Bearer token-1');
    const authorization = \`Basic \${Buffer.from('a%3Ab:c%20d').toString('base64')}\`;
    const type = 'application/x-www-form-urlencoded';
    assert.deepEqual(issuer.asked, [{ authorization, type, form: { grant_type: 'client_credentials' } }]);
    issuer.credentials.forget(system.name);
    await issuer.ask('read write');
    assert.deepEqual(issuer.asked[1]?.form, { grant_type: 'client_credentials', scope: 'read write' });
  });

  test('a token is kept until shortly before it ends, and shared by those who wait for it', async (t) => {
    const issuer = await issuerOf(t);
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    assert.deepEqual(await Promise.all([issuer.ask(), issuer.ask()]), ['Bearer token-1', 'Bearer token-1']);
    t.mock.timers.tick(29_000);
    assert.equal(await issuer.ask(), 'Bearer token-1');
    t.mock.timers.tick(1000);
    assert.deepEqual(await Promise.all([issuer.ask(), issuer.ask()]), ['Bearer token-2', 'Bearer token-2']);
    assert.deepEqual([issuer.credentials.forget(system.name), issuer.credentials.forget(system.name)], [true, false]);
    assert.equal(await issuer.ask(), 'Bearer token-3');
  });

  test('a token that does not say how long it lasts lasts five minutes', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    for (const seconds of [undefined, null, 'soon']) {
      const issuer = await issuerOf(t);
      issuer.says = { body: token('same', seconds) };
      await issuer.ask();
      t.mock.timers.tick(269_000);
      await issuer.ask();
      assert.equal(issuer.asked.length, 1, String(seconds));
      t.mock.timers.tick(1000);
      await issuer.ask();
      assert.equal(issuer.asked.length, 2, String(seconds));
    }
  });

  test('who gives no token has failed, and is asked again', async (t) => {
    const issuer = await issuerOf(t);
    const answers: [says: Issuer['says'], failure: string][] = [
      [{ status: 500 }, 'unavailable'],
      [{ status: 503 }, 'unavailable'],
      [{ status: 499 }, 'rejected'],
      [{ status: 401 }, 'rejected'],
      [{ status: 201 }, 'rejected'],
      [{ body: 'not JSON' }, 'invalid_response'],
      [{ body: 'null' }, 'invalid_response'],
      [{ body: token(1) }, 'invalid_response'],
      [{ body: token('') }, 'invalid_response'],
      [{ body: token('two words') }, 'invalid_response'],
      [{ body: token('line\n') }, 'invalid_response'],
    ];
    for (const [says, failure] of answers) {
      issuer.says = says;
      await assert.rejects(issuer.ask(), { failure }, JSON.stringify(says));
    }
    issuer.says = {};
    assert.equal(await issuer.ask(), \`Bearer token-\${answers.length + 1}\`);
  });
`;

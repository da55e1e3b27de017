import { platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { key, quote } from '../text/quote.ts';

/** test/discovery.test.ts: where an issuer's keys are is asked of the issuer itself; null where callers are known otherwise. */
export function discoveryTests({ auth: { schemes }, model }: Plan): string | null {
  const [only, ...others] = schemes;
  if (only?.kind !== 'issuer' || others.length > 0 || only.carrier.kind !== 'header') return null;
  const { name, prefix } = only.carrier;
  const shown = `${key(name.toLowerCase())}: ${prefix === null ? 'token' : `\`${prefix} \${token}\``}`;
  const { name: unavailable } = platformError('unavailable', model);
  return code`
    import assert from 'node:assert/strict';
    import { createServer } from 'node:http';
    import { test, type TestContext } from 'node:test';
    import type { FastifyRequest } from 'fastify';
    import { exportJWK, generateKeyPair, SignJWT } from 'jose';
    import { type Authenticate, authenticating } from '../src/platform/auth.ts';
    import { Problem } from '../src/platform/problems.ts';

    const keys = await generateKeyPair('ES256');

    /** An issuer on this machine; what it says of itself may be changed, and what it was asked is noted. */
    async function issuing(t: TestContext): Promise<{ url: string; asked: string[]; said: Record<string, unknown> }> {
      const asked: string[] = [];
      const said: Record<string, unknown> = {};
      const jwks = { keys: [await exportJWK(keys.publicKey)] };
      const server = createServer(({ url = '' }, response) => {
        asked.push(url);
        if (url === '/elsewhere/.well-known/openid-configuration') response.writeHead(302, { location: '/moved' }).end();
        else response.end(JSON.stringify(url === '/keys' ? jwks : said));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      t.after(() => {
        server.closeAllConnections();
        server.close();
      });
      const address = server.address();
      const url = \`http://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
      Object.assign(said, { issuer: url, jwks_uri: \`\${url}/keys\` });
      return { url, asked, said };
    }

    /** Who is known by a token of an issuer, or why nobody is. */
    async function known(authenticate: Authenticate, issuer: string, sub: string): Promise<string> {
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject(sub)
        .setIssuer(issuer)
        .setAudience('audience')
        .setExpirationTime('5m')
        .sign(keys.privateKey);
      try {
        const headers = { ${shown} };
        const { id } = await authenticate({ headers, method: 'GET' } as unknown as FastifyRequest);
        return id;
      } catch (error) {
        return error instanceof Problem ? error.error.name : String(error);
      }
    }

    const trusting = (issuer: string): Authenticate =>
      authenticating({ ${only.name}: { issuer, audience: 'audience', jwksUrl: null } });

    test('an issuer is asked once where its keys are', async (t) => {
      const { url, asked } = await issuing(t);
      const authenticate = trusting(url);
      assert.equal(await known(authenticate, url, 'ida'), 'ida');
      assert.equal(await known(authenticate, url, 'ben'), 'ben');
      assert.deepEqual(asked, ['/.well-known/openid-configuration', '/keys']);
    });

    test('an issuer whose name ends with a slash is asked at the same place', async (t) => {
      const { url, asked, said } = await issuing(t);
      said['issuer'] = \`\${url}/\`;
      assert.equal(await known(trusting(\`\${url}/\`), \`\${url}/\`, 'ida'), 'ida');
      assert.equal(asked[0], '/.well-known/openid-configuration');
    });

    test('what does not describe the issuer is not believed, and asked for anew', async (t) => {
      t.mock.method(console, 'error', () => undefined);
      const { url, said } = await issuing(t);
      const authenticate = trusting(url);
      const whole = { ...said };
      for (const wrong of [{ issuer: 'https://other.test' }, { jwks_uri: 7 }, { jwks_uri: undefined }]) {
        Object.assign(said, whole, wrong);
        assert.equal(await known(authenticate, url, 'ida'), ${quote(unavailable)}, JSON.stringify(wrong));
      }
      assert.equal(await known(trusting(\`\${url}/elsewhere\`), \`\${url}/elsewhere\`, 'ida'), ${quote(unavailable)});
      Object.assign(said, whole);
      assert.equal(await known(authenticate, url, 'ida'), 'ida');
    });
  `;
}

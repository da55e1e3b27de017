import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { key, quote } from '../text/quote.ts';

/** test/issued.test.ts: the tokens that the service signs itself; null where it signs none. */
export function issuedTests({ auth: { issues }, model }: Plan): string | null {
  if (issues === null) return null;
  const { carrier, audience } = issues;
  const service = model.service.name;
  const cookie = carrier.kind === 'cookie';
  const shown = cookie
    ? `cookie: \`${carrier.name}=\${token}\``
    : `${key(carrier.name.toLowerCase())}: ${carrier.prefix === null ? 'token' : `\`${carrier.prefix} \${token}\``}`;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['fastify', 'type FastifyRequest'],
      ['jose', 'decodeJwt', 'decodeProtectedHeader'],
      ['../src/platform/auth.ts', ...(cookie ? ['sessionCookie'] : [])],
      ['./fixture.ts', 'service'],
    ])}

    test('a token says whom it names, what they may and for how long', async (t) => {
      t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2030-01-01T00:00:00Z') });
      const token = await service.issueToken('ida', { roles: ['a', 'b'], claims: { colour: 'red' }, seconds: 90 });
      const { iat = 0, exp, ...said } = decodeJwt(token);
      const issued = { iss: ${quote(service)}, aud: ${quote(audience ?? service)} };
      assert.deepEqual(said, { ...issued, sub: 'ida', roles: ['a', 'b'], colour: 'red' });
      assert.equal(iat, Date.parse('2030-01-01T00:00:00Z') / 1000);
      assert.equal(exp, iat + 90);
      assert.equal(decodeProtectedHeader(token).alg, 'HS256');
      const plain = decodeJwt(await service.issueToken('ben', { seconds: 60 }));
      assert.deepEqual([plain.sub, plain['roles']], ['ben', []]);
    });

    test('a token of the service is taken by the service, as long as it lasts', async (t) => {
      const known = async (token: string) => {
        const headers = { ${shown} };
        return service.authenticate({ headers, method: 'GET' } as unknown as FastifyRequest);
      };
      const { id, roles } = await known(await service.issueToken('ida', { roles: ['a'], seconds: 90 }));
      assert.deepEqual([id, roles], ['ida', ['a']]);
      t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2030-01-01T00:00:00Z') });
      const old = await service.issueToken('ida', { seconds: 90 });
      t.mock.timers.tick(91_000);
      await assert.rejects(known(old), { message: 'The token is not valid' });
    });

    ${when(cookie, cookieTest(carrier))}
  `;
}

function cookieTest(carrier: NonNullable<Plan['auth']['issues']>['carrier']): string {
  if (carrier.kind !== 'cookie') return '';
  const site = `${carrier.sameSite.charAt(0).toUpperCase()}${carrier.sameSite.slice(1)}`;
  const said = `${carrier.name}=token; Path=/; Max-Age=90; HttpOnly; SameSite=${site}${when(carrier.secure, '; Secure')}`;
  return code`
    test('a browser keeps a token where no script reads it', () => {
      assert.equal(sessionCookie('token', 90), ${quote(said)});
    });
  `;
}

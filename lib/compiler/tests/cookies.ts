import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { quote } from '../text/quote.ts';

/** test/cookies.test.ts: how callers are known by a cookie, and which pages may send it; null where none is known so. */
export function cookiesTests({ auth: { tested } }: Plan): string | null {
  if (tested === null || tested.carrier.kind !== 'cookie') return null;
  const name = tested.carrier.name;
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import type { FastifyRequest } from 'fastify';
    import { Problem } from '../src/platform/problems.ts';
    import { service, token } from './fixture.ts';

    const NAME = ${quote(name)};

    /** Who is known by the headers of a request, or why nobody is. */
    async function known(headers: Record<string, string>, method = 'POST'): Promise<string> {
      try {
        return (await service.authenticate({ headers, method } as unknown as FastifyRequest)).id;
      } catch (error) {
        if (error instanceof Problem) return error.error.name;
        throw error;
      }
    }

    test('a cookie is found by its whole name, wherever it stands', async () => {
      const good = await token({ sub: 'ida' });
      const other = await token({ sub: 'somebody-else' });
      for (const cookie of [\`\${NAME}=\${good}\`, \`a=b; \${NAME}=\${good}\`, \`a=b;  \${NAME}=\${good} ;c=d\`])
        assert.equal(await known({ cookie }), 'ida', cookie.replaceAll(good, '…'));
      assert.equal(await known({ cookie: \`x\${NAME}=\${other}; \${NAME}x=\${other}; \${NAME}=\${good}\` }), 'ida');
      for (const cookie of ['', 'a=b', \`x\${NAME}=\${good}\`, \`\${NAME}x=\${good}\`, \`\${NAME}\${good}\`])
        assert.equal(await known({ cookie }), 'unauthenticated', cookie.replaceAll(good, '…'));
      assert.equal(await known({}), 'unauthenticated');
    });

    test('what changes something is asked for by pages of this site only', async () => {
      const cookie = \`\${NAME}=\${await token({ sub: 'ida' })}\`;
      const own: Record<string, string>[] = [
        {},
        { origin: 'https://shop.test' },
        { origin: 'http://shop.test', 'sec-fetch-site': 'same-origin' },
        { 'sec-fetch-site': 'same-origin' },
        { 'sec-fetch-site': 'none' },
      ];
      const foreign: Record<string, string>[] = [
        { origin: 'https://evil.test' },
        { origin: 'https://shop.test.evil.test' },
        { origin: 'https://shop.test:444' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
        { origin: 'https://shop.test', 'sec-fetch-site': 'cross-site' },
      ];
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'HEAD', 'OPTIONS']) {
        const safe = ['GET', 'HEAD', 'OPTIONS'].includes(method);
        for (const headers of own)
          assert.equal(await known({ host: 'shop.test', cookie, ...headers }, method), 'ida', JSON.stringify(headers));
        for (const headers of foreign) {
          const wanted = safe ? 'ida' : 'forbidden';
          assert.equal(await known({ host: 'shop.test', cookie, ...headers }, method), wanted, JSON.stringify(headers));
        }
      }
    });

    test('a page of another site is told why it may not, and one without a cookie that nobody is known', async () => {
      const cookie = \`\${NAME}=\${await token()}\`;
      const asked = (headers: object) => service.authenticate({ headers, method: 'POST' } as unknown as FastifyRequest);
      await assert.rejects(asked({ cookie, origin: 'null' }), { message: 'Another site asked for this' });
      assert.equal(await known({ origin: 'null', 'sec-fetch-site': 'cross-site' }), 'unauthenticated');
    });

    test('a cookie that is no good is refused with the reason', async () => {
      for (const [said, claims] of [
        ['The token is not valid', { forged: true }],
        ['The token is not valid', { expires: '-1m' }],
        ['The token names nobody', { sub: '' }],
      ] as const) {
        const headers = { cookie: \`\${NAME}=\${await token(claims)}\` };
        const asked = service.authenticate({ headers, method: 'GET' } as unknown as FastifyRequest);
        await assert.rejects(asked, { message: said });
      }
    });
  `;
}

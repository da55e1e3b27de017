import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** test/config.test.ts: what the service reads from its environment, and what it refuses to start with. */
export function configTests({ model, waits }: Plan): string {
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/config.ts', 'readConfig'],
    ])}

    const complete = {
      AUTH_ISSUER: 'https://issuer.test',
      AUTH_AUDIENCE: ${quote(model.service.name)},
      AUTH_JWKS_URL: 'https://issuer.test/keys',
    };

    test('a service listens on its own machine only, unless it is told otherwise', () => {
      assert.deepEqual(readConfig(complete).listen, { host: '127.0.0.1', port: 8080 });
      const wide = readConfig({ ...complete, HOST: '0.0.0.0', PORT: '65535' });
      assert.deepEqual(wide.listen, { host: '0.0.0.0', port: 65_535 });
      assert.deepEqual(readConfig({ ...complete, SOCKET: '/run/service.sock' }).listen, { path: '/run/service.sock' });
    });

    test('settings that are missing are all named at once', () => {
      assert.throws(() => readConfig({}), /AUTH_ISSUER is missing[^]*AUTH_AUDIENCE is missing[^]*AUTH_JWKS_URL is missing/);
    });

    test('settings that make no sense are refused', () => {
      for (const PORT of ['65536', '-1', '1.5', 'http']) {
        assert.throws(() => readConfig({ ...complete, PORT }), /PORT must be a number from 0 to 65535/);
      }
      assert.throws(() => readConfig({ ...complete, AUTH_JWKS_URL: 'keys.json' }), /AUTH_JWKS_URL must be a URL/);
    });

    ${when(waits, KEY)}
  `;
}

const KEY = code`
  test('a database of its own needs a key of its own', () => {
    const DATABASE_URL = 'postgres://localhost/service';
    assert.throws(() => readConfig({ ...complete, DATABASE_URL }), /DATA_KEY is missing/);
    assert.equal(readConfig({ ...complete, DATABASE_URL, DATA_KEY: 'key' }).dataKey, 'key');
    assert.equal(readConfig(complete).dataKey, null);
  });
`;

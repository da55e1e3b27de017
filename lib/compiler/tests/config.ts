import type { IntegrationPlan, Plan } from '../plan.ts';
import { reseals } from '../platform/seal.ts';
import { subscribersOf } from '../service/event.ts';
import { hashes } from '../service/hashed.ts';
import { addressOf, authSettings } from '../service/integrations/adapter.ts';
import { exampleAddress, otherProtocol, protocolSettings } from '../service/integrations/beyond-http.ts';
import { messageKeySettings } from '../service/integrations/encrypted-messages.ts';
import { showsCertificates } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** test/config.test.ts: what the service reads from its environment, and what it refuses to start with. */
export function configTests(plan: Plan): string {
  const { seals, outside, integrations, events } = plan;
  const settings = authSettingsOf(plan);
  const missing = settings
    .map(([name]) => name)
    .filter((name) => plan.auth.schemes.length === 0 || name !== 'AUTH_JWKS_URL');
  const wrong = wrongSettings(plan);
  const told = events.flatMap(({ event }) => subscribersOf(event).flatMap(({ url, needed }) => (needed ? [url] : [])));
  const addresses = outside ? integrations.map(({ integration }) => addressOf(integration)) : [];
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', ...(keyed(integrations) ? ['generateKeyPairSync'] : [])],
      ['node:test', 'test'],
      ['../src/config.ts', 'openDatabase', 'readConfig'],
      ['./certificates.ts', ...(showsCertificates(plan) ? ['certificateFiles', 'identity'] : [])],
    ])}

    const complete = {
      ${settings.map(([name, value]) => `${name}: ${quote(value)},`)}
      ${[...addresses, ...new Set(told)].map((name) => `${name}: 'simulator:',`)}
    };

    test('a service listens on its own machine only, unless it is told otherwise', () => {
      assert.deepEqual(readConfig(complete).listen, { host: '127.0.0.1', port: 8080 });
      const wide = readConfig({ ...complete, HOST: '0.0.0.0', PORT: '65535' });
      assert.deepEqual(wide.listen, { host: '0.0.0.0', port: 65_535 });
      assert.deepEqual(readConfig({ ...complete, SOCKET: '/run/service.sock' }).listen, { path: '/run/service.sock' });
    });

    test('settings that are missing are all named at once', () => {
      ${print(['const missing = ', list('[', missing.map(quote), ']'), ';'], 2)}
      for (const name of missing) {
        assert.throws(() => readConfig({}), new RegExp(\`^- \${name} is missing: \\w\`, 'm'));
        assert.throws(() => readConfig({ ...complete, [name]: '  ' }), new RegExp(\`^- \${name} is missing\`, 'm'));
      }
      assert.throws(() => readConfig({}), /^Error: The settings are not complete:\n- /);
      ${when(missing.length > 0, "assert.throws(() => readConfig({ PORT: 'none' }), /:\\n- PORT must [^\\n]+\\n- \\w/);")}
      const onlyMissing = (error: unknown): boolean => !/ must be /.test(String(error));
      assert.throws(() => readConfig({}), onlyMissing);
    });

    test('the database is where the settings say', async () => {
      const { databaseUrl, dataFolder } = readConfig({ ...complete, DATA_DIR: ' /data ' });
      assert.deepEqual([databaseUrl, dataFolder], [null, '/data']);
      const db = await openDatabase({ ...readConfig(complete), databaseUrl: 'postgres://127.0.0.1:9/none' });
      await assert.rejects(db.query('SELECT 1'), /ECONNREFUSED/);
      await db.close();
    });

    test('settings that make no sense are refused', () => {
      for (const PORT of ['65536', '-1', '1.5', 'http']) {
        assert.throws(() => readConfig({ ...complete, PORT }), /PORT must be a number from 0 to 65535/);
      }
      ${wrong.map(([name, value, said]) => `assert.throws(() => readConfig({ ...complete, ${name}: ${quote(value)} }), /${said}/);`)}
    });

    ${when(seals, keyTest(hashes(plan), reseals(plan)))}

    ${addresses.length > 0 && addressTests(integrations)}
  `;
}

/** Settings that callers are known by, and folders that are written to, with good values. */
export function authSettingsOf(plan: Plan): [name: string, value: string][] {
  return [...callerSettings(plan), ...plan.files.written.map((name): [string, string] => [name, 'files'])];
}

function callerSettings({ auth, model }: Plan): [name: string, value: string][] {
  const audience: [string, string] = ['AUTH_AUDIENCE', model.service.name];
  const keys: [string, string] = ['AUTH_JWKS_URL', 'https://issuer.test/keys'];
  if (auth.schemes.length === 0) return [['AUTH_ISSUER', 'https://issuer.test'], audience, keys];
  const all = auth.schemes.flatMap((scheme): [string, string][] => {
    if (scheme.kind === 'keys') return [[scheme.secret, `someone:role:${'0'.repeat(64)}`]];
    if (scheme.kind === 'secret') return [[scheme.secret, 'a secret of at least thirty-two bytes']];
    const issuer = scheme.issuer?.kind === 'literal' ? null : (scheme.issuer?.name ?? 'AUTH_ISSUER');
    return [
      ...(issuer === null ? [] : [[issuer, 'https://issuer.test'] as [string, string]]),
      ...(scheme.audience === null ? [audience] : []),
      keys,
    ];
  });
  return [...new Map(all)];
}

function wrongSettings({ auth }: Plan): [name: string, value: string, said: string][] {
  const url: [string, string, string] = ['AUTH_JWKS_URL', 'keys.json', 'AUTH_JWKS_URL must be a URL'];
  if (auth.schemes.length === 0) return [url];
  const all = auth.schemes.map(({ kind, secret }): [string, string, string] => {
    if (kind === 'keys') return [secret, 'someone:role:key', 'a key is written'];
    return kind === 'secret' ? [secret, 'short', `${secret} must be at least 32 bytes`] : url;
  });
  return [...new Map(all.map((one) => [one[0], one])).values()];
}

function addressTests(integrations: readonly IntegrationPlan[]): string {
  const needed = integrations.flatMap(({ integration }) => {
    const optional = ['scope', 'authority'];
    const proofs = integration.auth === 'mtls' ? [] : authSettings(integration);
    return [...proofs, ...protocolSettings(integration)].flatMap(([role, name]) =>
      optional.includes(role) ? [] : [name],
    );
  });
  const keys = integrations.flatMap(({ integration }) => [
    ...messageKeySettings(integration),
    ...(integration.auth === 'mtls' ? authSettings(integration).filter(([role]) => role !== 'authority') : []),
  ]);
  const real = integrations.map(({ integration }) => `${addressOf(integration)}: '${exampleAddress(integration)}/'`);
  const plain = integrations.every(({ integration }) => otherProtocol(integration) === null);
  const [address = ''] = integrations.map(({ integration }) => addressOf(integration));
  return code`
    test('other systems need an address, and what proves to them who asks', () => {
      ${print(['const real = ', list('{', ['...complete', ...real], '}', true), ';'], 2)}
      ${print(['const needed: readonly string[] = ', list('[', needed.map(quote), ']'), ';'], 2)}
      ${keys.length > 0 && keysText(keys)}
      for (const name of ${keys.length > 0 ? '[...needed, ...Object.keys(keys)])\n  ' : 'needed) '}assert.throws(() => readConfig(real), new RegExp(\`\${name} is missing\`));
      const given = ${keys.length > 0 ? "{ ...Object.fromEntries(needed.map((name) => [name, 'given'])), ...keys }" : "Object.fromEntries(needed.map((name) => [name, 'given']))"};
      const { connections } = readConfig({ ...real, ...given });
      assert.ok(Object.values(connections).every(({ url }) => ${plain ? "url === 'https://system.test'" : "!url.endsWith('/')"}));
      ${keys.slice(0, 1).map(([, name]) => `const noKey = { ...real, ...given, ${name}: 'no key' };\nassert.throws(() => readConfig(noKey), /${name} must be a public key|no key is no certificate/);`)}
      assert.throws(() => readConfig({ ...complete, ${address}: '' }), /${address} is missing/);
      for (const wrong of ['ftp://system.test', 'simulator:other', 'my simulator:', 'see http://system.test']) {
        assert.throws(() => readConfig({ ...complete, ${address}: wrong }), /${address} must be a${plain ? 'n http' : ' URL'}/);
      }
    });

    test('production refuses stand-ins unless they are allowed', () => {
      const production = { ...complete, NODE_ENV: 'production' };
      assert.throws(() => readConfig(production), /${address} names a stand-in/);
      assert.doesNotThrow(() => readConfig({ ...production, SIMULATORS: 'allowed' }));
    });
  `;
}

/** Whether messages of some system are encrypted. */
function keyed(integrations: readonly IntegrationPlan[]): boolean {
  return integrations.some(({ integration }) => messageKeySettings(integration).length > 0);
}

function keysText(keys: readonly (readonly [role: string, setting: string])[]): string {
  const members = keys.map(([role, name]) => `${name}: ${GIVEN[role] ?? role}`);
  const sealed = keys.some(([role]) => role === 'own');
  const shown = keys.some(([role]) => role === 'certificate');
  return code`
    ${when(sealed, RSA)}
    ${when(shown, "const files = certificateFiles(identity('service'));")}
    ${print(['const keys = ', list('{', members, '}', true), ';'], 2)}
  `;
}

const GIVEN: Readonly<Record<string, string>> = {
  own: 'privateKey',
  theirs: 'publicKey',
  certificate: 'files.certificate',
  key: 'files.key',
};

const RSA = code`
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  `;

function keyTest(hashed: boolean, ring: boolean): string {
  return code`
  test('a database of its own needs a key of its own', () => {
    const DATABASE_URL = 'postgres://localhost/service';
    assert.throws(() => readConfig({ ...complete, DATABASE_URL }), /DATA_KEY is missing/);
    ${hashed ? "const HASH_KEY = 'a key of its own for hashes, of 32 bytes or more';\nconst given = { ...complete, DATABASE_URL, DATA_KEY: 'key', HASH_KEY };" : "const given = { ...complete, DATABASE_URL, DATA_KEY: 'key' };"}
    assert.equal(readConfig(given).dataKey, 'key');
    assert.equal(readConfig(complete).dataKey, null);
    assert.equal(readConfig({ ...complete, DATA_KEY: 'key' }).dataKey, 'key');
    ${when(ring, "assert.deepEqual(readConfig(complete).oldKeys, []);\nassert.deepEqual(readConfig({ ...complete, DATA_KEYS_OLD: ' one  other ' }).oldKeys, ['one', 'other']);")}
    ${when(hashed, "assert.throws(() => readConfig({ ...complete, DATABASE_URL, DATA_KEY: 'key' }), /HASH_KEY is missing/);\nassert.throws(() => readConfig({ ...given, HASH_KEY: 'short' }), /HASH_KEY must be at least 32 bytes/);")}
  });
`;
}

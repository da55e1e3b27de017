import type { IntegrationPlan, Plan } from '../plan.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { authKindOf, showsCertificates } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { key, quote } from '../text/quote.ts';

/** test/stand-ins.test.ts: what stands in for another system over HTTP answers as it is told; null where nothing does. */
export function standInsTests(plan: Plan): string | null {
  const [planned] = plan.integrations
    .filter(({ operations, integration: { protocol } }) => operations.length > 0 && isOverHttp(protocol))
    .toSorted((one, other) => hardness(one) - hardness(other));
  return !plan.outside || planned === undefined ? null : testsOf(planned, plan);
}

function isOverHttp(protocol: string | null): boolean {
  return protocol === 'rest' || protocol === 'soap' || protocol === 'graphql' || protocol === 'webhook';
}

/** A stand-in that wants a proof shows more, and one that reads bodies as they are is enough. */
function hardness({ integration }: IntegrationPlan): number {
  return (PROOFS[authKindOf(integration)] === undefined ? 1 : 0) + (integration.encrypt === null ? 0 : 2);
}

/** What a stand-in takes as a proof of who asks, by the way that its system wants one. */
const PROOFS: Readonly<Record<string, readonly [header: string, good: string, ...wrong: string[]]>> = {
  api_key: ['x-api-key', 'simulated', 'simulates'],
  bearer: ['authorization', 'Bearer simulated', 'Bearer simulates'],
  basic: ['authorization', `Basic ${btoa('simulated:simulated')}`, `Basic ${btoa('simulated:simulates')}`],
  oauth2_client_credentials: ['authorization', 'Bearer simulated-token', 'Bearer simulated-tokem'],
  webhook: [
    'webhook-signature',
    `v1,${'k'.repeat(43)}=`,
    `v1,${'k'.repeat(42)}=`,
    `v1,${'k'.repeat(43)}`,
    `v2,${'k'.repeat(43)}=`,
  ],
};

/** One system for each of the ways in which this service proves who it is. */
function proving({ integrations }: Plan): IntegrationPlan[] {
  const kinds = new Map(integrations.map((planned) => [authKindOf(planned.integration), planned]));
  return [...kinds].flatMap(([kind, planned]) => (PROOFS[kind] === undefined ? [] : [planned]));
}

function testsOf({ variable, integration }: IntegrationPlan, plan: Plan): string {
  const refuse = encryptsMessages(plan) || showsCertificates(plan) ? ', refuse: assert.fail' : '';
  const kind = authKindOf(integration);
  const [header, good] = PROOFS[kind] ?? [];
  const proofs = proving(plan);
  const imported = plan.integrations.filter((one) => one.variable === variable || proofs.includes(one));
  const plain = integration.protocol === 'rest' && integration.encrypt === null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:http', 'Agent', 'request as ask'],
      ['node:test', 'test', 'type TestContext'],
      ['node:stream/consumers', 'text as textOf'],
      ...imported.map((one): Import => [`../src/integrations/${one.file}.ts`, one.variable]),
      ['../src/platform/connections.ts', 'readConnection', 'simulatedAt'],
      ['../src/platform/simulator.ts', 'type Simulation', 'Simulator', 'withSimulators'],
      ['./fixture.ts', 'newApp', 'service'],
    ])}

    ${plain ? `const { system } = ${variable};` : `const system = { ...${variable}.system, protocol: 'rest'${when(integration.encrypt !== null, ', encrypt: null')} } as const;`}

    const simulation: Simulation = {
      system,
      operations: [
        { name: 'read', method: 'GET', path: '/things/*/parts', contentType: 'application/json', answer: '{"a":1}' },
        { name: 'write', method: 'POST', path: '/things', contentType: 'text/plain', answer: 'written' },
        {
          name: 'act',
          method: 'POST',
          path: '/act',
          header: { name: 'x-action', value: 'Act' },
          contentType: 'application/json',
          answer: '{}',
        },
      ],
    };

    interface Got {
      status: number | undefined;
      type: string | undefined;
      body: string;
    }

    const agent = new Agent({ keepAlive: true });
    const PROOF${header === undefined ? ': Record<string, string> = {}' : ` = { ${key(header)}: ${quote(good ?? '')} }`};

    function get(url: string, method = 'GET', headers: Record<string, string> = PROOF, body = ''): Promise<Got> {
      return new Promise((resolve, reject) => {
        const asked = ask(url, { method, headers, agent }, async (response) => {
          const { statusCode: status, headers: got } = response;
          resolve({ status, type: got['content-type'], body: await textOf(response) });
        });
        asked.on('error', reject).end(body);
      });
    }

    async function started(t: TestContext): Promise<Simulator> {
      const simulator = await Simulator.start(simulation);
      t.after(() => simulator.close());
      return simulator;
    }

    test('a stand-in answers what its system can be asked, and nothing else', async (t) => {
      const { url, heard } = await started(t);
      assert.deepEqual(await get(\`\${url}/things/7/parts?a=b\`), { status: 200, type: 'application/json', body: '{"a":1}' });
      const written = await get(\`\${url}/things\`, 'POST', PROOF, 'one');
      assert.deepEqual(written, { status: 200, type: 'text/plain', body: 'written' });
      const nothing = { status: 404, type: 'application/json', body: '{}' };
      for (const [path, method] of [
        ['/things/7/parts', 'POST'],
        ['/things/7/other', 'GET'],
        ['/other/7/parts', 'GET'],
        ['/things/7/parts/8', 'GET'],
        ['/things/7', 'GET'],
        ['/things', 'GET'],
        ['/act', 'POST'],
      ] as const)
        assert.deepEqual(await get(url + path, method), nothing, \`\${method} \${path}\`);
      assert.equal((await get(\`\${url}/act\`, 'POST', { ...PROOF, 'x-action': 'urn:Act' })).status, 200);
      assert.equal((await get(\`\${url}/act\`, 'POST', { ...PROOF, 'x-action': 'Other' })).status, 404);
      const told = heard.map(({ operation, path, body }) => [operation, path, body]);
      assert.deepEqual(told, [
        ['read', '/things/7/parts?a=b', ''],
        ['write', '/things', 'one'],
        ['act', '/act', ''],
      ]);
      assert.equal(heard[0]?.headers[${quote(header ?? 'host')}], ${header === undefined ? 'new URL(url).host' : quote(good ?? '')});
    });

    ${proofs.length > 0 && proofsTest(proofs, plan)}

    ${when(kind === 'oauth2_client_credentials', TOKENS)}

    test('a stand-in does what it is told, one after the other, until it is reset', async (t) => {
      const simulator = await started(t);
      const read = () => get(\`\${simulator.url}/things/7/parts\`);
      simulator.behave('read', { status: 418, answer: 'first' }, { fails: 'rejected' }, { answer: 'last' });
      const bodies = [await read(), await read(), await read(), await read()].map(({ status, body }) => [status, body]);
      assert.deepEqual(bodies, [
        [418, 'first'],
        [422, '<not what was agreed'],
        [200, 'last'],
        [200, 'last'],
      ]);
      assert.equal((await get(\`\${simulator.url}/things\`, 'POST')).body, 'written');
      for (const [fails, status] of [
        ['unavailable', 503],
        ['rate_limited', 429],
        ['invalid_response', 200],
      ] as const) {
        simulator.behave('read', { fails });
        assert.deepEqual(await read(), { status, type: 'application/json', body: '<not what was agreed' });
      }
      simulator.behave('read', { answer: 'late', afterMs: 40 });
      const began = performance.now();
      assert.equal((await read()).body, 'late');
      assert.ok(performance.now() - began > 35);
      assert.equal(simulator.heard.length, 9);
      simulator.reset();
      assert.equal(simulator.heard.length, 0);
      assert.equal((await read()).body, '{"a":1}');
    });

    test('a stand-in says of itself what it answers', async (t) => {
      const simulator = await started(t);
      assert.deepEqual([simulator.answerOf('read'), simulator.answerOf('none')], ['{"a":1}', '']);
      assert.deepEqual([simulator.speaksJson('read'), simulator.speaksJson('none')], [true, false]);
      assert.equal(simulator.emptyAnswer(), '{}');
      const soap = await Simulator.start({ ...simulation, system: { ...system, protocol: 'soap' } });
      t.after(() => soap.close());
      assert.equal(soap.speaksJson('read'), false);
      assert.match(soap.emptyAnswer(), /Envelope/);
    });

    test('a service says for which systems something stands in', async () => {
      const ready = async (simulated: readonly string[]): Promise<unknown> => {
        const app = newApp({ ...service, simulated });
        const answer = await app.inject({ method: 'GET', url: '/readyz' });
        await app.close();
        return answer.json();
      };
      assert.deepEqual(await ready([]), { status: 'ready' });
      assert.deepEqual(await ready(['one']), { status: 'ready', simulated: ['one'] });
    });

    test('a stand-in remembers the latest requests, and reads none that is too large', async (t) => {
      const { url, heard } = await started(t);
      for (let count = 0; count < 203; count += 1) await get(\`\${url}/things\`, 'POST', PROOF, String(count));
      assert.deepEqual([heard.length, heard[0]?.body, heard.at(-1)?.body], [200, '3', '202']);
      const whole = 'x'.repeat(8_388_608);
      assert.equal((await get(\`\${url}/things\`, 'POST', PROOF, whole)).status, 200);
      await assert.rejects(get(\`\${url}/things\`, 'POST', PROOF, \`\${whole}x\`));
    });

    test('stand-ins are started for the systems whose address says so, and for no others', async () => {
      const real = { ...simulatedAt('https://system.test'), simulated: false };
      const loaded: string[] = [];
      const load = async (): Promise<Simulation> => {
        loaded.push(system.name);
        return simulation;
      };
      const none = { [system.name]: real };
      assert.equal(await withSimulators(none, [load]), none);
      assert.deepEqual(loaded, []);
      const other = { ...simulation, system: { ...system, name: 'other' } };
      const some = await withSimulators({ [system.name]: real, other: simulatedAt('simulator:') }, [
        load,
        async () => other,
      ]);
      assert.deepEqual(some[system.name], real);
      const [url = ''] = [some['other']?.url];
      assert.deepEqual(some['other'], simulatedAt(url));
      assert.equal((await get(\`\${url}/things\`, 'POST')).body, 'written');
    });

    test('the address of a system ends without a slash, and one of a stand-in needs no secret', () => {
      const asked: string[] = [];
      const read = (url: string) => {
        asked.length = 0;
        const needed = (name: string, why: string): string => {
          asked.push(\`\${name}: \${why}\`);
          return name === system.address ? url : ${kind === 'mtls' ? "''" : "'secret'"};
        };
        return readConnection(system, { text: () => null, needed${refuse} });
      };
      for (const slashes of ['', '/', '//']) {
        const { url, simulated } = read(\`https://system.test/a\${slashes}\`);
        assert.deepEqual([url, simulated], ['https://system.test/a', false]);
      }
      assert.ok(asked.length > ${kind === 'none' ? 0 : 1});
      assert.deepEqual(read('simulator:'), simulatedAt('simulator:'));
      assert.deepEqual(asked, [\`\${system.address}: the address of \${system.name}\`]);
      const { simulated, secrets } = simulatedAt('http://127.0.0.1:1');
      assert.deepEqual([simulated, secrets], [true, { user: 'simulated', secret: 'simulated' }]);
    });
  `;
}

function proofsTest(proofs: readonly IntegrationPlan[], plan: Plan): string {
  const each = proofs.map(({ variable, integration }): Doc => {
    const [header = '', ...values] = PROOFS[authKindOf(integration)] ?? [];
    return list('[', [`${variable}.system`, quote(header), ...values.map(quote)], ']');
  });
  const encrypt = when(encryptsMessages(plan), ', encrypt: null');
  return code`
    type Proof = [of: Simulation['system'], header: string, good: string, ...wrong: string[]];

    test('a stand-in wants to know who asks, as its system does', async (t) => {
      ${print(['const proofs: Proof[] = ', rows('[', each, ']'), ';'], 2)}
      for (const [of, header, good, ...wrong] of proofs) {
        const simulator = await Simulator.start({ ...simulation, system: { ...of${encrypt} } });
        t.after(() => simulator.close());
        const answer = (headers: Record<string, string>) => get(\`\${simulator.url}/things\`, 'POST', headers);
        assert.equal((await answer({ [header]: good })).status, 200);
        const refused = { status: 401, type: 'application/json', body: '{}' };
        assert.deepEqual(await answer({}), refused, of.name);
        for (const proof of ['', \`\${good}s\`, \`s\${good}\`, ...wrong])
          assert.deepEqual(await answer({ [header]: proof }), refused, \`\${of.name}: \${proof}\`);
      }
    });
  `;
}

const TOKENS = code`
  test('a stand-in gives tokens to a client that it knows', async (t) => {
    const simulator = await started(t);
    const known = \`Basic \${Buffer.from('simulated:simulated').toString('base64')}\`;
    const other = \`Basic \${Buffer.from('simulated:simulates').toString('base64')}\`;
    const granted = async (authorization: string, grant: string): Promise<Got> => {
      const type = 'application/x-www-form-urlencoded';
      const headers = { authorization, 'content-type': type };
      return get(\`\${simulator.url}/oauth/token\`, 'POST', headers, \`grant_type=\${grant}\`);
    };
    const token = '{"access_token":"simulated-token","token_type":"Bearer","expires_in":3600}';
    const got = await granted(known, 'client_credentials');
    assert.deepEqual(got, { status: 200, type: 'application/json', body: token });
    const refused = { status: 401, type: 'application/json', body: '{}' };
    assert.deepEqual(await granted(other, 'client_credentials'), refused);
    assert.deepEqual(await granted(known, 'password'), refused);
    assert.equal(simulator.tokensAsked, 3);
    simulator.reset();
    assert.equal(simulator.tokensAsked, 0);
  });
`;

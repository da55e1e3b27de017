import type { IntegrationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/wire.test.ts: how another system is asked over HTTP, and what its answers mean; null where none is asked in JSON. */
export function wireTests(plan: Plan): string | null {
  const planned = plan.integrations.find(isPlain);
  if (!plan.outside || planned === undefined) return null;
  const oauth = planned.integration.auth === 'oauth2_client_credentials';
  const { status } = READ;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:http', 'createServer', 'type IncomingMessage'],
      ['node:test', 'test'],
      [`../src/integrations/${planned.file}.ts`, planned.variable],
      ['../src/platform/connections.ts', 'simulatedAt'],
      ['../src/platform/failures.ts', 'CallFailed'],
      ['../src/platform/outside.ts', 'type Message'],
      ['../src/platform/wire.ts', 'HttpWire'],
    ])}

    const { system } = ${planned.variable};
    const message: Message = { method: 'GET', path: '/things?a=b', body: null };

    /** What the other system does when it is asked: it answers, goes away, or never answers. */
    type Reaction = { status?: number; headers?: Record<string, string>; body?: string } | 'goes away' | 'hangs';

    interface Heard {
      request: IncomingMessage;
      body: string;
    }

    interface Other {
      wire: HttpWire;
      heard: Heard[];
      /** Connections that are open now, and that ever were. */
      open: Set<unknown>;
      opened: unknown[];
    }

    /** Another system on this machine, which reacts always the same. */
    async function reacting(reaction: Reaction, work: (other: Other) => Promise<void>): Promise<void> {
      const heard: Heard[] = [];
      const [open, opened] = [new Set<unknown>(), new Array<unknown>()];
      const server = createServer(async (request, response) => {
        let body = '';
        for await (const part of request) body += String(part);
        ${when(oauth, TOKEN)}
        heard.push({ request, body });
        if (reaction === 'goes away') response.destroy();
        else if (reaction !== 'hangs') response.writeHead(reaction.status ?? 200, reaction.headers).end(reaction.body);
      });
      server.on('connection', (socket) => {
        open.add(socket);
        opened.push(socket);
        socket.on('close', () => open.delete(socket));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const url = \`http://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
      const wire = new HttpWire({ [system.name]: simulatedAt(url) });
      try {
        await work({ wire, heard, open, opened });
      } finally {
        await wire.close();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    }

    /** How a message failed, and how long the other system wants to be left alone after that. */
    async function failed(wire: HttpWire, timeoutMs = 5000): Promise<[failure: string, waitMs: number]> {
      try {
        return [\`answered \${JSON.stringify(await wire.send(system, message, timeoutMs))}\`, 0];
      } catch (error) {
        if (error instanceof CallFailed) return [error.failure, error.retryAfterMs];
        throw error;
      }
    }

    ${status}

    ${plan.files.brought ? READ.body.replace('8_388_608', 'system.largestAnswer') : READ.body}

    ${READ.time}

    ${sent(oauth)}

    test('a connection is used again, and none is left when all is closed', async () => {
      await reacting({ body: '{}' }, async ({ wire, open, opened }) => {
        for (let asked = 0; asked < 3; asked += 1) await wire.send(system, message, 5000);
        assert.ok(opened.length < ${oauth ? 4 : 3});
        await wire.close();
        for (let waited = 0; open.size > 0 && waited < 100; waited += 1) await new Promise(setImmediate);
        assert.equal(open.size, 0);
      });
    });

    test('a system without settings is a mistake of this service', async () => {
      const wire = new HttpWire({});
      await assert.rejects(wire.send(system, message, 5000), {
        message: \`\${system.name} has no settings\`,
      });
    });
  `;
}

function isPlain({ integration: { auth, protocol }, operations }: IntegrationPlan): boolean {
  return operations.length > 0 && protocol === 'rest' && auth !== 'mtls';
}

const TOKEN = code`
  if (request.url === '/oauth/token') {
    response.end('{"access_token":"token","expires_in":3600}');
    return;
  }
`;

const READ = {
  status: code`
    test('a status means what became of the call, and may say when to come back', async () => {
      const reactions: [status: number, retryAfter: string | null, failure: string, waitMs: number][] = [
        [200, null, 'answered {}', 0],
        [299, null, 'answered {}', 0],
        [300, null, 'invalid_response', 0],
        [399, null, 'invalid_response', 0],
        [400, null, 'rejected', 0],
        [404, '7', 'rejected', 0],
        [408, null, 'timeout', 0],
        [504, '7', 'timeout', 0],
        [429, null, 'rate_limited', 0],
        [429, '2', 'rate_limited', 2000],
        [429, '-2', 'rate_limited', 0],
        [429, 'tomorrow', 'rate_limited', 0],
        [429, '3600', 'rate_limited', 60_000],
        [499, null, 'rejected', 0],
        [500, null, 'unavailable', 0],
        [503, '1.5', 'unavailable', 1500],
      ];
      for (const [status, retryAfter, failure, waitMs] of reactions) {
        const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter };
        await reacting({ status, headers, body: '{}' }, async ({ wire }) => {
          assert.deepEqual(await failed(wire), [failure, waitMs], \`\${status} \${retryAfter}\`);
        });
      }
    });
  `,
  body: code`
    test('an answer is JSON, or nothing, and not too large', async () => {
      const bodies: [body: string, outcome: string][] = [
        ['{"a":[1]}', 'answered {"a":[1]}'],
        ['', 'answered {}'],
        ['<html>', 'invalid_response'],
        [\`"\${'x'.repeat(8_388_608)}"\`, 'invalid_response'],
      ];
      for (const [body, outcome] of bodies) {
        await reacting({ body }, async ({ wire }) => assert.equal((await failed(wire))[0], outcome));
      }
    });
  `,
  time: code`
    test('who does not answer in time and who goes away are told apart', async () => {
      await reacting('hangs', async ({ wire }) => assert.deepEqual(await failed(wire, 50), ['timeout', 0]));
      await reacting('hangs', async ({ wire }) => assert.deepEqual(await failed(wire, 0.5), ['timeout', 0]));
      await reacting('goes away', async ({ wire }) => assert.deepEqual(await failed(wire), ['unavailable', 0]));
    });
  `,
};

function sent(oauth: boolean): string {
  return code`
    test('a message arrives as it is, and says what it holds and what is wanted', async () => {
      await reacting({ body: '{}' }, async ({ wire, heard }) => {
        await wire.send(system, message, 5000);
        await wire.send(system, { ...message, method: 'POST', headers: { 'x-own': 'own' }, body: '{"a":1}' }, 5000);
        const [first, second] = heard.map(({ request: { method, url, headers }, body }) => {
          return { method, url, accept: headers.accept, type: headers['content-type'], own: headers['x-own'], body };
        });
        const read = { url: '/things?a=b', accept: 'application/json' };
        assert.deepEqual(first, { ...read, method: 'GET', type: undefined, own: undefined, body: '' });
        assert.deepEqual(second, { ...read, method: 'POST', type: 'application/json', own: 'own', body: '{"a":1}' });
        ${when(oauth, "assert.equal(heard[0]?.request.headers.authorization, 'Bearer token');")}
      });
    });
  `;
}

import { hasOwnBodies, platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/keys.test.ts: what becomes of requests with a key, whatever the operation does; null where none has one. */
export function keysTests(plan: Plan): string | null {
  if (!plan.wire.repeatable) return null;
  const standard = !hasOwnBodies(plan.model);
  const { status: reused } = platformError('key_reused', plan.model);
  const { status: conflict } = platformError('conflict', plan.model);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'randomUUID'],
      ['node:test', 'test'],
      ['fastify', 'type FastifyRequest'],
      ['../src/platform/idempotency.ts', 'forgetKeys', 'keepAnswer', 'repeatable'],
      ['../src/platform/operation.ts', 'type Answer', 'type Operation'],
      ['../src/platform/problems.ts', 'type NamedError', 'Problem'],
      ['./fixture.ts', 'auditLog', 'db', 'service'],
    ])}

    const operation = { name: 'anything', idempotency: { header: 'Idempotency-Key', keep: '24 hours' } } as Operation;

    interface Asked {
      key?: unknown;
      caller?: string | null;
      url?: string;
      body?: unknown;
      of?: Operation;
    }

    let done = 0;

    /** Asks for something that is counted; what is refused is refused after it was done. */
    async function ask(asked: Asked = {}, answer: Answer | Error = ANSWER): Promise<Answer> {
      const { key = 'key-1', caller = 'ida', url = '/anything', body, of = operation } = asked;
      const request = {
        headers: { 'idempotency-key': key },
        ...{ url, body, id: randomUUID(), held: null },
        caller: caller === null ? null : { id: caller },
      } as unknown as FastifyRequest;
      return repeatable(service, of, request, async () => {
        done += 1;
        if (answer instanceof Error) throw answer;
        if (request.held !== null) await keepAnswer(db, service, request.held, answer);
        return answer;
      });
    }

    const ANSWER: Answer = { status: 201, body: { id: 'one' }, headers: { location: '/anything/one' } };

    /** How often a request is done that is sent so often. */
    async function times(...requests: Asked[]): Promise<number> {
      done = 0;
      for (const asked of requests) await ask(asked);
      return done;
    }

    const refused = (status: number) => new Problem({ name: \`refused_\${status}\`, status, title: 'No' } as NamedError);

    test('the same request gets the same answer, and its record says who asked again', async () => {
      assert.equal(await times({}, {}), 1);
      assert.deepEqual(await ask(), ANSWER);
      const records = await auditLog();
      assert.equal(records.length, 2);
      const { operation, actor, status, input, output, ...more } = records[0] ?? {};
      assert.deepEqual([operation, actor, status, input, output], ['anything', 'ida', 201, null, null]);
      assert.ok(Math.abs(Date.parse(String(more['at'])) - Date.now()) < 60_000);
    });

    test('a key is one caller’s, and for one operation', async () => {
      const other = { ...operation, name: 'other' };
      assert.equal(await times({}, { caller: 'ben' }, { caller: null }, { key: 'key-2' }, { of: other }), 5);
      assert.equal(await times({}, { caller: 'ben' }, { caller: null }, { key: 'key-2' }, { of: other }), 0);
      const { idempotency: _, ...unkeyed } = operation;
      assert.equal(await times({ of: unkeyed }, { of: unkeyed, key: undefined }), 2);
    });

    test('a key that another request had is refused, while it is done and afterwards', async () => {
      await ask({ body: { a: 1 } });
      const named = async (name: string, asked: Asked): Promise<void> =>
        assert.rejects(ask(asked), (error) => error instanceof Problem && error.error.name === name);
      for (const asked of [{ body: { a: 2 } }, {}, { body: { a: 1 }, url: '/else' }]) await named('key_reused', asked);
      await db.query('UPDATE platform.idempotency SET sealed = NULL');
      await named('conflict', { body: { a: 1 } });
      await named('key_reused', { body: { a: 2 } });
      await assert.rejects(ask({ body: { a: 1 } }), { message: 'The same request is worked on right now' });
      const statuses = await Promise.allSettled([ask({ body: { a: 1 } }), ask({ body: { a: 2 } })]);
      const [held, other] = statuses.map((one) => (one.status === 'rejected' ? Object(one.reason).error.status : 0));
      assert.deepEqual([held, other], [${conflict}, ${reused}]);
    });

    test('a key is made of 1 to 255 visible characters', async () => {
      for (const key of ['k', '!', '~', 'x'.repeat(255)]) assert.equal(await times({ key }), 1, key);
      for (const key of [undefined, '', ' ', 'a b', 'x'.repeat(256), 'é', 'a\u007f', ['a', 'b']]) {
        done = 0;
        const asked = ask({ key: key ?? null });
        await assert.rejects(asked, (error) => {
          if (!(error instanceof Problem)) return false;
          const message = 'is needed: 1 to 255 visible characters that name this request';
          assert.deepEqual(error.faults, [{ path: '/Idempotency-Key', message }]);
          return error.error.name === 'invalid_input';
        });
        assert.equal(done, 0);
      }
    });

    test('a refusal of the steps is an answer like others; what failed or never began may be tried again', async () => {
      for (const [status, kept] of [
        [400, false],
        [401, false],
        [403, false],
        [404, true],
        [409, true],
        [422, true],
        [429, false],
        [499, true],
        [500, false],
        [503, false],
      ] as const) {
        const key = \`key-\${status}\`;
        done = 0;
        await assert.rejects(ask({ key }, refused(status)), { message: 'No' });
        if (kept) {
          const again = await ask({ key }, refused(status));
          assert.equal(again.status, status);
          ${when(standard, DOCUMENT)}
        } else await assert.rejects(ask({ key }, refused(status)));
        assert.equal(done, kept ? 1 : 2, String(status));
      }
      done = 0;
      await assert.rejects(ask({ key: 'key-error' }, new Error('of the inside')), /of the inside/);
      await ask({ key: 'key-error' });
      assert.equal(done, 2);
    });

    test('answers are kept for their time, and requests that never ended hold their keys for some minutes', async () => {
      const age = (interval: string) =>
        db.script(\`UPDATE platform.idempotency SET expires_at = expires_at - interval '\${interval}',
          held_until = held_until - interval '\${interval}'\`);
      await ask();
      await age('23 hours 59 minutes');
      assert.equal(await times({}), 0);
      await age('1 minute');
      assert.equal(await times({}), 1);
      await db.query('UPDATE platform.idempotency SET sealed = NULL');
      await age('9 minutes');
      await assert.rejects(ask());
      await age('1 minute');
      assert.equal(await times({}), 1);
      assert.equal(await times({}), 0);
    });

    test('a request whose key was taken over keeps no answer', async () => {
      const request = { headers: { 'idempotency-key': 'key-1' }, url: '/a', caller: null, held: null };
      const asked = repeatable(service, operation, request as unknown as FastifyRequest, async () => {
        await db.query("UPDATE platform.idempotency SET held_until = held_until + interval '1 second'");
        assert.ok(request.held !== null);
        await keepAnswer(db, service, request.held, ANSWER);
        return ANSWER;
      });
      await assert.rejects(asked, { message: 'The same request was taken over' });
      assert.deepEqual(await db.query('SELECT sealed FROM platform.idempotency'), [{ sealed: null }]);
    });

    test('keys are forgotten when their time is over, not before', async () => {
      await ask({ key: 'old' });
      await db.query('UPDATE platform.idempotency SET expires_at = now()');
      await ask({ key: 'new' });
      await forgetKeys(db);
      assert.deepEqual(await db.query('SELECT key FROM platform.idempotency'), [{ key: 'new' }]);
    });
  `;
}

const DOCUMENT = code`
  const type = \`urn:problem:refused_\${status}\`;
  assert.deepEqual(again.body, { type, title: 'No', status });
  assert.deepEqual(again.headers, { 'content-type': 'application/problem+json' });
`;

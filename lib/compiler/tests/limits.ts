import { platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { grouped } from '../service/operation-wire.ts';
import { milliseconds } from '../service/period.ts';
import { code } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { subjectId } from './fixture-auth.ts';
import { examplePath, requestOf } from './requests.ts';
import { toldAs } from './told.ts';

/** test/limits.test.ts: how often something may be asked, and what callers read of that; null where nothing is limited. */
export function limitsTests(plan: Plan): string | null {
  const limited = plan.operations.filter(({ endpoint, form }) => endpoint.rateLimit !== null && form === null);
  if (!plan.wire.limits || limited.length === 0) return null;
  const examples = limited.filter(({ body }) => body.length > 0).map(({ name }) => `${name}Example`);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['fastify', 'type FastifyReply'],
      ...limited.map(({ module, name }): Import => [`../src/${module}.ts`, name]),
      ['../src/platform/limits.ts', 'type Asker', 'type RateLimit', 'RateLimits'],
      ['../src/platform/problems.ts', 'Problem', 'too_many'],
      ['./examples.ts', ...examples],
      ['./fixture.ts', 'send', 'service'],
    ])}

    /** Counts a request, and gives the headers of its answer; whether it was refused is one of them. */
    function counted(limits: RateLimits, operation: string, limit: RateLimit, asker: Partial<Asker>): object {
      const headers: Record<string, unknown> = {};
      const reply = {
        headers: (more: object) => Object.assign(headers, more),
        header: (name: string, value: unknown) => Object.assign(headers, { [name]: value }),
      } as unknown as FastifyReply;
      try {
        limits.take(operation, limit, { caller: 'ida', address: '192.0.2.1', input: {}, ...asker }, reply);
      } catch (error) {
        assert.ok(error instanceof Problem && error.error === too_many);
        headers['refused'] = true;
      }
      return headers;
    }

    test('so many are taken within a time that begins with the first, and callers are told what is left', (t) => {
      t.mock.timers.enable({ apis: ['Date'], now: 0 });
      const limits = new RateLimits();
      const ask = (at: number): object => {
        t.mock.timers.setTime(at);
        return counted(limits, 'anything', { limit: 2, perMs: 60_000, by: 'caller' }, {});
      };
      const policy = '"anything";q=2;w=60';
      assert.deepEqual(ask(0), { 'ratelimit-policy': policy, ratelimit: '"anything";r=1;t=60' });
      assert.deepEqual(ask(30_500), { 'ratelimit-policy': policy, ratelimit: '"anything";r=0;t=30' });
      const refused = { 'ratelimit-policy': policy, ratelimit: '"anything";r=0;t=1', 'retry-after': 1, refused: true };
      assert.deepEqual(ask(59_999), refused);
      assert.deepEqual(ask(60_000), { 'ratelimit-policy': policy, ratelimit: '"anything";r=1;t=60' });
      limits.clear();
      assert.deepEqual(ask(60_000), { 'ratelimit-policy': policy, ratelimit: '"anything";r=1;t=60' });
    });

    test('who shares a limit is told by it: callers, addresses, or what is sent; each operation has its own', () => {
      const askers: Partial<Asker>[] = [{}, { caller: 'ben' }, { address: '192.0.2.2' }, { input: { a: 1 } }];
      const taken = (by: RateLimit['by']): boolean[] => {
        const limits = new RateLimits();
        return askers.map((asker) => !('refused' in counted(limits, 'one', { limit: 1, perMs: 1000, by }, asker)));
      };
      assert.deepEqual(taken('caller'), [true, true, false, false]);
      assert.deepEqual(taken('address'), [true, false, true, false]);
      assert.deepEqual(taken('input.a'), [true, false, false, true]);
      const limits = new RateLimits();
      const limit: RateLimit = { limit: 1, perMs: 1000, by: 'caller' };
      const refused = ['one', 'other', 'one'].map((name) => 'refused' in counted(limits, name, limit, {}));
      assert.deepEqual(refused, [false, false, true]);
    });

    test('where too many are counted, those whose time is over are forgotten, then the oldest', (t) => {
      t.mock.timers.enable({ apis: ['Date'], now: 0 });
      const limits = new RateLimits(2);
      const refused = (at: number, caller: string): boolean => {
        t.mock.timers.setTime(at);
        return 'refused' in counted(limits, 'anything', { limit: 1, perMs: 1000, by: 'caller' }, { caller });
      };
      assert.deepEqual([refused(0, 'ida'), refused(500, 'ben'), refused(500, 'ida')], [false, false, true]);
      // Ida's time is over: Ben is still counted.
      assert.deepEqual([refused(1000, 'cem'), refused(1000, 'ben'), refused(1000, 'cem')], [false, true, true]);
      // Nobody's is: Ben was first.
      assert.deepEqual([refused(1001, 'dan'), refused(1001, 'cem'), refused(1001, 'ben')], [false, true, false]);
    });

    ${limited.map((operation) => origin(operation.endpoint, operationTest(operation, plan))).join('\n\n')}
  `;
}

function operationTest(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name, body } = operation;
  const limit = endpoint.rateLimit;
  if (limit === null) return '';
  const by = limit.by.kind === 'input' ? `input.${limit.by.input}` : limit.by.kind;
  const { status } = platformError('too_many', plan.model);
  const caller = endpoint.access.kind === 'public' ? 'address 127.0.0.1' : subjectId(plan);
  const asker = [
    `caller: ${quote(caller)}`,
    "address: '127.0.0.1'",
    ...(body.length > 0 ? [`input: ${name}Example`] : []),
  ];
  return code`
    test(${quote(`${endpoint.name} may be asked so often only`)}, async () => {
      const { rateLimit } = ${name};
      assert.deepEqual(rateLimit, { limit: ${limit.limit}, perMs: ${grouped(milliseconds(limit.per))}, by: ${quote(by)} });
      const asker = { ${asker.join(', ')} };
      for (let count = 0; count < ${limit.limit}; count += 1) counted(service.limits, ${quote(endpoint.name)}, rateLimit, asker);
      ${print(['const answer = await ', requestOf(operation, quote(examplePath(operation, plan)), plan), ';'], 2)}
      assert.equal(answer.status, ${status});
      ${toldAs('answer.body', 'too_many', plan, 2)}
      assert.ok(Number(answer.headers['retry-after']) > 0);
    });
  `;
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { appendAudit, verifyAudit } from '../src/platform/audit.ts';
import { createQuoteExample } from './examples.ts';
import { auditLog, db, send, tamper } from './fixture.ts';

describe('the audit log', () => {
  const ask = () => send('POST', '/quotes', { body: createQuoteExample });

  test('keeps what was asked and answered, masked', async () => {
    const { status, body } = await ask();
    const [record] = await auditLog();
    assert.equal(record?.['actor'], 'caller');
    assert.equal(record?.['operation'], 'createQuote');
    assert.equal(record?.['status'], status);
    assert.deepEqual(record?.['input'], createQuoteExample);
    assert.deepEqual(record?.['output'], body);
  });

  test('keeps refusals too', async () => {
    await send('POST', '/quotes', { body: createQuoteExample, as: null });
    await send('POST', '/quotes', { body: {} });
    const kept = (await auditLog()).map(({ actor, status }) => ({ actor, status }));
    assert.deepEqual(kept, [
      { actor: 'unknown', status: 401 },
      { actor: 'caller', status: 400 },
    ]);
  });

  test('keeps of each operation what the specification says', async () => {
    type Kept = [name: string, actor: string | null, contents: boolean[], request: typeof ask];
    const all: Kept[] = [
      ['createQuote', 'caller', [true, true, true, false], () => send('POST', '/quotes', { body: createQuoteExample })],
      [
        'getQuote',
        'caller',
        [true, true, true, true],
        () => send('GET', '/quotes/00000000-0000-4000-8000-000000000000'),
      ],
    ];
    for (const [name, actor, [input, output, decisions, inSteps], request] of all) {
      const { status, body } = await request();
      const record = (await auditLog()).findLast(({ operation }) => operation === name);
      const known = actor ?? (status < 400 ? 'anonymous' : 'unknown');
      assert.deepEqual([record?.['actor'], record?.['status']], [known, status], name);
      assert.equal(record?.['spec_version'], '1.0.0');
      if (status === 400) continue;
      assert.equal(record?.['input'] !== null, input, name);
      if (status >= 400) assert.deepEqual(record?.['output'], body, name);
      else assert.equal(record?.['output'] !== null, output, name);
      if (status < 400 || inSteps === true) assert.equal(record?.['decisions'] !== null, decisions, name);
    }
  });

  test('and what it is about are stored together or not at all', async (t) => {
    const { mock } = t.mock.method(console, 'error', () => undefined);
    await db.script('ALTER TABLE platform.audit_head RENAME TO elsewhere');
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    const logged: number[] = [];
    const both = async (): Promise<void> => {
      answers.push(await ask());
      logged.push(mock.callCount());
      answers.push(await send('POST', '/quotes', { body: createQuoteExample, as: null }));
      logged.push(mock.callCount());
    };
    await both().finally(() => db.script('ALTER TABLE platform.elsewhere RENAME TO audit_head'));
    for (const { status, body } of answers) {
      assert.equal(status, 503);
      assert.deepEqual(Object.keys(body), ['type', 'title', 'status']);
    }
    assert.deepEqual(await db.query('SELECT 1 FROM quote'), []);
    const [first = 0, second = 0] = logged;
    assert.ok(first > 0 && second > first);
    assert.match(String(mock.calls.at(-1)?.arguments[0]), /audit_head/);
  });

  test('refuses to be changed', async () => {
    await ask();
    await assert.rejects(db.script(`UPDATE platform.audit_log SET actor = 'nobody'`), /append-only/);
    await assert.rejects(db.script('DELETE FROM platform.audit_log'), /append-only/);
    await assert.rejects(db.script('TRUNCATE platform.audit_log'), /append-only/);
  });

  /** Stores a record as every request does, without what it would be about. */
  const store = (input: unknown) =>
    appendAudit(db, {
      request: randomUUID(),
      operation: 'any',
      specVersion: '1',
      actor: 'caller',
      status: 200,
      at: new Date(0).toISOString(),
      input,
      output: [],
      decisions: null,
    });

  test('covers all that a record holds, however deep', async () => {
    await store({ b: [1, null, { d: 'x', c: [true] }], a: undefined });
    assert.deepEqual(await verifyAudit(db), { verified: 1, brokenAt: null });
    for (const edited of ['[2,null,{"d":"x","c":[true]}]', '[1,{"d":"x","c":[true]}]', '[1,null,{"d":"x","c":[]}]']) {
      await tamper(`UPDATE platform.audit_log SET input = '{"b":${edited}}'`);
      assert.deepEqual(await verifyAudit(db), { verified: 0, brokenAt: 1 }, edited);
    }
  });

  const tampering: [what: string, sql: string, brokenAt: number][] = [
    ['an edit', `UPDATE platform.audit_log SET actor = 'nobody' WHERE seq = 2`, 2],
    ['an edit of what was asked', `UPDATE platform.audit_log SET input = '{}' WHERE seq = 2`, 2],
    ['an edit of its own hash', 'UPDATE platform.audit_log SET leaf_hash = chain_hash WHERE seq = 2', 2],
    ['a deletion', 'DELETE FROM platform.audit_log WHERE seq = 2', 3],
    ['a deletion at the end', 'DELETE FROM platform.audit_log WHERE seq = 3', 3],
    ['a hidden deletion', `DELETE FROM platform.audit_log WHERE seq = 3; UPDATE platform.audit_head SET seq = 2`, 3],
  ];
  for (const [what, sql, brokenAt] of tampering) {
    test(`shows ${what}`, async () => {
      for (let stored = 0; stored < 3; stored += 1) await store({ stored });
      for (const atOnce of [2, 3, 500]) {
        assert.deepEqual(await verifyAudit(db, atOnce), { verified: 3, brokenAt: null });
      }
      await tamper(sql);
      assert.equal((await verifyAudit(db)).brokenAt, brokenAt);
    });
  }
});

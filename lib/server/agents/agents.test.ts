import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentCalls, auditEntries, people, services } from '#db/schema.ts';
import { type ScriptedModelServer, startScriptedModelServer } from '../../agents/testing/scripted-model-server.ts';
import type { PlatformRole } from '../../domain/access/permissions.ts';
import type { DraftEvent, DraftRequest } from '../../domain/agents/draft-event.ts';
import type { Context } from '../context.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { decideDraft } from './decide-draft.ts';
import { draftCallId } from './draft-call-id.ts';
import { draftSpecification } from './draft-specification.ts';
import { getAgents } from './get-agents.ts';

let database: TestDatabase;
let server: ScriptedModelServer;
let asha: Context;
let omar: Context;
let mina: Context;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startScriptedModelServer();
  asha = await person('Asha Rao', 'architect');
  omar = await person('Omar Haddad', 'orchestrator');
  mina = await person('Mina Sato', 'monitor');
  await database.db
    .insert(services)
    .values({ id: randomUUID(), name: 'parcels', createdBy: asha.actor.id, createdAt: new Date() });
  process.env['PLUMBLINE_MODEL'] = 'compatible:scripted';
  process.env['PLUMBLINE_MODEL_URL'] = server.url;
  process.env['PLUMBLINE_MODEL_KEY'] = 'sk-very-secret';
  process.env['PLUMBLINE_MODEL_PRICE'] = '2.50/10';
});
afterAll(async () => {
  await Promise.all([database.close(), server.close()]);
});

async function person(name: string, role: PlatformRole): Promise<Context> {
  const id = randomUUID();
  const email = `${role}@demo.local`;
  await database.db.insert(people).values({ id, name, email, role });
  const actor = { id, name, email, role, sessionId: randomUUID(), authenticatedAt: new Date() };
  return { db: database.db, actor, now: () => new Date(), newId: randomUUID };
}

const ASKED: DraftRequest = { service: 'parcels', paragraph: 'Greet people.', currentText: '', continueFrom: null };
const ANSWER =
  '```yaml\nspecVersion: "1.0"\nservice: parcels\nversion: 1.0.0\nendpoints:\n  - path: /greetings\n    method: POST\n    operation: greet\n    access: public\n    input:\n      - name: string(1..100)\n    output:\n      - greeting: {type: string, value: \'="Good day, " + input.name\'}\n```\n';

async function draft(ctx: Context, signal = new AbortController().signal): Promise<DraftEvent[]> {
  const events: DraftEvent[] = [];
  await (await draftSpecification(ctx, ASKED, signal))(async (event) => void events.push(event));
  return events;
}

function draftIdOf(events: readonly DraftEvent[]): string {
  const [first] = events;
  if (first?.kind !== 'started') throw new Error('a draft starts with its id');
  return first.draftId;
}

test('a draft that the real front end checks clean is recorded with its tokens and cost, without key or text', async () => {
  server.script({ kind: 'answer', text: ANSWER, usage: { input: 1_000, output: 200 } });
  const events = await draft(asha);
  expect(events.at(-1)).toMatchObject({ kind: 'finished', clean: true, rounds: 1, problems: [], costMicros: 4_500 });
  const view = await getAgents(mina);
  expect(view.calls).toMatchObject([
    {
      id: draftCallId(draftIdOf(events), 0),
      person: 'Asha Rao',
      service: 'parcels',
      model: 'compatible:scripted',
      status: 'succeeded',
      costMicros: 4_500,
    },
  ]);
  expect(view.totals).toEqual({
    calls: 1,
    failed: 0,
    inputTokens: 1_000,
    outputTokens: 200,
    costMicros: 4_500,
    unpriced: 0,
  });
  expect(JSON.stringify(view)).not.toContain('sk-very');
});

test('a decision is one ledger entry, made by who asked and once only', async () => {
  server.script({ kind: 'answer', text: ANSWER });
  const draftId = draftIdOf(await draft(asha));
  await expect(decideDraft(omar, { draftId, accepted: true })).rejects.toMatchObject({ code: 'not_found' });
  await Promise.all([decideDraft(asha, { draftId, accepted: true }), decideDraft(asha, { draftId, accepted: true })]);
  await decideDraft(asha, { draftId, accepted: false });
  const entries = await database.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subject, `draft:${draftId}`));
  expect(entries).toMatchObject([
    {
      action: 'agent.drafted',
      actorId: asha.actor.id,
      detail: { model: 'compatible:scripted', rounds: 1, accepted: true },
    },
  ]);
});

test('a stopped draft cancels the call, is recorded as cancelled, and lets the next one start', async () => {
  server.script({ kind: 'hang', text: '```yaml\nservice: parcels\n' });
  const stop = new AbortController();
  const before = server.requests.length;
  const running = draft(asha, stop.signal);
  await expect.poll(() => server.requests.length).toBe(before + 1);
  await expect(draft(asha)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('still running'),
  });
  stop.abort();
  await running;
  const [last] = await database.db.select().from(agentCalls).orderBy(desc(agentCalls.at)).limit(1);
  expect(last).toMatchObject({ status: 'cancelled', costMicros: null, error: 'Stopped.' });
  server.script({ kind: 'answer', text: ANSWER });
  expect((await draft(asha)).at(-1)?.kind).toBe('finished');
});

test('who may not use agents, and a service without a model, get a reason and no call', async () => {
  const before = server.requests.length;
  await expect(draft(mina)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(decideDraft(mina, { draftId: randomUUID(), accepted: true })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const model = process.env['PLUMBLINE_MODEL'];
  process.env['PLUMBLINE_MODEL'] = '';
  await expect(draft(asha)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Set PLUMBLINE_MODEL'),
  });
  process.env['PLUMBLINE_MODEL'] = model;
  expect(server.requests.length).toBe(before);
});

test('120 calls within an hour are the most', async () => {
  const rows = Array.from({ length: 120 }, () => ({
    id: randomUUID(),
    agent: 'specification',
    personId: omar.actor.id,
    model: 'compatible:scripted',
    status: 'succeeded' as const,
    durationMs: 1,
    at: new Date(),
  }));
  await database.db.insert(agentCalls).values(rows);
  await expect(draft(omar)).rejects.toMatchObject({ code: 'too_many' });
});

import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { approvals, auditEntries, people, runSteps, runs, testResults } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import type { Context } from '../context.ts';
import { hashPassword } from '../people/password.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { approve } from './approve.ts';
import { checkApprovals } from './check-approvals.ts';
import { openSigning, type SigningForm } from './open-signing.ts';
import { reject } from './reject.ts';
import { type MadeRun, newPerson, newRelease, newRun } from './testing/reviewed-run.ts';

const MEANING = 'I have reviewed it and I approve that it goes live.';
const REASON = 'The retention period is not the one of our policy.';

let database: TestDatabase;
let asha: Context;
let omar: Context;
let ravi: Context;
let lina: Context;
let mina: Context;
let run: MadeRun;

beforeAll(async () => {
  process.env['NEXTAUTH_SECRET'] = 'a secret of the tests, long enough to be taken';
  database = await openTestDatabase();
  asha = await newPerson(database.db, 'Asha', 'architect');
  omar = await newPerson(database.db, 'Omar', 'orchestrator');
  ravi = await newPerson(database.db, 'Ravi', 'expert');
  lina = await newPerson(database.db, 'Lina', 'architect');
  mina = await newPerson(database.db, 'Mina', 'monitor');
});
beforeEach(async () => {
  run = await newRun(database.db, { author: asha, starter: omar });
});
afterAll(() => database.close());

test('an approval signs the shown digest, and wakes the run, with its ledger entry, at once', async () => {
  const form = await openSigning(ravi, { runId: run.runId });
  await approve(ravi, signed(form));

  expect(await stored()).toMatchObject({
    approvals: [
      {
        ...{ personId: ravi.actor.id, decision: 'approved', digest: form.digest, environment: 'local' },
        ...{ meaning: MEANING, nonce: form.nonce, reason: null },
      },
    ],
    ledger: [
      {
        ...{ action: 'run.approved', actorId: ravi.actor.id, serviceId: run.serviceId },
        detail: { number: 1, digest: form.digest, environment: 'local', meaning: MEANING, nonce: form.nonce },
      },
    ],
    signals: [{ decision: 'approved', by: 'Ravi', personId: ravi.actor.id, digest: form.digest }],
  });
  expect(await checkApprovals(database.db, run.runId)).toEqual({
    ok: true,
    digest: form.digest,
    approvedBy: ravi.actor.id,
  });
});

test('a rejection carries its reason to the run and to the ledger, and is never an approval', async () => {
  const { digest, nonce } = await openSigning(ravi, { runId: run.runId });
  await reject(ravi, { runId: run.runId, digest, nonce, reason: REASON, proof: {} });

  expect(await stored()).toMatchObject({
    approvals: [{ personId: ravi.actor.id, decision: 'rejected', reason: REASON }],
    ledger: [{ action: 'run.rejected', detail: { number: 1, digest, reason: REASON } }],
    signals: [{ decision: 'rejected', by: 'Ravi', personId: ravi.actor.id, reason: REASON }],
  });
  expect(await checkApprovals(database.db, run.runId)).toEqual({ ok: false, reason: 'The run was rejected.' });
});

describe('nobody but a second person decides, even when the use case is called directly', () => {
  test.each([
    ['the author of the version', () => asha, 'You wrote part of this version: a second person must decide.'],
    ['who started the run', () => omar, 'You started this run: a second person must decide.'],
    ['a monitor', () => mina, 'Your role (monitor) does not allow this.'],
  ])('%s', async (_, who, message) => {
    // A nonce of the second person's does not help either.
    const form = await openSigning(ravi, { runId: run.runId });
    expect(await failure(openSigning(who(), { runId: run.runId }))).toMatchObject({ code: 'forbidden', message });
    expect((await failure(approve(who(), signed(form)))).code).toMatch(/forbidden|stale/);
    expect((await failure(reject(who(), { ...signed(form), reason: REASON }))).code).toMatch(/forbidden|stale/);
    expect(await stored()).toEqual(NOTHING);
  });

  test('an author with a nonce of their own making', async () => {
    const { issueNonce } = await import('./signing-nonce.ts');
    const { digest } = await openSigning(ravi, { runId: run.runId });
    const nonce = issueNonce({ runId: run.runId, personId: asha.actor.id, digest }, 'any', new Date());
    expect(await failure(approve(asha, signed({ digest, nonce })))).toMatchObject({
      code: 'forbidden',
      message: 'You wrote part of this version: a second person must decide.',
    });
    expect(await stored()).toEqual(NOTHING);
  });
});

describe('a proof of identity', () => {
  test('that is a sign-in of more than 5 minutes ago is too old', async () => {
    const form = await openSigning(ravi, { runId: run.runId });
    const old = { ...ravi, actor: { ...ravi.actor, authenticatedAt: new Date(Date.now() - 6 * 60_000) } };
    expect(await failure(approve(old, signed(form)))).toMatchObject({
      code: 'unauthenticated',
      data: { reauthenticate: true },
    });
    expect(await stored()).toEqual(NOTHING);
  });

  test('that is a password must be the right one', async () => {
    const person = await newPerson(database.db, 'Pia', 'expert');
    const passwordHash = await hashPassword('the right one');
    await database.db.update(people).set({ passwordHash }).where(eq(people.id, person.actor.id));
    const form = await openSigning(person, { runId: run.runId });
    expect(form.proof).toBe('password');
    expect((await failure(approve(person, signed(form)))).code).toBe('unauthenticated');
    expect((await failure(approve(person, { ...signed(form), proof: { password: 'a wrong one' } }))).code).toBe(
      'unauthenticated',
    );
    expect(await stored()).toEqual(NOTHING);
    await approve(person, { ...signed(form), proof: { password: 'the right one' } });
    expect((await stored()).approvals).toHaveLength(1);
  });
});

describe('a nonce', () => {
  test('is used once', async () => {
    const form = await openSigning(ravi, { runId: run.runId });
    await approve(ravi, signed(form));
    expect((await failure(approve(ravi, signed(form)))).code).toBe('conflict');
    expect((await stored()).approvals).toHaveLength(1);
  });

  test('of another run, another person or another digest is worth nothing', async () => {
    const other = await newRun(database.db, { author: asha, starter: omar });
    const form = await openSigning(ravi, { runId: run.runId });
    const foreign = await openSigning(ravi, { runId: other.runId });
    const borrowed = await openSigning(lina, { runId: run.runId });
    for (const nonce of [foreign.nonce, borrowed.nonce, `${form.nonce}x`, '', 'a.b.c']) {
      expect((await failure(approve(ravi, { ...signed(form), nonce }))).code).toBe('stale');
    }
    expect((await failure(approve(ravi, { ...signed(form), digest: 'f'.repeat(64) }))).code).toBe('stale');
    expect(await stored()).toEqual(NOTHING);
  });

  test('is over after 10 minutes', async () => {
    const form = await openSigning(ravi, { runId: run.runId });
    const later = new Date(Date.now() + 11 * 60_000);
    const ctx = { ...ravi, now: () => later, actor: { ...ravi.actor, authenticatedAt: later } };
    expect(await failure(approve(ctx, signed(form)))).toMatchObject({
      code: 'stale',
      message: 'This form was open for more than 10 minutes. Nothing was signed: open it again.',
    });
  });
});

describe('evidence that changed after it was shown', () => {
  test('is not signed, and what changed is named', async () => {
    const form = await openSigning(ravi, { runId: run.runId });
    await database.db
      .update(testResults)
      .set({ status: 'skipped' })
      .where(and(eq(testResults.runId, run.runId), eq(testResults.name, 'contract › refuses')));
    expect(await failure(approve(ravi, signed(form)))).toMatchObject({
      code: 'stale',
      data: { changed: ['1 test result changed: contract › refuses.'] },
    });
    expect(await stored()).toEqual(NOTHING);
  });

  test('by a release in the meantime is not signed either', async () => {
    const form = await openSigning(ravi, { runId: run.runId });
    await newRelease(database.db, await newRun(database.db, { author: asha, starter: omar, after: run }));
    expect(await failure(approve(ravi, signed(form)))).toMatchObject({
      code: 'stale',
      data: { changed: ['Release 2 was made in the meantime: the change is now measured against it.'] },
    });
  });

  test('after it was signed stops the deployment', async () => {
    await approve(ravi, signed(await openSigning(ravi, { runId: run.runId })));
    await database.db
      .update(testResults)
      .set({ status: 'skipped' })
      .where(and(eq(testResults.runId, run.runId), eq(testResults.name, 'contract › refuses')));
    expect(await checkApprovals(database.db, run.runId)).toEqual({
      ok: false,
      reason:
        'What was approved is not what would be deployed. 1 test result changed: contract › refuses. Run it again and have it approved anew.',
    });
  });

  test('a file whose stored bytes were edited is refused as such', async () => {
    await database.pool.query(
      "update blobs set bytes = 'evil' where hash in (select hash from run_files where run_id = $1)",
      [run.runId],
    );
    try {
      expect((await failure(openSigning(ravi, { runId: run.runId }))).code).toBe('unprocessable');
    } finally {
      await database.pool.query('delete from run_files');
      await database.pool.query('delete from blobs');
    }
  });
});

describe('races', () => {
  test('of two approvers leave one signature, and the other is told', async () => {
    const forms = await Promise.all([openSigning(ravi, { runId: run.runId }), openSigning(lina, { runId: run.runId })]);
    const answers = await Promise.allSettled([approve(ravi, signed(forms[0])), approve(lina, signed(forms[1]))]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    const [lost] = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(lost).toMatchObject({ code: 'conflict', message: 'Another person has approved this run already.' });
    const after = await stored();
    expect([after.approvals.length, after.ledger.length, after.signals.length]).toEqual([1, 1, 1]);
  });

  test('of one form sent twice at once leave one signature', async () => {
    const form = await openSigning(ravi, { runId: run.runId });
    const answers = await Promise.allSettled([approve(ravi, signed(form)), approve(ravi, signed(form))]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await stored()).approvals).toHaveLength(1);
  });

  test('of approval and rejection: whoever is first decides', async () => {
    const forms = await Promise.all([openSigning(ravi, { runId: run.runId }), openSigning(lina, { runId: run.runId })]);
    await Promise.allSettled([approve(ravi, signed(forms[0])), reject(lina, { ...signed(forms[1]), reason: REASON })]);
    const after = await stored();
    expect([after.approvals.length, after.ledger.length, after.signals.length]).toEqual([1, 1, 1]);
  });

  test('a cancelled run is not approved any more', async () => {
    const form = await openSigning(ravi, { runId: run.runId });
    await database.db.update(runs).set({ status: 'cancelled' }).where(eq(runs.id, run.runId));
    expect(await failure(approve(ravi, signed(form)))).toMatchObject({
      code: 'conflict',
      message: 'The run was cancelled.',
    });
    expect(await stored()).toEqual(NOTHING);
  });
});

describe('the worker asks again before it deploys', () => {
  test('nobody has approved', async () => {
    expect(await checkApprovals(database.db, run.runId)).toEqual({
      ok: false,
      reason: 'Nobody has approved this run.',
    });
  });

  test.each([
    ['was deactivated', { active: false }],
    ['lost the role', { role: 'monitor' as const }],
  ])('the signer %s meanwhile', async (_, change) => {
    const person = await newPerson(database.db, 'Pia', 'expert');
    await approve(person, signed(await openSigning(person, { runId: run.runId })));
    await database.db.update(people).set(change).where(eq(people.id, person.actor.id));
    expect((await checkApprovals(database.db, run.runId)).ok).toBe(false);
  });

  test('a row that was put into the table past the use case', async () => {
    const { digest } = await openSigning(ravi, { runId: run.runId });
    await database.db.insert(approvals).values({
      ...{ id: ravi.newId(), runId: run.runId, personId: asha.actor.id, decision: 'approved', digest },
      ...{ environment: 'local', meaning: MEANING, nonce: 'forged', at: new Date() },
    });
    expect((await checkApprovals(database.db, run.runId)).ok).toBe(false);
  });
});

test.each([
  ['no reason', { reason: '' }],
  ['a short reason', { reason: 'no' }],
  ['a reason without end', { reason: 'x'.repeat(2_001) }],
  ['a reason of spaces', { reason: ' '.repeat(50) }],
  ['no digest', { digest: undefined }],
  ['a digest of another form', { digest: '../../etc' }],
  ['a run of another form', { runId: "' or 1=1" }],
  ['a proof of another form', { proof: { password: { $ne: '' } } }],
])('a rejection with %s is refused as a request', async (_, change) => {
  const form = await openSigning(ravi, { runId: run.runId });
  await expect(reject(ravi, { ...signed(form), reason: REASON, ...change })).rejects.toMatchObject({
    name: 'ZodError',
  });
  expect(await stored()).toEqual(NOTHING);
});

const NOTHING = { approvals: [], ledger: [], signals: [] };

function signed({ digest, nonce }: Pick<SigningForm, 'digest' | 'nonce'>) {
  return { runId: run.runId, digest, nonce, meaning: MEANING, proof: {} };
}

async function stored() {
  const { db } = database;
  return {
    approvals: await db.select().from(approvals).where(eq(approvals.runId, run.runId)),
    ledger: await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subject, `run:${run.runId}`)),
    signals: (await db.select().from(runSteps).where(eq(runSteps.runId, run.runId))).map((step) => step.output),
  };
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}

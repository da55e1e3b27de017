import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/attempt.test.ts: what becomes of what is stored by steps that fail; null where no failure is caught. */
export function attemptsTests({ tries, suspends }: Plan): string | null {
  if (!tries) return null;
  const on = suspends ? 'tx, journal' : 'tx';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/attempt.ts', 'attempting'],
      ['../src/platform/db.ts', 'type Db'],
      ['../src/platform/problems.ts', 'not_found', 'Problem'],
      ['../src/platform/run.ts', ...(suspends ? ['Suspended'] : [])],
      ['./fixture.ts', 'db'],
    ])}

    ${when(suspends, '/** What a run knows of its attempts. */\nconst newJournal = () => ({ results: {} as Record<string, unknown>, caught: {} as Record<string, string> });')}

    const note = (tx: Db, text: string) => tx.query('INSERT INTO attempted VALUES ($1)', [text]);

    /** In a transaction with a table of its own, which is gone afterwards. */
    function attempted(work: (tx: Db) => Promise<unknown>): Promise<void> {
      return db.transaction(async (tx) => {
        await tx.script('CREATE TEMPORARY TABLE attempted (note text PRIMARY KEY) ON COMMIT DROP');
        await work(tx);
      });
    }

    async function notes(tx: Db): Promise<unknown[]> {
      return (await tx.query<{ note: string }>('SELECT note FROM attempted ORDER BY note')).map(({ note }) => note);
    }

    const failed = new Problem(not_found);

    test('what failed is undone, what was kept stays, and attempts may be within each other', () =>
      attempted(async (tx) => {
        ${when(suspends, 'const journal = newJournal();')}
        const attempt = attempting(${on});
        const [outer, inner, last] = [attempt('outer'), attempt('inner'), attempt('last')];
        await outer.begin();
        await note(tx, 'outer');
        await inner.begin();
        await note(tx, 'inner');
        assert.equal(await inner.undo(failed, ['conflict', 'not_found']), 'not_found');
        await outer.keep();
        await last.begin();
        await note(tx, 'last');
        assert.equal(await last.undo(failed, []), 'not_found');
        assert.deepEqual(await notes(tx), ['outer']);
      }));

    test('an attempt that succeeded is over: nothing is held of it that could be undone', async () => {
      const over = attempted(async (tx) => {
        ${when(suspends, 'const journal = newJournal();')}
        const attempt = attempting(${on})('step');
        await attempt.begin();
        await attempt.keep();
        await tx.script('ROLLBACK TO SAVEPOINT attempt_1');
      });
      await assert.rejects(over, /savepoint "attempt_1" does not exist/);
    });

    test('a row that is there already is a conflict, which has a name', () =>
      attempted(async (tx) => {
        ${when(suspends, 'const journal = newJournal();')}
        for (const names of [[], ['conflict']]) {
          const attempt = attempting(${on})(\`names \${names}\`);
          await attempt.begin();
          await note(tx, 'once');
          const error = await note(tx, 'once').catch((caught: unknown) => caught);
          assert.equal(await attempt.undo(error, names), 'conflict');
        }
      }));

    test('other failures than those that are named go on, and so do mistakes and lost transactions', () =>
      attempted(async (tx) => {
        ${when(suspends, 'const journal = newJournal();')}
        const attempt = attempting(${on})('step');
        await attempt.begin();
        const mistake = new Error('a mistake');
        const lost = Object.assign(new Error('lost'), { code: '40001' });
        const cases: [error: unknown, names: string[]][] = [
          [failed, ['conflict']],
          [mistake, []],
          [mistake, ['conflict']],
          [lost, []],
          [lost, ['conflict']],
        ];
        for (const [error, names] of cases) await assert.rejects(attempt.undo(error, names), (thrown) => thrown === error);
        await attempt.keep();
      }));

    ${when(suspends, AGAIN)}
  `;
}

const AGAIN = code`
  test('a run that begins again does not try a second time what failed, and forgets what it did in it', () =>
    attempted(async (tx) => {
      const journal = newJournal();
      journal.results['before'] = 1;
      const attempt = attempting(tx, journal)('step');
      await attempt.begin();
      journal.results['within'] = 2;
      await attempt.undo(failed, []);
      assert.deepEqual(journal, { results: { before: 1 }, caught: { step: 'not_found' } });
      const again = attempting(tx, journal)('step');
      const caught = await again.begin().catch((thrown: unknown) => thrown);
      assert.equal(await again.undo(caught, ['conflict']), 'not_found');
      await attempting(tx, journal)('other').begin();
    }));

  test('a step that waits for something is no failure', () =>
    attempted(async (tx) => {
      const journal = newJournal();
      const attempt = attempting(tx, journal)('step');
      await attempt.begin();
      await note(tx, 'kept');
      const waits = new Suspended([]);
      await assert.rejects(attempt.undo(waits, []), (thrown) => thrown === waits);
      assert.deepEqual([await notes(tx), journal.caught], [['kept'], {}]);
    }));
`;

import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { conductedType } from './operation-contract.ts';

/** src/platform/driver.ts: requests that go on by themselves: after a person's answer, a timer or a restart. */
export function driverFile(plan: Plan): string {
  const { outside, timers, records } = plan;
  const conducted = conductedType(plan);
  const scheduled = conducted === 'Conducted';
  const ground = [
    ...['service', 'operation', 'tx', 'now', 'id'],
    ...(outside ? ['deadline'] : []),
    ...(records || outside ? ['trace: { journal: null }'] : []),
  ];
  const taken = [
    'service: Service',
    `operation: ${conducted}`,
    'id: string',
    ...(outside ? ['done: readonly Done[]', 'deadline: number'] : []),
  ];
  const running = "(state = 'running' AND (lease_until IS NULL OR lease_until < now()))";
  const awakened = " OR (state = 'waiting' AND wake_at <= now() AND (lease_until IS NULL OR lease_until < now()))";
  return code`
    ${imports([
      ['./audit.ts', 'appendAudit'],
      ['./operation.ts', `type ${conducted}`, 'type Service', 'SPEC_VERSION'],
      ['./problems.ts', 'internal', 'Problem', 'problemDocument'],
      [
        './run.ts',
        ...(timers ? ['awake'] : []),
        ...(outside ? ['type Done', 'doWork'] : []),
        'type Ground',
        ...(outside ? ['withDone'] : []),
      ],
      ['./waiting.ts', ...(scheduled ? ['endScheduled'] : []), 'openJournal', 'resume'],
    ])}

    /** How long a driver may be silent before another one goes on with its request. */
    const LEASE = '2 minutes';
    const MOST_ATTEMPTS = 10;

    interface Claimed {
      id: string;
      operation: string;
      attempts: number;
    }

    /** Goes on with every request that can, one after the other, and says with how many. */
    export async function driveAll(service: Service, operations: readonly ${conducted}[]): Promise<number> {
      for (let driven = 0; ; driven += 1) {
        const claimed = await claim(service);
        if (claimed === null) return driven;
        await drive(service, operations, claimed).catch((error: unknown) => {
          const stack = error instanceof Error ? error.stack : String(error);
          const at = new Date().toISOString();
          console.error(JSON.stringify({ level: 'error', at, request: claimed.id, error: stack }));
        });
      }
    }

    /** Takes one request for a while. One that fails is left alone until that is over. */
    async function claim({ db }: Service): Promise<Claimed | null> {
      const [row] = await db.query<Claimed>(
        \`UPDATE platform.request SET lease_until = now() + interval '\${LEASE}', attempts = attempts + 1
         WHERE id = (
           SELECT id FROM platform.request
           WHERE ${timers ? `${running}\n             ${awakened.trim()}` : running.slice(1, -1)}
           ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
         ) RETURNING id, operation, attempts\`,
      );
      return row ?? null;
    }

    ${(outside ? DRIVE_SEGMENTS : DRIVE_ONCE).replace('readonly Operation[]', `readonly ${conducted}[]`)}

    interface Stored {
      sealed: Uint8Array;
    }

    /** Goes on from where the request is stored, in one transaction; what was asked outside is stored with what came of it. */
    ${print([list('function segment(', taken, '): ReturnType<typeof resume> {')])}
      return service.db.transaction(async (tx) => {
        const [row] = await tx.query<Stored>(
          \`SELECT sealed FROM platform.request WHERE id = $1 AND state IN ('waiting', 'running') FOR UPDATE\`,
          [id],
        );
        if (row === undefined) return${when(outside, ' []')};
        const now = new Date().toISOString();
        ${print(['const ground: Ground = ', list('{', ground, '}', true), ';'], 4)}
        const journal = ${timers ? 'awake(openJournal(service, id, row.sealed), now)' : 'openJournal(service, id, row.sealed)'};
        return resume(ground, ${outside ? 'withDone(journal, done)' : 'journal'});
      });
    }

    /** Ends a request that could not go on, however often it was tried. */
    async function giveUp(service: Service, { id, operation }: Claimed): Promise<void> {
      const problem = problemDocument(new Problem(internal));
      await service.db.transaction(async (tx) => {
        const [row] = await tx.query<Stored>('SELECT sealed FROM platform.request WHERE id = $1 FOR UPDATE', [id]);
        if (row === undefined) return;
        const journal = openJournal(service, id, row.sealed);
        const now = new Date().toISOString();
        const sealed = service.seal.close(id, { ...journal, problem });
        await tx.query(\`UPDATE platform.request SET state = 'failed', sealed = $2, finished_at = $3 WHERE id = $1\`, [
          id,
          sealed,
          now,
        ]);
        ${when(scheduled, "await endScheduled(service, tx, id, 'failed');")}
        await appendAudit(tx, {
          at: now,
          request: id,
          operation,
          specVersion: SPEC_VERSION,
          actor: journal.caller.id,
          status: problem.status,
          input: null,
          output: problem,
          decisions: null,
        });
      });
    }
  `;
}

const HEAD = code`
  async function drive(service: Service, operations: readonly Operation[], claimed: Claimed): Promise<void> {
    const { id } = claimed;
    const operation = operations.find(({ name }) => name === claimed.operation);
    if (operation === undefined) throw new Error(\`this release has no operation \${claimed.operation}\`);
    if (claimed.attempts > MOST_ATTEMPTS) return giveUp(service, claimed);
`;

const DRIVE_ONCE = code`
  ${HEAD}
    await segment(service, operation, id);
  }
`;

const DRIVE_SEGMENTS = code`
  const MOST_SEGMENTS = 1000;

  ${HEAD}
    const deadline = Date.now() + operation.deadlineMs;
    let done: Done[] = [];
    for (let left = MOST_SEGMENTS; left > 0; left -= 1) {
      const work = await segment(service, operation, id, done, deadline);
      if (work.length === 0) return;
      done = await doWork(work);
    }
  }
`;

import type { Plan } from '../plan.ts';
import { reports } from '../service/report.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';

// How src/platform/schedules.ts does the steps of a schedule that is due.

/** One run, from its start to its end or to where it waits. Its state and its record are stored with what its steps store. */
export function runText(plan: Plan): string {
  const { records, outside, suspends } = plan;
  const waits = plan.schedules.some((schedule) => schedule.waits);
  const traces = suspends && (records || outside);
  const kept = traces ? 'trace.journal?.decisions ?? null' : 'decisions';
  return code`
    type State = ${waits ? "'waiting' | " : ''}'succeeded' | 'failed';

    /** Does the steps; how that ended, and the record of it in the audit log, are stored with the last of them. */
    async function run(service: Service, { operation }: Schedule, due: Date): Promise<void> {
      const id = randomUUID();
      ${when(traces, 'const trace: Trace = { journal: null };')}
      ${when(records && !suspends, 'const decisions: object[] = [];')}
      const end = async (tx: Db, state: State, status: number, output: unknown): Promise<void> => {
        ${waits ? SET_WAITING : SET}
        await appendAudit(tx, {
          at: new Date().toISOString(),
          request: id,
          operation: operation.name,
          specVersion: SPEC_VERSION,
          actor: SYSTEM.id,
          status,
          input: null,
          output,
          decisions: ${records ? kept : 'null'},
          ${when(outside, 'calls: trace.journal?.calls ?? null,')}
        });
      };
      ${suspends ? doSegments(outside, traces, waits) : doStraight(plan)}
      const fail = async (error: unknown): Promise<State> => {
        const stack = error instanceof Error ? error.stack : String(error);
        const at = new Date().toISOString();
        console.error(JSON.stringify({ level: 'error', at, schedule: operation.name, error: stack }));
        const problem = asProblem(error);
        await service.db.transaction((tx) => end(tx, 'failed', problem.error.status, problemDocument(problem)));
        return 'failed';
      };
      const state = await done.${waits ? 'catch(fail)' : "then((): State => 'succeeded', fail)"};
      service.metrics.count('schedule_runs_total', { schedule: operation.name, outcome: state });
    }

    ${when(suspends, segments(outside, waits))}
  `;
}

const SET = code`
  await tx.query('UPDATE platform.schedule_run SET state = $3 WHERE schedule = $1 AND due_at = $2', [
    operation.name,
    due,
    state,
  ]);
`;

const SET_WAITING = code`
  await tx.query('UPDATE platform.schedule_run SET state = $3, request = $4 WHERE schedule = $1 AND due_at = $2', [
    operation.name,
    due,
    state,
    id,
  ]);
`;

function doStraight(plan: Plan): string {
  const { records, decides, scores, tries, publishes, processes, wire } = plan;
  const runs = processes.length > 0;
  const members = [
    'input: {} as never',
    'caller: SYSTEM',
    ...['now', 'tx'],
    ...(decides ? ['decide: recording(decisions)'] : []),
    ...(scores ? ['score: scoring(decisions)'] : []),
    ...(tries ? ['attempt: attempting(tx)'] : []),
    ...(publishes ? ['emit: publishing(tx, now, service.subscribers)'] : []),
    ...(runs ? ['within: (step, given) => inside(run, step, given)'] : []),
    ...(reports(plan)
      ? [
          `report: reporting({ request: id, operation: operation.name, at: now }, { calls: [], decisions${records ? '' : ': []'} })`,
        ]
      : []),
    ...(wire.headers ? ['headers: () => undefined'] : []),
  ];
  const object = list('{', members, '}', true);
  return code`
    const done = service.db.transaction(async (tx) => {
      const now = new Date().toISOString();
      ${runs ? print(['const run: Run<never> = ', object, ';'], 4) : print(['await operation.steps(', object, ');'], 4)}
      ${when(runs, 'await operation.steps(run);')}
      await end(tx, 'succeeded', operation.status, null);
    });
  `;
}

function doSegments(outside: boolean, traces: boolean, waits: boolean): string {
  const given = [
    'service',
    'operation',
    'id',
    ...(outside ? ['deadline: Date.now() + operation.deadlineMs'] : []),
    ...(traces ? ['trace'] : []),
  ];
  const status = waits ? "state === 'waiting' ? 202 : operation.status" : 'operation.status';
  const ended = list(
    'conduct(',
    [
      'on',
      [`(tx${waits ? ', state' : ''}) => `, list('end(', ['tx', waits ? 'state' : "'succeeded'", status, 'null'], ')')],
    ],
    ')',
  );
  return code`
    ${print(['const on = ', list('{', given, '}', true), ';'], 2)}
    ${print(['const done = ', ended, ';'], 2)}
  `;
}

const NOBODY_WAITS = "if (!('output' in progress)) throw new Error('a schedule waits for nobody');";

const MAY_WAIT = code`
  const state = 'output' in progress ? 'succeeded' : 'waiting';
  if (!('output' in progress)) await suspend(ground, progress);
`;

/** The steps, in as many transactions as they need. */
function segments(outside: boolean, waits: boolean): string {
  const ended = waits ? 'state' : 'null';
  const once = code`
    const now = new Date().toISOString();
    ${when(waits, 'const ground = { ...on, tx, now };')}
    const progress = await advance(${waits ? 'ground' : '{ ...on, tx, now }'}, journal);
    ${when(outside, 'const work = workOf(progress);\nif (work.length > 0) return { journal: progress.journal, work };')}
    ${waits ? MAY_WAIT : NOBODY_WAITS}
    await end(tx${when(waits, ', state')});
    ${when(outside || waits, `return ${ended};`)}
  `;
  const result = waits ? "'succeeded' | 'waiting'" : 'void';
  const head = print([
    list(
      'async function conduct(',
      ["on: Omit<Ground, 'tx' | 'now'>", `end: (tx: Db${waits ? `, state: ${result}` : ''}) => Promise<void>`],
      `): Promise<${result}> {`,
    ),
  ]);
  const stopped = waits ? "if (typeof stopped === 'string') return stopped;" : 'if (stopped === null) return;';
  return code`
    /** Does the steps, in as many transactions as they need; \`end\` is the last thing in the last one. */
    ${head}
      ${outside ? 'let' : 'const'} journal = newJournal({}, SYSTEM);
      ${
        outside
          ? `for (;;) {
  const stopped = await on.service.db.transaction(async (tx) => {
    ${once.replaceAll('\n', '\n    ')}
  });
  ${stopped}
  journal = withDone(stopped.journal, await doWork(stopped.work));
}`
          : `${waits ? 'return' : 'await'} on.service.db.transaction(async (tx) => {\n  ${once.replaceAll('\n', '\n  ')}\n});`
      }
    }
  `;
}

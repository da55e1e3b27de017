import type { Plan } from '../plan.ts';
import { reports } from '../service/report.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { boxesFiles } from './boxes.ts';

/** src/platform/run.ts: runs of steps that stop for something outside, and begin again with what came of it. */
export function runFile(plan: Plan): string {
  const { people, timers, userTasks, outside, records, decides, scores, repeats, tries, publishes, screens, extracts } =
    plan;
  const runs = plan.processes.length > 0;
  const ticks = plan.schedules.length > 0;
  const reported = reports(plan);
  return code`
    ${imports(importsOf(plan))}

    /** What a run has done so far. It begins again from its first step, and what is in here is not done a second time. */
    export interface Journal {
      input: object;
      caller: Caller;
      /** What steps gave, by their names. */
      results: Record<string, unknown>;
      ${when(outside, '/** How steps failed, by their names. */\nfailures: Record<string, Failure>;')}
      ${when(timers, '/** Until when steps wait, by their names. */\ntimers: Record<string, string>;')}
      ${when(tries, '/** Failures that steps caught, by the names of the steps. */\ncaught: Record<string, string>;')}
      ${when(records, '/** What decision tables were asked and said, and how much of that the audit log has already. */\ndecisions: object[];\naudited: number;')}
      ${when(outside, '/** What other systems were asked and answered since the last record of the audit log. */\ncalls: object[];')}
      ${when(reported && outside && plan.waits, '/** And before it: reports tell of all. */\ntold: object[];')}
    }

    /** The journal of a run that has done nothing yet. */
    export function newJournal(input: object, caller: Caller): Journal {
      return { input, caller, results: {}${when(outside, ', failures: {}, calls: []')}${when(reported && outside && plan.waits, ', told: []')}${when(timers, ', timers: {}')}${when(tries, ', caught: {}')}${when(records, ', decisions: [], audited: 0')} };
    }

    ${pending(plan)}

    /** Ends a run that cannot go on yet. What it stored is kept. No Error: nothing is wrong, and a stack would cost time. */
    export class Suspended {
      readonly pending: readonly Pending[];

      constructor(pending: readonly Pending[]) {
        this.pending = pending;
      }
    }

    /** What a run stands on; one ground is one transaction. */
    export interface Ground {
      service: Service;
      operation: ${ticks ? 'Conducted' : 'Operation'};
      tx: Db;
      now: string;
      /** Of the request. */
      id: string;
      ${when(plan.wire.headers, '/** Of the answer, which the steps may add to. */\nheaders?: Headers;')}
      ${when(outside, '/** Until when answers of other systems are of use, in milliseconds since 1970. */\ndeadline: number;')}
      ${when(records || outside, '/** Told of the journal while the run goes on, so that the record of a refusal can say what came before it. */\ntrace: Trace;')}
    }

    ${when(records || outside, TRACE)}

    /** How far a run came. */
    export type Progress = { journal: Journal } & ({ output: unknown } | { pending: readonly Pending[] });

    /** Runs the steps from the first; the journal that it begins with stays as it is. */
    export async function advance(ground: Ground, before: Journal): Promise<Progress> {
      const journal: Journal = {
        ...before,
        results: { ...before.results },
        ${when(outside, 'failures: { ...before.failures },')}
        ${when(timers, 'timers: { ...before.timers },')}
        ${when(tries, 'caught: { ...before.caught },')}
        ${when(records, 'decisions: [...before.decisions],')}
      };
      ${when(records || outside, 'ground.trace.journal = journal;')}
      try {
        return { journal, output: await ground.operation.steps(runOn(ground, journal)) };
      } catch (error) {
        if (error instanceof Suspended) return { journal, pending: error.pending };
        throw error;
      }
    }

    function runOn({ tx, now${when(plan.wire.pages || reported, ', operation')}${when(plan.wire.headers, ', headers = {}')}${when(outside || publishes || plan.auth.issues !== null || plan.wire.pages, ', service')}${when(outside || reported || (plan.files.coded && plan.waits), ', id')}${when(outside, ', deadline')} }: Ground, journal: Journal): Run<never> {
      const { caller${when(outside, ', failures')} } = journal;
      ${runs ? 'const run: Run<never> = {' : 'return {'}
        input: journal.input as never,
        caller,
        now,
        tx,
        ${when(plan.wire.headers, 'headers: saying(headers),')}
        ${when(plan.wire.pages, 'pages: pagesOf(service.seal, operation, journal.input),')}
        ${when(plan.auth.issues !== null, plan.auth.issues?.carrier.kind === 'cookie' ? 'issueToken: signingIn(service, headers),' : 'issueToken: service.issueToken,')}
        ${when(decides, 'decide: recording(journal.decisions),')}
        ${when(scores, 'score: scoring(journal.decisions),')}
        ${when(repeats, ONCE)}
        ${when(people, userTasks ? PERSON_ABOUT : PERSON)}
        ${when(timers, WAIT)}
        ${when(outside, asked(CALL, plan))}
        ${when(screens, asked(SCREEN, plan))}
        ${when(extracts, EXTRACT)}
        ${when(plan.boxes, boxed(plan))}
        ${when(plan.files.coded, `keepFiles: (files) => keepContents(tx, files${when(plan.waits, ', id')}),`)}
        ${when(publishes, 'emit: publishing(tx, now, service.subscribers),')}
        ${when(tries, 'attempt: attempting(tx, journal),')}
        ${when(reported, reportMember(plan))}
        ${when(runs, 'within: (step, given) => inside(run, step, given),')}
      };
      ${when(runs, 'return run;')}
    }

    ${when(outside, WORK)}

    ${when(timers, LATER)}

    ${when(plan.forks, SIDE_BY_SIDE)}
  `;
}

function importsOf(plan: Plan): Import[] {
  const reported = reports(plan);
  const {
    people,
    userTasks,
    outside,
    decides,
    scores,
    tries,
    publishes,
    screens,
    extracts,
    processes,
    schedules,
    wire,
    auth,
  } = plan;
  const ticks = schedules.length > 0;
  return [
    ['./attempt.ts', ...(tries ? ['attempting'] : [])],
    ['./auth.ts', 'type Caller'],
    ['./boxes.ts', ...(boxesFiles(plan) ? ['type FilesAround'] : []), ...(plan.boxes ? ['runBoxed'] : [])],
    ['./db.ts', 'type Db'],
    ['./events.ts', ...(publishes ? ['publishing'] : [])],
    ['./extract.ts', ...(extracts ? ['type Extraction', 'type NotFound', 'readDocuments'] : [])],
    ['./failures.ts', ...(outside ? ['CallFailed', 'type Failure'] : [])],
    ['./files.ts', ...(plan.files.coded ? ['keepContents'] : [])],
    [
      './operation.ts',
      ...(wire.headers ? ['type Headers'] : []),
      ticks ? 'type Conducted' : 'type Operation',
      ...(decides ? ['recording'] : []),
      'type Run',
      ...(wire.headers ? ['saying'] : []),
      ...(auth.issues?.carrier.kind === 'cookie' ? ['signingIn'] : []),
      'type Service',
    ],
    ['./outside.ts', ...(outside ? ['type Called', 'type CallOptions', 'type OutsideOperation'] : [])],
    ['./problems.ts', ...(extracts ? ['invalid_input'] : []), ...(outside ? ['type NamedError', 'Problem'] : [])],
    ['./pages.ts', ...(wire.pages ? ['pagesOf'] : [])],
    ['./screen.ts', ...(screens ? ['lookFor', 'type Screening'] : [])],
    ['./received-files.ts', ...(boxesFiles(plan) ? ['keepingFiles'] : [])],
    ['./report.ts', ...(reported ? ['reporting'] : [])],
    ['./score.ts', ...(scores ? ['scoring'] : [])],
    ['./subprocess.ts', ...(processes.length > 0 ? ['inside'] : [])],
    ['./waiting.ts', ...(userTasks ? ['type About'] : []), ...(people ? ['type TaskDefinition'] : [])],
  ];
}

function pending({ people, timers, userTasks, outside }: Plan): string {
  const work = "{ kind: 'work'; step: string; work: () => Promise<Called> }";
  const task = `{ kind: 'task'; task: TaskDefinition${userTasks ? '; about: About' : ''} }`;
  const timer = "{ kind: 'timer'; step: string; at: string }";
  const kinds = [...(outside ? [work] : []), ...(people ? [task] : []), ...(timers ? [timer] : [])];
  const flat = `${kinds.join(' | ')};`;
  const each = kinds.map((kind) => `  | ${kind}`).join('\n');
  const head = 'export type Pending =';
  const laidOut = [`${head} ${flat}`, `${head}\n  ${flat}`, `${head}\n${each};`];
  return code`
    /** What a run stops for. */
    ${laidOut.find((text) => text.split('\n').every((line) => line.length <= 120)) ?? ''}
  `;
}

/** Calls that the audit log has already are part of a report too. */
function reportMember({ outside, waits, records }: Plan): string {
  const calls = !outside ? '[]' : waits ? '[...journal.told, ...journal.calls]' : 'journal.calls';
  const decisions = records ? 'journal.decisions' : '[]';
  const member = list('{', [`calls: ${calls}`, `decisions: ${decisions}`], '}', true);
  return print(
    [list('report: reporting(', ['{ request: id, operation: operation.name, at: now }', member], ')'), ','],
    4,
  );
}

/** Whoever asks says for which request files are kept, where some may wait. */
function asked(text: string, { files, waits }: Plan): string {
  return files.brought && waits ? text.replace('{ step, idempotencyKey', '{ step, request: id, idempotencyKey') : text;
}

const TRACE = code`
  /** The journal of the latest attempt. */
  export interface Trace {
    journal: Journal | null;
  }
`;

const ONCE = code`
  once: async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    if (!(step in journal.results)) journal.results[step] = (await work()) ?? null;
    return journal.results[step] as T;
  },
`;

const PERSON = code`
  person: async <Values>(task: TaskDefinition): Promise<Values> => {
    if (!(task.step in journal.results)) throw new Suspended([{ kind: 'task', task }]);
    return journal.results[task.step] as Values;
  },
`;

const PERSON_ABOUT = code`
  person: async <Values>(task: TaskDefinition, about: About = {}): Promise<Values> => {
    if (!(task.step in journal.results)) throw new Suspended([{ kind: 'task', task, about }]);
    return journal.results[task.step] as Values;
  },
`;

const WAIT = code`
  wait: async (step, until) => {
    if (step in journal.results) return;
    const at = journal.timers[step] ?? until;
    journal.timers[step] = at;
    throw new Suspended([{ kind: 'timer', step, at }]);
  },
`;

const LATER = code`
  type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

  /** An instant some time later; months and years are those of the calendar, in UTC. */
  export function later(now: string, count: number, unit: Unit): string {
    const at = new Date(now);
    if (unit === 'second') at.setUTCSeconds(at.getUTCSeconds() + count);
    if (unit === 'minute') at.setUTCMinutes(at.getUTCMinutes() + count);
    if (unit === 'hour') at.setUTCHours(at.getUTCHours() + count);
    if (unit === 'day' || unit === 'week') at.setUTCDate(at.getUTCDate() + count * (unit === 'week' ? 7 : 1));
    if (unit === 'year') at.setUTCFullYear(at.getUTCFullYear() + count);
    if (unit === 'month') {
      const day = at.getUTCDate();
      at.setUTCDate(1);
      at.setUTCMonth(at.getUTCMonth() + count);
      const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
      at.setUTCDate(Math.min(day, last));
    }
    return at.toISOString();
  }

  /** A journal in which every timer that has run out by now is done. */
  export function awake(journal: Journal, now: string): Journal {
    const over = Object.entries(journal.timers).filter(([, at]) => Date.parse(at) <= Date.parse(now));
    return { ...journal, results: { ...journal.results, ...Object.fromEntries(over.map(([step]) => [step, true])) } };
  }
`;

const CALL = code`
  call: async <Request, Answer>(
    step: string,
    operation: OutsideOperation<Request, Answer>,
    request: Request,
    { otherwise, ...options }: CallOptions<Answer> & { otherwise?: NamedError } = {},
  ): Promise<never> => {
    if (step in journal.results) return journal.results[step] as never;
    const failure = failures[step];
    if (failure !== undefined) throw otherwise === undefined ? new CallFailed(failure) : new Problem(otherwise);
    const asking = { step, idempotencyKey: \`\${id}:\${step}\`, deadline };
    throw new Suspended([
      { kind: 'work', step, work: () => service.outside.call(operation, request, asking, options) },
    ]);
  },
`;

/** Files go to the code of a step, and come from it, without being in the journal. */
function boxed(plan: Plan): string {
  if (!boxesFiles(plan)) return BOXED;
  return BOXED.replace(
    /throw new Suspended.*/,
    BOXED_FILES.replace('.db)(files)', `.db)(files${when(plan.waits, ', id')})`),
  );
}

const BOXED_FILES = `const around: FilesAround = { db: service.db, keep: (files) => keepingFiles(service.db)(files) };
  throw new Suspended([{ kind: 'work', step, work: () => runBoxed(work, input, step, around) }]);`;

const BOXED = code`
  boxed: async (step, work, input) => {
    if (step in journal.results) return journal.results[step] as never;
    const failure = failures[step];
    if (failure !== undefined) throw new CallFailed(failure);
    throw new Suspended([{ kind: 'work', step, work: () => runBoxed(work, input, step) }]);
  },
`;

const EXTRACT = code`
  extract: async <Fields>(step: string, extraction: Extraction): Promise<Fields> => {
    const known = journal.results[step];
    if (known instanceof Object && 'missing' in known) {
      const { missing } = known as NotFound;
      if (extraction.otherwise !== undefined) throw new Problem(extraction.otherwise);
      throw new Problem(invalid_input, \`Not found in the documents: \${missing.join(', ')}\`);
    }
    if (step in journal.results) return known as Fields;
    const failure = failures[step];
    if (failure !== undefined) throw new CallFailed(failure);
    throw new Suspended([{ kind: 'work', step, work: () => readDocuments(extraction, service.programs, step) }]);
  },
`;

const SCREEN = code`
  screen: async (step, screened) => {
    if (step in journal.results) return journal.results[step] as Screening;
    const failure = failures[step];
    if (failure !== undefined) throw new CallFailed(failure);
    const asking = { step, idempotencyKey: \`\${id}:\${step}\`, deadline };
    throw new Suspended([{ kind: 'work', step, work: () => lookFor(screened, service, asking) }]);
  },
`;

const WORK = code`
  export type Work = Extract<Pending, { kind: 'work' }>;

  /** The work that a run stopped for and that machines do. While there is some, nobody else is waited for. */
  export function workOf(progress: Progress): Work[] {
    return 'pending' in progress ? progress.pending.filter((pending) => pending.kind === 'work') : [];
  }

  /** What came of the work that a run stopped for. */
  export type Done = Called & { step: string };

  /** Does the work, side by side, outside of any transaction. */
  export function doWork(work: readonly Work[]): Promise<Done[]> {
    return Promise.all(work.map(async (one) => ({ step: one.step, ...(await one.work()) })));
  }

  /** The journal that knows what came of work. */
  export function withDone(journal: Journal, done: readonly Done[]): Journal {
    const next = { ...journal, results: { ...journal.results }, failures: { ...journal.failures } };
    for (const { step, outcome } of done) {
      if ('failure' in outcome) next.failures[step] = outcome.failure;
      else next.results[step] = outcome.value;
    }
    return { ...next, calls: [...journal.calls, ...done.map(({ record }) => record)] };
  }
`;

const SIDE_BY_SIDE = code`
  type Branches<Results extends readonly unknown[]> = { [At in keyof Results]: () => Promise<Results[At]> };

  /** Goes along all branches as far as they come; what they stop for is then done side by side. */
  export async function sideBySide<const Results extends readonly unknown[]>(
    branches: Branches<Results>,
  ): Promise<Results> {
    const pending: Pending[] = [];
    const results: unknown[] = [];
    for (const branch of branches) {
      try {
        results.push(await branch());
      } catch (error) {
        if (!(error instanceof Suspended)) throw error;
        pending.push(...error.pending);
      }
    }
    if (pending.length > 0) throw new Suspended(pending);
    return results as never;
  }
`;

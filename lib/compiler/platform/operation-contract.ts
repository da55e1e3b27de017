import type { Plan } from '../plan.ts';
import { reports } from '../service/report.ts';
import { code, when } from '../text/code.ts';
import { group, indent, line, print, softline } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { readsFrom, readsOnlyPaths } from '../wire-plan.ts';
import {
  ATTEMPT_MEMBER,
  BOXED_MEMBER,
  CALL_MEMBER,
  DECIDE_MEMBER,
  EMIT_MEMBER,
  EXTRACT_MEMBER,
  KEEP_FILES_MEMBER,
  ONCE_MEMBER,
  PERSON_MEMBER,
  REPORT_MEMBER,
  SCORE_MEMBER,
  SCREEN_MEMBER,
  WAIT_MEMBER,
  WITHIN_MEMBER,
} from './operation-run.ts';
import { ALLOWS, HEADERS_MEMBER, PAGES_MEMBER, TOKEN_MEMBER } from './operation-wire.ts';

// The contracts within src/platform/operation.ts: what is said of an operation, and what its steps work with.

/** What the specification says of an operation, as an interface; members are there only where some operation needs them. */
export function operationContract(plan: Plan): string {
  const { files, media, outside, schedules, wire } = plan;
  const { conditions, cookies, defaults, limits, renames, repeatable } = wire;
  const takesOthers = media.textTypes.length + media.jsonTypes.length + media.fileTypes.length > 0;
  const ticks = schedules.length > 0;
  return code`
    /** What the specification says of one endpoint. */
    export interface Operation<Input = never, Output = unknown> {
      name: string;
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      /** The path in Fastify's notation. */
      path: string;
      status: number;
      access: Access | 'public';
      /** Bytes; a larger body is refused unread. */
      bodyLimit: number;
      body: SchemaName | null;
      ${when((files.parts || files.fields) && !takesOthers, '/** The form that the body is; left out: JSON. */\ntakes?: FormType;')}
      ${when(takesOthers, '/** The media type of the body; left out: JSON. */\ntakes?: string;')}
      ${when(media.wholes, '/** The body is one value: the input `body`. */\nwhole?: true;')}
      /** Values from other places than the body. A path value that does not fit is a 404. */
      parameters: Parameters | null;
      output: SchemaName | null;
      ${when(files.sends, '/** The answer is a file. */\nsendsFile?: true;')}
      ${when(media.writes, '/** How the answer is written; left out: as JSON. */\nwriting?: Writing;')}
      ${when(wire.pages, '/** How the list is sorted whose pages it gives. */\nsortedBy?: string;')}
      ${when(wire.omits, '/** Fields of the answer that are null are left out. */\nomitsNulls?: true;')}
      ${when(renames, '/** Inputs that have another name on the wire, by that. */\nnames?: Readonly<Record<string, string>>;')}
      ${when(defaults, '/** The values of inputs that were not sent. */\ndefaults?(now: string): object;')}
      ${when(conditions, ALLOWS)}
      ${when(limits, 'rateLimit?: RateLimit;')}
      ${when(repeatable, 'idempotency?: Idempotency;')}
      /** Which contents the audit log keeps, masked. Who asked for what and the status are always kept. */
      record: readonly ('request' | 'response' | 'decisions')[];
      ${when(wire.plainRecords, '/** Classified values are kept as they are. */\nplainRecord?: true;')}
      ${when(outside, '/** How long answers of other systems are waited for, altogether. */\ndeadlineMs: number;')}
      steps(run: Run<Input>): Promise<Output>;
    }

    ${when(ticks, CONDUCTED(plan))}

    export interface Parameters {
      schema: SchemaName;
      ${when(!readsOnlyPaths(plan), 'path: readonly string[];')}
      ${when(readsFrom('query', plan), 'query: readonly string[];')}
      ${when(readsFrom('header', plan), 'header: readonly string[];')}
      ${when(cookies, 'cookie: readonly string[];')}
    }
  `;
}

/** What the steps of an operation work with. */
export function runContract(plan: Plan): string {
  const {
    auth,
    decides,
    extracts,
    outside,
    people,
    processes,
    publishes,
    repeats,
    scores,
    screens,
    suspends,
    timers,
    tries,
    userTasks,
    wire,
  } = plan;
  const { headers, optional } = wire;
  const { issues } = auth;
  const runs = processes.length > 0;
  return code`
    /** What the steps of an operation work with. ${suspends ? 'A run begins again after each stop; each time is one database transaction.' : 'One run is one database transaction.'} */
    export interface Run<Input${when(optional, ', Who = Caller')}> {
      input: Input;
      caller: ${optional ? 'Who' : 'Caller'};
      /** The instant at which this run began; it does not move. */
      now: string;
      tx: Db;
      ${when(headers, HEADERS_MEMBER)}
      ${when(wire.pages, PAGES_MEMBER)}
      ${when(issues !== null, TOKEN_MEMBER)}
      ${when(people, userTasks ? PERSON_MEMBER.replace('task: TaskDefinition', 'task: TaskDefinition, about?: About') : PERSON_MEMBER)}
      ${when(timers, WAIT_MEMBER)}
      ${when(outside, CALL_MEMBER)}
      ${when(screens, SCREEN_MEMBER)}
      ${when(extracts, EXTRACT_MEMBER)}
      ${when(plan.boxes, BOXED_MEMBER)}
      ${when(plan.files.coded, KEEP_FILES_MEMBER)}
      ${when(repeats, ONCE_MEMBER)}
      ${when(runs, WITHIN_MEMBER)}
      ${when(decides, DECIDE_MEMBER)}
      ${when(scores, SCORE_MEMBER)}
      ${when(tries, ATTEMPT_MEMBER)}
      ${when(publishes, EMIT_MEMBER)}
      ${when(reports(plan), REPORT_MEMBER)}
    }
  `;
}

/** The type of what goes on later: schedules are no operations. */
export function conductedType({ schedules }: Plan): 'Conducted' | 'Operation' {
  return schedules.some(({ waits }) => waits) ? 'Conducted' : 'Operation';
}

const CONDUCTED = ({ outside, files, people, wire: { omits, pages, plainRecords, renames } }: Plan): string => {
  const members = [
    ...['name', 'status', 'body', 'parameters', 'output', 'record', 'steps'],
    ...(outside ? ['deadlineMs'] : []),
    ...(omits ? ['omitsNulls'] : []),
    ...(pages ? ['sortedBy'] : []),
    ...(renames && people ? ['names'] : []),
    ...(files.sends ? ['sendsFile'] : []),
    ...(plainRecords ? ['plainRecord'] : []),
  ];
  return code`
    /** What is run, whoever asks for it. */
    ${print(group(['export type Conducted = Pick<', indent([softline, 'Operation,', line, members.map(quote).join(' | ')]), softline, '>;']))}
  `;
};

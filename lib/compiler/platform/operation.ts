import type { Plan } from '../plan.ts';
import { reports } from '../service/report.ts';
import { code, when } from '../text/code.ts';
import { type Doc, group, indent, line, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { readsFrom } from '../wire-plan.ts';
import { masksValues } from './mask.ts';
import { conductedType, operationContract, runContract } from './operation-contract.ts';
import { performAtOnce, performInSegments } from './operation-perform.ts';
import { DECISION, DECISION_AGAIN } from './operation-run.ts';
import {
  COOKIES,
  completed,
  DEMAND_CONDITION,
  HEADERS,
  inputText,
  NOBODY,
  PROXIES_MEMBER,
  performed,
  SIGNING_IN,
  WITHIN_LIMIT,
} from './operation-wire.ts';

/** src/platform/operation.ts: what every operation goes through. */
export function operationFile(plan: Plan): string {
  const {
    model,
    waits,
    people,
    userTasks,
    outside,
    suspends,
    seals,
    records,
    decides,
    scores,
    tries,
    publishes,
    screens,
    extracts,
    schedules,
    texts,
    files,
    media,
  } = plan;
  const takesOthers = media.textTypes.length + media.jsonTypes.length + media.fileTypes.length > 0;
  const { wire, auth } = plan;
  const { issues } = auth;
  const { optional, conditions, defaults, renames, cookies, headers, limits, repeatable } = wire;
  const version = quote(model.version);
  const masks = masksValues(plan);
  const places = (['path', 'query', 'header', 'cookie'] as const).filter(
    (place) => place === 'path' || readsFrom(place, plan),
  );
  const traces = suspends && (records || outside);
  const ticks = schedules.length > 0;
  const conducted = ticks ? 'Conducted' : 'Operation';
  const later = waits && (files.sends || media.writes);
  return code`
    ${imports([
      ['node:util', ...(decides && suspends ? ['isDeepStrictEqual'] : [])],
      ['fastify', 'type FastifyInstance', ...(limits ? ['type FastifyReply'] : []), 'type FastifyRequest'],
      ['./attempt.ts', ...(tries ? ['type Attempt', ...(suspends ? [] : ['attempting'])] : [])],
      ['./audit.ts', 'appendAudit'],
      ['./boxes.ts', ...(plan.boxes ? ['type BoxedStep'] : [])],
      [
        './auth.ts',
        'type Access',
        'type Authenticate',
        'type Caller',
        'demand',
        ...(optional ? ['isAnonymous'] : []),
        ...(issues === null ? [] : ['type IssueToken']),
        ...(issues !== null && issues.carrier.kind === 'cookie' ? ['sessionCookie'] : []),
        ...(optional ? ['type Visitor'] : []),
      ],
      [
        './contract.ts',
        'faultsOf',
        ...(files.inner ? ['heldFiles'] : []),
        'parsed',
        'promised',
        ...(texts ? ['readTexts'] : []),
        'type SchemaName',
      ],
      ['./db.ts', 'type Database', 'type Db'],
      ['./events.ts', ...(publishes ? ['type Emit', ...(suspends ? [] : ['publishing']), 'type Subscribers'] : [])],
      ['./idempotency.ts', ...(repeatable ? ['type Held', 'type Idempotency', 'keepAnswer', 'repeatable'] : [])],
      ['./held-documents.ts', ...(files.documents ? ['withTexts'] : [])],
      ['./json-numbers.ts', ...(wire.numbers ? ['withNumbers'] : [])],
      ['./limits.ts', ...(limits ? ['type RateLimit', 'type RateLimits'] : [])],
      ['./extract.ts', ...(extracts ? ['type Extraction', 'type Programs'] : [])],
      ['./files.ts', ...(files.kept ? ['keepContents'] : []), ...(files.sends ? ['sendFile'] : [])],
      ['./forms.ts', ...((files.parts || files.fields) && !takesOthers ? ['type FormType'] : [])],
      ['./writing.ts', ...(media.writes ? ['sendWritten', 'type Writing'] : [])],
      ['./mask.ts', ...(masks ? ['masked', 'maskedFields'] : [])],
      ['./metrics.ts', 'type Metrics'],
      ['./nulls.ts', ...(wire.omits ? ['withoutNulls'] : [])],
      ['./outside.ts', ...(outside ? ['type Call', 'type Outside'] : [])],
      ['./pages.ts', ...(wire.pages ? ['type Pages', ...(suspends ? [] : ['pagesOf'])] : [])],
      [
        './problems.ts',
        ...(conditions ? ['forbidden'] : []),
        ...(places.length > 1 ? ['invalid_input'] : []),
        'not_found',
        'Problem',
      ],
      ['./run.ts', ...(suspends ? runImports(plan) : [])],
      ['./report.ts', ...(reports(plan) ? ['type Reporting', ...(suspends ? [] : ['reporting'])] : [])],
      ['./screen.ts', ...(screens ? ['type Screened', 'type Screening'] : [])],
      ['./score.ts', ...(scores ? ['type Score', ...(suspends ? [] : ['scoring'])] : [])],
      ['./seal.ts', ...(seals ? ['type Seal'] : [])],
      ['./uploads.ts', ...(files.kept ? ['type Spool', 'type Upload'] : [])],
      [
        './waiting.ts',
        ...(userTasks ? ['type About'] : []),
        ...(waits ? ['suspend'] : []),
        ...(people ? ['type TaskDefinition'] : []),
      ],
    ])}

    ${operationContract(plan)}

    ${runContract(plan)}

    ${when(decides, suspends ? DECISION_AGAIN : DECISION)}

    /** What the operations share. */
    export interface Service {
      db: Database;
      authenticate: Authenticate;
      metrics: Metrics;
      ${when(limits, 'limits: RateLimits;')}
      ${when(wire.addresses, PROXIES_MEMBER)}
      ${when(issues !== null, 'issueToken: IssueToken;')}
      ${when(seals, 'seal: Seal;')}
      ${when(publishes, '/** Who is told of events. */\nsubscribers: Subscribers;')}
      ${when(extracts, '/** What reads documents. */\nprograms: Programs;')}
      ${when(outside, 'outside: Outside;\n/** The names of the systems that a stand-in answers for. */\nsimulated: readonly string[];')}
    }

    export interface Answer {
      status: number;
      body: unknown;
      headers: Record<string, string>;
      ${when(userTasks, '/** What may be kept of the body, where that is not plain from the operation. */\nshown?: unknown;')}
      ${when(later, '/** The request waits: the body says so, and is not what the operation answers. */\nwaits?: true;')}
    }

    declare module 'fastify' {
      interface FastifyRequest {
        /** Known after authentication. */
        caller: Caller | null;
        /** The checked input${when(masks, ', masked')} for the audit log. */
        shown: unknown;
        ${when(files.kept, UPLOADS_MEMBERS)}
        ${when(repeatable, '/** The key that it holds, if it has one. */\nheld: Held | null;')}
        ${when(traces, TRACE_MEMBER)}
        ${when(records && !suspends, DECISIONS_MEMBER)}
      }
      interface FastifyContextConfig {
        operation?: Operation;
        ${when(files.given, '/** A form may be sent, of which only the handler knows what it means. */\ntakesForm?: true;')}
      }
    }

    export const SPEC_VERSION = ${version};

    /** Serves an operation: authentication first, then the input, the steps, the check of the answer and the audit record. */
    export function serve(app: FastifyInstance, service: Service, operation: Operation): void {
      for (const schema of [operation.body, operation.parameters?.schema, operation.output]) {
        if (schema) faultsOf(schema, null);
      }
      app.route({
        method: operation.method,
        url: operation.path,
        bodyLimit: operation.bodyLimit,
        config: { operation },
        onRequest: async (request) => {
          if (operation.access === 'public') return;
          ${when(optional, 'if (operation.access.optional && isAnonymous(request)) return;')}
          request.caller = await service.authenticate(request);
          demand(request.caller, operation.access);
        },
        handler: async (request, reply) => {
          ${performed(plan)}
          ${when(files.sends, sentFile(later, wire.repeatable))}
          ${when(media.writes, later ? WRITTEN_LATER : WRITTEN)}
          return reply.code(answer.status).headers(answer.headers).send(answer.body);
        },
      });
    }

    ${suspends ? performInSegments(plan) : performAtOnce(plan)}

    const ANYBODY: Caller = { id: 'anonymous', roles: [], scopes: []${when(plan.auth.claims, ', claims: {}')} };

    ${when(optional, plan.auth.claims ? NOBODY.replace('scopes: []', 'scopes: [], claims: {}') : NOBODY)}

    ${when(limits, WITHIN_LIMIT)}

    ${when(conditions, DEMAND_CONDITION)}

    /** What the caller sent for this operation, checked, and its ${when(masks, 'masked ')}copy. Other parts of the request are not looked at. */
    function inputOf(operation: Operation, request: FastifyRequest): { input: object; shown: object } {
      const { body, parameters } = operation;
      const sent = body === null ? {} : parsed<object>(body, ${media.wholes ? 'operation.whole ? { body: request.body } : request.body' : 'request.body'});
      ${when(files.inner, 'request.uploads = [...request.uploads, ...heldFiles()];')}
      const named = parameters === null ? {} : parametersOf(parameters, request);
      return {
        input: ${inputText(wire)},
        shown: ${masks ? `maskedInput(operation, { ...sent, ...named }${when(wire.plainRecords, ', operation.plainRecord')})` : '{ ...sent, ...named }'},
      };
    }

    ${when(renames || defaults, completed(wire))}

    ${when(cookies, COOKIES)}

    function parametersOf({ schema${when(places.length > 1, `, ${places.join(', ')}`)} }: Parameters, request: FastifyRequest): object {
      ${when(places.includes('query') || places.includes('cookie'), PICK)}
      ${print([`const ${texts ? 'sent' : 'values'} = `, sentFrom(places), ';'], 6)}
      ${when(texts, 'const values = readTexts(schema, sent);')}
      const faults = faultsOf(schema, values);
      ${places.length > 1 ? REFUSE_FAULTS : 'if (faults.length > 0) throw new Problem(not_found);'}
      return values;
    }

    ${when(masks, maskedInput(plan))}

    ${when(wire.renames && people, maskedOwn(plan))}

    /** The ${when(masks, 'masked ')}answer, if the specification wants it kept. */
    ${shownHead(plan, conducted)}
      if (!record.includes('response') || output === null) return null;
      ${when(userTasks, "if ('shown' in answer) return answer.shown;")}
      return ${when(waits, 'answer.status !== status ? answer.body : ')}${masks ? `masked(output, answer.body${when(wire.plainRecords, ', plainRecord')})` : 'answer.body'};
    }

    ${when(headers, HEADERS)}

    ${when(issues?.carrier.kind === 'cookie', SIGNING_IN)}

    /** Checks the output against the API document. */
    export function answerOf({ status, output${when(files.sends, ', sendsFile')}${when(wire.omits, ', omitsNulls')} }: ${conducted}, value: unknown${when(headers, ', headers: Headers = {}')}): Answer {
      ${when(files.mayMiss, 'if (sendsFile && value === null) throw new Problem(not_found);')}
      ${when(files.sends, `if (sendsFile) return { status, body: value, headers${headers ? '' : ': {}'} };`)}
      ${when(wire.omits, 'const told = omitsNulls && output !== null ? withoutNulls(output, value) : value;')}
      return { status, body: output === null ? undefined : ${promisedText(wire, files.documents)}, headers${headers ? '' : ': {}'} };
    }

    /** What JSON can hold. */
    export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
  `;
}

/** The answer as it is promised, and as it is told. */
function promisedText({ omits, numbers }: Plan['wire'], documents: boolean): string {
  const told = omits ? 'told' : 'value';
  const checked = `promised(output, ${documents ? `withTexts(output, ${told})` : told})`;
  return numbers ? `withNumbers(output, ${checked})` : checked;
}

function runImports({ records, outside }: Plan): string[] {
  const trace = records || outside ? ['type Trace'] : [];
  return ['advance', 'type Ground', 'newJournal', ...trace, ...(outside ? ['doWork', 'withDone', 'workOf'] : [])];
}

function maskedInput(plan: Plan): string {
  const { plainRecords } = plan.wire;
  return code`
    /** What may be kept and shown of an input. */
    export function maskedInput({ body, parameters }: ${conductedType(plan)}, input: object${when(plainRecords, ', plain = false')}): object {
      return maskedFields([body, parameters?.schema ?? null], input${when(plainRecords, ', plain')});
    }
  `;
}

/** Schemas know the names of the wire; steps, and whoever does their tasks, those of the specification. */
function maskedOwn(plan: Plan): string {
  return code`
    /** The same of an input under its own names, which stay. */
    export function maskedOwn(operation: ${conductedType(plan)}, input: object): object {
      const { names = {} } = operation;
      const sentAs = new Map(Object.entries(names).map(([sent, own]) => [own, sent]));
      const sent = Object.entries(input).map(([name, value]) => [sentAs.get(name) ?? name, value]);
      const shown = Object.entries(maskedInput(operation, Object.fromEntries(sent)));
      return Object.fromEntries(shown.map(([name, value]) => [names[name] ?? name, value]));
    }
  `;
}

/** The parameters of a request by their names, of the places that some operation reads. */
function sentFrom([only, ...others]: readonly string[]): Doc {
  const from: Readonly<Record<string, string>> = {
    path: '...Object.entries(Object(request.params))',
    query: '...pick(query, request.query)',
    header:
      '...header.map((name) => [name, request.headers[name.toLowerCase()]]).filter(([, value]) => value !== undefined)',
    cookie: '...pick(cookie, cookiesOf(request))',
  };
  if (others.length === 0) return '{ ...Object(request.params) }';
  return list(
    'Object.fromEntries([',
    [only, ...others].flatMap((place = '') => from[place] ?? []),
    '])',
  );
}

const REFUSE_FAULTS = code`
  if (faults.some((fault) => path.includes(fault.path.slice(1)))) throw new Problem(not_found);
  if (faults.length > 0) throw new Problem(invalid_input, undefined, faults);
`;

const PICK = code`
  const pick = (names: readonly string[], from: unknown): [string, unknown][] =>
    Object.entries(Object(from)).filter(([name]) => names.includes(name));
`;

const UPLOADS_MEMBERS = code`
  /** The files that came with it, and where they lie until it ends. */
  uploads: readonly Upload[];
  spool: Spool | null;
`;

/** What waits is no file yet, and what was refused before and is told again is none. */
function sentFile(later: boolean, repeatable: boolean): string {
  const tests = [
    'operation.sendsFile',
    ...(later || repeatable ? ['answer.status === operation.status'] : []),
    ...(later ? ['!answer.waits'] : []),
  ];
  return print(
    group([`if (${tests.join(' && ')})`, indent([line, 'return sendFile(reply, service.db, answer);'])]),
    10,
  );
}

const WRITTEN = code`
  const { writing } = operation;
  if (writing !== undefined && answer.status === operation.status) return sendWritten(reply, answer, writing);
`;

const WRITTEN_LATER = code`
  const { writing } = operation;
  if (writing !== undefined && answer.status === operation.status && !answer.waits)
    return sendWritten(reply, answer, writing);
`;

const TRACE_MEMBER = code`
  /** What the steps did so far, for the record of a refusal. */
  trace: Trace;
`;

const DECISIONS_MEMBER = code`
  /** What decision tables said so far. */
  decisions: object[] | null;
`;

/** How the function begins that gives what is kept of an answer. */
function shownHead({ userTasks, waits, wire }: Plan, conducted: string): string {
  const members = [
    'record',
    'output',
    ...(waits ? ['status'] : []),
    ...(wire.plainRecords ? ['plainRecord'] : []),
  ].join(', ');
  const answer = `{ ${waits ? 'status: number; ' : ''}body: unknown${userTasks ? '; shown?: unknown' : ''} }`;
  return print(
    list('export function shownOutput(', [`{ ${members} }: ${conducted}`, `answer: ${answer}`], '): unknown {'),
  );
}

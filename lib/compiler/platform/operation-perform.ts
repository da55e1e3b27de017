import type { Plan } from '../plan.ts';
import { reports } from '../service/report.ts';
import { code, when } from '../text/code.ts';
import { group, hardline, indent, line, list, print } from '../text/doc.ts';
import { asked, KEEP, performHead } from './operation-wire.ts';

// How src/platform/operation.ts comes from an input to an answer.

/** One transaction: all of it is stored, or nothing. */
export function performAtOnce(plan: Plan): string {
  const { records, decides, scores, tries, publishes, processes, wire, auth, files } = plan;
  const runs = processes.length > 0;
  const members = [
    'input: input as never',
    wire.optional ? 'caller: who as Caller' : 'caller',
    ...['now', 'tx'],
    ...(wire.headers ? ['headers: saying(headers)'] : []),
    ...(wire.pages ? ['pages: pagesOf(service.seal, operation, input)'] : []),
    ...(auth.issues === null
      ? []
      : [
          auth.issues.carrier.kind === 'cookie'
            ? 'issueToken: signingIn(service, headers)'
            : 'issueToken: service.issueToken',
        ]),
    ...(decides ? ['decide: recording(decisions)'] : []),
    ...(scores ? ['score: scoring(decisions)'] : []),
    ...(tries ? ['attempt: attempting(tx)'] : []),
    ...(publishes ? ['emit: publishing(tx, now, service.subscribers)'] : []),
    ...(reports(plan)
      ? [
          `report: reporting({ request: request.id, operation: operation.name, at: now }, { calls: [], decisions${records ? '' : ': []'} })`,
        ]
      : []),
    ...(files.coded ? ['keepFiles: (files) => keepContents(tx, files)'] : []),
    ...(runs ? ['within: (step, given) => inside(run, step, given)'] : []),
  ];
  const object = list('{', members, '}', true);
  const called = runs
    ? print(['const run: Run<never> = ', object, ';', hardline, 'const output = await operation.steps(run);'], 4)
    : print(['const output = await operation.steps(', object, ');'], 4);
  return code`
    ${performHead(wire)}
      const { input, shown } = inputOf(operation, request);
      request.shown = shown;
      const caller = request.caller ?? ANYBODY;
      ${asked(wire)}
      return service.db.transaction(async (tx, last) => {
        const now = new Date().toISOString();
        ${when(files.kept, keepFiles(plan))}
        ${when(records, 'const decisions: object[] = [];\nrequest.decisions = decisions;')}
        ${when(wire.headers, 'const headers: Headers = {};')}
        ${called}
        const answer = answerOf(operation, output${when(wire.headers, ', headers')});
        ${when(wire.repeatable, KEEP)}
        last(
          appendAudit(tx, {
            at: now,
            request: request.id,
            operation: operation.name,
            specVersion: SPEC_VERSION,
            actor: caller.id,
            status: answer.status,
            input: operation.record.includes('request') ? shown : null,
            output: shownOutput(operation, answer),
            decisions: ${records ? KEPT : 'null'},
          }),
        );
        return answer;
      });
    }
  `;
}

/** A transaction for each stretch between two stops; the answer and its record are stored with the last one. */
export function performInSegments(plan: Plan): string {
  const { records, outside, waits, wire, files } = plan;
  const headers = wire.headers ? ['headers'] : [];
  const ground = ['service', 'operation', 'tx', 'now', 'id: request.id', ...headers, ...(outside ? ['deadline'] : [])];
  const told = wire.headers ? ', headers' : '';
  const trace = records || outside ? ['trace: request.trace'] : [];
  const depth = outside ? 6 : 4;
  const answer = waits
    ? print(
        [
          group([
            'const answer =',
            indent([
              line,
              `'output' in progress ? answerOf(operation, progress.output${told}) : await suspend(ground, progress);`,
            ]),
          ]),
        ],
        depth,
      )
    : `if (!('output' in progress)) throw new Error('a run stopped for nothing');\nconst answer = answerOf(operation, progress.output${told});`;
  const stored = code`
    service.db.transaction(async (tx, last) => {
      const now = new Date().toISOString();
      ${when(files.kept, outside ? `if (left === MOST_SEGMENTS) ${keepFiles(plan)}` : keepFiles(plan))}
      ${when(wire.headers, 'const headers: Headers = {};')}
      const ground: Ground = { ${[...ground, ...trace].join(', ')} };
      const progress = await advance(ground, journal);
      ${when(outside, STOPPED)}
      ${answer}
      ${when(wire.repeatable, KEEP)}
      last(
        appendAudit(tx, {
          at: now,
          request: request.id,
          operation: operation.name,
          specVersion: SPEC_VERSION,
          actor: journal.caller.id,
          status: answer.status,
          input: operation.record.includes('request') ? shown : null,
          output: shownOutput(operation, answer),
          decisions: ${records ? 'operation.record.length > 0 ? progress.journal.decisions : null' : 'null'},
          ${when(outside, 'calls: operation.record.length > 0 ? progress.journal.calls : null,')}
        }),
      );
      return ${outside ? '{ answer }' : 'answer'};
    });
  `;
  return code`
    ${performHead(wire)}
      const { input, shown } = inputOf(operation, request);
      request.shown = shown;
      ${when(wire.conditions && !wire.optional, 'const caller = request.caller ?? ANYBODY;')}
      ${asked(wire)}
      ${outside ? 'let' : 'const'} journal = newJournal(input, ${wire.optional ? 'who as Caller' : wire.conditions ? 'caller' : 'request.caller ?? ANYBODY'});
      ${when(outside, 'const deadline = Date.now() + operation.deadlineMs;')}
      ${
        outside
          ? `for (let left = MOST_SEGMENTS; left > 0; left -= 1) {
  const ended = await ${stored.replaceAll('\n', '\n  ')}
  if ('answer' in ended) return ended.answer;
  journal = withDone(ended.journal, await doWork(ended.work));
}
throw new Error(\`\${operation.name} stopped more than \${MOST_SEGMENTS} times\`);`
          : `return ${stored}`
      }
    }

    ${when(outside, '/** Stops of one request. */\nconst MOST_SEGMENTS = 1000;')}
  `;
}

/** Files are kept with what the steps store, in the first of its transactions. */
function keepFiles({ waits }: Plan): string {
  return `await keepContents(tx, request.uploads${waits ? ', request.id' : ''});`;
}

const STOPPED = code`
  const work = workOf(progress);
  if (work.length > 0) return { journal: progress.journal, work };
`;

/** Decisions are part of what is answered: whoever keeps answers keeps them too. */
const KEPT = 'operation.record.length > 0 ? decisions : null';

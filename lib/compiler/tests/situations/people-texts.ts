import type { OperationPlan, Plan } from '../../plan.ts';
import { code } from '../../text/code.ts';
import { type Doc, hugged, list, print, rows } from '../../text/doc.ts';
import { key, quote } from '../../text/quote.ts';
import type { Told } from './chosen.ts';
import type { DoneTask } from './people.ts';
import { answerDoc } from './value-docs.ts';

/** The tasks that people do after the first answer, `started`, and the request as it stands then, `answer`; empty where nobody does any. */
export function doneTasks({ foretold, situation }: Told, plan: Plan): string[] {
  const { tasks } = foretold;
  if (tasks.length === 0) return [];
  const each = tasks.map((task) => {
    const members = [...(situation.people.get(task.step.name) ?? [])];
    const answered = members.map(([name, { doc }]): Doc => [key(name), ': ', doc]);
    const shown = [...task.shown].flatMap(([label, value]): Doc[] => {
      const type = task.step.show.find((_, at) => [...task.shown.keys()][at] === label)?.type;
      const doc = type === undefined ? null : answerDoc(value, type, plan);
      return doc === null ? [] : [[key(label), ': ', doc]];
    });
    const items: Doc[] = [
      ['by: ', claims(task.by, task)],
      ...(task.notBy.length > 0
        ? [
            [
              'notBy: ',
              rows(
                '[',
                task.notBy.map((id) => claims(id, task)),
                ']',
              ),
            ],
          ]
        : []),
      ['shown: ', list('{', shown, '}', true)],
      ['answer: ', list('{', answered, '}', true)],
    ];
    return print(
      ['await done(', hugged('', [quote(task.step.name)], { open: '{', items, close: '}', space: true }, ');')],
      4,
    );
  });
  return ['assert.equal(started.status, 202, started.text);', ...each];
}

function claims(id: string, { step }: DoneTask): Doc {
  return list('{', [`sub: ${quote(id)}`, ['roles: ', list('[', step.candidates.map(quote), ']')]], '}', true);
}

/** The first answer of a request that waits, as far as it is known. */
export function waitingDocs({ foretold: { waiting } }: Told, { endpoint }: OperationPlan, plan: Plan): Doc[] {
  if (waiting === null) return [];
  if (waiting.body === null) return [`operation: ${quote(endpoint.name)}`, "state: 'waiting'"];
  return [...waiting.body].flatMap(([name, value]): Doc[] => {
    const type = endpoint.output.find((field) => field.name === name)?.type;
    const doc = type === undefined || value === null ? null : answerDoc(value, type, plan);
    return doc === null ? [] : [[key(name), ': ', doc]];
  });
}

/** How tests do tasks. */
export const DONE = code`
  interface Doing {
    by: TokenClaims;
    /** Who could do it otherwise, and must not. */
    notBy?: readonly TokenClaims[];
    shown: object;
    answer: object;
  }

  /** Does the task that a step waits for. */
  async function done(step: string, { by, notBy = [], shown, answer }: Doing): Promise<void> {
    const query = "SELECT id FROM platform.task WHERE step = $1 AND state = 'open'";
    const [task] = await db.query<{ id: string }>(query, [step]);
    assert.ok(task, \`nobody is asked for \${step}\`);
    const path = \`/tasks/\${task.id}\`;
    for (const as of notBy) assert.equal((await send('POST', \`\${path}/claim\`, { as })).status, 403);
    const claimed = await send('POST', \`\${path}/claim\`, { as: by });
    assert.equal(claimed.status, 200, claimed.text);
    assert.partialDeepStrictEqual(claimed.body['input'], shown);
    const completed = await send('POST', \`\${path}/complete\`, { body: answer, as: by });
    assert.equal(completed.status, 200, completed.text);
    await drive();
  }
`;

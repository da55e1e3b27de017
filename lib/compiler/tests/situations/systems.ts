import type { CallPolicy, Integration, IntegrationOperation, Step } from '../../../spec/model.ts';
import type { IntegrationPlan } from '../../plan.ts';
import { mergedPolicy, policyOf } from '../../service/call-policy.ts';
import { actionOf } from '../../service/integrations/message.ts';
import { code, when } from '../../text/code.ts';
import { type Doc, hugged, list, print } from '../../text/doc.ts';
import { key, quote } from '../../text/quote.ts';

export type CallStep = Extract<Step, { kind: 'call' }>;

/** Failures of calls that a stand-in shows at once, and the status of a request that nothing saves from them. */
export const FAILED = { rejected: 502, invalid_response: 502, unavailable: 503, timeout: 504 } as const;

export type Failing = keyof typeof FAILED;

const SPOKEN: readonly (string | null)[] = ['rest', 'soap', 'graphql', 'webhook', 'kafka'];

/** Whether what a system answers can be foretold, and told to what stands in for it. */
export function isForetold({ integration: { protocol } }: IntegrationPlan): boolean {
  return SPOKEN.includes(protocol);
}

/** Whether a call that fails so is tried again, which takes its time. */
export function isRetried({ policy }: CallStep, { integration }: IntegrationPlan, failing: Failing): boolean {
  return mergedPolicy(policy, integration.policy).retry?.on.includes(failing) ?? false;
}

/** The members of an answer as what stands in for a system is told it; `held` is the schema by which documents in it are texts. */
export function answerOf(
  { protocol }: Pick<Integration, 'protocol'>,
  { request }: Pick<IntegrationOperation, 'request'>,
  members: readonly Doc[],
  held: string | null,
): Doc {
  const object = { open: '{', items: members, close: '}', space: true };
  const answer = held === null ? list('{', members, '}', true) : hugged('withTexts(', [quote(held)], object, ')');
  if (protocol === 'graphql') return list('{', [['data: ', answer]], '}', true);
  if (protocol !== 'soap') return answer;
  const action = quote(`${actionOf(request)}Response`);
  return held === null ? hugged('envelope(', [action], object, ')') : list('envelope(', [action, answer], ')');
}

/** How patient the calls of a request are: by step, what its specification says of it. */
export function patienceText(patience: ReadonlyMap<string, CallPolicy>): string {
  const each = [...patience].map(([step, policy]): Doc => [key(step), ': ', policyOf(policy)]);
  return print(['assert.deepEqual(patience, ', list('{', each, '}', true), ');'], 4);
}

/** What tests of calls use, as far as these texts do. */
export function systemHelpers(tests: string): string {
  const texts = /answer: envelope\(/.test(tests);
  const late = /fails: 'timeout'/.test(tests);
  const failures = [...FAILURES].filter((one) => tests.includes(`fails: '${one}'`)).map(quote);
  const fails = failures.length === 0 ? "'rejected'" : failures.join(' | ');
  return code`
    ${when(/\bpatienceOf\(/.test(tests), PATIENCE)}

    /** Lets another system react so from now on. */
    ${print([list('function react(', ['system: string', 'operation: string', `reaction: { answer: object${when(texts, ' | string')} } | { fails: ${fails} }`], '): void {')])}
      const simulator = simulators.get(system);
      assert.ok(simulator, \`nothing stands in for \${system}\`);
      ${late ? LATE : ''}
      ${texts ? TEXTS : "simulator.behave(operation, 'answer' in reaction ? { answer: JSON.stringify(reaction.answer) } : reaction);"}
    }
  `;
}

const FAILURES = Object.keys(FAILED);

const LATE = code`
  // Whoever stands before the system says at once that it took too long.
  const late = 'fails' in reaction && reaction.fails === 'timeout';
  if (late) return simulator.behave(operation, { status: 504, answer: '' });
`;

const TEXTS = code`
  if ('fails' in reaction) return simulator.behave(operation, reaction);
  const { answer } = reaction;
  simulator.behave(operation, { answer: typeof answer === 'string' ? answer : JSON.stringify(answer) });
`;

const PATIENCE = code`
  /** How long each step waits for another system, and how often it asks again, from now on. */
  function patienceOf(t: TestContext): Record<string, Policy> {
    const known: Record<string, Policy> = {};
    const { outside } = service;
    const call = outside.call.bind(outside);
    type Given = Parameters<typeof call>;
    t.mock.method(outside, 'call', (...given: Given) => {
      const [{ policy }, , { step }, own] = given;
      known[step] = own?.policy ?? policy;
      return call(...given);
    });
    return known;
  }
`;

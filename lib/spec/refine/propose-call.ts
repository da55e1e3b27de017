import type { IntegrationOperation } from '../model.ts';
import { block, type DraftEntry, entry, flow } from './draft.ts';
import { givenValue, type KnownValue, lastOf } from './known-value.ts';
import type { Plan, Subject } from './plan.ts';
import { planSystem } from './plan-system.ts';
import { sayTime } from './say-time.ts';

/** Asks the system that the sentence names: an operation that is declared, or a search of one that only a phrase describes. */
export function proposeCall(subject: Subject): Plan | null {
  return callDeclared(subject) ?? callBrief(subject);
}

/** An operation whose inputs are all known by their names. The one that the sentence names most is taken. */
function callDeclared({ step, proposal, model, known, budgetMs }: Subject): Plan | null {
  const system = model.integrations.find(({ name }) => name === proposal.integration);
  const words = `${step.name} ${step.text}`.toLowerCase().replaceAll(/[\s_-]+/g, '');
  const fits = (system?.operations ?? []).flatMap((operation) => {
    const values = mapInputs(operation, known);
    return values === null ? [] : [{ operation, values, named: words.includes(operation.name.toLowerCase()) }];
  });
  const [best] = [...fits].sort((a, b) => Number(b.named) - Number(a.named));
  if (system === undefined || best === undefined) return null;
  const called = `${system.name}.${best.operation.name}`;
  const needsTime = system.policy.timeoutMs === null;
  return {
    what: `call ${called}`,
    step: block(
      entry('call', called, best.named ? null : 'the operation'),
      ...withValues(best.values),
      ...(needsTime ? [timeout(budgetMs, 5000)] : []),
    ),
    following: [],
    declarations: [],
    gives: best.operation.output.flatMap(({ name, type }) =>
      type.kind === 'scalar' && type.name === 'bool' ? [givenValue(step.name, name, 'bool', 'bool')] : [],
    ),
    assumptions: [
      `The sentence means \`${called}\`, with values of the same names.`,
      ...(needsTime ? [`It may take ${sayTime(Math.min(5000, budgetMs))}.`] : []),
    ],
  };
}

/** The values for the inputs of an operation, by name; null if one that is needed is not known. */
function mapInputs({ input }: IntegrationOperation, known: readonly KnownValue[]): [string, KnownValue][] | null {
  const pairs: [string, KnownValue][] = [];
  for (const { name, type } of input) {
    const needed = type.kind !== 'optional';
    const value = known.findLast((one) => one.name === name && !(needed && one.optional));
    if (value !== undefined) pairs.push([name, value]);
    else if (needed) return null;
  }
  return pairs;
}

function callBrief(subject: Subject): Plan | null {
  const { step, known, budgetMs } = subject;
  const name = lastOf(known, 'name');
  const use = planSystem(subject, 'search', { found: 'bool', ...(name === null ? {} : { name: `${name.type}?` }) });
  if (use === null) return null;
  return {
    what: `call ${use.name}`,
    step: block(
      entry('call', use.name, 'which operation'),
      ...withValues(use.sent.map(({ name: input, value }) => [input, value])),
      timeout(budgetMs, 5000),
    ),
    following: [],
    declarations: [],
    gives: [
      givenValue(step.name, 'found', 'bool', 'bool'),
      ...(name === null ? [] : [givenValue(step.name, 'name', name.type, 'text', true)]),
    ],
    assumptions: [...use.assumptions, `A call may take ${sayTime(Math.min(5000, budgetMs))}.`],
  };
}

function withValues(values: readonly (readonly [string, KnownValue])[]): DraftEntry[] {
  if (values.length === 0) return [];
  return [
    entry('with', flow(Object.fromEntries(values.map(([name, value]) => [name, `=${value.path}`]))), 'which values'),
  ];
}

/** A timeout that fits into the promised latency. */
export function timeout(budgetMs: number, usualMs: number): DraftEntry {
  return entry('timeout', sayTime(Math.min(usualMs, budgetMs)), 'a share of the promised time');
}

import type { Span } from '../../core/text-range.ts';
import { atomsOf } from '../decisions/atoms.ts';
import { MAX_COLUMNS } from '../decisions/find-uncovered.ts';
import { MAX_STEPS, proveTable, type Reach } from '../decisions/prove-table.ts';
import { open } from '../expressions/static-types.ts';
import type { Decision } from '../model.ts';
import type { ReadContext } from './context.ts';
import type { TypeTable } from './type-table.ts';

/** Reports gaps, overlaps and rules that are never reached, each with an example; or that nothing could be proven. */
export function checkTable(ctx: ReadContext, table: TypeTable, decision: Decision, heading: Span): void {
  const inputs = decision.inputs.map((input, i) => {
    const { type, optional } = open(table, input.type);
    return atomsOf(
      type,
      optional,
      decision.rules.map((rule) => rule.tests[i] ?? { kind: 'any', span: rule.span }),
    );
  });
  const known = inputs.filter((atoms) => atoms !== null);
  if (known.length < inputs.length) {
    const names = decision.inputs.filter((_, i) => inputs[i] === null).map((input) => `\`${input.name}\``);
    ctx.reporter.report('DEC6007', heading, {
      what: 'this table has gaps or overlaps',
      reason: `the values of ${names.join(', ')} cannot be divided into cases.`,
    });
    return;
  }
  const { hitPolicy, rules } = decision;
  const proof = proveTable(known, rules.length, reachOf(hitPolicy, rules));
  if (proof === null) {
    ctx.reporter.report('DEC6007', heading, {
      what: 'this table has gaps or overlaps',
      reason: `it tests more than ${MAX_COLUMNS} inputs.`,
    });
    return;
  }
  if (proof.open.length > 0)
    ctx.reporter.report('DEC6007', heading, {
      what: proof.open.map((question) => OPEN[question]).join(' and '),
      reason: `that takes more than ${MAX_STEPS.toLocaleString('en')} steps.`,
    });
  const say = (example: readonly string[]): string =>
    decision.inputs.map((input, i) => `\`${input.name}\` ${example[i] ?? '-'}`).join(' and ');
  for (const gap of proof.gaps) ctx.reporter.report('DEC6004', heading, { example: say(gap) });
  for (const { first, second, example } of proof.overlaps) {
    const [one, two] = [rules[first], rules[second]];
    if (one === undefined || two === undefined) continue;
    const numbers = { first: one.number, second: two.number };
    ctx.reporter.report('DEC6005', two.span, { ...numbers, example: say(example), policy: hitPolicy });
  }
  reportUnreached(ctx, decision, proof.unreachable, false);
  reportUnreached(ctx, decision, proof.impossible, true);
}

const OPEN = { gaps: 'this table has gaps', reach: 'all its rules are reached' } as const;

function reportUnreached(ctx: ReadContext, { rules }: Decision, found: readonly number[], impossible: boolean): void {
  for (const index of found) {
    const rule = rules[index];
    if (rule !== undefined) ctx.reporter.report('DEC6006', rule.span, { number: rule.number, impossible });
  }
}

/** Under `unique` no two rules agree; under `any` those with equal answers do. */
function reachOf(hitPolicy: Decision['hitPolicy'], rules: Decision['rules']): Reach {
  if (hitPolicy === 'first') return { kind: 'first' };
  if (hitPolicy === 'collect') return { kind: 'all' };
  if (hitPolicy === 'unique') return { kind: 'agreeing', answers: rules.map((_, i) => i) };
  const known = new Map<string, number>();
  const answers = rules.map((rule, i) => {
    const text = answer(rule, i);
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
  return { kind: 'agreeing', answers };
}

/** What is computed agrees with nothing but itself. */
function answer(rule: Decision['rules'][number], index: number): string {
  return JSON.stringify(rule.values.map(({ value }) => (value.kind === 'literal' ? value.value : { computed: index })));
}

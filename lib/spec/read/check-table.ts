import type { Span } from '../../core/text-range.ts';
import { atomsOf } from '../decisions/atoms.ts';
import { MAX_COMBINATIONS, proveTable } from '../decisions/prove-table.ts';
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
      reason: `the values of ${names.join(', ')} cannot be divided into cases.`,
    });
    return;
  }
  const { hitPolicy, rules } = decision;
  const proof = proveTable(known, rules.length, hitPolicy === 'first');
  if (proof === null) {
    ctx.reporter.report('DEC6007', heading, {
      reason: `it has more than ${MAX_COMBINATIONS.toLocaleString('en')} combinations.`,
    });
    return;
  }
  const say = (example: readonly string[]): string =>
    decision.inputs.map((input, i) => `\`${input.name}\` ${example[i] ?? '-'}`).join(' and ');
  if (hitPolicy !== 'collect')
    for (const gap of proof.gaps) ctx.reporter.report('DEC6004', heading, { example: say(gap) });
  if (hitPolicy === 'unique' || hitPolicy === 'any') {
    for (const { first, second, example } of proof.overlaps) {
      const [one, two] = [rules[first], rules[second]];
      if (one === undefined || two === undefined || (hitPolicy === 'any' && answer(one) === answer(two))) continue;
      ctx.reporter.report('DEC6005', two.span, {
        first: one.number,
        second: two.number,
        example: say(example),
        policy: hitPolicy,
      });
    }
  }
  for (const index of proof.unreachable) {
    const rule = rules[index];
    if (rule !== undefined) ctx.reporter.report('DEC6006', rule.span, { number: rule.number });
  }
}

function answer(rule: Decision['rules'][number]): string {
  return JSON.stringify(rule.values.map(({ value }) => (value.kind === 'literal' ? value.value : null)));
}

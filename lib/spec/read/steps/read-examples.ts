import type { CustomStep, Field, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected, visibleSpan } from '../forms.ts';
import { readKeys } from '../keys.ts';
import { readLiteral } from '../read-literal.ts';
import type { TypeTable } from '../type-table.ts';

/** The most examples of one step. */
export const MAX_EXAMPLES = 100;

/** Reads the examples of a custom step: literals that fit what it takes and gives. Those that do not are reported and left out. */
export function readExamples(
  ctx: ReadContext,
  table: TypeTable,
  node: YamlNode | undefined,
  stepId: string,
  input: readonly Field[],
  output: readonly Field[],
): CustomStep['examples'] {
  if (node === undefined) return [];
  if (node.kind !== 'seq') {
    expected(ctx, node, 'A list of examples such as {given: {…}, then: {…}}');
    return [];
  }
  const beyond = node.items[MAX_EXAMPLES];
  if (beyond !== undefined)
    ctx.reporter.report('SPC2003', visibleSpan(ctx, beyond), {
      expected: `A list of at most ${MAX_EXAMPLES} examples`,
      found: `${node.items.length} of them`,
    });
  const [takes, gives]: Type[] = [
    { kind: 'object', fields: input },
    { kind: 'object', fields: output },
  ];
  return node.items.slice(0, MAX_EXAMPLES).flatMap((item, index) => {
    const keys = readKeys(ctx, item, 'example', visibleSpan(ctx, item));
    const [given, then] = [keys?.get('given'), keys?.get('then')];
    if (given === undefined || then === undefined || takes === undefined || gives === undefined) return [];
    const [taken, made] = [readLiteral(ctx, table, given, takes), readLiteral(ctx, table, then, gives)];
    if (taken === null || made === null) return [];
    const id = `${stepId}/examples/${index + 1}`;
    // biome-ignore lint/suspicious/noThenProperty: a part of the model; nobody awaits an example
    return [{ id, span: item.span, given: taken.value, then: made.value }];
  });
}

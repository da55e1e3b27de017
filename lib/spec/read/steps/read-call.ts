import type { Scope } from '../../expressions/scope.ts';
import type { Field, Type } from '../../model.ts';
import type { ReadContext } from '../context.ts';
import { declarations, textOf } from '../forms.ts';
import type { Keys } from '../keys.ts';
import { quietly } from '../quietly.ts';
import { readValue } from '../read-value.ts';
import { findOperation, type Given } from './find-operation.ts';
import { readGiven } from './read-given.ts';
import { readElse, readStepPolicy } from './read-step-policy.ts';
import { degradedOf } from './result-field.ts';
import { NOTHING, type StepBase, type StepReader } from './step-reading.ts';

/** `call: INTEGRATION.OPERATION`. The result is the output, with `degraded` where a fallback can stand in. */
export const readCall: StepReader = (ctx, world, scope, keys, { base, main }) => {
  if (textOf(ctx, main, 'An operation, written INTEGRATION.OPERATION,') === null || main.kind !== 'scalar')
    return NOTHING;
  const found = findOperation(ctx, world, main, () => givenTo(ctx, scope, keys));
  if (found === null) return NOTHING;
  const { integration, operation, name } = found;
  const given = readGiven(ctx, scope, keys, 'with', base.id, {
    what: `input of \`${name}\``,
    needs: `\`${name}\``,
    fields: operation.input,
  });
  const { policy, canDegrade } = readStepPolicy(ctx, scope, keys, {
    what: `\`${name}\``,
    operations: [found],
    at: main.span,
  });
  return {
    step: {
      ...base,
      kind: 'call',
      integration: integration.name,
      operation: operation.name,
      with: given,
      policy,
      else: readElse(ctx, keys, policy),
    },
    result: answerType(base, operation.output, canDegrade),
    present: [],
  };
};

/** What the step gives, for an operation that is not declared yet: whatever can be typed. */
function givenTo(ctx: ReadContext, scope: Scope, keys: Keys): Given[] {
  const node = keys.get('with');
  if (node === undefined) return [];
  return quietly(ctx, (quiet) =>
    declarations(quiet, node, 'value', 'identifier').flatMap(({ name, value }) => {
      const read = readValue(quiet, scope, value, null);
      return read === null ? [] : [{ name, type: read.type }];
    }),
  ).value;
}

/** The output, and whether it is a fallback's. Null if there is neither. */
function answerType(base: StepBase, output: readonly Field[], canDegrade: boolean): Type | null {
  const fields = canDegrade ? [...output, degradedOf(base)] : output;
  return fields.length === 0 ? null : { kind: 'object', fields };
}

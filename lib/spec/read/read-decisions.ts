import type { Expr } from '../expressions/ast.ts';
import { UNKNOWN } from '../expressions/static-types.ts';
import { remember } from '../incremental/remember.ts';
import type { Decision, DecisionInput, Field, Type } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { checkTable } from './check-table.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected, oneOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readRules } from './read-rules.ts';
import { readType } from './read-type.ts';
import type { TypeTable } from './type-table.ts';

/** A decision whose input expressions are not read yet: they see the steps of the place where it is used. */
export interface DecisionDraft {
  name: string;
  declaration: Declaration;
  renamedFrom: string | null;
  hitPolicy: Decision['hitPolicy'];
  inputs: readonly Declaration[];
  outputs: readonly Field[];
  table: ScalarNode | null;
  /** Filled in by the first use. */
  used: boolean;
  types: Map<string, { expr: Expr | null; type: Type }>;
}

const POLICIES = ['unique', 'first', 'any', 'collect'] as const;

/** Reads what can be read of the decisions without knowing where they are used. */
export function readDecisionDrafts(ctx: ReadContext, node: YamlNode): DecisionDraft[] {
  return declarations(ctx, node, 'decision', 'identifier').flatMap((declaration) => {
    const keys = readKeys(ctx, declaration.value, 'decision', declaration.key.span);
    if (keys === null) return [];
    const [policy, inputs, outputs, table] = ['hitPolicy', 'inputs', 'outputs', 'table'].map((key) => keys.get(key));
    return [
      {
        name: declaration.name,
        declaration,
        renamedFrom: readRenamedFrom(ctx, keys, 'identifier', declaration.name, ctx.names.decisions),
        hitPolicy: (policy === undefined ? null : oneOf(ctx, policy, POLICIES, 'A hit policy')) ?? 'unique',
        inputs: inputs === undefined ? [] : declarations(ctx, inputs, 'input', 'identifier'),
        outputs: outputs === undefined ? [] : readOutputs(ctx, outputs, declaration.name),
        table: table === undefined ? null : table.kind === 'scalar' ? table : expected(ctx, table, 'A block of rows'),
        used: false,
        types: new Map(),
      },
    ];
  });
}

function readOutputs(ctx: ReadContext, node: YamlNode, decision: string): Field[] {
  return declarations(ctx, node, 'output', 'identifier').map((declaration) => {
    const id = `decisions/${decision}/outputs/${declaration.name}`;
    const read = readType(ctx, declaration.value, {
      id,
      subject: `${decision}.${declaration.name}`,
      name: declaration.name,
    });
    if (declaration.name === 'rule')
      ctx.reporter.report('SPC2007', declaration.key.span, {
        name: 'rule',
        rule: 'every decision gives the number of its rule by this name',
      });
    return {
      id,
      span: declaration.span,
      name: declaration.name,
      type: read.type,
      typeOrigin: read.origin,
      summary: null,
      protection: null,
    };
  });
}

/** Reads the table now that the types of the inputs are known, and proves what can be proven. Null if it is not used. */
export function finishDecision(ctx: ReadContext, table: TypeTable, draft: DecisionDraft): Decision | null {
  return remember(ctx, 'decision', draft.declaration.key, { table, draft }, (at, inside) =>
    readDecision(at, inside.table, inside.draft),
  );
}

function readDecision(ctx: ReadContext, table: TypeTable, draft: DecisionDraft): Decision | null {
  const { name, declaration } = draft;
  if (!draft.used) {
    ctx.reporter.report('DEC6008', declaration.key.span, { name });
    return null;
  }
  const inputs = draft.inputs.map((input): DecisionInput => {
    const use = draft.types.get(input.name);
    const expr: Expr = use?.expr ?? { kind: 'null', span: input.span, type: UNKNOWN };
    return {
      id: `decisions/${name}/inputs/${input.name}`,
      span: input.span,
      name: input.name,
      expr,
      type: use?.type ?? UNKNOWN,
    };
  });
  const decision = {
    id: `decisions/${name}`,
    span: declaration.span,
    name,
    renamedFrom: draft.renamedFrom,
    hitPolicy: draft.hitPolicy,
    inputs,
    outputs: draft.outputs,
  };
  const rules = draft.table === null ? null : readRules(ctx, table, draft.table, decision);
  if (rules === null) return { ...decision, rules: [] };
  const whole: Decision = { ...decision, rules: rules.rules };
  if (rules.complete) checkTable(ctx, table, whole, rules.heading);
  return whole;
}

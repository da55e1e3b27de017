import type { Expr } from '../../expressions/ast.ts';
import type { Scope } from '../../expressions/scope.ts';
import { misfit, sayType, UNKNOWN } from '../../expressions/static-types.ts';
import type { Assignment, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { declarations, expected, textOf } from '../forms.ts';
import type { DecisionDraft } from '../read-decisions.ts';
import { readFormula } from '../read-expression.ts';
import { readValue } from '../read-value.ts';
import { decisionType } from '../request-types.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** Reads the use of a decision. Its input expressions are checked here, in the place that they see. */
export const readDecide: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const name = textOf(ctx, main, 'The name of a decision');
  const draft = name === null ? undefined : world.decisions.get(name);
  const withNode = keys.get('with');
  if (draft === undefined) {
    if (name !== null) reportUnknown(ctx, main, name);
    return NOTHING;
  }
  const overrides: Assignment[] = [];
  const types = new Map<string, { expr: Expr | null; type: Type }>();
  for (const declaration of withNode === undefined ? [] : declarations(ctx, withNode, 'value', 'identifier')) {
    if (!draft.inputs.some((input) => input.name === declaration.name)) {
      const suggestion = ctx.reporter.suggest(
        declaration.name,
        draft.inputs.map((input) => input.name),
      );
      ctx.reporter.report('SPC2013', declaration.key.span, {
        what: 'input of this decision',
        name: declaration.name,
        suggestion,
      });
      continue;
    }
    const value = readValue(ctx, scope, declaration.value, null);
    if (value === null) continue;
    overrides.push({
      id: `${base.id}/with/${declaration.name}`,
      span: declaration.span,
      name: declaration.name,
      value: value.source,
    });
    types.set(declaration.name, {
      expr: value.source.kind === 'expression' ? value.source.expr : null,
      type: value.type,
    });
  }
  for (const input of draft.inputs) {
    if (types.has(input.name)) continue;
    const node = input.value;
    if (node.kind !== 'scalar' || !node.value.startsWith('=')) {
      expected(ctx, node, 'An expression behind `=`');
      continue;
    }
    const reading = readFormula(ctx, node, scope);
    if (reading !== null) types.set(input.name, { expr: reading.expr, type: reading.expr.type });
  }
  recordUse(ctx, scope, draft, types, main);
  const result = decisionType(draft.outputs, draft.hitPolicy === 'collect');
  return { step: { ...base, kind: 'decide', decision: draft.name, with: overrides }, result, present: [] };
};

/** The first use gives the inputs their types; later uses have to fit them. */
function recordUse(
  ctx: ReadContext,
  scope: Scope,
  draft: DecisionDraft,
  types: ReadonlyMap<string, { expr: Expr | null; type: Type }>,
  at: YamlNode,
): void {
  draft.used = true;
  for (const [name, use] of types) {
    const before = draft.types.get(name);
    if (before === undefined || before.type === UNKNOWN) draft.types.set(name, use);
    else if (
      misfit(scope.table, use.type, before.type) !== null &&
      misfit(scope.table, use.type, before.type) !== 'digits'
    ) {
      ctx.reporter.report('TYP3008', use.expr?.span ?? at.span, {
        expected: `For \`${name}\`, ${sayType(before.type)} as in its first use`,
        found: sayType(use.type),
      });
    }
  }
}

function reportUnknown(ctx: ReadContext, node: YamlNode, name: string): void {
  // A decision that could not be read is reported where it stands.
  if (ctx.names.decisions.has(name)) return;
  const suggestion = ctx.reporter.suggest(name, ctx.names.decisions.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'decision', name, suggestion }, fixes);
}

import type { Expr, NameScope } from '../../expressions/ast.ts';
import { exprPaths } from '../../expressions/expr-paths.ts';
import type { Scope } from '../../expressions/scope.ts';
import { misfit, sayType } from '../../expressions/static-types.ts';
import type { Assignment, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { declarations, textOf } from '../forms.ts';
import type { Keys } from '../keys.ts';
import { quietly } from '../quietly.ts';
import { readCondition } from '../read-expression.ts';
import { readValue } from '../read-value.ts';
import type { ScorecardDraft, ScorecardUse } from '../scorecard-draft.ts';
import { scorecardType } from '../scorecard-type.ts';
import { reportUnknown } from './report-unknown.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/**
 * `score: SCORECARD`. Its conditions are read here, in the place that they see; `with` gives values by names of their own. The
 * first use decides what the conditions mean; later uses have to mean the same.
 */
export const readScore: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const name = textOf(ctx, main, 'The name of a scorecard');
  if (name === null) return NOTHING;
  const draft = world.scorecards.get(name);
  if (draft === undefined) {
    reportUnknown(ctx, main, 'scorecard', name, ctx.names.scorecards);
    return NOTHING;
  }
  const given = readLocals(ctx, scope, keys, base.id);
  const inside: Scope = { ...scope, locals: new Map([...scope.locals, ...given.types]) };
  if (draft.use === null) draft.use = readUse(ctx, draft, inside);
  else checkSameUse(ctx, draft, draft.use, inside, main);
  refuseUnread(ctx, keys, draft, draft.use);
  return {
    step: { ...base, kind: 'score', scorecard: name, with: given.with },
    result: scorecardType(draft),
    present: [],
  };
};

function readLocals(
  ctx: ReadContext,
  scope: Scope,
  keys: Keys,
  id: string,
): { with: Assignment[]; types: ReadonlyMap<string, Type> } {
  const node = keys.get('with');
  const found: Assignment[] = [];
  const types = new Map<string, Type>();
  for (const { name, span, value } of node === undefined ? [] : declarations(ctx, node, 'value', 'identifier')) {
    const read = readValue(ctx, scope, value, null);
    if (read === null) continue;
    found.push({ id: `${id}/with/${name}`, span, name, value: read.source });
    types.set(name, read.type);
  }
  return { with: found, types };
}

function readUse(ctx: ReadContext, draft: ScorecardDraft, scope: Scope): ScorecardUse {
  const conditions = new Map<string, Expr>();
  const reads = new Map<string, { scope: NameScope; type: Type }>();
  for (const { attributes } of draft.characteristics) {
    for (const { id, when } of attributes) {
      const read = when === null ? null : readCondition(ctx, when, scope);
      if (read === null) continue;
      conditions.set(id, read.expr);
      for (const [path, means] of exprPaths(read.expr)) reads.set(path, means);
    }
  }
  return { conditions, reads };
}

/** A later use: what cannot be read here, or is something else here, is said at the step and not at the scorecard. */
function checkSameUse(ctx: ReadContext, draft: ScorecardDraft, first: ScorecardUse, scope: Scope, at: YamlNode): void {
  const { value: use, problem } = quietly(ctx, (quiet) => readUse(quiet, draft, scope));
  const other = problem?.message ?? difference(scope, first, use);
  if (other !== null) ctx.reporter.report('DEC6025', at.span, { scorecard: draft.name, problem: other });
}

function difference(scope: Scope, first: ScorecardUse, use: ScorecardUse): string | null {
  for (const [path, means] of use.reads) {
    const before = first.reads.get(path);
    if (before === undefined) continue;
    if (before.scope !== means.scope) return `\`${path}\` is another value.`;
    const problem = misfit(scope.table, means.type, before.type);
    if (problem === 'type' || problem === 'missing')
      return `\`${path}\` is ${sayType(means.type)} here and ${sayType(before.type)} there.`;
  }
  return null;
}

/** Values that no condition reads. */
function refuseUnread(ctx: ReadContext, keys: Keys, draft: ScorecardDraft, use: ScorecardUse): void {
  const node = keys.get('with');
  if (node?.kind !== 'map') return;
  const read = new Set([...use.reads.keys()].map((path) => path.split('.')[0] ?? path));
  for (const { key } of node.entries) {
    if (read.has(key.value)) continue;
    const suggestion = ctx.reporter.suggest(key.value, read);
    const what = `value that a condition of \`${draft.name}\` reads by the name`;
    ctx.reporter.report('SPC2013', key.span, { what, name: key.value, suggestion });
  }
}

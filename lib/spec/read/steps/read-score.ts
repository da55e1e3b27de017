import { quote } from '../../diagnostics/quote.ts';
import { createReporter } from '../../diagnostics/reporter.ts';
import type { Expr } from '../../expressions/ast.ts';
import { checkExpression } from '../../expressions/check-expression.ts';
import { exprPaths } from '../../expressions/expr-paths.ts';
import { parseExpression } from '../../expressions/parse.ts';
import type { Scope } from '../../expressions/scope.ts';
import { misfit, sayType } from '../../expressions/static-types.ts';
import type { Syntax } from '../../expressions/syntax.ts';
import type { Assignment, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { type Declaration, declarations, expected, textOf } from '../forms.ts';
import type { Keys } from '../keys.ts';
import { readCondition } from '../read-expression.ts';
import { readValue } from '../read-value.ts';
import type { ScorecardDraft, ScorecardRead, ScorecardUse } from '../scorecard-draft.ts';
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
  const locals = readLocals(ctx, scope, keys, base.id);
  const inside: Scope = { ...scope, locals: new Map([...scope.locals, ...locals.types]) };
  if (draft.use === null) draft.use = readUse(ctx, draft, inside, main);
  else checkSameUse(ctx, draft, draft.use, inside, main);
  refuseUnread(ctx, locals.listed, draft, draft.use);
  const step = { ...base, kind: 'score', scorecard: name, with: locals.with } as const;
  return { step, result: draft.result, present: [] };
};

interface Locals {
  listed: readonly Declaration[];
  with: readonly Assignment[];
  types: ReadonlyMap<string, Type>;
}

function readLocals(ctx: ReadContext, scope: Scope, keys: Keys, id: string): Locals {
  const node = keys.get('with');
  const listed = node === undefined ? [] : declarations(ctx, node, 'value', 'identifier');
  const found: Assignment[] = [];
  const types = new Map<string, Type>();
  for (const { name, span, value } of listed) {
    const read = readValue(ctx, scope, value, null);
    if (read === null) continue;
    found.push({ id: `${id}/with/${name}`, span, name, value: read.source });
    types.set(name, read.type);
  }
  return { listed, with: found, types };
}

/** Every later use looks at each value that the conditions read, so there are not too many. */
const MAX_READS = 100;

function readUse(ctx: ReadContext, draft: ScorecardDraft, scope: Scope, at: YamlNode): ScorecardUse {
  const conditions = new Map<string, Expr>();
  const reads = new Map<string, ScorecardRead>();
  for (const { attributes } of draft.characteristics) {
    for (const { id, when } of attributes) {
      const read = when === null ? null : readCondition(ctx, when, scope);
      if (read === null) continue;
      conditions.set(id, read.expr);
      for (const [path, means] of exprPaths(read.expr)) {
        if (reads.has(path)) continue;
        const { syntax } = parseExpression(path);
        reads.set(path, { syntax, scope: means, type: typeOf(scope, path, syntax).type });
      }
    }
  }
  if (reads.size > MAX_READS)
    expected(ctx, at, `A scorecard whose conditions read at most ${MAX_READS} different values`);
  return { conditions, reads: new Map([...reads].slice(0, MAX_READS)) };
}

/** What a path means at a place, or why it means nothing there. Says nothing. */
function typeOf(scope: Scope, path: string, syntax: Syntax): { expr: Expr; type: Type; problem: boolean } {
  const reporter = createReporter();
  const check = { reporter, text: path, span: (start: number, end: number) => ({ start, end }), onNode: null };
  const expr = checkExpression(check, scope, syntax);
  return { expr, type: expr.type, problem: reporter.diagnostics().length > 0 };
}

/** A later use: what is missing here, or is something else here, is said at the step and not at the scorecard. */
function checkSameUse(ctx: ReadContext, draft: ScorecardDraft, first: ScorecardUse, scope: Scope, at: YamlNode): void {
  for (const [path, before] of first.reads) {
    const problem = difference(scope, path, before);
    if (problem === null) continue;
    ctx.reporter.report('DEC6025', at.span, { scorecard: draft.name, problem });
    return;
  }
}

function difference(scope: Scope, path: string, before: ScorecardRead): string | null {
  const here = typeOf(scope, path, before.syntax);
  if (here.problem) return `${quote(path)} is not there.`;
  if (exprPaths(here.expr).get(path) !== before.scope) return `${quote(path)} is another value.`;
  const misfits = misfit(scope.table, here.type, before.type);
  return misfits === null || misfits === 'digits'
    ? null
    : `${quote(path)} is ${sayType(here.type)} here and ${sayType(before.type)} there.`;
}

/** Values by name that no condition reads. */
function refuseUnread(
  ctx: ReadContext,
  listed: readonly Declaration[],
  draft: ScorecardDraft,
  use: ScorecardUse,
): void {
  if (listed.length === 0) return;
  const read = new Set([...use.reads.keys()].map((path) => path.split('.')[0] ?? path));
  const what = `value that a condition of \`${draft.name}\` reads by the name`;
  for (const { name, key } of listed) {
    if (read.has(name)) continue;
    ctx.reporter.report('SPC2013', key.span, { what, name, suggestion: ctx.reporter.suggest(name, read) });
  }
}

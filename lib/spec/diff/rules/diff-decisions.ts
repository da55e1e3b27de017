import type { Decision, DecisionInput } from '../../model.ts';
import { type Differ, type Matched, match, placeOf, said, saidChange } from '../differ.ts';
import { diffTypes } from '../type-uses.ts';
import { meaningOf, NO_RENAMES, type Renames, writeExpression } from '../write-expression.ts';
import type { MatchedEndpoint } from './diff-endpoints.ts';
import { diffRules } from './diff-rules.ts';

/** Decision tables: what they look at, what they give, and their rules by content. */
export function diffDecisions(differ: Differ, endpoints: readonly MatchedEndpoint[]): void {
  const { both, removed, added } = match(differ.before.model.decisions, differ.after.model.decisions);
  for (const decision of removed)
    differ.report('decision-removed', placeOf(decision, null), `Decision ${said(decision.name)} is gone.`);
  for (const decision of added)
    differ.report(
      'decision-added',
      placeOf(null, decision),
      `Decision ${said(decision.name)} is new, with ${decision.rules.length === 1 ? 'one rule' : `${decision.rules.length} rules`}.`,
    );
  for (const [old, now] of both) diffDecision(differ, old, now, renamesFor(now, endpoints));
}

/** A table's inputs name steps of the operations that use it. */
function renamesFor(decision: Decision, endpoints: readonly MatchedEndpoint[]): Renames {
  const users = endpoints.filter(({ after }) =>
    after.processing.some((step) => step.kind === 'decide' && step.decision === decision.name),
  );
  return {
    steps: new Map(users.flatMap(({ renames }) => [...renames.steps])),
    outputs: NO_RENAMES.outputs,
    inputs: new Map(users.flatMap(({ renames }) => [...renames.inputs])),
  };
}

function diffDecision(differ: Differ, before: Decision, after: Decision, renames: Renames): void {
  const subject = `Decision ${said(after.name)}`;
  if (before.hitPolicy !== after.hitPolicy)
    differ.report(
      'hit-policy-changed',
      placeOf(before, after),
      `${subject}: hit policy ${said(before.hitPolicy)} → ${said(after.hitPolicy)}.`,
    );
  const columns = matchInputs(before, after, renames);
  diffInputs(differ, subject, columns, renames);
  diffOutputs(differ, after.name, match(before.outputs, after.outputs));
  diffRules(differ, before, after, new Map(columns.both.map(([old, now]) => [old.name, now.name])));
}

/** By name; what has another name but is the same expression is the same column. */
function matchInputs(before: Decision, after: Decision, renames: Renames): Matched<DecisionInput> {
  const named = match(before.inputs, after.inputs);
  const old = new Map(named.removed.map((input) => [input.id, meaningOf(input.expr, renames)]));
  const renamed = match(named.removed, named.added, (input) => old.get(input.id) ?? meaningOf(input.expr, NO_RENAMES));
  return { both: [...named.both, ...renamed.both], removed: renamed.removed, added: renamed.added };
}

function diffInputs(
  differ: Differ,
  subject: string,
  { both, removed, added }: Matched<DecisionInput>,
  renames: Renames,
): void {
  for (const input of removed)
    differ.report('decision-input-removed', placeOf(input, null), `${subject} no longer looks at ${said(input.name)}.`);
  for (const input of added)
    differ.report(
      'decision-input-added',
      placeOf(null, input),
      `${subject} now looks at ${said(input.name)}, which is ${said(writeExpression(input.expr))}.`,
    );
  for (const [old, now] of both) {
    if (old.name !== now.name)
      differ.report(
        'decision-input-renamed',
        placeOf(old, now),
        `${subject}: a column is called ${said(old.name)} → ${said(now.name)}, also in the audit.`,
      );
    if (meaningOf(old.expr, renames) !== meaningOf(now.expr, NO_RENAMES))
      differ.report(
        'decision-input-changed',
        placeOf(old, now),
        `${subject}: ${said(now.name)} is ${saidChange(writeExpression(old.expr), writeExpression(now.expr))}.`,
      );
  }
}

function diffOutputs(
  differ: Differ,
  decision: string,
  { both, removed, added }: Matched<Decision['outputs'][number]>,
): void {
  const subject = `Decision ${said(decision)}`;
  for (const output of removed)
    differ.report('decision-output-removed', placeOf(output, null), `${subject} no longer gives ${said(output.name)}.`);
  for (const output of added)
    differ.report('decision-output-added', placeOf(null, output), `${subject} now gives ${said(output.name)}.`);
  for (const [old, now] of both)
    diffTypes(
      differ,
      {
        use: 'internal',
        place: placeOf(old, now),
        subject: `Result ${said(now.name)} of ${said(decision)}`,
        label: `${decision}.${now.name}`,
      },
      old.type,
      now.type,
    );
}

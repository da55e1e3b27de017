import type { Invariant, Scenario } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { meaningOf, NO_RENAMES, type Renames } from '../write-expression.ts';
import type { MatchedEndpoint } from './diff-endpoints.ts';

/** What always holds: taking one away or changing it takes away a control. */
export function diffInvariants(differ: Differ, endpoints: readonly MatchedEndpoint[]): void {
  const { both, removed, added } = match(differ.before.model.invariants, differ.after.model.invariants);
  for (const gone of removed)
    differ.report(
      'invariant-removed',
      placeOf(gone, null),
      `Invariant ${said(gone.name)}: ${said(gone.text)} → no longer promised.`,
    );
  for (const found of added)
    differ.report(
      'invariant-added',
      placeOf(null, found),
      `Invariant ${said(found.name)} is new: ${said(found.text)}.`,
    );
  const meaning = ({ of, holds }: Invariant, renames: Renames): string =>
    `${of.kind} ${of.name}: ${meaningOf(holds, renames)}`;
  const renamesOf = ({ of }: Invariant): Renames =>
    (of.kind === 'operation' && endpoints.find(({ after }) => after.name === of.name)?.renames) || NO_RENAMES;
  for (const [old, now] of both)
    if (meaning(old, renamesOf(now)) !== meaning(now, NO_RENAMES))
      differ.report(
        'invariant-changed',
        placeOf(old, now),
        `Invariant ${said(now.name)}: ${saidChange(old.text, now.text)}.`,
      );
}

/** Acceptance examples. They change nothing of the service; fewer of them prove less. */
export function diffScenarios(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.scenarios, differ.after.model.scenarios);
  for (const gone of removed)
    differ.report('scenario-removed', placeOf(gone, null), `Scenario ${said(gone.name)} is gone.`);
  for (const found of added)
    differ.report('scenario-added', placeOf(null, found), `Scenario ${said(found.name)} is new.`);
  for (const [old, now] of both)
    if (meaningOfScenario(old) !== meaningOfScenario(now))
      differ.report(
        'scenario-changed',
        placeOf(old, now),
        `Scenario ${said(now.name)} gives or expects something else.`,
      );
}

/** Everything but where it stands. */
function meaningOfScenario({ given, when, then, examples }: Scenario): string {
  return JSON.stringify([given, when, then, examples], (key, value: unknown) =>
    key === 'span' || key === 'id' ? undefined : value,
  );
}

import type { Characteristic, Scorecard } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { meaningOf, NO_RENAMES, type Renames, writeExpression } from '../write-expression.ts';
import type { MatchedEndpoint } from './diff-endpoints.ts';
import { diffSummary } from './diff-service.ts';

/** Scorecards: what is added up, and the reasons that are given. Steps that only have another name make no difference. */
export function diffScorecards(differ: Differ, endpoints: readonly MatchedEndpoint[]): void {
  const { both, removed, added } = match(differ.before.model.scorecards, differ.after.model.scorecards);
  for (const card of removed)
    differ.report('scorecard-removed', placeOf(card, null), `Scorecard ${said(card.name)} is gone.`);
  for (const card of added)
    differ.report('scorecard-added', placeOf(null, card), `Scorecard ${said(card.name)} is new.`);
  for (const [old, now] of both) diffScorecard(differ, old, now, renamesOf(endpoints, now.name));
}

function renamesOf(endpoints: readonly MatchedEndpoint[], scorecard: string): Renames {
  const user = endpoints.find(({ after }) =>
    after.processing.some((step) => step.kind === 'score' && step.scorecard === scorecard),
  );
  return user?.renames ?? NO_RENAMES;
}

function diffScorecard(differ: Differ, before: Scorecard, after: Scorecard, renames: Renames): void {
  const subject = `Scorecard ${said(after.name)}`;
  if (before.initialScore !== after.initialScore)
    differ.report(
      'initial-score-changed',
      placeOf(before, after),
      `${subject}: begins at ${saidChange(before.initialScore, after.initialScore)}.`,
    );
  const { both, removed, added } = match(before.characteristics, after.characteristics, ({ name }) => name);
  for (const gone of removed)
    differ.report('characteristic-removed', placeOf(gone, null), `${subject}: ${said(gone.name)} no longer counts.`);
  for (const found of added)
    differ.report(
      'characteristic-added',
      placeOf(null, found),
      `${subject}: ${said(found.name)} now counts: ${said(say(found))}.`,
    );
  for (const [old, now] of both)
    if (meaning(old, renames) !== meaning(now, NO_RENAMES))
      differ.report(
        'characteristic-changed',
        placeOf(old, now),
        `${subject}, ${said(now.name)}: ${saidChange(say(old), say(now))}.`,
      );
  diffSummary(differ, subject, before, after);
}

function meaning({ attributes }: Characteristic, renames: Renames): string {
  return JSON.stringify(
    attributes.map(({ when, partialScore, reasonCode }) => [
      when && meaningOf(when, renames),
      partialScore,
      reasonCode,
    ]),
  );
}

function say({ attributes }: Characteristic): string {
  return attributes
    .map(({ when, partialScore, reasonCode }) =>
      [when === null ? 'else' : writeExpression(when), partialScore, reasonCode]
        .filter((part) => part !== null)
        .join(' → '),
    )
    .join('; ');
}

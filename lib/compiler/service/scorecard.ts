import type { Scorecard } from '../../spec/model.ts';
import type { ScorecardPlan } from '../plan.ts';
import { code } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, quote } from '../text/quote.ts';

/** src/scorecards/<card>.ts: what a scorecard can add, and why. The conditions stand where it is used: they read the steps. */
export function scorecardModule({ scorecard, variable, type }: ScorecardPlan): string {
  const summary = scorecard.summary ?? `The scorecard ${scorecard.name}`;
  return code`
    ${imports([['../platform/score.ts', 'type Scorecard', 'type Scored']])}

    /** ${comment(summary)}. */
    ${origin(scorecard, cardText(scorecard, variable))}

    /** What it says. */
    export type ${type} = Scored<(typeof ${variable}.parts)[number], (typeof ${variable}.reasons)[number]>;
  `;
}

function cardText(scorecard: Scorecard, variable: string): string {
  const { name, initialScore, characteristics } = scorecard;
  const parts = characteristics.map((one) => quote(one.name));
  return code`
    export const ${variable} = {
      name: ${quote(name)},
      initialScore: ${quote(initialScore)},
      digits: ${digitsOf(scorecard)},
      ${print(['parts: ', list('[', parts, ']'), ','], 2)}
      ${print(['reasons: ', list('[', reasonsOf(scorecard).map(quote), ']'), ','], 2)}
    } as const satisfies Scorecard<string, string>;
  `;
}

/** Why something may be added, in the order of the text. */
export function reasonsOf({ characteristics }: Scorecard): string[] {
  const codes = characteristics.flatMap(({ attributes }) => attributes.flatMap(({ reasonCode }) => reasonCode ?? []));
  return [...new Set(codes)];
}

/** The most digits after the point that are written anywhere. */
function digitsOf({ initialScore, characteristics }: Scorecard): number {
  const scores = characteristics.flatMap(({ attributes }) => attributes.map(({ partialScore }) => partialScore));
  return Math.max(...[initialScore, ...scores].map((text) => text.split('.')[1]?.length ?? 0));
}

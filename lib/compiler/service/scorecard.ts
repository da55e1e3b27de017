import type { Scorecard } from '../../spec/model.ts';
import type { Plan, ScorecardPlan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, quote } from '../text/quote.ts';
import { invariantList, invariantsOf } from './invariant.ts';
import { type Module, moduleImports, newModule } from './module.ts';

/** src/scorecards/<card>.ts: what a scorecard can add, and why. The conditions stand where it is used: they read the steps. */
export function scorecardModule({ scorecard, variable, type }: ScorecardPlan, plan: Plan): string {
  const module = newModule(plan);
  const text = cardText(scorecard, variable, module);
  const summary = scorecard.summary ?? `The scorecard ${scorecard.name}`;
  return code`
    ${imports([...moduleImports(module), ['../platform/score.ts', 'type Scorecard', 'type Scored']])}

    /** ${comment(summary)}. */
    ${origin(scorecard, text)}

    /** What it says. */
    ${resultText(type, variable)}
  `;
}

function cardText(scorecard: Scorecard, variable: string, module: Module): string {
  const always = invariantsOf('scorecard', scorecard.name, module.plan.model);
  const { name, initialScore, characteristics } = scorecard;
  const parts = characteristics.map((one) => quote(one.name));
  return code`
    export const ${variable} = {
      name: ${quote(name)},
      initialScore: ${quote(initialScore)},
      digits: ${digitsOf(scorecard)},
      ${print(['parts: ', list('[', parts, ']'), ','], 2)}
      ${print(['reasons: ', list('[', reasonsOf(scorecard).map(quote), ']'), ','], 2)}
      ${when(always.length > 0, print(['invariants: ', invariantList(always, module), ','], 2))}
    } as const satisfies Scorecard<string, string>;
  `;
}

/** What it says, as a type; on several lines where the names are long. */
function resultText(type: string, variable: string): string {
  const said = ['parts', 'reasons'].map((what) => `(typeof ${variable}.${what})[number]`);
  const flat = `export type ${type} = Scored<${said.join(', ')}>;`;
  return flat.length <= 120 ? flat : `export type ${type} = Scored<\n  ${said.join(',\n  ')}\n>;`;
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

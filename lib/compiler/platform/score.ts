import type { Plan } from '../plan.ts';
import { mentionsTime } from '../service/invariant.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/score.ts: scorecards. */
export function scoreFile({ model, suspends }: Plan): string {
  const own = model.invariants.filter(({ of }) => of.kind === 'scorecard');
  const always = own.length > 0;
  const timed = own.some(({ holds }) => mentionsTime(holds));
  return code`
    ${imports([
      ['node:util', ...(suspends ? ['isDeepStrictEqual'] : [])],
      ['./decimal.ts', 'add', 'compare', 'type Decimal', 'exactly'],
      ['./invariants.ts', ...(always ? ['type Invariant', 'uphold'] : [])],
    ])}

    /** A scorecard of the specification. */
    export interface Scorecard<Part extends string, Reason extends string> {
      name: string;
      initialScore: Decimal;
      /** Digits after the point of the score. */
      digits: number;
      parts: readonly Part[];
      /** Why something may be added. */
      reasons: readonly Reason[];
      ${when(always, `/** What always holds of the result. */\ninvariants?: readonly Invariant<Scored<string, string>${timed ? ' & { now: string }' : ''}>[];`)}
    }

    /** What a scorecard says: the sum, what each characteristic added, and why, the largest part first. */
    export interface Scored<Part extends string, Reason extends string> {
      score: Decimal;
      reasonCodes: Reason[];
      parts: Record<Part, Decimal>;
    }

    /** Adds up a scorecard: \`adds\` names the part of each characteristic that has one. */
    export type Score = <Part extends string, Reason extends string>(
      step: string,
      card: Scorecard<Part, Reason>,
      adds: (part: (name: Part, score: Decimal, reason: Reason | null) => void) => void,
    ) => Scored<Part, Reason>;

    /** Adds up scorecards, and writes down what they said. */
    export function scoring(decisions: object[]): Score {
      return (step, card, adds) => {
        const scored = scoreOf(card, adds);
        ${when(always, `uphold(card.invariants ?? [], ${timed ? '{ ...scored, now: new Date().toISOString() }' : 'scored'});`)}
        ${when(suspends, 'const said = { step, scorecard: card.name, ...scored };')}
        ${suspends ? 'if (!decisions.some((known) => isDeepStrictEqual(known, said))) decisions.push(said);' : 'decisions.push({ step, scorecard: card.name, ...scored });'}
        return scored;
      };
    }

    function scoreOf<Part extends string, Reason extends string>(
      { initialScore, digits, parts }: Scorecard<Part, Reason>,
      adds: (part: (name: Part, score: Decimal, reason: Reason | null) => void) => void,
    ): Scored<Part, Reason> {
      const added = new Map<Part, { score: Decimal; reason: Reason | null }>();
      adds((name, score, reason) => added.set(name, { score, reason }));
      const all = parts.map((name) => ({ name, ...(added.get(name) ?? { score: '0' as const, reason: null }) }));
      const total = all.reduce<Decimal>((sum, { score }) => add(sum, score), initialScore);
      const reasons = all.toSorted((a, b) => compare(b.score, a.score)).flatMap(({ reason }) => reason ?? []);
      const each = all.map(({ name, score }) => [name, exactly(score, digits)]);
      return {
        score: exactly(total, digits),
        reasonCodes: [...new Set(reasons)],
        parts: Object.fromEntries(each) as Record<Part, Decimal>,
      };
    }
  `;
}

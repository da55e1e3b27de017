import type { Decision, DecisionInput, Scorecard } from '../../spec/model.ts';
import type { DecisionPlan, Plan, ScorecardPlan } from '../plan.ts';
import { invariantsOf } from '../service/invariant.ts';
import { isDecimal, isOptional, plainType, scaleOf } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, member, quote } from '../text/quote.ts';
import { namedValues } from './decisions.ts';
import { example } from './values.ts';

/** test/invariants.test.ts: what always holds of tables and scorecards holds for any values; null where nothing is said of them. */
export function invariantsTests(plan: Plan): string | null {
  const { model } = plan;
  const tables = plan.decisions.flatMap((planned) => {
    const decision = model.decisions.find(({ name }) => name === planned.name);
    const always = invariantsOf('decision', planned.name, model);
    return decision === undefined || always.length === 0 ? [] : [{ planned, decision }];
  });
  const cards = plan.scorecards.filter(({ scorecard }) => invariantsOf('scorecard', scorecard.name, model).length > 0);
  if (tables.length + cards.length === 0) return null;
  const tests = [
    ...tables.map(({ planned, decision }) => origin(decision, tableTest(decision, planned, plan))),
    ...cards.map((planned) => origin(planned.scorecard, cardTest(planned))),
  ].join('\n\n');
  return code`
    ${imports([
      ['node:test', 'test'],
      ...tables.map(({ planned }): Import => [`../src/decisions/${planned.file}.ts`, planned.variable]),
      ['../src/platform/invariants.ts', 'InvariantBroken'],
      ['../src/platform/score.ts', ...(cards.length > 0 ? ['scoring'] : [])],
      ...cards.map(({ file, variable }): Import => [`../src/scorecards/${file}.ts`, variable]),
    ])}

    ${tests}

    const TRIES = 2000;

    /** Numbers from 0 to 1 that look like chance and are the same each time (mulberry32). */
    function chance(seed: number): () => number {
      let state = seed;
      return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
      };
    }

    /** One of some values, any as likely as another. */
    function pick<const Value>(values: readonly Value[], random: () => number): Value {
      const value = values[Math.floor(random() * values.length)];
      if (value === undefined) throw new Error('there is nothing to choose from');
      return value;
    }

    ${when(/\bbetween\(/.test(tests), BETWEEN)}

    /** Fails if an invariant is broken; that no rule fits some values is no concern of this test. */
    function keeps(work: () => unknown): void {
      try {
        work();
      } catch (error) {
        if (error instanceof InvariantBroken) throw error;
      }
    }
  `;
}

const BETWEEN = code`
  /** A number with so many digits after the point: every other time one at which something changes. */
  function between(named: readonly number[], least: number, most: number, digits: number, random: () => number): number {
    if (named.length > 0 && random() < 0.5) return pick(named, random);
    return Number((least + random() * (most - least)).toFixed(digits));
  }
`;

function tableTest(decision: Decision, { variable }: DecisionPlan, plan: Plan): string {
  const inputs = decision.inputs.map((input, at): Doc => [key(input.name), ': ', anyValue(input, decision, at, plan)]);
  return code`
    test(${quote(`what always holds of ${decision.name} holds for any inputs`)}, () => {
      const random = chance(1);
      for (let tries = 0; tries < TRIES; tries += 1) {
        ${print(['const inputs: Parameters<typeof ', member(variable, 'decide'), '>[0] = ', list('{', inputs, '}', true), ';'], 4)}
        keeps(() => ${member(variable, 'decide')}(inputs));
      }
    });
  `;
}

/** An expression that comes to some value of an input. */
function anyValue(input: DecisionInput, decision: Decision, at: number, plan: Plan): Doc {
  const { type } = input;
  const plain = plainType(type, plan.model);
  const none = isOptional(type, plan.model) ? ['null'] : [];
  const pick = (values: readonly Doc[]): Doc => list('pick(', [list('[', [...none, ...values], ']'), 'random'], ')');
  if (plain.kind === 'enum') return pick(plain.values.map(quote));
  if (plain.kind !== 'scalar') return pick([example(type, plan)]);
  if (plain.name === 'bool') return pick(['true', 'false']);
  const named = namedValues(input, decision, at, plan);
  if (!['int', 'double', 'decimal', 'long'].includes(plain.name)) {
    const texts = named.filter((value) => typeof value === 'string').map(quote);
    return pick([...new Set([...texts, print(example(type, plan))])]);
  }
  const numbers = named.flatMap((value) => (value !== null && typeof value === 'object' ? [value.number] : []));
  const digits = plain.name === 'int' ? 0 : (scaleOf(type, plan.model) ?? 2);
  const range = plain.range;
  const largest = String(Math.max(1000, ...numbers.map((text) => Math.abs(Number(text)) * 2)));
  const within = numbers.filter(
    (text) => Number(text) >= Number(range?.min ?? -largest) && Number(text) <= Number(range?.max ?? largest),
  );
  const drawn = list(
    'between(',
    [list('[', within, ']'), range?.min ?? `-${largest}`, range?.max ?? largest, String(digits), 'random'],
    ')',
  );
  const value: Doc = isDecimal(type, plan.model) ? ['`${', drawn, '}`'] : drawn;
  return none.length === 0 ? value : ['random() < 0.1 ? null : ', value];
}

function cardTest({ scorecard, variable }: ScorecardPlan): string {
  const parts = scorecard.characteristics.map((one) =>
    list('[', [quote(one.name), rows('[', choicesOf(one), ']')], ']'),
  );
  return code`
    test(${quote(`what always holds of ${scorecard.name} holds for any parts`)}, () => {
      const random = chance(1);
      ${print(['const parts = ', rows('[', parts, ']'), ' as const;'], 2)}
      for (let tries = 0; tries < TRIES; tries += 1) {
        keeps(() =>
          scoring([])('any', ${variable}, (part) => {
            for (const [name, choices] of parts) {
              const [score, reason] = pick<(typeof choices)[number]>(choices, random);
              part(name, score, reason);
            }
          }),
        );
      }
    });
  `;
}

/** What a characteristic can add, and why; nothing, where no attribute is sure to hold. */
function choicesOf({ attributes }: Scorecard['characteristics'][number]): Doc[] {
  const sure = attributes.some((one) => one.when === null);
  const said = attributes.map(({ partialScore, reasonCode }): Doc => {
    return list('[', [quote(partialScore), reasonCode === null ? 'null' : quote(reasonCode)], ']');
  });
  return [...said, ...(sure ? [] : [list('[', ["'0'", 'null'], ']')])];
}

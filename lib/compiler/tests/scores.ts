import type { Plan } from '../plan.ts';
import { mentionsTime } from '../service/invariant.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/score.test.ts: how scorecards add up and say why, with one that is made up; null where nothing is scored. */
export function scoresTests({ scores, suspends, model }: Plan): string | null {
  if (!scores) return null;
  const always = model.invariants.filter(({ of }) => of.kind === 'scorecard');
  const timed = always.some(({ holds }) => mentionsTime(holds));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/score.ts', 'type Scorecard', 'scoring'],
    ])}

    const CARD: Scorecard<'age' | 'income' | 'debt', 'YOUNG' | 'POOR'> = {
      name: 'card',
      initialScore: '10',
      digits: 2,
      parts: ['age', 'income', 'debt'],
      reasons: ['YOUNG', 'POOR'],
    };

    test('a score is the sum of its parts; reasons come by what they added, the most first, and each once', () => {
      const decisions: object[] = [];
      const scored = scoring(decisions)('step', CARD, (part) => {
        part('age', '1.5', 'YOUNG');
        part('income', '20', 'POOR');
      });
      const said = {
        score: '31.50',
        reasonCodes: ['POOR', 'YOUNG'],
        parts: { age: '1.50', income: '20.00', debt: '0.00' },
      };
      assert.deepEqual(scored, said);
      assert.deepEqual(decisions, [{ step: 'step', scorecard: 'card', ...said }]);
      const twice = scoring([])('step', CARD, (part) => {
        part('age', '-1', 'YOUNG');
        part('debt', '2', 'YOUNG');
        part('income', '1', null);
      });
      assert.deepEqual([twice.score, twice.reasonCodes], ['12.00', ['YOUNG']]);
      assert.deepEqual(scoring([])('step', CARD, () => undefined).reasonCodes, []);
    });

    ${when(suspends, AGAIN)}

    ${when(always.length > 0, broken(timed))}
  `;
}

const AGAIN = code`
  test('a run that begins again writes down once what it says again, and another score besides', () => {
    const decisions: object[] = [];
    const score = scoring(decisions);
    for (const points of ['1', '1', '2'] as const) score('step', CARD, (part) => part('age', points, null));
    assert.deepEqual(
      decisions.map((said) => Object(said).score),
      ['11.00', '12.00'],
    );
  });
`;

function broken(timed: boolean): string {
  return code`
    test('a score of which something does not hold that always does is not said', () => {
      const decisions: object[] = [];
      const isSmall = ({ score${when(timed, ', now')} }: { score: string${when(timed, '; now: string')} }) => ${when(timed, 'Date.parse(now) > 0 && ')}Number(score) < 20;
      const invariants = [{ name: 'small', holds: isSmall }];
      const score = (points: '1' | '10') =>
        scoring(decisions)('step', { ...CARD, invariants }, (part) => part('age', points, null));
      assert.equal(score('1').score, '11.00');
      assert.throws(() => score('10'), /small does not hold/);
      assert.equal(decisions.length, 1);
    });
  `;
}

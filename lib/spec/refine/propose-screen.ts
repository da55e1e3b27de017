import { block, entry, flow, list } from './draft.ts';
import { givenValue } from './known-value.ts';
import { type Plan, type Subject, takeName } from './plan.ts';
import { planSystem } from './plan-system.ts';
import { timeout } from './propose-call.ts';
import { sayTime } from './say-time.ts';

const THRESHOLD = '0.88';

/** Screens the best known name against the lists of the system that the sentence names. */
export function proposeScreen(subject: Subject): Plan | null {
  const { step, names, budgetMs } = subject;
  const free = new Set(names.types);
  const hit = takeName(free, 'ListHit');
  const use = planSystem(subject, 'search', { hits: `list<${hit}>` });
  if (use === null) return null;
  takeName(names.types, hit);
  return {
    what: `screen against ${use.name}`,
    step: block(
      entry(
        'screen',
        flow(Object.fromEntries(use.sent.map(({ name, value }) => [name, `=${value.path}`]))),
        'the subject',
      ),
      entry('against', list(use.name)),
      entry('threshold', THRESHOLD, 'from here on it is a hit'),
      timeout(budgetMs, 4000),
    ),
    following: [],
    declarations: [
      {
        section: 'types',
        name: hit,
        draft: flow({ fields: flow({ list: 'string', entry: 'string', score: 'decimal(0..1, scale 4)' }) }),
      },
    ],
    gives: [
      givenValue(step.name, 'best', 'decimal(0..1, scale 4)', 'number'),
      givenValue(step.name, 'degraded', 'bool', 'bool'),
    ],
    assumptions: [
      ...use.assumptions,
      `An entry is a hit from a similarity of ${THRESHOLD} on (Jaro-Winkler, without case, accents and order of words).`,
      `A list may take ${sayTime(Math.min(4000, budgetMs))}.`,
    ],
  };
}

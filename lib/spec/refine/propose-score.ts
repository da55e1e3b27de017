import { block, type Draft, entry, flow } from './draft.ts';
import { givenValue, type KnownValue } from './known-value.ts';
import { type Plan, type Subject, takeName } from './plan.ts';

const INITIAL = '0.05';

/** The highest score: every characteristic adds its part, in hundredths. */
function highest(found: readonly Characteristic[]): string {
  const hundredths = found.reduce(
    (sum, { part }) => sum + Number(part.replace('.', '')),
    Number(INITIAL.replace('.', '')),
  );
  return (hundredths / 100).toFixed(2);
}

/** The most characteristics of a proposed scorecard. */
const MOST = 8;

/** Scores what earlier steps found: poor quality, nothing found, a hit. The weights are a beginning, no model. */
export function proposeScore({ step, known, names }: Subject): Plan | null {
  const results = known.filter(({ path, optional }) => !path.startsWith('input.') && !optional);
  const found = [...results.flatMap(fromResult), ...known.flatMap(fromInput)].slice(0, MOST);
  if (found.length === 0) return null;
  const word = /\b(fraud|credit|risk|churn|default)\b/.exec(
    `${step.name.replaceAll('_', ' ')} ${step.text}`.toLowerCase(),
  )?.[1];
  const card = takeName(names.scorecards, word === undefined || word === 'risk' ? 'risk' : `${word}_risk`);
  const taken = new Set<string>();
  const codes = new Set<string>();
  const characteristics = block(
    ...found.map(({ name, when, part, code }) => {
      const draft = flow({ when, partialScore: part, reasonCode: takeName(codes, code) });
      return entry(takeName(taken, name), draft, 'condition and weight');
    }),
  );
  const draft: Draft = block(
    entry('summary', step.text.replaceAll(/\s+/g, ' ').slice(0, 200)),
    entry('initialScore', INITIAL, 'what the score begins with'),
    entry('characteristics', characteristics),
  );
  return {
    what: `score by the scorecard ${card}`,
    step: block(entry('score', card, 'a scorecard in place of the model')),
    following: [],
    declarations: [{ section: 'scorecards', name: card, draft }],
    gives: [givenValue(step.name, 'score', `decimal(${INITIAL}..${highest(found)})`, 'number')],
    assumptions: [
      `A scorecard \`${card}\` stands in for "${step.text.replaceAll(/\s+/g, ' ').slice(0, 100)}": no model is named.`,
      ...found.map(({ when, part }) => `\`${when}\` adds ${part} to the score.`),
    ],
  };
}

interface Characteristic {
  name: string;
  when: string;
  part: string;
  code: string;
}

function fromResult({ path, name, kind }: KnownValue): Characteristic[] {
  if (kind === 'number' && name === 'quality')
    return [{ name: 'quality', when: `${path} < 0.8`, part: '0.20', code: 'POOR_IMAGE' }];
  if (kind === 'bool' && name === 'found')
    return [{ name: 'registry', when: `!${path}`, part: '0.25', code: 'NOT_FOUND' }];
  if (kind === 'number' && name === 'best')
    return [{ name: 'hit', when: `${path} >= 0.88`, part: '0.50', code: 'LIST_HIT' }];
  return [];
}

/** Of what was sent only an enumeration says enough: its last value counts. */
function fromInput({ path, name, kind, values, optional }: KnownValue): Characteristic[] {
  const last = values.at(-1);
  if (!path.startsWith('input.') || kind !== 'enum' || last === undefined || optional) return [];
  return [
    {
      name,
      when: `${path} == "${last}"`,
      part: '0.05',
      code: `${name}_${last}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_'),
    },
  ];
}

import type { Pages } from '../page.ts';
import type { SCORECARD_CODES } from '../scorecard-codes.ts';

const card = (characteristics: string, step = '{score: risk}'): string =>
  `scorecards:\n  risk:\n    initialScore: 0\n    characteristics:\n${characteristics}endpoints:\n  - path: /a\n    method: POST\n    input: [{age: int(0..150)}, {amount: int(0..1000)}]\n    processing:\n      - points: ${step}\n`;

const AGE = '      - age: {when: input.age < 25, partialScore: 10, reasonCode: YOUNG}\n';

/** The pages of `SCORECARD_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const scorecardPages = (): Pages<typeof SCORECARD_CODES> => ({
  DEC6020: {
    title: 'Attribute is never reached',
    why: 'The first attribute that holds counts; an attribute without effect is most likely in the wrong place.',
    wrong: card(
      '      - age:\n          attributes: [{partialScore: 1}, {when: input.age < 25, partialScore: 10, reasonCode: YOUNG}]\n',
    ),
    right: card(
      '      - age:\n          attributes: [{when: input.age < 25, partialScore: 10, reasonCode: YOUNG}, {partialScore: 1}]\n',
    ),
  },
  DEC6021: {
    title: 'Reason code used twice',
    why: 'Reason codes explain a score to the person that it is about.',
    wrong: card(`${AGE}      - amount: {when: input.amount > 500, partialScore: 5, reasonCode: YOUNG}\n`),
    right: card(`${AGE}      - amount: {when: input.amount > 500, partialScore: 5, reasonCode: LARGE}\n`),
  },
  DEC6022: {
    title: 'Score is no number',
    why: 'Scores are added up exactly, as decimals.',
    wrong: card('      - age: {when: input.age < 25, partialScore: high}\n'),
    right: card(AGE),
  },
  DEC6023: {
    title: 'Scorecard is not used',
    why: 'The conditions of a scorecard see the steps of the place that uses it.',
    wrong: card(AGE, '{set: 1}'),
    right: card(AGE),
  },
  DEC6024: {
    title: 'Characteristic without an attribute',
    why: 'A characteristic is worth what the first attribute that holds is worth.',
    wrong: card('      - age: {reasonCode: YOUNG}\n'),
    right: card(AGE),
  },
  DEC6025: {
    title: 'Scorecard does not fit here',
    why: 'All uses of a scorecard compute the same thing from the same names.',
    wrong:
      card(AGE) +
      '  - path: /b\n    method: POST\n    input: [{years: int(0..150)}]\n    processing:\n      - points: {score: risk}\n',
    right:
      card(AGE) +
      '  - path: /b\n    method: POST\n    input: [{age: int(0..150)}]\n    processing:\n      - points: {score: risk}\n',
  },
});

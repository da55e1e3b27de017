import { page } from './page.ts';
import { quote } from './quote.ts';

const card = (characteristics: string, step = '{score: risk}'): string =>
  `scorecards:\n  risk:\n    initialScore: 0\n    characteristics:\n${characteristics}endpoints:\n  - path: /a\n    method: POST\n    input: [{age: int(0..150)}, {amount: int(0..1000)}]\n    processing:\n      - points: ${step}\n`;
const AGE = '      - age: {when: input.age < 25, partialScore: 10, reasonCode: YOUNG}\n';

/** DEC6020 to 6029: scorecards. */
export const SCORECARD_CODES = {
  DEC6020: page<{ characteristic: string; above: string }>({
    severity: 'warning',
    title: 'Attribute is never reached',
    message: ({ characteristic, above }) =>
      `This attribute of ${quote(characteristic)} is never reached: one above it ${above}.`,
    why: 'The first attribute that holds counts; an attribute without effect is most likely in the wrong place.',
    wrong: card(
      '      - age:\n          attributes: [{partialScore: 1}, {when: input.age < 25, partialScore: 10, reasonCode: YOUNG}]\n',
    ),
    right: card(
      '      - age:\n          attributes: [{when: input.age < 25, partialScore: 10, reasonCode: YOUNG}, {partialScore: 1}]\n',
    ),
  }),
  DEC6021: page<{ code: string; characteristic: string }>({
    severity: 'warning',
    title: 'Reason code used twice',
    message: ({ code, characteristic }) =>
      `${quote(code)} is a reason of ${quote(characteristic)} already. Who reads the result cannot tell which one counted.`,
    why: 'Reason codes explain a score to the person that it is about.',
    wrong: card(`${AGE}      - amount: {when: input.amount > 500, partialScore: 5, reasonCode: YOUNG}\n`),
    right: card(`${AGE}      - amount: {when: input.amount > 500, partialScore: 5, reasonCode: LARGE}\n`),
  }),
  DEC6022: page<{ what: string }>({
    severity: 'error',
    title: 'Score is no number',
    message: ({ what }) => `${what} is a number of at most 15 digits, 6 of them behind the point, such as 0.25 or -10.`,
    why: 'Scores are added up exactly, as decimals.',
    wrong: card('      - age: {when: input.age < 25, partialScore: high}\n'),
    right: card(AGE),
  }),
  DEC6023: page<{ name: string }>({
    severity: 'warning',
    title: 'Scorecard is not used',
    message: ({ name }) => `No step uses ${quote(name)}, so its conditions are not checked.`,
    why: 'The conditions of a scorecard see the steps of the place that uses it.',
    wrong: card(AGE, '{set: 1}'),
    right: card(AGE),
  }),
  DEC6024: page<{ characteristic: string }>({
    severity: 'error',
    title: 'Characteristic without an attribute',
    message: ({ characteristic }) =>
      `${quote(characteristic)} says either one attribute (\`when\`, \`partialScore\`) or several (\`attributes\`).`,
    why: 'A characteristic is worth what the first attribute that holds is worth.',
    wrong: card('      - age: {reasonCode: YOUNG}\n'),
    right: card(AGE),
  }),
  DEC6025: page<{ scorecard: string; problem: string }>({
    severity: 'error',
    title: 'Scorecard does not fit here',
    message: ({ scorecard, problem }) =>
      `${quote(scorecard)} is used elsewhere too, and here its conditions mean something else: ${problem} Give the value by its name in \`with\`.`,
    why: 'All uses of a scorecard compute the same thing from the same names.',
    wrong:
      card(AGE) +
      '  - path: /b\n    method: POST\n    input: [{years: int(0..150)}]\n    processing:\n      - points: {score: risk}\n',
    right:
      card(AGE) +
      '  - path: /b\n    method: POST\n    input: [{age: int(0..150)}]\n    processing:\n      - points: {score: risk}\n',
  }),
} as const;

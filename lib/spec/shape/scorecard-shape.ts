import type { KeyShape, Shape } from './shape.ts';

const PARTIAL_SCORE: KeyShape = {
  takes: { form: 'text', what: 'a number' },
  doc: 'What is added to the score; it may be negative.',
  example: 'partialScore: 0.20',
};
const REASON_CODE: KeyShape = {
  takes: { form: 'text', what: 'a code such as POOR_IMAGE' },
  doc: 'Why: listed in the result’s `reasonCodes`, largest part first.',
  example: 'reasonCode: POOR_IMAGE',
};
const WHEN: KeyShape = {
  takes: { form: 'expression' },
  doc: 'When this attribute holds. It sees what the step that uses the scorecard sees.',
  example: 'when: document.quality < 0.8',
};

/** Scorecards in the words of PMML 4.4. */
export const SCORECARD_SHAPES = {
  scorecard: {
    name: 'a scorecard',
    keys: {
      initialScore: {
        takes: { form: 'text', what: 'a number' },
        doc: 'What the score begins with. Left out: 0.',
        example: 'initialScore: 0.05',
      },
      characteristics: {
        takes: { form: 'named', shape: 'characteristic', short: 'one attribute' },
        doc: 'What counts. Of each characteristic the first attribute that holds gives its part; if none holds, it adds nothing.',
        example: 'characteristics:\n  - image: {when: input.quality < 0.8, partialScore: 0.20, reasonCode: POOR_IMAGE}',
        required: true,
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What is scored.',
        example: 'summary: The risk that an identity is not real',
      },
      renamedFrom: {
        takes: { form: 'text', what: 'a name' },
        doc: 'The name that it had in an earlier version. Stays until no environment runs anything older.',
        example: 'renamedFrom: risk',
      },
    },
  },
  characteristic: {
    name: 'a characteristic',
    keys: {
      when: WHEN,
      partialScore: PARTIAL_SCORE,
      reasonCode: REASON_CODE,
      attributes: {
        takes: { form: 'list', shape: 'scoreAttribute' },
        doc: 'Several attributes, from top to bottom: the first that holds counts.',
        example: 'attributes: [{when: input.age < 25, partialScore: 10}, {when: input.age < 40, partialScore: 5}]',
      },
      otherwise: {
        takes: { form: 'phrase', phrase: 'score', shape: 'otherwise' },
        doc: 'The part if no attribute holds: a number, or a number with its reason.',
        example: 'otherwise: {partialScore: 15, reasonCode: OLDER}',
      },
    },
  },
  scoreAttribute: {
    name: 'an attribute of a characteristic',
    keys: { when: WHEN, partialScore: { ...PARTIAL_SCORE, required: true }, reasonCode: REASON_CODE },
  },
  otherwise: {
    name: '`otherwise`',
    keys: { partialScore: { ...PARTIAL_SCORE, required: true }, reasonCode: REASON_CODE },
  },
} as const satisfies Record<string, Shape>;

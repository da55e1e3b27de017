import { POLICY_KEYS } from './integration-shape.ts';
import type { KeyShape } from './shape.ts';

/** The keys of steps that reach outside: other systems, documents, models, scorecards and events. */
export const OUTSIDE_STEP_KEYS = {
  call: {
    takes: { form: 'reference', to: 'operation' },
    doc: 'Calls an operation of an integration, `INTEGRATION.OPERATION`. The result is the operation’s output, with `degraded` if there is a fallback.',
    example: '- rate: {call: rates.latest, with: {base: =input.base}, timeout: 2s}',
  },
  score: {
    takes: { form: 'reference', to: 'scorecard' },
    doc: 'Adds up a scorecard. The result has `score`, `reasonCodes` (largest part first) and `parts`.',
    example: '- risk: {score: fraud_risk}',
  },
  screen: {
    takes: { form: 'values' },
    doc: 'Matches a subject against lists. The result has `best` (0 without hits), `hits` and `degraded`.',
    example:
      '- sanctions: {screen: {name: =input.name}, against: [sanctions_api.search], threshold: 0.88, timeout: 4s}',
  },
  against: {
    takes: { form: 'reference', to: 'operation', many: true },
    doc: 'The lists: operations that give `hits` with `list` and `entry`, and entities (`Watchlist.name`).',
    example: 'against: [sanctions_api.search]',
  },
  algorithm: {
    takes: { form: 'map', shape: 'algorithm', words: ['jaro_winkler'] },
    doc: 'How the subject is compared with an entry. Left out: Jaro-Winkler that folds case, diacritics and the order of words.',
    example: 'algorithm: {name: jaro_winkler, fold: [case, diacritics, token_order]}',
  },
  threshold: {
    takes: { form: 'text', what: 'a number from 0 to 1' },
    doc: 'From which score on an entry is a hit.',
    example: 'threshold: 0.88',
  },
  extract: {
    takes: { form: 'value' },
    doc: 'Reads text and fields from documents: base64, bytes, files or lists of them. The result has the fields of `as`, `text` and `quality` (0 to 1).',
    example: '- document: {extract: =input.images, as: IdDocument, read: {pan: {pattern: "[A-Z]{5}[0-9]{4}[A-Z]"}}}',
  },
  engine: {
    takes: { form: 'map', shape: 'engine', words: ['tesseract', 'pdftotext'] },
    doc: 'What reads the documents. Left out: tesseract for English.',
    example: 'engine: {name: tesseract, languages: [eng, hin]}',
  },
  as: {
    takes: { form: 'type' },
    doc: 'The object type that is filled. A required field that is not found stops the step: with the error of `else`, or `invalid_input`.',
    example: 'as: IdDocument',
  },
  read: {
    takes: { form: 'named', shape: 'fieldReader', short: 'how it is found' },
    doc: 'How each field of `as` is found in the text.',
    example: 'read: {name: {after: Name}, born: {after: DOB, format: dd/MM/yyyy}}',
  },
  infer: {
    takes: { form: 'reference', to: 'integration' },
    doc: 'Asks a model behind the Open Inference Protocol. The result has the `output`, `model` and `version`.',
    example:
      '- fraud: {infer: models, model: fraud, version: "3", features: {amount: =input.amount}, output: {risk: decimal(0..1)}, timeout: 2s}',
  },
  model: {
    takes: { form: 'text', what: 'the name of a model' },
    doc: 'The model’s name.',
    example: 'model: fraud',
  },
  version: {
    takes: { form: 'text', what: 'the version of a model' },
    doc: 'The model’s version. Pin it: another one may answer otherwise.',
    example: 'version: "3"',
  },
  features: {
    takes: { form: 'values' },
    doc: 'What the model is given, by name: numbers, texts, true or false, and lists of them. They are recorded.',
    example: 'features: {amount: =input.amount, months: =input.months}',
  },
  emit: {
    takes: { form: 'reference', to: 'event' },
    doc: 'Publishes an event. It is stored in the transaction and delivered afterwards, at least once.',
    example: '- told: {emit: LoanClosed, with: {loan: =loan.id}}',
  },
  ...POLICY_KEYS,
} as const satisfies Record<string, KeyShape>;

import type { Shape } from './shape.ts';

/** Parts of steps that work outside: how documents are read, and how names are compared. */
export const OUTSIDE_SHAPES = {
  engine: {
    name: '`engine`',
    keys: {
      name: {
        takes: { form: 'oneOf', values: ['tesseract', 'pdftotext'] },
        doc: '`tesseract` reads images; `pdftotext` takes the text out of PDF files.',
        example: 'name: tesseract',
        required: true,
      },
      languages: {
        takes: { form: 'text', what: 'the code of a language such as eng', many: true },
        doc: 'The languages that tesseract expects, as ISO 639-2 codes. Left out: eng.',
        example: 'languages: [eng, hin]',
      },
    },
  },
  fieldReader: {
    name: 'the reader of a field',
    keys: {
      pattern: {
        takes: { form: 'text', what: 'a regular expression' },
        doc: 'The first stretch of the text that matches is the value. Linear time only.',
        example: "pattern: '[A-Z]{5}[0-9]{4}[A-Z]'",
      },
      after: {
        takes: { form: 'text', what: 'a label' },
        doc: 'The label that stands before the value; the value goes to the end of the line.',
        example: 'after: Name',
      },
      format: {
        takes: { form: 'text', what: 'a layout such as dd/MM/yyyy' },
        doc: 'How a date is printed (Unicode Technical Standard 35): d, M and y. Left out: yyyy-MM-dd.',
        example: 'format: dd/MM/yyyy',
      },
    },
  },
  algorithm: {
    name: '`algorithm`',
    keys: {
      name: {
        takes: { form: 'oneOf', values: ['jaro_winkler'] },
        doc: 'How two names are compared: Jaro-Winkler with a prefix of 0.1 for up to 4 characters, four digits.',
        example: 'name: jaro_winkler',
        required: true,
      },
      fold: {
        takes: { form: 'oneOf', values: ['case', 'diacritics', 'token_order'], many: true },
        doc: 'What makes no difference. Left out: all three.',
        example: 'fold: [case, diacritics, token_order]',
      },
    },
  },
} as const satisfies Record<string, Shape>;

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAuditPhrase } from './audit-phrase.ts';
import { readMilliseconds, readPeriod } from './duration.ts';
import { readIntegrationPhrase } from './integration-phrase.ts';
import { readRequirementPhrase } from './requirement-phrase.ts';
import { readSlaPhrase } from './sla-phrase.ts';
import { readStepPhrase, readStepSentence } from './step-phrase.ts';
import { readTypePhrase } from './type-phrase.ts';
import { wordsOf } from './words.ts';

const GRAMMARS = {
  sla: readSlaPhrase,
  audit: readAuditPhrase,
  integration: readIntegrationPhrase,
  type: (text: string) => readTypePhrase(text, 'x'),
  residency: (text: string) => readRequirementPhrase('data_residency', text),
  encryption: (text: string) => readRequirementPhrase('encryption', text),
  retention: (text: string) => readRequirementPhrase('audit_retention', text),
  access: (text: string) => readRequirementPhrase('access_controls', text),
  unknown: (text: string) => readRequirementPhrase('something_else', text),
};

const WORDS = [
  '95%',
  'under',
  '30',
  'seconds',
  '500ms',
  'full',
  'request',
  'response',
  'logging',
  'REST',
  'API',
  'with',
  'OAuth2',
  'fallback',
  'array',
  'of',
  'base64',
  'strings',
  'float',
  'JSON',
  'India',
  'only',
  'AES-256',
  'at',
  'rest',
  'TLS',
  '1.3',
  '7',
  'years',
  'role-based',
  'blue',
  'Mars',
  'and',
  'p99',
  'over',
  '30d',
  'map',
  'list',
  'up',
  'to',
  'most',
  'least',
  'between',
  '84',
  'characters',
  'MB',
  'text',
  'number',
  'file',
  'password',
  'html',
  'binary',
  'data',
  'regular',
  'expression',
  'masked',
  'tamper-evident',
  'kms',
  'rotated',
  'reviewed',
  'every',
  '90',
  'days',
];
const phrase = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 8 })), { maxLength: 12 })
  .map((words) => words.join(' '));

describe.each(Object.entries(GRAMMARS))('%s', (_, read) => {
  test('drops no word: what is understood and what is not are the whole phrase', () => {
    fc.assert(
      fc.property(phrase, (text) => {
        const { understood, notUnderstood } = read(text);
        const all = [...understood, ...notUnderstood].map((word) => word.start).sort((a, b) => a - b);
        expect(all).toEqual(wordsOf(text).map((word) => word.start));
        for (const word of [...understood, ...notUnderstood]) expect(text.slice(word.start, word.end)).toBe(word.text);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

const lost = (reading: { notUnderstood: readonly { text: string }[] }) =>
  reading.notUnderstood.map((word) => word.text);

test.each([
  ['95% under 30 seconds', { percentile: 95, withinMs: 30_000 }, []],
  ['99% under 500 ms', { percentile: 99, withinMs: 500 }, []],
  ['99.9% of requests within 200ms', { percentile: 99.9, withinMs: 200 }, []],
  ['p95 < 2s', { percentile: 95, withinMs: 2000 }, []],
  ['under 2 minutes', { percentile: 95, withinMs: 120_000 }, []],
  ['95% under 30 parsecs', null, ['95%', 'under', '30', 'parsecs']],
  ['fast', null, ['fast']],
])('sla: %s', (text, latency, words) => {
  const reading = readSlaPhrase(text);
  expect(reading.value.latency).toEqual(latency);
  expect(lost(reading)).toEqual(words);
});

test('sla: availability and window are read beside the latency; a share that is missing is assumed', () => {
  expect(readSlaPhrase('95% under 30s, 99.9% available over 30 days').value).toEqual({
    latency: { percentile: 95, withinMs: 30_000 },
    availability: '99.9%',
    window: { count: 30, unit: 'day' },
  });
  expect(readSlaPhrase('under 2 s').assumptions).toEqual(['No share is written: 95 % of requests are meant.']);
});

test('time: 200ms is not 200 minutes, and a year is no number of milliseconds', () => {
  expect([
    readMilliseconds('200ms'),
    readMilliseconds('200 m'),
    readMilliseconds('1.5h'),
    readMilliseconds('1 year'),
    readMilliseconds('0s'),
  ]).toEqual([200, 12_000_000, 5_400_000, null, null]);
  expect([readPeriod('7 years'), readPeriod('90d'), readPeriod('0 days'), readPeriod('7')]).toEqual([
    { count: 7, unit: 'year' },
    { count: 90, unit: 'day' },
    null,
    null,
  ]);
});

test.each([
  ['full request/response logging', ['request', 'response'], []],
  ['requests and decisions, kept for 7 years', ['request', 'decisions'], []],
  ['full', ['request', 'response', 'decisions'], []],
  ['none', [], []],
  ['whenever it rains', ['request', 'response', 'decisions'], ['whenever', 'it', 'rains']],
])('audit: %s', (text, record, words) => {
  const reading = readAuditPhrase(text);
  expect(reading.value.record).toEqual(record);
  expect(lost(reading)).toEqual(words);
});

test.each([
  ['REST API with OAuth2', 'rest', 'oauth2_client_credentials', 0],
  ['SOAP integration with encryption', 'soap', null, 1],
  ['third-party service with fallback', null, null, 2],
  ['GraphQL with api key', 'graphql', 'api_key', 0],
])('integration: %s', (text, protocol, auth, questions) => {
  const reading = readIntegrationPhrase(text);
  expect([reading.value.protocol, reading.value.auth, reading.value.questions.length, lost(reading)]).toEqual([
    protocol,
    auth,
    questions,
    [],
  ]);
});

test.each([
  ['array of base64 strings', { kind: 'list', of: 'base64' }],
  ['structured JSON', { kind: 'json' }],
  ['float', { kind: 'double' }],
  ['optional whole number', { kind: 'optional', of: 'int' }],
  ['list of email addresses', { kind: 'list', of: 'email' }],
  ['gibberish', null],
])('type: %s', (text, shape) => {
  const { value } = readTypePhrase(text, 'x');
  const name = (type: typeof value) => (type?.kind === 'scalar' ? type.name : type?.kind);
  expect(
    value === null
      ? null
      : value.kind === 'list' || value.kind === 'optional'
        ? { kind: value.kind, of: name(value.of) }
        : { kind: name(value) },
  ).toEqual(shape);
});

test.each([
  ['text up to 140 characters', { name: 'string', length: { min: null, max: 140 } }],
  ['whole number between 6 and 84', { name: 'int', range: { min: '6', max: '84' } }],
  ['number from 0 to 1.5', { name: 'decimal', range: { min: '0', max: '1.5' } }],
  ['file up to 8 MB', { name: 'file', length: { min: null, max: 8 * 1024 ** 2 } }],
  ['list of at most 4 files', { kind: 'list', of: { name: 'file' }, length: { min: null, max: 4 } }],
  [
    'list of texts with at least 2 items',
    { kind: 'list', of: { name: 'string', length: null }, length: { min: 2, max: null } },
  ],
  ['map of whole numbers', { kind: 'map', of: { name: 'int' } }],
  ['password of at least 12 characters', { name: 'password', length: { min: 12, max: null } }],
  ['regular expression', { name: 'regex' }],
  ['html', { name: 'html' }],
  ['binary data', { name: 'bytes' }],
])('type: %s', (text, type) => {
  const reading = readTypePhrase(text, 'x');
  expect(reading.value).toMatchObject(type);
  expect(lost(reading)).toEqual([]);
});

test('type: bounds that a type cannot have are said to have no effect', () => {
  expect(readTypePhrase('date up to 5', 'x').assumptions).toEqual([
    'The range ..5 does not fit this type and has no effect.',
  ]);
  expect(readTypePhrase('text between 9 and 3 characters', 'x').assumptions).toEqual([
    'The range 9..3 is no length and has no effect.',
  ]);
  expect(readTypePhrase('whole number up to 1.5', 'x').value).toMatchObject({ name: 'int', range: null });
});

test('audit: masks and chains are read', () => {
  expect(readAuditPhrase('full, masked, tamper-evident').value).toMatchObject({
    redact: 'classified',
    tamperEvident: true,
  });
  expect(readAuditPhrase('requests').value).toMatchObject({ redact: null, tamperEvident: false });
});

test('requirements: what rules can check is read beside the facts', () => {
  expect(readRequirementPhrase('encryption', 'AES-256, keys in kms, rotated every 90 days').value.control).toEqual({
    kind: 'encryption',
    atRest: 'AES-256',
    inTransit: null,
    keys: 'kms',
    rotate: { count: 90, unit: 'day' },
  });
  expect(readRequirementPhrase('access_controls', 'rbac, reviewed every 6 months').value.control).toMatchObject({
    model: 'rbac',
    reviewEvery: { count: 6, unit: 'month' },
  });
});

test('type: a fraction that is money is exact', () => {
  expect(readTypePhrase('float', 'loan_amount').value).toMatchObject({ name: 'decimal', scale: 2 });
  expect(readTypePhrase('float', 'confidence_score').value).toMatchObject({ name: 'double' });
});

test('step: the verb gives the kind, the words give the integration', () => {
  const names = ['core_banking', 'ckyc_database', 'sanctions_api'];
  const read = (name: string, text: string) => {
    const { kind, integration, engine } = readStepPhrase(name, text, names);
    return [kind, integration, engine];
  };
  expect(read('extract_text_ocr', 'use tesseract + custom fintech model')).toEqual(['extract', null, 'tesseract']);
  expect(read('validate_documents', 'check against CKYC database')).toEqual(['call', 'ckyc_database', null]);
  expect(read('screen_sanctions', 'PEP and sanctions list matching')).toEqual(['screen', 'sanctions_api', null]);
  expect(read('risk_assessment', 'ML model for fraud detection')).toEqual(['score', null, null]);
  expect(read('hum', 'a tune')).toEqual([null, null, null]);
});

test('step: every word is understood or not, and none is lost', () => {
  const names = ['core_banking', 'ckyc_database', 'sanctions_api'];
  const words = (name: string, text: string): string[] =>
    readStepSentence(name, text, names).notUnderstood.map((word) => word.text);
  expect(words('extract_text_ocr', 'use tesseract + custom fintech model')).toEqual(['custom', 'fintech', 'model']);
  expect(words('validate_documents', 'check against CKYC database')).toEqual([]);
  expect(words('screen_sanctions', 'PEP and sanctions list matching')).toEqual([]);
  expect(words('risk_assessment', 'ML model for fraud detection')).toEqual(['detection']);
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.constantFrom('look', 'extract', 'screen_sanctions'), (text, name) => {
      const { understood, notUnderstood } = readStepSentence(name, text, names);
      const all = [...understood, ...notUnderstood].sort((a, b) => a.start - b.start);
      expect(all.map((word) => text.slice(word.start, word.end))).toEqual(text.match(/[^\s,;+/()]+/g) ?? []);
    }),
    { numRuns: 300, seed: 11 },
  );
});

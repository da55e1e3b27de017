import { readAuditPhrase } from '../phrases/audit-phrase.ts';
import { readIntegrationPhrase } from '../phrases/integration-phrase.ts';
import { readRequirementPhrase } from '../phrases/requirement-phrase.ts';
import { readSlaPhrase } from '../phrases/sla-phrase.ts';
import { readStepSentence } from '../phrases/step-phrase.ts';
import { readTypePhrase } from '../phrases/type-phrase.ts';
import type { Reading } from '../phrases/words.ts';

/** The published grammar of a kind of phrase. */
export interface PhraseDoc {
  id: string;
  title: string;
  /** Where such a phrase stands. */
  where: string;
  /** In `[…]` what may be left out, `a | b` a choice, in capitals a value. */
  grammar: readonly string[];
  /** Each is understood to its last word: a test reads them. */
  examples: readonly string[];
  read: (text: string) => Reading<unknown>;
}

const requirement = (
  name: string,
  title: string,
  grammar: readonly string[],
  examples: readonly string[],
): PhraseDoc => ({
  id: name.replaceAll('_', '-'),
  title,
  where: `at \`compliance_requirements.${name}\``,
  grammar,
  examples,
  read: (text) => readRequirementPhrase(name, text),
});

/** All phrases that can be read. Words beyond the grammar are not understood, and said so at their place. */
export const PHRASE_DOCS: readonly PhraseDoc[] = [
  {
    id: 'type-phrase',
    title: 'A type in words',
    where: 'wherever a type is expected',
    grammar: [
      '[optional] [array of | list of | map of] [BOUNDS] SCALAR [BOUNDS]',
      'SCALAR: text, whole number, money, percentage, float, date and time, email address, phone number, base64 strings, file, binary data, password, html, regular expression, structured JSON, …',
      'BOUNDS: up to N | at most N | at least N | between N and N | from N to N, with characters | items | bytes | KB | MB',
    ],
    examples: [
      'array of base64 strings',
      'optional text up to 140 characters',
      'list of at most 4 files',
      'whole number between 6 and 84',
      'structured JSON',
      'date and time',
      'money',
    ],
    read: (text) => readTypePhrase(text, 'value'),
  },
  {
    id: 'sla-phrase',
    title: 'A service level',
    where: 'at `sla` of an endpoint',
    grammar: [
      'SHARE [of requests] under | below | within | < TIME',
      'pNN under | … TIME',
      'SHARE available | uptime',
      'over PERIOD',
    ],
    examples: [
      '95% under 30 seconds',
      '99.9% of requests within 200ms',
      'p95 < 2s',
      '95% under 30s, 99.9% available over 30 days',
    ],
    read: readSlaPhrase,
  },
  {
    id: 'audit-phrase',
    title: 'What is recorded',
    where: 'at `audit` of an endpoint',
    grammar: [
      '[full] request | response | decisions … [logging]',
      '[kept] [for] NUMBER days | months | years',
      'masked | redacted',
      'tamper-evident',
      'none',
    ],
    examples: [
      'full request/response logging',
      'requests and decisions, masked, tamper-evident, kept for 7 years',
      'none',
    ],
    read: readAuditPhrase,
  },
  {
    id: 'integration-phrase',
    title: 'Another system',
    where: 'where an integration is declared',
    grammar: [
      '[PROTOCOL] [API | service | integration] [with AUTH | encryption | fallback]',
      'PROTOCOL: REST, SOAP, GraphQL, Kafka, webhook, SFTP, SMTP',
      'AUTH: OAuth2, mTLS, API key, basic, JWT',
    ],
    examples: ['REST API with OAuth2', 'SOAP integration with encryption', 'third-party service with fallback'],
    read: readIntegrationPhrase,
  },
  {
    id: 'step-phrase',
    title: 'A step in words',
    where: 'wherever a step is expected: a person does it, until it is refined',
    grammar: [
      'VERB … [with ENGINE] [INTEGRATION]',
      'VERB: extract, scan, OCR | sanctions, PEP, screening | risk, fraud, score | check against, look up, fetch | decide | notify, publish | approve, review | store | update | calculate',
      'ENGINE: tesseract, pdftotext',
      'INTEGRATION: the words of its name',
    ],
    examples: ['OCR with tesseract', 'PEP and sanctions list matching', 'fraud score', 'manual review'],
    read: (text) => readStepSentence('step', text, []),
  },
  requirement('data_residency', 'Where data stays', ['REGION [and REGION …] [only]'], ['India only', 'EU and UK only']),
  requirement(
    'encryption',
    'Encryption',
    [
      'AES-128 | AES-192 | AES-256 [at rest]',
      'TLS 1.2 | TLS 1.3 [in transit] [or newer]',
      '[keys in] kms | hsm',
      'rotated every PERIOD',
    ],
    ['AES-256 at rest, TLS 1.3 in transit', 'AES-256, keys in kms, rotated every 90 days'],
  ),
  requirement(
    'audit_retention',
    'How long records are kept',
    ['[keep for | at least] NUMBER days | weeks | months | years'],
    ['7 years', 'at least 90 days'],
  ),
  requirement(
    'access_controls',
    'Who may do what',
    [
      'role-based [access] | approval [workflows] | multi-factor authentication | four-eyes | least privilege | reviewed every PERIOD, in any order',
    ],
    ['role-based with approval workflows', 'role-based access, four-eyes and mfa, reviewed every 90 days'],
  ),
];

import type { Period } from '../../model.ts';
import { recordEntities } from '../record-entities.ts';
import { type Rule, SECONDARY } from '../rule.ts';
import { seeAuditKept, seeRowsKept } from '../see-kept.ts';

/** Depositories and their participants keep records for eight years. */
export const sebiDp: Rule = {
  ...SECONDARY,
  id: 'SEBI-DP',
  framework: 'SEBI',
  instrument: 'Depositories and Participants Regulations',
  paragraph: 'records',
  demands: 'Depositories and their participants keep records for eight years.',
  appliesTo: 'Depositories and depository participants',
  asks: [
    {
      name: 'class',
      question: 'What is the institution to the securities market?',
      values: [
        'depository',
        'depository_participant',
        'stock_broker',
        'exchange',
        'clearing_corporation',
        'asset_manager',
        'portfolio_manager',
        'investment_adviser',
        'research_analyst',
        'listed_company',
        'other',
      ],
      gate: 'needed',
      applies: ['depository', 'depository_participant'],
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'Rows of clients or transactions, or the audit log, are kept for less than eight years.',
  satisfiedBy: 'Rows of clients and transactions and the audit log are kept for at least eight years.',
  evidence: [{ kind: 'test', what: 'The purge keeps a row until a day before its end and erases it a day after.' }],
  note: null,
  check: (subject) => [...seeRowsKept(recordEntities(subject), EIGHT_YEARS), ...seeAuditKept(subject, EIGHT_YEARS)],
};

const EIGHT_YEARS: Period = { count: 8, unit: 'year' };

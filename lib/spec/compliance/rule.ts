import type { Span } from '../../core/text-range.ts';
import type { Period } from '../model.ts';
import type { Subject } from './subject.ts';

/** A day as `YYYY-MM-DD`; such texts compare like the days that they name. */
export type IsoDay = string;

/**
 * How sure we are of a rule's text. P: the primary text was read, at the latest on `verifiedOn`. S: a secondary source said so.
 * M: from memory. A rule whose text is sure and whose threshold is not has the weaker of the two.
 */
export type Standing =
  | { certainty: 'P'; verifiedOn: IsoDay }
  | { certainty: 'S'; verifiedOn: null }
  | { certainty: 'M'; verifiedOn: null };

/** The frameworks that there are rules for. */
export type FrameworkName = 'PMLA' | 'RBI' | 'SEBI' | 'CERT-In' | 'DPDP' | 'PCI DSS' | 'HIPAA' | 'GDPR' | 'SOC 2';

/** A fact about the institution that a rule asks for: `compliance: {RBI: {payment_data: true}}`. */
export interface FactAsked {
  /** The fact's key. */
  name: string;
  /** What it means, as a question. */
  question: string;
  /** Words that it may be; null: true or false, or a day. */
  values: readonly string[] | null;
  /**
   * `needed`: without the fact the rule is not tested. `assumed`: without it the rule is checked all the same. With a fact that
   * says no, either does not apply. `informs`: the check reads it; it opens and closes nothing.
   */
  gate: 'needed' | 'assumed' | 'informs';
  /** The words that mean that the rule applies; null: `true` does. */
  applies: readonly string[] | null;
}

/** What proves that a rule is kept, and what a text alone never does. */
export interface Evidence {
  kind: 'test' | 'scan' | 'probe' | 'document';
  what: string;
}

/** Something that a check saw in a model. */
export type Observation =
  | { seen: 'satisfied'; what: string; span: Span | null }
  | { seen: 'violated'; what: string; span: Span; about: 'retention' | 'other'; mend: Mend | null }
  /** Nothing in the text shows it: which fact or evidence is missing. */
  | { seen: 'open'; what: string };

/** What can be written to meet a rule, where one value does. */
export type Mend =
  | { kind: 'keep'; least: Period }
  /** Rows are erased after the least time that other rules demand, or after a year. */
  | { kind: 'erase'; least: Period | null }
  | { kind: 'audit' }
  | { kind: 'tamperEvident' }
  | { kind: 'encrypt' };

/** Every rule of the pack. */
export type RuleId =
  | 'PMLA-12'
  | 'PMLR-3'
  | 'PMLR-8'
  | 'PMLR-9-1A'
  | 'KYC-VII'
  | 'VCIP'
  | 'SPSD-2018'
  | 'COFT'
  | 'AUTH-2025'
  | 'DL-2025a'
  | 'DL-2025b'
  | 'RBI410-182'
  | 'IT-13'
  | 'IT-15'
  | 'IT-17'
  | 'IT-19c'
  | 'IT-21'
  | 'IT-26a'
  | 'IT-29'
  | 'OUTS-2025'
  | 'CSCRF-INC'
  | 'CSCRF-SBOM'
  | 'CSCRF-CAT'
  | 'SEBI-DP'
  | 'LODR-30'
  | 'CERT-6H'
  | 'CERT-LOG'
  | 'CERT-NTP'
  | 'DPDP-6'
  | 'DPDP-8-7'
  | 'DPDP-R6'
  | 'DPDP-R7'
  | 'DPDP-R8'
  | 'PCI-3'
  | 'PCI-4.2.1'
  | 'PCI-6'
  | 'PCI-10'
  | 'HIPAA-DOC'
  | 'GDPR-30-32-33'
  | 'SOC2-CC8.1';

/** What is known of a rule. */
export interface RuleText {
  id: RuleId;
  framework: FrameworkName;
  instrument: string;
  paragraph: string;
  /** What it demands, in one sentence. */
  demands: string;
  /** Whom it binds, in words. */
  appliesTo: string;
  asks: readonly FactAsked[];
  /** Null: in force, and since when is not recorded. */
  inForceFrom: IsoDay | null;
  /** A later instrument that took its place; its paragraphs have other numbers. */
  supersededBy: { on: IsoDay; by: string } | null;
  /** What in a specification violates it. */
  violatedBy: string;
  /** What in a specification satisfies it; null: nothing that can be written there does. */
  satisfiedBy: string | null;
  evidence: readonly Evidence[];
  /** Other things to know, such as which part of it is less sure; null: nothing. */
  note: string | null;
  /** Pure and total: looks at the model and at the facts of the rule's own framework. */
  check: (subject: Subject) => readonly Observation[];
}

export type Rule = RuleText & Standing;
/** A rule whose text was read; only such a rule can be met. */
export type VerifiedRule = Extract<Rule, { certainty: 'P' }>;

/** Says that something is as the rule demands. */
export function satisfied(what: string, span: Span | null = null): Observation {
  return { seen: 'satisfied', what, span };
}

/** Says that something is not as the rule demands, and where. */
export function violated(
  what: string,
  span: Span,
  about: 'retention' | 'other' = 'other',
  mend: Mend | null = null,
): Observation {
  return { seen: 'violated', what, span, about, mend };
}

/** Says that the text does not show it. */
export function open(what: string): Observation {
  return { seen: 'open', what };
}

/**
 * The day by which the primary texts of the rules of certainty P had been read: that of the rule pack's edition. The day of each
 * single reading is not recorded, and it cannot be later.
 */
export const EDITION: IsoDay = '2026-11-22';

/** The primary text was read. */
export const PRIMARY: Standing = { certainty: 'P', verifiedOn: EDITION };
/** A secondary source says so. */
export const SECONDARY: Standing = { certainty: 'S', verifiedOn: null };
/** From memory. */
export const MEMORY: Standing = { certainty: 'M', verifiedOn: null };

import type { Severity } from '../diagnostic.ts';
import { COMPLIANCE_CODES } from './compliance-codes.ts';
import { DATA_CODES } from './data-codes.ts';
import { DECISION_CODES } from './decision-codes.ts';
import { EXPRESSION_CODES } from './expression-codes.ts';
import { FLOW_CODES } from './flow-codes.ts';
import { FLOW_RULE_CODES } from './flow-rule-codes.ts';
import type { Notice } from './notice.ts';
import { OUTSIDE_CODES } from './outside-codes.ts';
import { PRIVACY_CODES } from './privacy-codes.ts';
import { SCENARIO_CODES } from './scenario-codes.ts';
import { SCORECARD_CODES } from './scorecard-codes.ts';
import { SECTION_CODES } from './section-codes.ts';
import { SECURITY_CODES } from './security-codes.ts';
import { SPEC_CODES } from './spec-codes.ts';
import { STEP_CODES } from './step-codes.ts';
import { TYPE_CODES } from './type-codes.ts';
import { YAML_CODES } from './yaml-codes.ts';

/** Every diagnostic that there is, by code. */
export const CATALOGUE = {
  ...YAML_CODES,
  ...SPEC_CODES,
  ...SECTION_CODES,
  ...TYPE_CODES,
  ...EXPRESSION_CODES,
  ...FLOW_CODES,
  ...OUTSIDE_CODES,
  ...STEP_CODES,
  ...FLOW_RULE_CODES,
  ...DECISION_CODES,
  ...SCORECARD_CODES,
  ...DATA_CODES,
  ...PRIVACY_CODES,
  ...SECURITY_CODES,
  ...SCENARIO_CODES,
  ...COMPLIANCE_CODES,
} as const;

export type Code = keyof typeof CATALOGUE;
/** What the message of a code is filled with. */
export type ArgsOf<C extends Code> = (typeof CATALOGUE)[C] extends Notice<infer A> ? A : never;

/** Whether a text is the code of a diagnostic. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}

export function severityOf(code: Code): Severity {
  return CATALOGUE[code].severity;
}

export function messageOf<C extends Code>(code: C, args: ArgsOf<C>): string {
  // The table pairs each code with its own message; TypeScript cannot follow that through a union of codes.
  const message = CATALOGUE[code].message as (args: ArgsOf<C>) => string;
  return message(args);
}

import type { CATALOGUE } from '../catalogue.ts';
import type { Page } from '../page.ts';
import { COMPLIANCE_PAGES } from './compliance-pages.ts';
import { DATA_PAGES } from './data-pages.ts';
import { DECISION_PAGES } from './decision-pages.ts';
import { EXPRESSION_PAGES } from './expression-pages.ts';
import { FLOW_PAGES } from './flow-pages.ts';
import { FLOW_RULE_PAGES } from './flow-rule-pages.ts';
import { OUTSIDE_PAGES } from './outside-pages.ts';
import { PRIVACY_PAGES } from './privacy-pages.ts';
import { SCENARIO_PAGES } from './scenario-pages.ts';
import { SCORECARD_PAGES } from './scorecard-pages.ts';
import { SECTION_PAGES } from './section-pages.ts';
import { SECURITY_PAGES } from './security-pages.ts';
import { SPEC_PAGES } from './spec-pages.ts';
import { STEP_PAGES } from './step-pages.ts';
import { TYPE_PAGES } from './type-pages.ts';
import { YAML_PAGES } from './yaml-pages.ts';

/** The documentation page of every diagnostic, by code. The checker does not load it. */
export const PAGES: Readonly<Record<keyof typeof CATALOGUE, Page>> = {
  ...YAML_PAGES,
  ...SPEC_PAGES,
  ...SECTION_PAGES,
  ...TYPE_PAGES,
  ...EXPRESSION_PAGES,
  ...FLOW_PAGES,
  ...OUTSIDE_PAGES,
  ...STEP_PAGES,
  ...FLOW_RULE_PAGES,
  ...DECISION_PAGES,
  ...SCORECARD_PAGES,
  ...DATA_PAGES,
  ...PRIVACY_PAGES,
  ...SECURITY_PAGES,
  ...SCENARIO_PAGES,
  ...COMPLIANCE_PAGES,
};

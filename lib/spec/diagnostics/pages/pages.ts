import type { CATALOGUE } from '../catalogue.ts';
import type { Page } from '../page.ts';
import { compliancePages } from './compliance-pages.ts';
import { dataPages } from './data-pages.ts';
import { decisionPages } from './decision-pages.ts';
import { expressionPages } from './expression-pages.ts';
import { flowPages } from './flow-pages.ts';
import { flowRulePages } from './flow-rule-pages.ts';
import { outsidePages } from './outside-pages.ts';
import { privacyPages } from './privacy-pages.ts';
import { scenarioPages } from './scenario-pages.ts';
import { scorecardPages } from './scorecard-pages.ts';
import { sectionPages } from './section-pages.ts';
import { securityPages } from './security-pages.ts';
import { specPages } from './spec-pages.ts';
import { stepPages } from './step-pages.ts';
import { typePages } from './type-pages.ts';
import { yamlPages } from './yaml-pages.ts';

export type AllPages = Readonly<Record<keyof typeof CATALOGUE, Page>>;

/** The documentation page of every diagnostic, by code. */
export const allPages = (): AllPages => ({
  ...yamlPages(),
  ...specPages(),
  ...sectionPages(),
  ...typePages(),
  ...expressionPages(),
  ...flowPages(),
  ...outsidePages(),
  ...stepPages(),
  ...flowRulePages(),
  ...decisionPages(),
  ...scorecardPages(),
  ...dataPages(),
  ...privacyPages(),
  ...securityPages(),
  ...scenarioPages(),
  ...compliancePages(),
});

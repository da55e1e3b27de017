import type { Reporter } from '../diagnostics/reporter.ts';
import type { Model } from '../model.ts';
import { seeApprovals } from './checks/see-approvals.ts';
import { seeAuditPeriods } from './checks/see-audit-periods.ts';
import { seeDegradedApprovals } from './checks/see-degraded-approvals.ts';
import { seeDeployedRegions } from './checks/see-deployed-regions.ts';
import { seeRoles } from './checks/see-roles.ts';
import { seeTransit } from './checks/see-transit.ts';
import { seeUnknownFacts } from './checks/see-unknown-facts.ts';
import { seeUnwatchedLevels } from './checks/see-unwatched-levels.ts';
import { evaluateCompliance, type FrameworkReport } from './evaluate-compliance.ts';
import { frameworkNamed, USUAL_NAMES } from './frameworks.ts';
import type { Finding } from './judge-rule.ts';
import { EDITION, type Rule } from './rule.ts';

/** A rule that is broken in more places says so this many times. */
const MAX_PLACES = 20;

/** Says what named frameworks and the service's own requirements find in a model. Knows no day: what depends on one is left to reports. */
export function reportCompliance(model: Model, reporter: Reporter): void {
  for (const framework of model.frameworks) {
    if (frameworkNamed(framework.name) !== null) continue;
    const { span, name } = framework;
    const suggestion = reporter.suggest(name, USUAL_NAMES);
    const fixes = suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span, text: suggestion }] }];
    reporter.report('CMP8001', span, { name, suggestion }, fixes);
  }
  for (const requirement of model.requirements)
    if (requirement.control === null) reporter.report('CMP8002', requirement.span, { name: requirement.name });
  for (const report of evaluateCompliance(model, { on: null }).frameworks) {
    reportUntested(model, report, reporter);
    for (const finding of report.findings) if (finding.result === 'fail') reportFailure(finding, reporter);
  }
  seeUnknownFacts(model, reporter);
  seeDegradedApprovals(model, reporter);
  seeApprovals(model, reporter);
  seeDeployedRegions(model, reporter);
  seeAuditPeriods(model, reporter);
  seeRoles(model, reporter);
  seeTransit(model, reporter);
  seeUnwatchedLevels(model, reporter);
}

/** One note for each framework: how many of its rules the text can answer, and which facts would let it answer more. */
function reportUntested(model: Model, { framework, findings, counts }: FrameworkReport, reporter: Reporter): void {
  const named = model.frameworks.find(({ name }) => frameworkNamed(name) === framework);
  if (named === undefined || counts['not tested'] === 0) return;
  const given = new Set(named.facts.map(({ name }) => name));
  const asked = findings
    .filter(({ result }) => result === 'not tested')
    .flatMap(({ rule }) =>
      rule.asks.filter(({ name, gate }) => gate !== 'assumed' && !given.has(name)).map(({ name }) => name),
    );
  reporter.report('CMP8023', named.span, {
    framework,
    rules: findings.length,
    untested: counts['not tested'],
    facts: [...new Set(asked)],
  });
}

function reportFailure({ rule, reasons }: Finding, reporter: Reporter): void {
  const firm = isFirm(rule);
  const said = { rule: rule.id, where: `${rule.instrument}, ${rule.paragraph}`, doubt: doubtOf(rule) };
  for (const { what, span, about } of reasons.slice(0, MAX_PLACES)) {
    if (span === null) continue;
    if (about === 'retention') reporter.report(firm ? 'DAT6534' : 'DAT6535', span, { what, ...said });
    else reporter.report(firm ? 'CMP8021' : 'CMP8022', span, { what, ...said });
  }
}

/** Whether breaking a rule is certain: its text was read, is the one that holds, and holds already. */
function isFirm(rule: Rule): boolean {
  return rule.certainty === 'P' && doubtOf(rule) === null;
}

/** Why it is not certain that a rule holds as it is written here; null: it is. */
function doubtOf(rule: Rule): string | null {
  if (rule.certainty === 'S') return 'from a secondary source, not verified';
  if (rule.certainty === 'M') return 'from memory, not verified';
  if (rule.supersededBy !== null) return `as read before ${rule.supersededBy.on}, when it was re-issued`;
  return rule.inForceFrom !== null && rule.inForceFrom > EDITION ? `in force from ${rule.inForceFrom}` : null;
}

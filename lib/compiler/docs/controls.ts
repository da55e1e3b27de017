import { evaluateCompliance } from '../../spec/compliance/evaluate-compliance.ts';
import type { Finding } from '../../spec/compliance/judge-rule.ts';
import type { Evidence, FrameworkName, Rule, RuleId } from '../../spec/compliance/rule.ts';
import type { Plan } from '../plan.ts';
import { erasedEntities } from '../platform/erasure.ts';

/** What became of one rule, with what shows it. */
export interface ControlStatus {
  rule: Rule;
  framework: FrameworkName;
  /**
   * `shown`: the primary text was read, the specification does what it demands, and for every evidence that the rule asks for
   * there is a file here. `said`: the same, but some evidence is still to be brought. Everything else is not green.
   */
  status: 'shown' | 'said' | Exclude<Finding['result'], 'pass'>;
  /** What the specification says about it, and why it is judged so. */
  reasons: readonly string[];
  evidence: readonly { asked: Evidence; file: string | null }[];
}

/**
 * The rules of all frameworks that the specification names, in the order of the rule pack. `files` are the other files of the
 * repository: evidence is only what is in them. Judged without a day, so that the same specification gives the same document.
 */
export function controlsOf(plan: Plan, files: ReadonlyMap<string, string>): ControlStatus[] {
  const { frameworks } = evaluateCompliance(plan.model, { on: null });
  return frameworks.flatMap(({ framework, findings }) =>
    findings.map(({ rule, result, reasons }): ControlStatus => {
      const evidence = rule.evidence.map((asked, at) => ({ asked, file: fileFor(rule.id, at, plan, files) }));
      const shown = evidence.length > 0 && evidence.every(({ file }) => file !== null);
      const status = result === 'pass' ? (shown ? 'shown' : 'said') : result;
      return { rule, framework, status, reasons: reasons.map(({ what }) => what), evidence };
    }),
  );
}

/** The file that is the evidence of a rule at a place of its list; null: it has to be brought from elsewhere. */
function fileFor(id: RuleId, at: number, plan: Plan, files: ReadonlyMap<string, string>): string | null {
  const known = GENERATED.find((one) => one.rule === id && one.evidence === at);
  if (known === undefined) return null;
  const text = files.get(known.file);
  return text !== undefined && known.holds(plan, text) ? known.file : null;
}

interface Generated {
  rule: RuleId;
  /** Which evidence of the rule. */
  evidence: number;
  file: string;
  /** Whether the file's text really is that evidence for this service. */
  holds: (plan: Plan, text: string) => boolean;
}

const GENERATED: readonly Generated[] = [
  ...(['PMLA-12', 'SEBI-DP', 'DPDP-8-7'] as const).map((rule) => ({
    rule,
    evidence: 0,
    file: 'test/retention.test.ts',
    holds: erasesAll,
  })),
  { rule: 'PCI-10', evidence: 1, file: 'test/audit.test.ts', holds: (_, text) => text.includes('verifyAudit') },
  { rule: 'CSCRF-SBOM', evidence: 0, file: 'sbom.json', holds: (_, text) => text.includes('"CycloneDX"') },
];

/** Rows of entities that cannot be made alone have no test of their own: then the file shows not all of it. */
function erasesAll(plan: Plan, text: string): boolean {
  const erased = erasedEntities(plan);
  return erased.length > 0 && erased.every(({ entity }) => text.includes(`${entity.name} is erased after`));
}

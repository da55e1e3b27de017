import { evaluateCompliance } from '../../spec/compliance/evaluate-compliance.ts';
import { sbom } from '../ops/sbom.ts';
import type { Plan } from '../plan.ts';
import { complianceText } from './compliance.ts';
import { controlsOf } from './controls.ts';
import { oscal } from './oscal.ts';

type Text = readonly [path: string, text: string];

/**
 * What auditors ask for: sbom.json where the service is deployed or a framework is named, COMPLIANCE.md and its OSCAL form where
 * a framework is named. `texts` are the other files of the repository: evidence is only what is in them.
 */
export function evidenceFiles(plan: Plan, texts: readonly Text[]): Text[] {
  const { model } = plan;
  const governed = model.frameworks.length > 0;
  const parts: Text[] = governed || model.deployment !== null ? [['sbom.json', sbom(plan)]] : [];
  if (!governed) return parts;
  const controls = controlsOf(plan, new Map([...texts, ...parts]));
  const { unknown } = evaluateCompliance(model, { on: null });
  return [
    ...parts,
    ['COMPLIANCE.md', complianceText(plan, controls, unknown)],
    ...(controls.length > 0 ? ([['compliance/component-definition.json', oscal(plan, controls)]] as const) : []),
  ];
}

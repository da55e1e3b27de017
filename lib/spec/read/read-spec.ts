import type { LineIndex } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { ReadingMemory } from '../incremental/reading-memory.ts';
import type { Model } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { Listeners } from './analyse.ts';
import { collectNames } from './collect-names.ts';
import type { ReadContext } from './context.ts';
import { findSecrets } from './find-secrets.ts';
import { readKeys } from './keys.ts';
import { readDeclarations } from './read-declarations.ts';
import { readDeployment } from './read-deployment.ts';
import { readNulls } from './read-endpoints.ts';
import { readFlows } from './read-flows.ts';
import { readFrameworks } from './read-frameworks.ts';
import { readHead } from './read-head.ts';
import { readInvariants } from './read-invariants.ts';
import { readMonitoring } from './read-monitoring.ts';
import { readRequirements } from './read-requirements.ts';
import { readRoles } from './read-roles.ts';
import { checkCoverage } from './scenarios/check-coverage.ts';
import { readScenarios } from './scenarios/read-scenarios.ts';
import { scenarioWorld } from './scenarios/scenario-world.ts';
import { sectionsOf } from './section.ts';

/** Reads a whole tree into a model. Null if the top level is no map (reported). */
export function readSpec(
  text: string,
  lines: LineIndex,
  root: YamlNode,
  reporter: Reporter,
  listeners: Listeners = {},
  memory?: ReadingMemory,
): Model | null {
  if (root.kind !== 'map') {
    reporter.report('SPC2003', root.span, {
      expected: 'A map that starts with `service:`',
      found: root.kind === 'seq' ? 'a list' : 'a text',
    });
    return null;
  }
  const ctx: ReadContext = { text, lines, reporter, names: collectNames(root), ...listeners, memory };
  const keys = readKeys(ctx, root, 'spec', { start: root.span.start, end: Math.min(text.length, root.span.start + 1) });
  if (keys === null) return null;
  const section = sectionsOf(ctx, keys);
  const head = readHead(ctx, keys);
  findSecrets(ctx, root);
  const declared = readDeclarations(ctx, keys, section);
  const flows = readFlows(ctx, section, declared);
  const { table, subject, timezone, types, auth, entities, errors, errorBody } = declared;
  const { steps, ...running } = flows;
  const scenarios = section('scenarios', (at, node) => readScenarios(at, scenarioWorld(table, flows), node));
  checkCoverage(ctx, table, scenarios, flows.endpoints, flows.decisions);
  const [deployment, monitoring] = ['deployment', 'monitoring'].map((key) => keys.get(key));
  const people = new Set(steps.filter(({ kind }) => kind === 'userTask' || kind === 'prose').map(({ name }) => name));
  const prose = steps.filter((step) => step.kind === 'prose').length;
  if (prose > 0) reporter.report('REL9001', head.service.span, { steps: prose });
  return {
    ...head,
    timezone,
    nulls: readNulls(ctx, keys) ?? 'omit',
    auth,
    errorBody,
    types,
    entities,
    errors,
    ...running,
    invariants: section('invariants', (at, node) => readInvariants(at, { table, subject, ...flows }, node)),
    scenarios,
    deployment: deployment === undefined ? null : readDeployment(ctx, deployment),
    monitoring: monitoring === undefined ? null : readMonitoring(ctx, monitoring, flows.endpoints),
    frameworks: section('compliance', readFrameworks),
    roles: section('roles', readRoles),
    requirements: section('compliance_requirements', (at, node) => readRequirements(at, node, people)),
    assumptions: [...reporter.assumptions].sort((a, b) => a.span.start - b.span.start),
  };
}

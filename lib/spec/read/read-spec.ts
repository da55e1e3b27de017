import type { LineIndex } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { ReadingMemory } from '../incremental/reading-memory.ts';
import type { Model, Named } from '../model.ts';
import { allSteps } from '../step-tree.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { Listeners } from './analyse.ts';
import { checkContent } from './check-content.ts';
import { checkRecursion } from './check-recursion.ts';
import { collectNames } from './collect-names.ts';
import type { ReadContext } from './context.ts';
import { findSecrets } from './find-secrets.ts';
import { withUses } from './integration-uses.ts';
import { readKeys } from './keys.ts';
import { readAuth, subjectOf } from './read-auth.ts';
import { finishDecision, readDecisionDrafts } from './read-decisions.ts';
import { readDeployment } from './read-deployment.ts';
import { readEndpoints, readNulls } from './read-endpoints.ts';
import { readEntities } from './read-entities.ts';
import { readErrors } from './read-errors.ts';
import { readEvents, reportUnpublished } from './read-events.ts';
import { readFrameworks } from './read-frameworks.ts';
import { readHead } from './read-head.ts';
import { readIntegrations } from './read-integrations.ts';
import { readInvariants } from './read-invariants.ts';
import { readMonitoring } from './read-monitoring.ts';
import { finishProcess, readProcessDrafts } from './read-processes.ts';
import { readRequirements } from './read-requirements.ts';
import { readRoles } from './read-roles.ts';
import { readSchedules } from './read-schedules.ts';
import { finishScorecard, readScorecardDrafts } from './read-scorecards.ts';
import { readTimeZone } from './read-time-zone.ts';
import { readTypes } from './read-types.ts';
import { checkCoverage } from './scenarios/check-coverage.ts';
import { readScenarios } from './scenarios/read-scenarios.ts';
import { scenarioWorld } from './scenarios/scenario-world.ts';
import type { World } from './world.ts';

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
  const section = <T>(key: string, read: (ctx: ReadContext, node: YamlNode) => T[]): T[] => {
    const node = keys.get(key);
    return node === undefined ? [] : read(ctx, node);
  };
  const head = readHead(ctx, keys);
  const zoneNode = keys.get('timezone');
  const timezone = (zoneNode === undefined ? null : readTimeZone(ctx, zoneNode)) ?? 'UTC';
  findSecrets(ctx, root);
  const types = section('types', readTypes);
  const declared = byName(types);
  checkRecursion(ctx, types);
  const auth = section('auth', readAuth);
  const subject = subjectOf(auth);
  const entities = section('entities', (at, node) => readEntities(at, declared, node, subject));
  const { errors, errorBody } = readErrors(ctx, keys.get('errors'));
  const table = { types: declared, entities: byName(entities) };
  for (const type of types) checkContent(ctx, table, type.type, type.span);
  const drafts = section('decisions', readDecisionDrafts);
  const scorecardDrafts = section('scorecards', readScorecardDrafts);
  const events = section('events', (at, node) => readEvents(at, table, node));
  const integrations = section('integrations', (at, node) => readIntegrations(at, table, node));
  const processDrafts = section('processes', readProcessDrafts);
  const world: World = {
    types: table,
    decisions: new Map(drafts.map((draft) => [draft.name, draft])),
    scorecards: byName(scorecardDrafts),
    integrations: byName(integrations),
    events: byName(events),
    processes: new Map(processDrafts.map((draft) => [draft.name, draft])),
    subject,
  };
  const processes = processDrafts.map((draft) => finishProcess(ctx, world, draft));
  const endpoints = section('endpoints', (at, node) => readEndpoints(at, world, node));
  const schedules = section('schedules', (at, node) => readSchedules(at, world, node, timezone));
  const decisions = drafts.flatMap((draft) => finishDecision(ctx, table, draft) ?? []);
  const scorecards = scorecardDrafts.flatMap((draft) => finishScorecard(ctx, draft) ?? []);
  const steps = [...endpoints, ...processes, ...schedules].flatMap((flow) => allSteps(flow.processing));
  reportUnpublished(ctx, events, steps);
  const scenarios = section('scenarios', (at, node) =>
    readScenarios(at, scenarioWorld(table, endpoints, schedules, steps, integrations, events), node),
  );
  checkCoverage(ctx, table, scenarios, endpoints, decisions);
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
    processes,
    scorecards,
    events,
    schedules,
    invariants: section('invariants', (at, node) =>
      readInvariants(at, { table, decisions, scorecards, endpoints, subject }, node),
    ),
    scenarios,
    deployment: deployment === undefined ? null : readDeployment(ctx, deployment),
    monitoring: monitoring === undefined ? null : readMonitoring(ctx, monitoring, endpoints),
    frameworks: section('compliance', readFrameworks),
    types,
    roles: section('roles', readRoles),
    entities,
    errors,
    endpoints,
    decisions,
    integrations: withUses(ctx, integrations, steps),
    requirements: section('compliance_requirements', (at, node) => readRequirements(at, node, people)),
    assumptions: [...reporter.assumptions].sort((a, b) => a.span.start - b.span.start),
  };
}

function byName<T extends Named>(nodes: readonly T[]): ReadonlyMap<string, T> {
  return new Map(nodes.map((node) => [node.name, node]));
}

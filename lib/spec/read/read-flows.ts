import type {
  Decision,
  Endpoint,
  EventDeclaration,
  Integration,
  Process,
  Schedule,
  Scorecard,
  Step,
} from '../model.ts';
import { allSteps } from '../step-tree.ts';
import type { ReadContext } from './context.ts';
import { withUses } from './integration-uses.ts';
import { finishDecision, readDecisionDrafts } from './read-decisions.ts';
import { byName, type Declarations } from './read-declarations.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readEvents, reportUnpublished } from './read-events.ts';
import { readIntegrations } from './read-integrations.ts';
import { finishProcess, readProcessDrafts } from './read-processes.ts';
import { readSchedules } from './read-schedules.ts';
import { finishScorecard, readScorecardDrafts } from './read-scorecards.ts';
import type { Section } from './section.ts';
import type { World } from './world.ts';

/** Everything that runs, and what its steps use. */
export interface Flows {
  events: readonly EventDeclaration[];
  integrations: readonly Integration[];
  processes: readonly Process[];
  endpoints: readonly Endpoint[];
  schedules: readonly Schedule[];
  decisions: readonly Decision[];
  scorecards: readonly Scorecard[];
  /** The steps of all flows, nested ones included. */
  steps: readonly Step[];
}

/**
 * Reads operations, processes and schedules. What their steps use is read before them; decisions and scorecards are finished
 * behind them, because their expressions see the steps of the places that use them.
 */
export function readFlows(ctx: ReadContext, section: Section, declared: Declarations): Flows {
  const { table, subject, timezone } = declared;
  const drafts = section('decisions', readDecisionDrafts);
  const scorecardDrafts = section('scorecards', readScorecardDrafts);
  const events = section('events', (at, node) => readEvents(at, table, node));
  const integrations = section('integrations', (at, node) => readIntegrations(at, table, node));
  const processDrafts = section('processes', readProcessDrafts);
  const world: World = {
    types: table,
    decisions: new Map(drafts.map((draft) => [draft.name, draft])),
    scorecards: new Map(scorecardDrafts.map((draft) => [draft.name, draft])),
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
  return {
    events,
    integrations: withUses(ctx, integrations, steps),
    processes,
    endpoints,
    schedules,
    decisions,
    scorecards,
    steps,
  };
}

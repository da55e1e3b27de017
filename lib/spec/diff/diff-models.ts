import type { Model } from '../model.ts';
import { bumpOf } from './bump.ts';
import { CHANGE_CLASSES, type Change, type SemanticDiff } from './change.ts';
import { changeKind } from './change-codes.ts';
import type { Differ, Side } from './differ.ts';
import { followRenames } from './follow-renames.ts';
import { diffIntegrations, diffRequirements } from './rules/diff-around.ts';
import { diffAuth } from './rules/diff-auth.ts';
import { diffDecisions } from './rules/diff-decisions.ts';
import { diffEndpoints } from './rules/diff-endpoints.ts';
import { diffEntities } from './rules/diff-entities.ts';
import { diffErrors } from './rules/diff-errors.ts';
import { diffEvents } from './rules/diff-events.ts';
import { diffInvariants, diffScenarios } from './rules/diff-examples.ts';
import { reportRenames } from './rules/diff-renames.ts';
import { diffDeployment, diffMonitoring } from './rules/diff-running.ts';
import { diffScorecards } from './rules/diff-scorecards.ts';
import { diffService } from './rules/diff-service.ts';
import { diffProcesses, diffSchedules } from './rules/diff-work.ts';
import { diffNamedTypes } from './type-uses.ts';

/**
 * What one version of a specification means differently from another. Both models must be free of error diagnostics: what
 * could not be read would look like removed. Compared by stable ids on the model: layout, comments, order of keys, the way in
 * which a value is written and the version number are no changes. Total and deterministic.
 */
export function diffModels(earlier: Model, after: Model): SemanticDiff {
  const { before, renames } = followRenames(earlier, after);
  const found: Change[] = [];
  const differ: Differ = {
    before: sideOf(before),
    after: sideOf(after),
    uses: new Map(),
    report: (code, place, message) => found.push({ class: changeKind(code).class, code, ...place, message }),
  };
  diffService(differ);
  diffErrors(differ);
  diffEntities(differ);
  diffAuth(differ);
  const endpoints = diffEndpoints(differ);
  diffDecisions(differ, endpoints);
  diffScorecards(differ, endpoints);
  diffProcesses(differ);
  diffSchedules(differ);
  diffEvents(differ);
  diffIntegrations(differ);
  diffRequirements(differ);
  diffInvariants(differ, endpoints);
  diffScenarios(differ);
  diffDeployment(differ);
  diffMonitoring(differ);
  reportRenames(differ, renames);
  diffNamedTypes(differ);
  const changes = found.sort(inOrder);
  return { changes, bump: bumpOf(changes) };
}

function sideOf(model: Model): Side {
  return {
    model,
    types: {
      types: new Map(model.types.map((type) => [type.name, type])),
      entities: new Map(model.entities.map((entity) => [entity.name, entity])),
    },
  };
}

function inOrder(a: Change, b: Change): number {
  const byClass = CHANGE_CLASSES.indexOf(a.class) - CHANGE_CLASSES.indexOf(b.class);
  return byClass || startOf(a) - startOf(b) || compareTexts(a.path, b.path) || compareTexts(a.message, b.message);
}

/** What is gone stands where it was. */
function startOf({ before, after }: Change): number {
  return (after ?? before)?.start ?? 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

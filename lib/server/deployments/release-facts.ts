import type { DbOrTx } from '#db/client.ts';
import { BY_SETTINGS, type CallerProof, callerProof } from '../../compiler/index.ts';
import { jsonOrNull } from '../../core/json-or-null.ts';
import { operationsOf } from '../../domain/deployments/operations-of.ts';
import type { Rights, ServiceOperation } from '../../domain/deployments/service-operation.ts';
import { checkSpec } from '../../spec/index.ts';
import type { Model, Step } from '../../spec/model.ts';
import { allSteps } from '../../spec/step-tree.ts';
import type { LiveRow } from './read-live.ts';
import { readReleaseFile } from './release-files.ts';

/** The candidate of steps that people do where the specification names no other. */
export const OPERATOR = 'operator';

/** What follows from a release's files and text, and therefore never changes. Its rights are all that a caller may have, sorted. */
export interface ReleaseFacts extends Rights {
  /** Its own API document says how, its specification says to whom. */
  operations: readonly ServiceOperation[];
  /** The roles that may do its tasks; empty if no step is left to people. */
  taskRoles: readonly string[];
  /** Programs that its steps start, sorted. */
  programs: readonly string[];
  /** What its callers have to show. */
  proof: CallerProof;
}

const KEPT = 50;
const known = new Map<string, Promise<ReleaseFacts>>();

/** The facts of a live release. Kept for the releases asked for last. */
export function factsOf(db: DbOrTx, row: LiveRow): Promise<ReleaseFacts> {
  const id = row.live.releaseId;
  const facts = known.get(id) ?? readFacts(db, row);
  known.delete(id);
  known.set(id, facts);
  facts.catch(() => known.delete(id));
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return facts;
}

async function readFacts(db: DbOrTx, row: LiveRow): Promise<ReleaseFacts> {
  const { model } = checkSpec(row.text);
  const document = await readReleaseFile(db, row.runId, 'openapi.json');
  const operations = document === null ? [] : operationsOf(jsonOrNull(document), rightsByOperation(model));
  const taskRoles = model === null ? [] : candidates(model);
  const declared = model?.roles.map((role) => role.name) ?? [];
  const roles = [...new Set([...declared, ...operations.flatMap((each) => each.roles), ...taskRoles])].sort();
  const scopes = [...new Set(operations.flatMap((each) => each.scopes))].sort();
  const programs = model === null ? [] : programsOf(model);
  return { operations, roles, scopes, taskRoles, programs, proof: model === null ? BY_SETTINGS : callerProof(model) };
}

const NONE: Rights = { roles: [], scopes: [] };

function rightsByOperation(model: Model | null): Map<string, Rights> {
  const endpoints = model?.endpoints ?? [];
  return new Map(endpoints.map(({ name, access }) => [name, access.kind === 'authenticated' ? access : NONE]));
}

/** All steps, of operations, processes and schedules, and in steps of steps. */
function stepsOf({ endpoints, processes, schedules }: Model): Step[] {
  return [...endpoints, ...processes, ...schedules].flatMap(({ processing }) => allSteps(processing));
}

function programsOf(model: Model): string[] {
  const named = stepsOf(model).flatMap((step): readonly string[] => {
    if (step.kind === 'extract') return [step.engine.name];
    // Replicas bring their own Node.
    return step.kind === 'custom' ? step.programs.filter((name) => name !== 'node') : [];
  });
  return [...new Set(named)].sort();
}

/** Whoever may be asked to do a step, also when time is up. */
function candidates(model: Model): string[] {
  const named = stepsOf(model).flatMap((step): readonly string[] => {
    if (step.kind === 'prose') return [OPERATOR, ...step.candidates];
    if (step.kind !== 'userTask') return [];
    const escalate = step.due?.escalate ?? null;
    return escalate === null ? step.candidates : [...step.candidates, escalate];
  });
  return [...new Set(named)].sort();
}

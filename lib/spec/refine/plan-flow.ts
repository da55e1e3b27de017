import type { Span } from '../../core/text-range.ts';
import type { Scope } from '../expressions/scope.ts';
import type { Endpoint, Field, Model, Step } from '../model.ts';
import { readStepSentence } from '../phrases/step-phrase.ts';
import type { Reading } from '../phrases/words.ts';
import { allSteps, type StepFlow } from '../step-tree.ts';
import type { MapNode } from '../yaml/node.ts';
import { findStepNode, type StepPlace } from './find-step-node.ts';
import { type KnownValue, knownValues } from './known-value.ts';
import type { Plan, PlannedSystem, Subject, TakenNames } from './plan.ts';
import { type PlannedOutputs, planOutputs } from './plan-outputs.ts';
import { propose } from './propose.ts';

/** A step that is only a sentence. */
export type Prose = Extract<Step, { kind: 'prose' }>;

/** Integrations that a sentence is compared with, as when it was read. */
const MAX_BOUND = 100;

/** A text that is refined, and what its refinements share. */
export interface Work {
  model: Model;
  root: MapNode;
  /** What each sentence sees, by its place. */
  scopes: ReadonlyMap<number, Scope>;
  /** What is seen behind the last step of each flow. */
  ends: ReadonlyMap<string, Scope>;
  names: Omit<TakenNames, 'steps'>;
  brief: ReadonlySet<string>;
  systems: Map<string, PlannedSystem>;
}

/** A sentence and what it becomes. */
export interface Planned {
  step: Prose;
  place: StepPlace;
  plan: Plan;
  /** What gives the outputs that nobody gives any more, and the step that it stands behind; null: somebody does. */
  closing: (PlannedOutputs & { after: Span }) | null;
}

/** Plans the sentences of one flow from top to bottom, and what gives the outputs once none is left. */
export function planFlow(work: Work, flow: StepFlow, wanted: (step: Prose) => boolean): Planned[] {
  const prose = proseOf(flow.steps);
  if (!prose.some(wanted)) return [];
  const names: TakenNames = { ...work.names, steps: new Set(allSteps(flow.steps).map(({ name }) => name)) };
  const endpoint = work.model.endpoints.find(({ id }) => id === flow.id) ?? null;
  const planned: Planned[] = [];
  for (const step of prose) {
    const place = findStepNode(work.root, step.span.start);
    const scope = place === null ? undefined : work.scopes.get(place.entry.value.span.start);
    if (!wanted(step) || place === null || scope === undefined) continue;
    const alone = prose.every((other) => other === step || planned.some((one) => one.step === other));
    const reading = readStepSentence(step.name, step.text, namesOf(work.model.integrations));
    const subject: Subject = {
      step,
      proposal: reading.value,
      model: work.model,
      endpoint,
      known: [...knownValues(scope).filter((value) => !isFinding(value, prose)), ...seenFrom(planned, step)],
      owed: alone ? owedBy(work.model, flow, prose) : [],
      onTop: step.id === `${flow.id}/processing/${step.name}`,
      names,
      brief: work.brief,
      systems: work.systems,
      budgetMs: budgetOf(flow, endpoint),
    };
    const plan = propose(subject);
    if (plan === null) continue;
    const closing = planClosing(work, flow, subject, plan, planned);
    planned.push({ step, place, plan: withLeftOut(plan, reading), closing });
  }
  return planned;
}

/** Words of the sentence that the precise form does not hold are said. */
function withLeftOut(plan: Plan, { notUnderstood }: Reading<unknown>): Plan {
  if (notUnderstood.length === 0 || plan.keeps === true) return plan;
  const words = notUnderstood.slice(0, 20).map(({ text }) => `"${text.slice(0, 60)}"`);
  return { ...plan, assumptions: [...plan.assumptions, `Not taken over from the sentence: ${words.join(', ')}.`] };
}

function namesOf(nodes: readonly { name: string }[]): string[] {
  return nodes.slice(0, MAX_BOUND).map(({ name }) => name);
}

/** What gives the outputs that a person gave; null while somebody does. A task asks a person for them itself. */
function planClosing(
  work: Work,
  flow: StepFlow,
  subject: Subject,
  plan: Plan,
  before: readonly Planned[],
): Planned['closing'] {
  const scope = work.ends.get(flow.id);
  const asks = subject.proposal.kind === 'userTask' && subject.onTop;
  if (subject.owed.length === 0 || scope === undefined || asks) return null;
  const prose = proseOf(flow.steps);
  const known = [
    ...knownValues(scope).filter((value) => !isFinding(value, prose)),
    ...before.flatMap((one) => one.plan.gives),
    ...plan.gives,
  ];
  const after = flow.steps.at(-1)?.span ?? subject.step.span;
  return { ...planOutputs(subject, known), after };
}

/** What one piece of outside work may take so that all of them fit into the promise, or else into the usual deadline. */
function budgetOf({ steps }: StepFlow, endpoint: Endpoint | null): number {
  const within = endpoint?.sla?.latency?.withinMs ?? 30_000;
  const share = within / (allSteps(steps).filter(({ kind }) => OUTSIDE.has(kind)).length + 1);
  return Math.max(100, Math.floor(share / 100) * 100);
}

/** Kinds that take time of the promise, sentences among them. */
const OUTSIDE: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['prose', 'call', 'screen', 'extract', 'infer']);

/** What a person found is a sentence: nothing can be made of it. */
function isFinding({ path }: KnownValue, prose: readonly Prose[]): boolean {
  return prose.some(({ name }) => path.startsWith(`${name}.`));
}

/** What refined steps above give to a step: those of its own list, and of the lists around it. */
function seenFrom(planned: readonly Planned[], step: Prose): KnownValue[] {
  const listOf = (id: string): string => id.slice(0, id.lastIndexOf('/') + 1);
  return planned.filter((one) => step.id.startsWith(listOf(one.step.id))).flatMap(({ plan }) => plan.gives);
}

/** The outputs that sentences ask a person for. */
function owedBy(model: Model, { id }: StepFlow, prose: readonly Prose[]): readonly Field[] {
  const outputs = [...model.endpoints, ...model.processes].find((one) => one.id === id)?.output ?? [];
  return outputs.filter(({ from }) => from.kind === 'form' && prose.some(({ name }) => name === from.step));
}

/** The sentences of a list of steps, in text order. */
export function proseOf(steps: readonly Step[]): Prose[] {
  return allSteps(steps).filter((step): step is Prose => step.kind === 'prose');
}

import type { Span } from '../../core/text-range.ts';
import type { TextEdit } from '../diagnostic.ts';
import type { Scope } from '../expressions/scope.ts';
import type { Endpoint, Field, Model, Step } from '../model.ts';
import { readStepSentence } from '../phrases/step-phrase.ts';
import type { Reading } from '../phrases/words.ts';
import { analyse } from '../read/analyse.ts';
import { allSteps, flowsOf, type StepFlow } from '../step-tree.ts';
import { entryOf, type MapEntry, type MapNode, type YamlNode } from '../yaml/node.ts';
import { block, type Draft, entry } from './draft.ts';
import { findStepNode, type StepPlace } from './find-step-node.ts';
import { type KnownValue, knownValues } from './known-value.ts';
import type { Plan, PlannedSystem, Subject, TakenNames } from './plan.ts';
import { type PlannedOutputs, planOutputs } from './plan-outputs.ts';
import { propose } from './propose.ts';
import { Splice } from './splice.ts';

/** Changes of a text that make steps precise. Nothing else of the text is touched. */
export interface Refinement {
  /** "Refine: extract with tesseract". */
  title: string;
  /** In text order, without overlaps. Empty if nothing could be refined. */
  edits: readonly TextEdit[];
  /** Every value that had to be chosen, for a person to confirm. They are comments in the new text as well. */
  assumptions: readonly RefinementAssumption[];
  /** The steps that were asked for and stay sentences: too little is known. By id. */
  left: readonly string[];
}

export interface RefinementAssumption {
  /** The step's id. */
  step: string;
  /** One plain sentence. */
  text: string;
}

/** Makes one sentence precise. Null if there is no such step, or if too little is known of it. Pure; never throws. */
export function refineStep(text: string, stepId: string): Refinement | null {
  const refinement = refine(text, (step) => step.id === stepId);
  return refinement === null || refinement.edits.length === 0 ? null : refinement;
}

/** Makes every sentence precise of which enough is known; each sees what those before it will give. */
export function refineAll(text: string): Refinement {
  return refine(text, () => true) ?? { title: 'Refine all steps', edits: [], assumptions: [], left: [] };
}

type Prose = Extract<Step, { kind: 'prose' }>;

/** Integrations that a sentence is compared with, as when it was read. */
const MAX_BOUND = 100;

interface Work {
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

interface Planned {
  step: Prose;
  place: StepPlace;
  plan: Plan;
  closing: (PlannedOutputs & { after: Span }) | null;
}

function refine(text: string, wanted: (step: Prose) => boolean): Refinement | null {
  const scopes = new Map<number, Scope>();
  const ends = new Map<string, Scope>();
  const { root, model } = analyse(text, {
    onScope: (span, scope) => scopes.set(span.start, scope),
    onSteps: (id, scope) => ends.set(id, scope),
  });
  if (root?.kind !== 'map' || model === null) return null;
  const work: Work = {
    model,
    root,
    scopes,
    ends,
    names: takenNames(root),
    brief: briefSystems(root),
    systems: new Map(),
  };
  const planned = flowsOf(model).flatMap((flow) => planFlow(work, flow, wanted));
  const asked = flowsOf(model).flatMap(({ steps }) => proseOf(steps).filter(wanted));
  if (asked.length === 0) return null;
  const splice = new Splice(text, root);
  for (const one of planned) write(splice, root, one);
  for (const system of work.systems.values()) writeSystem(splice, root, system);
  const [only, second] = planned;
  const done = new Set(planned.map(({ step }) => step.id));
  return {
    title: only !== undefined && second === undefined ? `Refine: ${only.plan.what}` : 'Refine all steps',
    edits: planned.length === 0 ? [] : splice.edits(),
    assumptions: planned.flatMap(({ step, plan, closing }) =>
      [...plan.assumptions, ...(closing?.assumptions ?? [])].map((said) => ({ step: step.id, text: said })),
    ),
    left: asked.flatMap(({ id }) => (done.has(id) ? [] : [id])),
  };
}

function proseOf(steps: readonly Step[]): Prose[] {
  return allSteps(steps).filter((step): step is Prose => step.kind === 'prose');
}

/** Plans the sentences of one flow from top to bottom, and what gives the outputs once none is left. */
function planFlow(work: Work, flow: StepFlow, wanted: (step: Prose) => boolean): Planned[] {
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

function write(splice: Splice, root: MapNode, { step, place, plan, closing }: Planned): void {
  splice.replace(place.entry, place.inFlow, plan.step, step.text);
  splice.insertAfter(place.list, place.item, plan.following);
  for (const { section, name, draft } of plan.declarations) splice.declare(section, name, draft);
  if (closing === null) return;
  // Behind the last step of the operation, which need not be this one.
  const last = findStepNode(root, closing.after.start) ?? place;
  splice.insertAfter(last.list, last.item, closing.following);
  for (const { section, name, draft } of closing.declarations) splice.declare(section, name, draft);
}

function writeSystem(splice: Splice, root: MapNode, { name, head, operations }: PlannedSystem): void {
  const found = declaredIn(entryOf(root, 'integrations')?.value).find(({ entry: one }) => one.key.value === name);
  if (found === undefined) return;
  const drafts = [...operations].map(([operation, draft]) => entry(operation, draft, 'what is asked and answered'));
  const draft: Draft = block(
    ...head.map(([key, value, note]) => entry(key, value, note)),
    ...(drafts.length === 0 ? [] : [entry('operations', block(...drafts))]),
  );
  splice.replace(found.entry, found.inFlow, draft, '');
}

/** The declarations of a section with their entries, written as a map or as a list of maps. */
function declaredIn(node: YamlNode | undefined): { entry: MapEntry; inFlow: boolean }[] {
  if (node?.kind === 'map') return node.entries.map((one) => ({ entry: one, inFlow: node.flow }));
  if (node?.kind !== 'seq') return [];
  return node.items.flatMap((item) =>
    item.kind === 'map' ? item.entries.slice(0, 1).map((one) => ({ entry: one, inFlow: item.flow })) : [],
  );
}

function briefSystems(root: MapNode): ReadonlySet<string> {
  const declared = declaredIn(entryOf(root, 'integrations')?.value);
  return new Set(declared.flatMap(({ entry: { key, value } }) => (value.kind === 'scalar' ? [key.value] : [])));
}

/** Names by the text itself: also what could not be read has its name. */
function takenNames(root: MapNode): Omit<TakenNames, 'steps'> {
  const names = (...sections: readonly string[]): Set<string> =>
    new Set(sections.flatMap((section) => namesIn(entryOf(root, section)?.value)));
  return {
    types: names('types', 'entities'),
    errors: names('errors'),
    roles: names('roles'),
    decisions: names('decisions'),
    scorecards: names('scorecards'),
    events: names('events'),
  };
}

function namesIn(node: YamlNode | undefined): string[] {
  const bare = node?.kind === 'seq' ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item.value] : [])) : [];
  return [...declaredIn(node).map(({ entry: { key } }) => key.value), ...bare];
}

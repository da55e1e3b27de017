import { MAX_SPEC_BYTES } from '../check-spec.ts';
import type { TextEdit } from '../diagnostic.ts';
import type { Scope } from '../expressions/scope.ts';
import { analyse } from '../read/analyse.ts';
import { flowsOf } from '../step-tree.ts';
import { entryOf, type MapEntry, type MapNode, type YamlNode } from '../yaml/node.ts';
import { block, type Draft, entry } from './draft.ts';
import { findStepNode } from './find-step-node.ts';
import type { PlannedSystem, TakenNames } from './plan.ts';
import { type Planned, type Prose, planFlow, proseOf, type Work } from './plan-flow.ts';
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

function refine(text: string, wanted: (step: Prose) => boolean): Refinement | null {
  if (text.length > MAX_SPEC_BYTES) return null;
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

import type { Endpoint, Field, Model, Step } from '../model.ts';
import type { StepProposal } from '../phrases/step-phrase.ts';
import type { Draft } from './draft.ts';
import type { KnownValue } from './known-value.ts';

/** A prose step that is to be refined, and what surrounds it. */
export interface Subject {
  step: Extract<Step, { kind: 'prose' }>;
  proposal: StepProposal;
  model: Model;
  /** The operation that it belongs to; null in processes and schedules. */
  endpoint: Endpoint | null;
  /** What it can read, with what refined steps before it will give. */
  known: readonly KnownValue[];
  /** The outputs that a person gives and that nobody gives once this step is refined. */
  owed: readonly Field[];
  /** Whether the step stands in the operation's own list: what it gives is there for sure at the end. */
  onTop: boolean;
  names: TakenNames;
  /** Other systems of which only a phrase is written. */
  brief: ReadonlySet<string>;
  /** What earlier refinements of the same text add to other systems. */
  systems: Map<string, PlannedSystem>;
  /** The longest that one piece of outside work may take, so that all fit into the promised latency, in milliseconds. */
  budgetMs: number;
}

/** Names that are in use, by section; `steps` are those of the operation. Refinements add theirs. */
export interface TakenNames {
  types: Set<string>;
  errors: Set<string>;
  roles: Set<string>;
  decisions: Set<string>;
  scorecards: Set<string>;
  events: Set<string>;
  steps: Set<string>;
}

/** Another system as it will be declared precisely. */
export interface PlannedSystem {
  name: string;
  head: readonly (readonly [key: string, value: string, note: string | null])[];
  operations: Map<string, Draft>;
}

/** What a step becomes. */
export interface Plan {
  /** As in a title: "extract with tesseract". */
  what: string;
  step: Draft;
  /** Steps that follow it. */
  following: readonly { name: string; draft: Draft }[];
  declarations: readonly { section: Section; name: string; draft: Draft }[];
  /** What later steps can read. */
  gives: readonly KnownValue[];
  assumptions: readonly string[];
  /** The whole sentence is in the precise form, as the title of a task. */
  keeps?: true;
}

export type Section = 'types' | 'errors' | 'roles' | 'decisions' | 'scorecards' | 'events';

/** A name that is not taken: the wanted one, or with a number behind it. Takes it. */
export function takeName(taken: Set<string>, wanted: string): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${/\d$/.test(wanted) ? '_' : ''}${number}`;
  taken.add(name);
  return name;
}

import type { EventDeclaration, Field, Integration } from '../model.ts';
import type { DecisionDraft } from './read-decisions.ts';
import type { ScorecardDraft } from './scorecard-draft.ts';
import type { TypeTable } from './type-table.ts';

/** What steps refer to besides names: everything that is read before the step lists. */
export interface World {
  types: TypeTable;
  /** As far as they are read: their inputs see the steps of the places that use them. */
  decisions: ReadonlyMap<string, DecisionDraft>;
  scorecards: ReadonlyMap<string, ScorecardDraft>;
  integrations: ReadonlyMap<string, Integration>;
  events: ReadonlyMap<string, EventDeclaration>;
  processes: ReadonlyMap<string, ProcessContract>;
  /** The entity whose rows callers are, as `auth` says; null: none. */
  subject: string | null;
}

/** What `run` has to know of a process: what it takes and gives. */
export interface ProcessContract {
  name: string;
  input: readonly Field[];
  output: readonly Field[];
}

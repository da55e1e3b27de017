/** How far a specification has come, in counts. Never one score. */
export interface Readiness {
  operations: number;
  /** Steps that software does. */
  precise: number;
  /** Steps that a person does until they are refined. */
  prose: number;
  /** Values that were not written and had to be decided. */
  assumed: number;
  /** Phrases with words that were not understood. */
  notUnderstood: number;
  errors: number;
  warnings: number;
}

/** Something that changes a schema, and what takes it back. Either may be empty. */
export interface Move {
  up: string;
  down: string;
  /** What is lost by going back, as the subject of a sentence: "The values of thing.note". */
  loses?: string;
}

/** What changes one table, in the order in which it happens; the way back is the reverse. */
export interface TableChange {
  before: readonly Move[];
  /** Parts of one ALTER TABLE. */
  actions: readonly Move[];
  after: readonly Move[];
  /** Indexes of tables that have rows: they are built while the service goes on. */
  indexes: readonly Move[];
  /** What stays for the release before, until the next change of the schema. */
  left: readonly string[];
}

export const NO_CHANGE: TableChange = { before: [], actions: [], after: [], indexes: [], left: [] };

/** A change after another one, of the same table. */
export function joined(changes: readonly TableChange[]): TableChange {
  return {
    before: changes.flatMap(({ before }) => before),
    actions: changes.flatMap(({ actions }) => actions),
    after: changes.flatMap(({ after }) => after),
    indexes: changes.flatMap(({ indexes }) => indexes),
    left: changes.flatMap(({ left }) => left),
  };
}

/** A change as SQL, forward; `table` is written as SQL. */
export function forward({ before, actions, after }: TableChange, table: string): string[] {
  const inside = actions.map(({ up }) => up).filter((up) => up !== '');
  return [
    ...before.map(({ up }) => up),
    inside.length === 0 ? '' : `ALTER TABLE ${table}\n  ${inside.join(',\n  ')};`,
    ...after.map(({ up }) => up),
  ].filter((part) => part !== '');
}

/** The same backward. */
export function backward({ before, actions, after }: TableChange, table: string): string[] {
  const inside = actions.map(({ down }) => down).filter((down) => down !== '');
  return [
    ...after.map(({ down }) => down).reverse(),
    inside.length === 0 ? '' : `ALTER TABLE ${table}\n  ${inside.reverse().join(',\n  ')};`,
    ...before.map(({ down }) => down).reverse(),
  ].filter((part) => part !== '');
}

/** What going back loses. */
export function losses({ before, actions, after }: TableChange): string[] {
  return [...before, ...actions, ...after].flatMap(({ loses }) => loses ?? []);
}

import type { EntityPlan, Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { invariantsOf } from '../service/invariant.ts';
import { newModule } from '../service/module.ts';
import { rowColumns } from '../service/row-columns.ts';
import { isOptional, plainType } from '../service/types.ts';
import { inOrder } from '../sql/migration.ts';
import { type Doc, hugged, print } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { read } from './cases.ts';
import { evaluate, sourceValue } from './evaluate.ts';
import { subjectId } from './fixture-auth.ts';
import type { Value } from './value.ts';
import { example, hasExample } from './values.ts';

const DEEPEST = 4;

/** The keys of rows that are stored, as TypeScript. */
type Stored = Map<EntityPlan, Set<string>>;

/** A row that has to be there, with the values of the columns that matter. */
export interface WantedRow {
  planned: EntityPlan;
  given: ReadonlyMap<string, Doc>;
  /** It is there beside another of its entity; left out: it is the one that is looked for. */
  beside?: true | undefined;
}

/** Statements that store a row, those that it refers to first. */
export interface StoredRow {
  statements: readonly Doc[];
  /** The entities whose rows are stored. */
  entities: readonly EntityPlan[];
  /** The rows, with the values of all columns that are not left to their defaults. */
  rows: readonly WantedRow[];
}

/**
 * How a row of example values is stored, so that the example of a request names it; `given` are the values of some columns,
 * `there` the keys of rows that are stored already, as TypeScript, which learns of those that are stored here. Null
 * where no row is sure to be taken: something that always holds might not hold of it, it refers in a circle, or has a column without an example.
 */
export function storedRow(
  planned: EntityPlan,
  given: ReadonlyMap<string, Doc>,
  plan: Plan,
  there: Stored = new Map(),
  depth = 0,
): StoredRow | null {
  if (depth > DEEPEST || !keepsInvariants(planned, given, plan)) return null;
  const statements: Doc[] = [];
  const entities: EntityPlan[] = [];
  const rows: WantedRow[] = [];
  const values = new Map<string, Doc>();
  for (const field of planned.entity.fields) {
    if (field.value !== null) continue;
    const own = given.get(field.name);
    if (own === undefined && !field.key && (field.default !== null || isOptional(field.type, plan.model))) continue;
    if (own === undefined && !hasExample(field.type, plan)) return null;
    const plain = plainType(field.type, plan.model);
    if (own === undefined && holdsFile(field.type, plan.model)) {
      // Rows hold what is said of contents, which are stored elsewhere: only no files are easy to store.
      if (plain.kind !== 'list' || (plain.length?.min ?? 0) > 0) return null;
      values.set(field.name, '[]');
      continue;
    }
    if (plain.kind === 'ref') {
      const target = plan.entities.find(({ entity }) => entity.name === plain.entity);
      const keyField = target?.entity.fields.find((one) => one.key);
      if (target === undefined || keyField === undefined) return null;
      const [known] = there.get(target) ?? [];
      if (known === undefined || (own !== undefined && there.get(target)?.has(print(own)) !== true)) {
        const named = own === undefined ? new Map<string, Doc>() : new Map([[keyField.name, own]]);
        const referred = storedRow(target, named, plan, there, depth + 1);
        if (referred === null || referred.entities.some((one) => entities.includes(one))) return null;
        statements.push(...referred.statements);
        entities.push(...referred.entities);
        rows.push(...referred.rows);
      }
      values.set(field.name, own ?? known ?? example(field.type, plan));
      continue;
    }
    values.set(field.name, own ?? example(field.type, plan));
  }
  const ownKey = planned.entity.fields.find((field) => field.key);
  if (ownKey !== undefined) keep(there, planned, print(given.get(ownKey.name) ?? example(ownKey.type, plan)));
  const more = rowColumns(planned, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const before = ['db', 'now', ...more.map(() => 'null')];
  const items = [...values].map(([name, value]): Doc => [key(name), ': ', value]);
  const insert: Doc = [
    'await ',
    hugged(`${planned.insert}(`, before, { open: '{', items, close: '}', space: true }, ')'),
    ';',
  ];
  return {
    statements: [...statements, insert],
    entities: [...entities, planned],
    rows: [...rows, { planned, given: values }],
  };
}

function keep(there: Stored, planned: EntityPlan, ownKey: string): void {
  there.set(planned, (there.get(planned) ?? new Set()).add(ownKey));
}

/** Entities as their modules are imported. */
export function inOrderOfFiles(entities: ReadonlySet<EntityPlan>): EntityPlan[] {
  return [...entities].sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** Statements for several rows, those that are referred to first; null where one of them is not sure to be taken. */
export function storedRows(wanted: readonly WantedRow[], plan: Plan): StoredRow | null {
  const there: Stored = new Map();
  const subject = plan.entities.find(({ entity }) => plan.model.auth.some((scheme) => scheme.subject === entity.name));
  // The fixture stores the row that callers are.
  if (subject !== undefined) keep(there, subject, quote(subjectId(plan)));
  const found: StoredRow[] = [];
  for (const planned of inOrder(plan.entities)) {
    const [first, ...others] = wanted.filter((row) => row.planned === planned);
    const keyField = planned.entity.fields.find((field) => field.key);
    if (first === undefined || keyField === undefined) continue;
    const own = print(first.given.get(keyField.name) ?? example(keyField.type, plan));
    const isThere = there.get(planned)?.has(own) === true;
    for (const { given } of [...(isThere ? [] : [first]), ...others.filter(({ beside }) => beside === true)]) {
      const row = storedRow(planned, given, plan, there);
      if (row === null) return null;
      found.push(row);
    }
  }
  return {
    statements: found.flatMap(({ statements }) => statements),
    entities: found.flatMap(({ entities }) => entities),
    rows: found.flatMap(({ rows }) => rows),
  };
}

/** Whether what always holds of rows is sure to hold of one of example values. */
function keepsInvariants({ entity }: EntityPlan, given: ReadonlyMap<string, Doc>, plan: Plan): boolean {
  const row = new Map<string, Value>();
  for (const { name, type, value, default: usual, key: isKey } of entity.fields) {
    const own = given.get(name);
    // What is no literal is a name of the test's.
    if (value !== null || (own !== undefined && /^\w*[A-Za-z]/.test(print(own)) && print(own) !== 'true')) continue;
    if (own !== undefined) row.set(name, read(own, type, plan));
    else if (usual !== null && !isKey)
      row.set(name, sourceValue(usual, { model: plan.model, input: new Map(), steps: new Map() }));
    else row.set(name, isOptional(type, plan.model) ? null : read(example(type, plan), type, plan));
  }
  const known = { model: plan.model, input: new Map(), steps: new Map(), row };
  return invariantsOf('entity', entity.name, plan.model).every(({ holds }) => evaluate(holds, known) === true);
}

import type { EntityPlan, Plan } from '../plan.ts';
import { invariantsOf } from '../service/invariant.ts';
import { newModule } from '../service/module.ts';
import { rowColumns } from '../service/row-columns.ts';
import { isOptional, plainType } from '../service/types.ts';
import { type Doc, hugged } from '../text/doc.ts';
import { key } from '../text/quote.ts';
import { read } from './cases.ts';
import { evaluate, sourceValue, type Value } from './evaluate.ts';
import { example, hasExample } from './values.ts';

const DEEPEST = 4;

/** Statements that store a row, those that it refers to first. */
export interface StoredRow {
  statements: readonly Doc[];
  /** The entities whose rows are stored. */
  entities: readonly EntityPlan[];
}

/**
 * How a row of example values is stored, so that the example of a request names it; `given` are the values of some columns. Null
 * where no row is sure to be taken: something that always holds might not hold of it, it refers in a circle, or has a column without an example.
 */
export function storedRow(
  planned: EntityPlan,
  given: ReadonlyMap<string, Doc>,
  plan: Plan,
  depth = 0,
): StoredRow | null {
  if (depth > DEEPEST || !keepsInvariants(planned, given, plan)) return null;
  const statements: Doc[] = [];
  const entities: EntityPlan[] = [];
  const items: Doc[] = [];
  for (const field of planned.entity.fields) {
    if (field.value !== null) continue;
    const own = given.get(field.name);
    if (own === undefined && !field.key && (field.default !== null || isOptional(field.type, plan.model))) continue;
    if (own === undefined && !hasExample(field.type, plan)) return null;
    const plain = plainType(field.type, plan.model);
    if (plain.kind === 'ref') {
      const target = plan.entities.find(({ entity }) => entity.name === plain.entity);
      const keyField = target?.entity.fields.find((one) => one.key);
      if (target === undefined || keyField === undefined) return null;
      const values = own === undefined ? new Map<string, Doc>() : new Map([[keyField.name, own]]);
      const referred = storedRow(target, values, plan, depth + 1);
      if (referred === null || referred.entities.some((one) => entities.includes(one))) return null;
      statements.push(...referred.statements);
      entities.push(...referred.entities);
    }
    items.push([key(field.name), ': ', own ?? example(field.type, plan)]);
  }
  const more = rowColumns(planned, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const before = ['db', 'now', ...more.map(() => 'null')];
  const insert: Doc = [
    'await ',
    hugged(`${planned.insert}(`, before, { open: '{', items, close: '}', space: true }, ')'),
    ';',
  ];
  return { statements: [...statements, insert], entities: [...entities, planned] };
}

/** Whether what always holds of rows is sure to hold of one of example values. */
function keepsInvariants({ entity }: EntityPlan, given: ReadonlyMap<string, Doc>, plan: Plan): boolean {
  const row = new Map<string, Value>();
  for (const { name, type, value, default: usual, key: isKey } of entity.fields) {
    if (value !== null || given.has(name)) continue;
    if (usual !== null && !isKey)
      row.set(name, sourceValue(usual, { model: plan.model, input: new Map(), steps: new Map() }));
    else row.set(name, isOptional(type, plan.model) ? null : read(example(type, plan), type, plan));
  }
  const known = { model: plan.model, input: new Map(), steps: new Map(), row };
  return invariantsOf('entity', entity.name, plan.model).every(({ holds }) => evaluate(holds, known) === true);
}

import type { EntityField, Step } from '../../../spec/model.ts';
import type { EntityPlan, OperationPlan, Plan } from '../../plan.ts';
import { isOptional, plainType, scaleOf } from '../../service/types.ts';
import { stepsReached } from '../../steps-within.ts';
import { type Doc, print } from '../../text/doc.ts';
import { quote } from '../../text/quote.ts';
import { numeric } from '../value.ts';
import { example, step } from '../values.ts';
import { exampleValue } from './example-value.ts';
import type { Situation, SituationRow, StoredValue } from './situation.ts';
import type { Variation } from './variations.ts';

/** Lists with two rows, of which the one that is stored first comes last where it can, and their first and second page. */
export function* severalRows(
  usual: Situation,
  { entity }: EntityPlan,
  { endpoint }: OperationPlan,
  plan: Plan,
): Iterable<Variation> {
  const list = stepsReached(endpoint.processing, plan.model.processes).find(
    (one): one is Extract<Step, { kind: 'list' }> => one.kind === 'list' && one.entity === entity.name,
  );
  const row = usual.rows.find(({ planned }) => planned.entity === entity);
  const twin = list === undefined || row === undefined ? null : twinOf(row, list, plan);
  if (twin === null) return;
  const situation = { ...usual, rows: [...usual.rows, twin] };
  const title = `where there are two of ${entity.name}`;
  yield { title, place: `two of ${entity.name}`, situation };
  if (endpoint.method !== 'GET') return;
  for (const { name, in: from, type, default: otherwise } of endpoint.input) {
    if (from !== 'query') continue;
    const isPage = (name === 'limit' || name === 'offset') && endpoint.paginate?.style === 'offset';
    if (!isPage && (!isOptional(type, plan.model) || otherwise !== null || name === 'after')) continue;
    const doc = isPage ? '1' : example(type, plan);
    const value = isPage ? numeric('1') : exampleValue(doc, type, plan);
    if (value === null || (typeof value === 'object' && !('number' in value))) continue;
    yield {
      title: `${title} and ${name}=${print(doc).replace(/^'|'$/g, '')} is asked`,
      place: `two of ${entity.name} query ${name}`,
      situation: { ...situation, query: new Map([[name, { doc, value }]]) },
    };
  }
}

/** Another row that a list finds beside one, with what must be another in each row; null where no such values are plain. */
function twinOf(
  { planned, columns }: SituationRow,
  { orderBy }: Extract<Step, { kind: 'list' }>,
  plan: Plan,
): SituationRow | null {
  const { entity } = planned;
  const [first] = orderBy;
  const twin = new Map(columns);
  const sorting = entity.fields.find(({ name }) => name === first?.field);
  if (sorting !== undefined && plainType(sorting.type, plan.model).kind === 'scalar' && sorting.value === null) {
    const there = columns.get(sorting.name);
    const other = besides(sorting, there, first?.descending !== true, plan) ?? besides(sorting, there, false, plan);
    if (other !== null) twin.set(sorting.name, other);
  }
  const inSets = new Set(entity.uniques.map((names) => names.find((name) => isFree(name, entity.fields, plan))));
  if (inSets.has(undefined)) return null;
  for (const field of entity.fields) {
    const { name, key, unique, value } = field;
    if ((!key && !unique && !inSets.has(name)) || value !== null || !columns.has(name)) continue;
    if (twin.get(name) !== columns.get(name)) continue;
    const other = besides(field, columns.get(name), false, plan);
    if (other === null) return null;
    twin.set(name, other);
  }
  return { planned, columns: twin, beside: true };
}

/** Whether another value of a field needs no other row. */
function isFree(name: string, fields: readonly EntityField[], { model }: Plan): boolean {
  const field = fields.find((one) => one.name === name);
  return field !== undefined && plainType(field.type, model).kind === 'scalar';
}

/** A value of a field that is less than one that is there, or greater; null where it is not plain which. */
function besides({ type }: EntityField, there: StoredValue | undefined, less: boolean, plan: Plan): StoredValue | null {
  const plain = plainType(type, plan.model);
  if (plain.kind !== 'scalar') return null;
  const text = there === undefined ? '' : print(there.doc).replace(/^'|'$/g, '');
  const doc = otherDoc(plain, text, less, scaleOf(type, plan.model) ?? 0);
  return doc === null ? null : { doc, value: exampleValue(doc, type, plan) };
}

type Scalar = Extract<ReturnType<typeof plainType>, { kind: 'scalar' }>;

function otherDoc({ name, pattern, range }: Scalar, text: string, less: boolean, scale: number): Doc | null {
  if (name === 'date') return less ? "'2001-01-01'" : "'2999-01-01'";
  if (name === 'timestamp') return less ? "'2001-01-01T00:00:00.000Z'" : "'2999-01-01T00:00:00.000Z'";
  if (text === '') return null;
  if (name === 'uuid') return /0$/.test(text) && !less ? quote(text.replace(/0$/, '1')) : null;
  if (name === 'email') return quote(text.replace(/^./, less ? 'a' : 'z'));
  if (name === 'int' || name === 'long' || name === 'decimal') {
    const digits = name === 'decimal' ? scale : 0;
    if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
    const other = step(text, digits, less ? -1n : 1n);
    const [min, max] = [range?.min ?? null, range?.max ?? null];
    if ((min !== null && Number(other) < Number(min)) || (max !== null && Number(other) > Number(max))) return null;
    return name === 'int' ? other : quote(other);
  }
  if (name !== 'string') return null;
  if (/[0-8]$/.test(text) && (pattern === null || /(\\d|\[0-9\])(\{[\d,]+\}|[+*])?\$?$/.test(pattern)))
    return less ? null : quote(text.replace(/.$/, '9'));
  if (/[b-y]$/.test(text) && (pattern === null || /\[[^\]\\^]*a-z[^\]\\]*\](\{[\d,]+\}|[+*])?\$?$/.test(pattern)))
    return quote(text.replace(/.$/, less ? 'a' : 'z'));
  return null;
}

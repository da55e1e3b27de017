import type { Type } from '../../../spec/model.ts';
import type { OperationPlan, Plan } from '../../plan.ts';
import { isEncrypted } from '../../service/encrypted.ts';
import { isHashed } from '../../service/hashed.ts';
import { isOptional, plainType, scaleOf } from '../../service/types.ts';
import { stepsReached } from '../../steps-within.ts';
import { type Doc, print } from '../../text/doc.ts';
import { quote } from '../../text/quote.ts';
import { subjectId } from '../fixture-auth.ts';
import { storedRows } from '../stored-row.ts';
import { UNKNOWN } from '../value.ts';
import { example, step } from '../values.ts';
import { otherBodies } from './body-variations.ts';
import { exampleValue } from './example-value.ts';
import { otherReactions } from './reactions.ts';
import { said } from './said.ts';
import { severalRows } from './several-rows.ts';
import { type Situation, type SituationRow, type StoredValue, sameText, situationRow } from './situation.ts';

/** A situation that differs from the usual one in one place. */
export interface Variation {
  /** What is different, as people say it. */
  title: string;
  /** The place, without what it holds there. */
  place: string;
  situation: Situation;
}

/** Situations that differ from the usual one in one place each. */
export function* variationsOf(usual: Situation, operation: OperationPlan, plan: Plan): Iterable<Variation> {
  yield* withoutRows(usual, plan);
  yield* withMoreRows(usual, operation, plan);
  yield* otherQueries(usual, operation, plan);
  yield* otherReferences(usual, plan);
  yield* otherColumns(usual, plan);
  yield* otherBodies(usual, operation, plan);
  yield* otherReactions(usual, operation, plan);
}

function* withoutRows(usual: Situation, plan: Plan): Iterable<Variation> {
  for (const row of usual.rows) {
    const place = row.planned.entity.name;
    const gone = referring(row, usual.rows, plan);
    const rows = usual.rows.filter((one) => !gone.has(one));
    yield { title: `where there is no ${place}`, place, situation: { ...usual, rows } };
  }
}

/** A row and those that cannot be without it. */
function referring(row: SituationRow, rows: readonly SituationRow[], { model }: Plan): Set<SituationRow> {
  const gone = new Set([row]);
  for (const one of gone) {
    for (const other of rows) {
      const refers = other.planned.entity.fields.some(({ name, type }) => {
        const plain = plainType(type, model);
        return plain.kind === 'ref' && plain.entity === one.planned.entity.name && other.columns.has(name);
      });
      if (refers) gone.add(other);
    }
  }
  return gone;
}

/** A row of an entity that is looked for by nothing that is known beforehand, such as one of a list. */
function* withMoreRows(usual: Situation, operation: OperationPlan, plan: Plan): Iterable<Variation> {
  const { endpoint } = operation;
  const looked = stepsReached(endpoint.processing, plan.model.processes).flatMap((one) =>
    one.kind === 'list' || one.kind === 'find' || one.kind === 'count' ? [one.entity] : [],
  );
  for (const name of new Set(looked)) {
    const planned = plan.entities.find(({ entity }) => entity.name === name);
    if (planned === undefined) continue;
    if (usual.rows.some((row) => row.planned === planned)) {
      yield* severalRows(usual, planned, operation, plan);
      continue;
    }
    const { owner } = planned.entity;
    const mine: [string, Doc][] = owner === null ? [] : [[owner, quote(subjectId(plan))]];
    const before = usual.rows.map((row) => ({ planned: row.planned, given: docsOf(row) }));
    const stored = storedRows([...before, { planned, given: new Map(mine) }], plan);
    if (stored === null) continue;
    const situation = { ...usual, rows: stored.rows.map((row) => situationRow(row, plan)) };
    const title = `where there is one ${name}`;
    yield { title, place: name, situation };
    yield* severalRows(situation, planned, operation, plan);
    yield* queriesOf(title, name, situation, endpoint, plan);
    for (const variation of otherColumns(
      { ...situation, rows: situation.rows.filter((row) => row.planned === planned) },
      plan,
    )) {
      const rows = situation.rows.map((row) => (row.planned === planned ? (variation.situation.rows[0] ?? row) : row));
      yield { ...variation, situation: { ...variation.situation, rows } };
    }
  }
}

function* otherQueries(usual: Situation, { endpoint }: OperationPlan, plan: Plan): Iterable<Variation> {
  yield* queriesOf('', '', usual, endpoint, plan);
}

/** The same with an optional value of the query: one that fits, and another. */
function* queriesOf(
  title: string,
  place: string,
  situation: Situation,
  { input, method, paginate }: OperationPlan['endpoint'],
  plan: Plan,
): Iterable<Variation> {
  for (const field of input) {
    const optional = isOptional(field.type, plan.model) && field.default === null;
    // Where a page begins is told by the page before it, in a form of its own.
    const mark = paginate?.style === 'cursor' && field.name === 'after';
    if (field.in !== 'query' || !optional || mark || field.as !== null || method !== 'GET') continue;
    const there = { doc: example(field.type, plan), value: exampleValue(example(field.type, plan), field.type, plan) };
    for (const one of [there, ...others(field.type, there, plan)]) {
      if (one.value === null || one.value === UNKNOWN || typeof one.value === 'object') continue;
      const query = new Map([[field.name, one]]);
      const told = `${title} and ${field.name}=${said(one.doc)} is asked`.replace(/^ and /, 'where ');
      yield { title: told, place: `${place} query ${field.name}`, situation: { ...situation, query } };
    }
  }
}

function docsOf({ columns }: SituationRow): ReadonlyMap<string, Doc> {
  return new Map([...columns].map(([name, { doc }]) => [name, doc]));
}

/** A row that refers to another row than it should. */
function* otherReferences(usual: Situation, plan: Plan): Iterable<Variation> {
  for (const row of usual.rows) {
    for (const { name, type } of row.planned.entity.fields) {
      const plain = plainType(type, plan.model);
      const there = row.columns.get(name);
      if (plain.kind !== 'ref' || there === undefined) continue;
      // Another one beside it might not be: some of what it holds may be there once only.
      if (usual.rows.some(({ planned }) => planned.entity.name === plain.entity)) continue;
      const other = example(type, plan);
      if (sameText(other, there.doc)) continue;
      const wanted = usual.rows.map((one) => ({ planned: one.planned, given: docsOf(one) }));
      const changed = wanted.map((one) =>
        one.planned === row.planned ? { ...one, given: new Map(one.given).set(name, other) } : one,
      );
      const stored = storedRows(changed, plan);
      if (stored === null) continue;
      const place = `${row.planned.entity.name}.${name}`;
      const rows = stored.rows.map((one) => situationRow(one, plan));
      yield { title: `where ${place} is another`, place, situation: { ...usual, rows } };
    }
  }
}

function* otherColumns(usual: Situation, plan: Plan): Iterable<Variation> {
  for (const row of usual.rows) {
    const { entity } = row.planned;
    for (const field of entity.fields) {
      const refers = plainType(field.type, plan.model).kind === 'ref';
      if (field.key || field.value !== null || refers || isEncrypted(field, plan) || isHashed(field, plan)) continue;
      const place = `${entity.name}.${field.name}`;
      for (const other of others(field.type, row.columns.get(field.name), plan)) {
        const columns = new Map(row.columns).set(field.name, other);
        const rows = usual.rows.map((one) => (one === row ? { ...row, columns } : one));
        yield { title: `where ${place} is ${said(other.doc)}`, place, situation: { ...usual, rows } };
      }
    }
  }
}

/** Values of a type beside one that is there: the others of an enumeration, the next numbers, other texts, other times. */
function others(type: Type, there: StoredValue | undefined, plan: Plan): StoredValue[] {
  const plain = plainType(type, plan.model);
  const docs: Doc[] = [];
  const text = there === undefined ? '' : print(there.doc).replace(/^'|'$/g, '');
  if (plain.kind === 'enum') docs.push(...plain.values.slice(0, 8).map(quote));
  if (plain.kind === 'scalar') {
    if (plain.name === 'bool') docs.push('true', 'false');
    if (plain.name === 'string' && plain.pattern === null && text !== '') docs.push(quote(otherText(text)));
    if (plain.name === 'date') docs.push("'2001-01-01'", "'2999-01-01'");
    if (plain.name === 'timestamp') docs.push("'2001-01-01T00:00:00.000Z'", "'2999-01-01T00:00:00.000Z'");
    const scale = plain.name === 'int' ? 0 : plain.name === 'decimal' ? scaleOf(type, plan.model) : null;
    if (scale !== null && /^-?\d+(\.\d+)?$/.test(text))
      docs.push(
        ...[apart(text, scale), step(text, scale, -1n), step(text, scale, 1n)]
          .filter((next) => isWithin(next, plain.range))
          .map((next) => (plain.name === 'int' ? next : quote(next))),
      );
  }
  if (isOptional(type, plan.model)) docs.push(there === undefined ? example(type, plan) : 'null');
  return docs
    .filter((doc) => there === undefined || !sameText(doc, there.doc))
    .map((doc) => ({ doc, value: exampleValue(doc, type, plan) }));
}

/** A number that is not near: 12.34 more, as far as there are digits. */
function apart(text: string, scale: number): string {
  return step(text, scale, scale < 2 ? 12n * 10n ** BigInt(scale) : 1234n * 10n ** BigInt(scale - 2));
}

/** Another text that is as long. */
function otherText(text: string): string {
  return text.slice(0, -1) + (text.endsWith('z') ? 'y' : 'z');
}

function isWithin(text: string, range: { min: string | null; max: string | null } | null): boolean {
  const value = Number(text);
  return value >= Number(range?.min ?? -1e15) && value <= Number(range?.max ?? 1e15);
}

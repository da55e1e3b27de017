import type { Endpoint, Expectation, JsonLiteral, Scenario, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { newModule } from '../service/module.ts';
import { columnsWithin } from '../service/row-columns.ts';
import { plainType } from '../service/types.ts';
import { holdNumbers } from '../service/wired-numbers.ts';
import { type Doc, hugged, list } from '../text/doc.ts';
import { quote, sqlName } from '../text/quote.ts';
import { onWire } from '../wire-plan.ts';
import { type Cells, fieldsOf, filled, isMap, membersOf, writtenValue } from './scenario-values.ts';

/** What a scenario expects, as statements about `answer`, the database and the events. */
export function expectationsOf(scenario: Scenario, cells: Cells, plan: Plan): Doc[] {
  const last = scenario.when.at(-1);
  const endpoint = plan.model.endpoints.find(({ name }) => last?.kind === 'operation' && name === last.name) ?? null;
  const answered = last !== undefined && last.kind !== 'schedule';
  return scenario.then.flatMap((one) => {
    if (one.kind === 'rows') return [rowsText(one, cells, plan)].flat();
    if (one.kind === 'event') return [eventText(one, cells, plan)];
    return answered ? [answerText(one, isRefused(scenario, cells) ? null : endpoint, cells, plan)] : [];
  });
}

/** Whether a refusal is expected: its body is a problem, and not what the operation gives. */
function isRefused({ then }: Scenario, cells: Cells): boolean {
  const expected = then.find((one) => one.kind === 'status');
  return expected !== undefined && /^[45]/.test(numberText(expected.status, cells));
}

function numberText(value: JsonLiteral, cells: Cells): string {
  if (typeof value === 'string') return filled(value, cells);
  return value !== null && typeof value === 'object' && 'number' in value ? String(value.number) : '';
}

type AnswerPart = Extract<Expectation, { kind: 'status' | 'body' | 'header' }>;

function answerText(one: AnswerPart, endpoint: Endpoint | null, cells: Cells, plan: Plan): Doc {
  if (one.kind === 'status') return `assert.equal(answer.status, ${numberText(one.status, cells)}, answer.text);`;
  if (one.kind === 'header') {
    const name = `String(answer.headers[${quote(one.name.toLowerCase())}])`;
    return [list('assert.equal(', [name, textOf(one.value, cells)], ')'), ';'];
  }
  const path = partsOf(one.path);
  const type = endpoint === null ? null : typeAt(answerType(endpoint), path, plan);
  return equal(pathText(path), one.value, type, cells, plan);
}

function textOf(value: JsonLiteral, cells: Cells): string {
  return quote(typeof value === 'string' ? filled(value, cells) : numberText(value, cells));
}

function equal(found: string, value: JsonLiteral, type: Type | null, cells: Cells, plan: Plan): Doc {
  const wanted = writtenValue(value, type, cells, plan);
  if (wanted === 'null') return `assert.equal(${found} ?? null, null);`;
  if (isMap(value)) return held('assert.partialDeepStrictEqual(', found, value, type, cells, plan);
  const whole = value !== null && typeof value === 'object' && !('number' in value);
  return [list(whole ? 'assert.partialDeepStrictEqual(' : 'assert.equal(', [found, wanted], ')'), ';'];
}

/** A call with what was found and the object that it has to hold. */
function held(open: string, found: string, value: JsonLiteral, type: Type | null, cells: Cells, plan: Plan): Doc {
  const items = membersOf(value, type, cells, plan);
  return [hugged(open, [found], { open: '{', items, close: '}', space: true }, ')'), ';'];
}

/** The parts of a path behind `body`. */
function partsOf(path: string): (string | number)[] {
  return Array.from(path.slice('body'.length).matchAll(/\.([\w$@-]+)|\[(\d+)\]/g), ([, name, index]) =>
    name === undefined ? Number(index) : name,
  );
}

function pathText(path: readonly (string | number)[]): string {
  const [first, ...others] = path;
  const parts = path.map((part) => (typeof part === 'number' ? String(part) : quote(part))).join(', ');
  if (first === undefined) return 'answer.body';
  return others.length === 0 && typeof first === 'string' ? `answer.body[${parts}]` : `at(answer.body, ${parts})`;
}

function answerType({ wholeOutput, output }: Endpoint): Type {
  return wholeOutput?.type ?? { kind: 'object', fields: output.map(onWire) };
}

function typeAt(type: Type, path: readonly (string | number)[], plan: Plan): Type | null {
  let reached: Type | null = type;
  for (const part of path) {
    const plain: Type | null = reached === null ? null : plainType(reached, plan.model);
    if (plain === null) return null;
    if (plain.kind === 'list' || plain.kind === 'map') reached = plain.of;
    else reached = fieldsOf(plain, plan).find(({ name }) => name === part)?.type ?? null;
  }
  return reached;
}

/** Each row by the fields that are written; or how many rows there are. */
function rowsText({ entity, rows }: Extract<Expectation, { kind: 'rows' }>, cells: Cells, plan: Plan): Doc[] {
  const planned = plan.entities.find((one) => one.entity.name === entity);
  if (planned === undefined) return [];
  const table = sqlName(planned.table);
  if (!Array.isArray(rows)) {
    const count = quote(`SELECT 1 FROM ${table}`);
    return [`assert.equal((await db.query(${count})).length, ${numberText(rows, cells)});`];
  }
  const type: Type = { kind: 'entity', name: entity };
  return rows.map((row: JsonLiteral): Doc => {
    const names = isMap(row) ? Object.keys(row.map) : [];
    const stored = names.every((name) =>
      planned.entity.fields.some((field) => field.name === name && field.value === null),
    );
    const columns = names.length === 0 ? '1' : names.map(sqlName).join(', ');
    const query = stored ? quote(`SELECT ${columns} FROM ${table}`) : computed(planned, table, plan);
    return held('oneHolds(', `await db.query(${query})`, row, type, cells, plan);
  });
}

/** Computed fields are read as the service reads them, for nobody in particular. */
function computed(planned: Plan['entities'][number], table: string, plan: Plan): string {
  const values: Doc[] = [];
  columnsWithin(planned, values, newModule(plan));
  const given = values.map((value) => (value === 'now' ? 'now()' : 'NULL'));
  const columns = given.length === 0 ? planned.columns : `${planned.columns}(${given.map(quote).join(', ')})`;
  return `\`SELECT \${${columns}} FROM ${table}\``;
}

function eventText({ event, payload }: Extract<Expectation, { kind: 'event' }>, cells: Cells, plan: Plan): Doc {
  const planned = plan.events.find((one) => one.event.name === event);
  if (planned === undefined) return `assert.fail(${quote(`nothing publishes ${event}`)});`;
  if (payload === null) return `assert.notEqual((await eventsOf(${quote(event)})).length, 0);`;
  const items = membersOf(payload, { kind: 'object', fields: planned.event.payload }, cells, plan);
  const masked = hugged('masked(', [quote(planned.type)], { open: '{', items, close: '}', space: true }, ')');
  const wanted: Doc = holdNumbers(planned.event.payload, plan.model)
    ? list('sent(', [quote(planned.type), masked], ')')
    : masked;
  return [list('oneHolds(', [`await eventsOf(${quote(event)})`, wanted], ')'), ';'];
}

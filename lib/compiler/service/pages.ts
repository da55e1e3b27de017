import type { Endpoint } from '../../spec/model.ts';
import { variable } from '../names.ts';
import { besideList, cursorStep, linksPages } from '../page-plan.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { type Doc, group, indent, line, list, print, said } from '../text/doc.ts';
import { key, member, quote, sqlName } from '../text/quote.ts';
import { fromFile, type Module } from './module.ts';
import type { Condition } from './sql-condition.ts';
import type { Of } from './steps.ts';
import { isOptional } from './types.ts';

/** A column that rows are sorted by. */
export interface SortColumn {
  name: string;
  descending: boolean;
  /** May be null: then it comes last, or first where the order is descending, as PostgreSQL does it. */
  optional: boolean;
}

/** The order of a list: its own, then the key, in the direction of what comes before, so that one index gives all of it. */
export function sortOf({ orderBy }: Of<'list'>, { entity }: EntityPlan, plan: Plan, asPages: boolean): SortColumn[] {
  const last = asPages && (orderBy.at(-1)?.descending ?? false);
  const keys = entity.fields.filter(({ key: isKey }) => isKey).map(({ name }) => ({ field: name, descending: last }));
  const named = orderBy.concat(keys.filter(({ field }) => !orderBy.some((one) => one.field === field)));
  return named.map(({ field, descending }) => {
    const declared = entity.fields.find(({ name }) => name === field);
    return { name: field, descending, optional: declared !== undefined && isOptional(declared.type, plan.model) };
  });
}

/** As ORDER BY says it. */
export function orderText(columns: readonly SortColumn[]): string {
  return columns.map(({ name, descending }) => `${sqlName(name)}${descending ? ' DESC' : ''}`).join(', ');
}

/** The member of an operation's contract that says how its pages are sorted; empty where it has none. */
export function sortedBy(endpoint: Endpoint, plan: Plan): string {
  const step = cursorStep(endpoint);
  const planned = plan.entities.find(({ entity }) => entity.name === step?.entity);
  if (step === null || planned === undefined) return '';
  return print([said('sortedBy', quote(orderText(sortOf(step, planned, plan, true)))), ','], 2);
}

/**
 * Adds to a condition that rows come after the mark; its values are appended. `written` writes a column as SQL: one that is computed
 * has no name there.
 */
export function afterMark(
  found: Condition,
  columns: readonly SortColumn[],
  mark: string,
  written: (column: SortColumn) => string = ({ name }) => sqlName(name),
): Condition {
  const { sql, values } = found;
  const first = values.push(`${mark} === null`);
  const places = columns.map((_, at) => values.push(`${mark}?.[${at}]`));
  const names = columns.map(written);
  const alike = columns.every(({ descending, optional }) => !optional && descending === columns[0]?.descending);
  const row = (items: readonly string[]): string => (items.length === 1 ? items.join('') : `(${items.join(', ')})`);
  const beyond = alike
    ? `${row(names)} ${columns[0]?.descending ? '<' : '>'} ${row(places.map((place) => `$${place}`))}`
    : oneByOne(columns, names, places);
  const test = `($${first}::boolean OR ${beyond})`;
  return { sql: sql === '' ? test : `(${sql}) AND ${test}`, values };
}

/** Columns of several directions, or that may be null, are compared one after the other. */
function oneByOne(columns: readonly SortColumn[], names: readonly string[], places: readonly number[]): string {
  return columns.reduceRight((rest, column, at) => {
    const [name, place] = [names[at] ?? sqlName(column.name), `$${places[at]}`];
    const beyond = further(column, name, place);
    if (rest === '') return beyond;
    const same = column.optional ? `${name} IS NOT DISTINCT FROM ${place}` : `${name} = ${place}`;
    return `(${beyond} OR (${same} AND ${rest}))`;
  }, '');
}

function further({ descending, optional }: SortColumn, name: string, place: string): string {
  const plain = `${name} ${descending ? '<' : '>'} ${place}`;
  if (!optional) return plain;
  return descending
    ? `(${plain} OR (${place} IS NULL AND ${name} IS NOT NULL))`
    : `(${plain} OR (${place} IS NOT NULL AND ${name} IS NULL))`;
}

/** What a page is made of, by the names of the code. */
interface Cut {
  step: Of<'list'>;
  name: string;
  next: string;
  found: string;
}

/** The statement that makes a page of what was found, and names where the next one begins. A list that is not asked for has none. */
export function cut({ step, name, next, found }: Cut, columns: readonly SortColumn[], limit: Doc, head: string): Doc {
  const mark = list(
    '[',
    columns.map((column) => member('last', column.name)),
    ']',
  );
  const page = (before: string): Doc => list(`${before}pages.cut(`, [found, limit, ['(last) => ', mark]], ')');
  const names = `${head}[${name}, ${next}] =`;
  if (step.when === null) return [page(`${names} `), ';'];
  const choice = group([`${found} === null`, indent([line, '? [null, null]', line, ': ', page('')])]);
  return [group([names, indent([line, choice])]), ';'];
}

/** The header that leads to the next page, with the names on the wire of what else was asked; none where a field says it. */
export function pageLink(endpoint: Endpoint, module: Module): Doc[] {
  const step = cursorStep(endpoint);
  if (step === null || !linksPages(endpoint)) return [];
  module.needs.add('input');
  fromFile(module, '../platform/pages.ts', 'nextLink');
  const others = endpoint.input
    .filter((field) => field.in === 'query' && field.name !== 'after')
    .map((field): Doc => [key(field.as ?? field.name), ': ', member('input', field.name)]);
  return [
    [
      'link: ',
      list(
        'nextLink(',
        [variable(besideList(step.name, 'next', endpoint.processing)), list('{', others, '}', true)],
        ')',
      ),
    ],
  ];
}

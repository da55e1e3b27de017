import type { Field } from '../model.ts';
import { block, type Draft, entry, flow, text } from './draft.ts';
import type { KnownValue } from './known-value.ts';
import { type Plan, type Subject, takeName } from './plan.ts';

const GOOD = /^(approved?|accepted?|pass(ed)?|verified|ok|cleared?|granted)$/i;
const BAD = /^(rejected?|declined?|denied|refused?|fail(ed)?|blocked)$/i;
const UNSURE = /^(manual_?review|review|pending|referr?(ed)?|in_review|needs_review|escalated?)$/i;

/** What decides, and the output that takes its status. */
export interface Verdict {
  field: Field;
  /** The step that decides. */
  step: string;
  following: Plan['following'];
  declarations: Plan['declarations'];
  assumptions: readonly string[];
}

/**
 * A decision table for the first output that can be approved, rejected or left open: hits of lists reject, a list that could
 * not be asked never approves, and a low score approves. Null if there is no such output or no score.
 */
export function planVerdict({ owed, names }: Subject, known: readonly KnownValue[]): Verdict | null {
  const last = (name: string): KnownValue | undefined => known.findLast((value) => value.name === name);
  const [hit, degraded, risk] = [last('best'), last('degraded'), last('score')];
  const cases = owed.map((field) => ({ field, ...casesOf(field) }));
  const chosen = cases.find(({ good, bad }) => good !== undefined && bad !== undefined);
  if (chosen?.good === undefined || chosen.bad === undefined || risk?.kind !== 'number') return null;
  const columns = [
    ...(hit === undefined ? [] : [['hit', hit.path] as const]),
    ...(hit === undefined || degraded === undefined ? [] : [['degraded', degraded.path] as const]),
    ['risk', risk.path] as const,
  ];
  const headings = columns.map(([name]) => name);
  const rows = rowsFor(
    headings,
    { good: chosen.good, bad: chosen.bad, unsure: chosen.unsure ?? chosen.bad },
    limitOf(risk),
  );
  const step = takeName(names.steps, 'outcome');
  const decision = takeName(names.decisions, 'outcome');
  return {
    field: chosen.field,
    step,
    following: [{ name: step, draft: flow({ decide: decision }) }],
    declarations: [{ section: 'decisions', name: decision, draft: table(columns, chosen.values, rows) }],
    assumptions: rows.map(({ cells, status }) => `${sayRow(headings, cells)}: ${status}.`),
  };
}

/** What the values of an enumeration mean, by their words. */
function casesOf({ type }: Field) {
  const values = type.kind === 'enum' ? type.values : [];
  const [good, bad, unsure] = [GOOD, BAD, UNSURE].map((pattern) => values.find((value) => pattern.test(value)));
  return { values, good, bad, unsure };
}

/** Below this score the risk is low: 0.3, or the middle where scores never pass 0.3. Null if there is only one score. */
function limitOf({ type }: KnownValue): string | null {
  const range = /\((-?[\d.]+)\.\.(-?[\d.]+)/.exec(type);
  const [low, high] = [Number(range?.[1]), Number(range?.[2])];
  if (range === null || (low < 0.3 && high >= 0.3)) return '0.3';
  return low < high ? String(Number(((low + high) / 2).toFixed(4))) : null;
}

interface Row {
  cells: readonly string[];
  status: string;
  reason: string;
}

function rowsFor(
  columns: readonly string[],
  { good, bad, unsure }: Readonly<Record<'good' | 'bad' | 'unsure', string>>,
  limit: string | null,
): Row[] {
  const row = (cells: Readonly<Record<string, string>>, status: string, reason: string): Row => ({
    cells: columns.map((column) => cells[column] ?? '-'),
    status,
    reason,
  });
  return [
    ...(columns.includes('hit')
      ? [row({ hit: '>= 0.97' }, bad, 'LIST_MATCH'), row({ hit: '>= 0.88' }, unsure, 'POSSIBLE_MATCH')]
      : []),
    // Nobody is approved by a list that could not be asked.
    ...(columns.includes('degraded') ? [row({ degraded: 'true' }, unsure, 'LIST_NOT_REACHED')] : []),
    ...(limit === null ? [] : [row({ risk: `< ${limit}` }, good, 'LOW_RISK')]),
    row({}, unsure, 'RISK'),
  ];
}

function table(
  columns: readonly (readonly [string, string])[],
  values: readonly string[],
  rows: readonly Row[],
): Draft {
  return block(
    entry('hitPolicy', 'first'),
    entry('inputs', flow(Object.fromEntries(columns.map(([name, path]) => [name, `=${path}`])))),
    entry('outputs', flow({ status: { kind: 'list', items: values.map(text) }, reason: 'string' })),
    entry('table', {
      kind: 'lines',
      lines: pipeTable(columns.length, [
        [...columns.map(([name]) => name), 'status', 'reason'],
        ...rows.map(({ cells, status, reason }) => [...cells, status, reason]),
      ]),
    }),
  );
}

/** Rows with their cells aligned; the outputs begin behind `||`. */
function pipeTable(inputs: number, rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, i) => ` ${cell.padEnd(widths[i] ?? 0)} `);
    return `|${cells.slice(0, inputs).join('|')}||${cells.slice(inputs).join('|')}|`;
  });
}

function sayRow(columns: readonly string[], cells: readonly string[]): string {
  const said = cells.flatMap((cell, i) => (cell === '-' ? [] : [`${columns[i]} ${cell}`]));
  return said.length === 0 ? 'Else' : `With ${said.join(' and ')}`;
}

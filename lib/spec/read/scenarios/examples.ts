import type { Span } from '../../../core/text-range.ts';
import type { ExampleTable } from '../../model.ts';
import type { ScalarNode, YamlNode } from '../../yaml/node.ts';
import { scalarOffsets } from '../../yaml/scalar-offsets.ts';
import { type ReadContext, spanWithin } from '../context.ts';
import { expected } from '../forms.ts';
import { parseExamples } from './parse-examples.ts';

/** A cell with its place in the specification. */
export interface ExampleCell {
  text: string;
  quoted: boolean;
  span: Span;
}

/** The examples of a scenario. Without a table there is one example without columns. */
export interface Examples {
  table: ExampleTable | null;
  columns: readonly { name: string; span: Span }[];
  rows: readonly (readonly ExampleCell[])[];
  /** Columns that a value refers to. */
  used: Set<string>;
}

/** The examples of a scenario that has no table. */
export function oneExample(): Examples {
  return { table: null, columns: [], rows: [[]], used: new Set() };
}

/** Reads the table of a scenario. What is not a row of its form is reported and left out. */
export function readExamples(ctx: ReadContext, node: YamlNode): Examples {
  if (node.kind !== 'scalar') {
    expected(ctx, node, 'A block of rows');
    return oneExample();
  }
  const at = scalarOffsets(ctx.text, node);
  const place = (start: number, end: number): Span => ({ start: at(start), end: Math.max(at(start) + 1, at(end)) });
  const report = (start: number, end: number, reason: string): void =>
    ctx.reporter.report('TST8505', place(start, end), { reason });
  const syntax = parseExamples(node.value);
  for (const issue of syntax.issues) report(issue.start, issue.end, issue.reason);
  const columns = syntax.columns.map((cell) => ({ name: cell.text, span: place(cell.start, cell.end) }));
  for (const [i, { name }] of columns.entries()) {
    const cell = syntax.columns[i];
    if (cell === undefined) continue;
    if (!NAME.test(name)) report(cell.start, cell.end, 'The name of a column is letters, digits and underscores.');
    else if (columns.findIndex((other) => other.name === name) < i)
      report(cell.start, cell.end, `The column \`${name}\` is there twice.`);
  }
  const rows = syntax.rows.flatMap((row) => {
    if (row.cells.length === columns.length)
      return [{ span: place(row.start, row.end), cells: row.cells.map((cell) => readCell(cell, place)) }];
    report(row.start, row.end, `This row has ${row.cells.length} cells; the heading has ${columns.length}.`);
    return [];
  });
  if (columns.length > 0 && syntax.rows.length === 0) report(0, node.value.length, 'Examples need at least one row.');
  const table: ExampleTable = {
    columns: columns.map(({ name }) => name),
    rows: rows.map(({ cells, span }) => ({ cells: cells.map(({ text }) => text), span })),
    span: node.span,
  };
  return { table, columns, rows: rows.map(({ cells }) => cells), used: new Set() };
}

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;

function readCell(
  cell: { text: string; start: number; end: number },
  place: (start: number, end: number) => Span,
): ExampleCell {
  const quoted = /^"(.*)"$/s.exec(cell.text)?.[1];
  return { text: quoted ?? cell.text, quoted: quoted !== undefined, span: place(cell.start, cell.end) };
}

const PLACEHOLDER = /<([A-Za-z][A-Za-z0-9_]*)>/g;

/** The places of a text that stand for cells, in order. */
export function placeholdersIn(node: ScalarNode): { name: string; start: number; end: number }[] {
  if (!node.value.includes('<')) return [];
  return [...node.value.matchAll(PLACEHOLDER)].map((match) => ({
    name: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * Reports placeholders that no column fills, and remembers the others as used. Gives the places of the columns that a value refers
 * to; null if a placeholder was reported.
 */
export function checkPlaceholders(ctx: ReadContext, examples: Examples, root: YamlNode): ReadonlySet<number> | null {
  let good = true;
  const columns = new Set<number>();
  const names = examples.columns.map(({ name }) => name);
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'map') open.push(...node.entries.map((entry) => entry.value));
    else if (node.kind === 'seq') open.push(...node.items);
    else
      for (const { name, start, end } of placeholdersIn(node)) {
        const column = names.indexOf(name);
        if (column >= 0) {
          examples.used.add(name);
          columns.add(column);
          continue;
        }
        good = false;
        const suggestion = ctx.reporter.suggest(name, names);
        ctx.reporter.report('TST8503', spanWithin(ctx, node, start, end), { name, suggestion });
      }
  }
  return good ? columns : null;
}

/** The value with the cells of one row in the place of their columns. Cells are read as they would be in YAML. */
export function filledIn(examples: Examples, root: YamlNode, row: readonly ExampleCell[]): YamlNode {
  if (examples.columns.length === 0) return root;
  if (root.kind === 'map')
    return { ...root, entries: root.entries.map((e) => ({ ...e, value: filledIn(examples, e.value, row) })) };
  if (root.kind === 'seq') return { ...root, items: root.items.map((item) => filledIn(examples, item, row)) };
  const found = placeholdersIn(root);
  const [only] = found;
  if (only === undefined) return root;
  const cellOf = (name: string): ExampleCell | undefined =>
    row[examples.columns.findIndex((column) => column.name === name)];
  const whole =
    found.length === 1 && only.start === 0 && only.end === root.value.length ? cellOf(only.name) : undefined;
  if (whole !== undefined)
    return { ...root, span: whole.span, value: whole.text, style: whole.quoted ? 'double' : 'plain' };
  const value = root.value.replace(PLACEHOLDER, (text, name: string) => cellOf(name)?.text ?? text);
  return { ...root, value };
}

/** Reports columns that nothing refers to. */
export function reportUnusedColumns(ctx: ReadContext, examples: Examples): void {
  for (const { name, span } of examples.columns)
    if (!examples.used.has(name)) ctx.reporter.report('TST8504', span, { name });
}

import type { Span } from '../../core/text-range.ts';
import { type Cell, parseTable, type TableRow } from '../decisions/parse-table.ts';
import { parseUnaryTest } from '../decisions/parse-unary-test.ts';
import type { Scope } from '../expressions/scope.ts';
import { open, UNKNOWN } from '../expressions/static-types.ts';
import type { Decision, Rule, UnaryTest } from '../model.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { scalarOffsets } from '../yaml/scalar-offsets.ts';
import type { ReadContext } from './context.ts';
import { emptyScope } from './empty-scope.ts';
import { readLiteral } from './read-literal.ts';
import { readValue } from './read-value.ts';
import type { TypeTable } from './type-table.ts';

/** The rules of a table. `complete` says that every cell was read, so that something can be proven. */
export interface RulesReading {
  rules: Rule[];
  complete: boolean;
  heading: Span;
}

type Frame = Omit<Decision, 'rules'>;

/** Where a stretch of the table's text stands in the specification. */
type Place = (start: number, end: number) => Span;

/** Reads the table of a decision. Null if its heading cannot be read (reported). Columns may stand in any order. */
export function readRules(ctx: ReadContext, table: TypeTable, node: ScalarNode, decision: Frame): RulesReading | null {
  const at = scalarOffsets(ctx.text, node);
  const place: Place = (from, to) => {
    const [start, end] = [at(from), at(to)];
    if (end > start) return { start, end };
    // What is empty is shown by one character; at the end of the table by the last one before it.
    return start < node.content.end ? { start, end: start + 1 } : { start: Math.max(0, start - 1), end: start };
  };
  const syntax = parseTable(node.value);
  for (const issue of syntax.issues)
    ctx.reporter.report('DEC6001', place(issue.start, issue.end), { reason: issue.reason });
  if (syntax.heading === null) return null;
  const inputs = readColumns(
    ctx,
    place,
    syntax.heading.inputs,
    decision.inputs.map((input) => input.name),
    syntax.heading,
  );
  const outputs = readColumns(
    ctx,
    place,
    syntax.heading.outputs,
    decision.outputs.map((output) => output.name),
    syntax.heading,
  );
  const heading = place(syntax.heading.start, syntax.heading.end);
  if (inputs === null || outputs === null) return null;
  if (syntax.rows.length === 0)
    ctx.reporter.report('DEC6001', heading, { reason: 'A table needs at least one rule below its heading.' });
  const reader: RuleReader = { ctx, table, decision, place, inputs, outputs };
  const rules = syntax.rows.flatMap((row, i) => readRule(reader, row, i + 1) ?? []);
  return {
    rules,
    complete: rules.length === syntax.rows.length && syntax.issues.length === 0 && rules.length > 0,
    heading,
  };
}

interface RuleReader {
  ctx: ReadContext;
  table: TypeTable;
  decision: Frame;
  place: Place;
  /** For each declared input, in order, the index of its column. */
  inputs: readonly number[];
  outputs: readonly number[];
}

/** The index of the column of each name, in the order of the names. Every column is declared, every name has one. */
function readColumns(
  ctx: ReadContext,
  place: Place,
  cells: readonly Cell[],
  names: readonly string[],
  heading: TableRow,
): number[] | null {
  let good = true;
  for (const [i, cell] of cells.entries()) {
    if (!names.includes(cell.text)) {
      ctx.reporter.report('DEC6002', place(cell.start, cell.end), {
        column: cell.text,
        suggestion: ctx.reporter.suggest(cell.text, names),
      });
      good = false;
    } else if (cells.findIndex((other) => other.text === cell.text) < i) {
      ctx.reporter.report('DEC6001', place(cell.start, cell.end), {
        reason: `The column \`${cell.text}\` is there twice.`,
      });
      good = false;
    }
  }
  const columns = names.map((name) => cells.findIndex((cell) => cell.text === name));
  const missing = names.filter((_, i) => columns[i] === -1);
  if (missing.length > 0 && good) {
    const reason = `The table has no column for ${missing.map((name) => `\`${name}\``).join(' and ')}.`;
    ctx.reporter.report('DEC6001', place(heading.start, heading.end), { reason });
  }
  return good && missing.length === 0 ? columns : null;
}

function readRule(reader: RuleReader, row: TableRow, number: number): Rule | null {
  const { ctx, decision, place } = reader;
  const span = place(row.start, row.end);
  if (row.inputs.length !== decision.inputs.length || row.outputs.length !== decision.outputs.length) {
    const reason = `This row has ${row.inputs.length} and ${row.outputs.length} cells; the heading has ${decision.inputs.length} and ${decision.outputs.length}.`;
    ctx.reporter.report('DEC6001', span, { reason });
    return null;
  }
  const tests = decision.inputs.map((input, i) => readTest(reader, row.inputs[reader.inputs[i] ?? -1], input.type));
  const values = decision.outputs.map((output, i) =>
    readCellValue(reader, row.outputs[reader.outputs[i] ?? -1], output.type),
  );
  const goodTests = tests.filter((test) => test !== null);
  const goodValues = values.filter((value) => value !== null);
  if (goodTests.length < tests.length || goodValues.length < values.length) return null;
  return { id: `${decision.id}/rules/${number}`, span, number, tests: goodTests, values: goodValues };
}

function readTest(
  reader: RuleReader,
  cell: Cell | undefined,
  type: Decision['inputs'][number]['type'],
): UnaryTest | null {
  if (cell === undefined) return null;
  const opened = type === UNKNOWN ? { type: UNKNOWN, optional: true } : open(reader.table, type);
  const reading = parseUnaryTest(cell.text, opened.type, opened.optional, (start, end) =>
    reader.place(cell.start + start, cell.start + end),
  );
  if (reading.ok) return reading.test;
  reader.ctx.reporter.report('DEC6003', reader.place(cell.start + reading.start, cell.start + reading.end), {
    reason: reading.reason,
  });
  return null;
}

function readCellValue(
  reader: RuleReader,
  cell: Cell | undefined,
  type: Decision['outputs'][number]['type'],
): Rule['values'][number] | null {
  if (cell === undefined) return null;
  const span = reader.place(cell.start, cell.end);
  if (cell.text === '' || cell.text === '-') {
    reader.ctx.reporter.report('DEC6003', span, { reason: 'A value is missing here.' });
    return null;
  }
  const quoted = /^"(.*)"$/s.exec(cell.text)?.[1];
  const scalar: ScalarNode = {
    kind: 'scalar',
    span,
    content: span,
    value: quoted ?? cell.text,
    style: quoted === undefined ? 'plain' : 'double',
  };
  if (cell.text.startsWith('=')) {
    const read = readValue(reader.ctx, scopeOfCells(reader), scalar, type);
    return read === null ? null : { value: read.source, span };
  }
  const literal = readLiteral(reader.ctx, reader.table, scalar, type);
  return literal === null ? null : { value: { kind: 'literal', value: literal.value, span }, span };
}

/** An expression in a cell sees the inputs of its decision by name. */
function scopeOfCells({ table, decision }: RuleReader): Scope {
  return { ...emptyScope(table), locals: new Map(decision.inputs.map((input) => [input.name, input.type])) };
}

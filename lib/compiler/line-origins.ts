import type { Span } from '../core/text-range.ts';
import type { GeneratedFile, LineOrigin } from './generated-file.ts';

/** The innermost part of the specification that a line (1-based) says; null: the line is alike in every service that has it. */
export function originOf({ origins }: GeneratedFile, line: number): LineOrigin | null {
  const around = origins.filter(({ fromLine, toLine }) => fromLine <= line && line <= toLine);
  const [first, ...others] = around;
  if (first === undefined) return null;
  return others.reduce((best, next) => (isInner(next, best) ? next : best), first);
}

function isInner(a: LineOrigin, b: LineOrigin): boolean {
  const [lines, most] = [a.toLine - a.fromLine, b.toLine - b.fromLine];
  return lines === most ? length(a.span) < length(b.span) : lines < most;
}

/**
 * Where a line of the specification went, `line` being its span: what comes from nodes that begin in it; where none does, what
 * comes from the smallest node around it. In the order of the files.
 */
export function placesOf(
  files: readonly GeneratedFile[],
  line: Span,
): { path: string; fromLine: number; toLine: number; specId: string }[] {
  const all = files.flatMap(({ path, origins }) => origins.map((one) => ({ path, ...one })));
  const beginning = all.filter(({ span }) => line.start <= span.start && span.start < line.end);
  const around = all.filter(({ span }) => span.start <= line.start && line.end <= span.end);
  const least = Math.min(...around.map(({ span }) => length(span)));
  const found = beginning.length > 0 ? beginning : around.filter(({ span }) => length(span) === least);
  return found.map(({ path, fromLine, toLine, specId }) => ({ path, fromLine, toLine, specId }));
}

function length({ start, end }: Span): number {
  return end - start;
}

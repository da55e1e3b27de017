import type { Span } from '../../core/text-range.ts';
import type { Protection, Type, ValueSource } from '../model.ts';
import { type Arrival, isFollowed, type Sink } from './arrival.ts';
import { protectedCore } from './fields-of.ts';
import { type Flow, memberFlow, PLAIN, passing, worstOf } from './flow.ts';
import type { Trace } from './trace.ts';
import { pathOf, traceValue } from './trace-expression.ts';
import { fieldsOfType, rankOf } from './worst-field.ts';

/** What a place is declared as: the field of an event, of an entity, of an answer … */
export interface Target {
  type: Type;
  protection: Protection | null;
}

/** Lets a value arrive, and gives what is known of it. Of an object, each declared field gets its own part. */
export function sink(trace: Trace, to: Sink, at: { value: ValueSource; span: Span }, target: Target | null): Flow {
  seeReports(trace, at.value);
  const flow = traceValue(trace, at.value);
  const from = at.value.kind === 'expression' ? { what: pathOf(at.value.expr), span: at.value.span } : null;
  arriveAt(trace, to, flow, target, at.span, from);
  return flow;
}

const MAX_DEPTH = 6;
const MAX_PARTS = 200;

/**
 * Compares a value with what its place is declared as, field by field, and notes the classified parts. `from` is what was written
 * for the value, if anything was.
 */
export function arriveAt(
  trace: Trace,
  to: Sink,
  flow: Flow,
  target: Target | null,
  span: Span,
  from: { what: string; span: Span } | null = null,
): void {
  let left = MAX_PARTS;
  const visit = (part: Flow, place: Target | null, outer: Arrival['declared'], inside: string, depth: number): void => {
    if (--left < 0) return;
    const core = place === null ? null : protectedCore(trace.table, place.type, place.protection);
    const declared = worse(outer, core?.protection.classification ?? null);
    const fields = core === null || depth > MAX_DEPTH ? [] : fieldsOfType(trace.table, core.core);
    for (const field of fields)
      visit(memberFlow(trace.table, part, field.name), field, declared, `${inside}.${field.name}`, depth + 1);
    if (fields.length > 0) return;
    const worst = worstOf(trace.table, part);
    // A field of a value that is not classified as a whole has only its declaration to show.
    const read = worst.hop?.count === 1 && from !== null ? passing(worst, `${from.what}${inside}`, from.span) : worst;
    if (isFollowed(read)) trace.arrive(arrivalOf(trace, to, read, span, declared, inside));
  };
  visit(flow, target, null, '', 0);
}

function arrivalOf(
  { proven }: Trace,
  sink: Sink,
  flow: Flow & Pick<Arrival, 'class' | 'hop'>,
  span: Span,
  declared: Arrival['declared'] = null,
  inside = '',
): Arrival {
  return { sink, inside, class: flow.class, declared, root: flow.root, hop: flow.hop, span, proven };
}

function worse(a: Arrival['declared'], b: Arrival['declared']): Arrival['declared'] {
  return a === null || rankOf(b) > rankOf(a) ? b : a;
}

/**
 * Notes what a value that is a report shows: every step so far, masked by its type. A value that lost its type on the way is
 * shown in full, which is said at the first report that does.
 */
export function seeReports(trace: Trace, value: ValueSource): void {
  if (value.kind !== 'expression' || value.expr.kind !== 'call' || value.expr.name !== 'report') return;
  for (const name of trace.unreported.splice(0)) {
    const flow = trace.steps.get(name) ?? PLAIN;
    const bare = [flow, ...(flow.parts?.values() ?? [])].filter((part) => part.type === null).find(isFollowed);
    if (bare !== undefined) trace.arrive(arrivalOf(trace, { kind: 'report', step: name }, bare, value.span));
  }
}

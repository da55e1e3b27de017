import type { Span } from '../../core/text-range.ts';
import type { Protection, Type, ValueSource } from '../model.ts';
import { type Arrival, isFollowed, type Sink } from './arrival.ts';
import { protectedCore } from './fields-of.ts';
import { type Flow, memberFlow, worstOf } from './flow.ts';
import type { Trace } from './trace.ts';
import { traceValue } from './trace-expression.ts';
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
  arriveAt(trace, to, flow, target, at.span);
  return flow;
}

const MAX_DEPTH = 6;

/** Compares a value with what its place is declared as, field by field, and notes the classified parts. */
export function arriveAt(trace: Trace, to: Sink, flow: Flow, target: Target | null, span: Span): void {
  let left = 200;
  const visit = (part: Flow, place: Target | null, outer: Arrival['declared'], depth: number): void => {
    if (--left < 0) return;
    const core = place === null ? null : protectedCore(trace.table, place.type, place.protection);
    const declared = worse(outer, core?.protection.classification ?? null);
    const fields = core === null || depth > MAX_DEPTH ? [] : fieldsOfType(trace.table, core.core);
    if (fields.length > 0) {
      for (const field of fields) visit(memberFlow(trace.table, part, field.name), field, declared, depth + 1);
      return;
    }
    const worst = worstOf(trace.table, part);
    if (isFollowed(worst))
      trace.arrive({
        sink: to,
        class: worst.class,
        declared,
        root: worst.root,
        hop: worst.hop,
        span,
        proven: trace.proven,
      });
  };
  visit(flow, target, null, 0);
}

function worse(a: Arrival['declared'], b: Arrival['declared']): Arrival['declared'] {
  return rankOf(b) > rankOf(a) ? b : a;
}

/** Notes what a report shows that a value is given: every step so far, masked by type. A value that lost its type on the way is shown in full. */
export function seeReports(trace: Trace, { kind, ...value }: ValueSource): void {
  if (kind !== 'expression' || !('expr' in value) || value.expr.kind !== 'call' || value.expr.name !== 'report') return;
  for (const [name, flow] of trace.steps) {
    const bare = [flow, ...(flow.parts?.values() ?? [])].find((part) => part.type === null && isFollowed(part));
    if (bare === undefined || !isFollowed(bare)) continue;
    const { class: classification, root, hop } = bare;
    const to: Sink = { kind: 'report', step: name };
    trace.arrive({
      sink: to,
      class: classification,
      declared: null,
      root,
      hop,
      span: value.span,
      proven: trace.proven,
    });
  }
}

import type { Span } from '../../core/text-range.ts';
import type { Endpoint, Field, Model, OutputSource, Process, Type, ValueSource } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import type { Arrival, Sink } from './arrival.ts';
import { arriveAt, sink, type Target } from './arrive-at.ts';
import { type Flow, PLAIN, passing, typedFlow } from './flow.ts';
import type { Declared, Trace } from './trace.ts';
import { traceSteps } from './trace-steps.ts';

/** Every arrival of a classified value, flow by flow in text order; at most 5,000. */
export function traceModel(model: Model, table: TypeTable): readonly Arrival[] {
  const found: Arrival[] = [];
  const declared: Declared = {
    decisions: byName(model.decisions),
    events: byName(model.events),
    integrations: byName(model.integrations),
    processes: byName(model.processes),
  };
  const arrive = (arrival: Arrival): void => {
    if (found.length < MAX_ARRIVALS) found.push(arrival);
  };
  const trace = (input: readonly Field[] | null, endpoint: Endpoint | null): Trace => ({
    table,
    input: input === null ? PLAIN : inputFlow(input, endpoint),
    steps: new Map(),
    locals: new Map(),
    unreported: [],
    row: null,
    endpoint,
    proven: false,
    declared,
    arrive,
  });
  for (const endpoint of model.endpoints) traceEndpoint(trace(endpoint.input, endpoint), endpoint);
  for (const called of model.processes) traceProcess(trace(called.input, null), called);
  for (const schedule of model.schedules) traceSteps(trace(null, null), schedule.processing);
  return found;
}

const MAX_ARRIVALS = 5000;

/** What the caller of an operation sent; a process is given what it is given. */
function inputFlow(fields: readonly Field[], endpoint: Endpoint | null): Flow {
  const whole = endpoint?.body ?? null;
  const body: readonly Field[] =
    whole === null
      ? []
      : [
          {
            id: '',
            span: whole.span,
            name: 'body',
            type: whole.type,
            typeOrigin: 'written',
            summary: null,
            protection: null,
          },
        ];
  const type: Type = { kind: 'object', fields: [...fields, ...body] };
  return { ...PLAIN, type, root: endpoint === null ? 'other' : 'input' };
}

function traceEndpoint(trace: Trace, endpoint: Endpoint): void {
  traceSteps(trace, endpoint.processing);
  for (const field of endpoint.output)
    arriveFrom(trace, endpoint, { kind: 'answer', endpoint, field: field.name }, field);
  const whole = endpoint.wholeOutput;
  if (whole !== null) {
    const body = { ...whole, protection: null };
    arriveFrom(trace, endpoint, { kind: 'answer', endpoint, field: 'body' }, body);
  }
  for (const header of endpoint.response?.headers ?? [])
    sink(trace, { kind: 'header', operation: endpoint.name, header: header.name }, header, null);
}

function traceProcess(trace: Trace, called: Process): void {
  traceSteps(trace, called.processing);
  for (const field of called.output)
    arriveFrom(trace, called, { kind: 'process', process: called.name, field: field.name }, field);
}

type Output = Target & { from: OutputSource; span: Span };

function arriveFrom(trace: Trace, flow: Pick<Endpoint, 'processing'>, to: Sink, output: Output): void {
  const { from, span } = output;
  if (from.kind === 'literal' || from.kind === 'expression') sink(trace, to, { value: from, span }, output);
  else arriveAt(trace, to, sourceFlow(trace, flow, from, output), output, span);
}

/** What an output is given. The result of a step that is known by its type only is what the output is declared as. */
function sourceFlow(
  trace: Trace,
  { processing }: Pick<Endpoint, 'processing'>,
  from: Exclude<OutputSource, ValueSource>,
  field: Output,
): Flow {
  if (from.kind === 'form') return typedFlow(trace.table, field.type, { what: from.step, span: field.span }, 'other');
  const known = trace.steps.get(from.step);
  if (known !== undefined) return passing(known, from.step, field.span);
  const step = processing.find(({ name }) => name === from.step);
  if (step === undefined || !('entity' in step))
    return typedFlow(trace.table, field.type, { what: from.step, span: field.span }, 'other');
  return { ...PLAIN, type: { kind: 'entity', name: step.entity }, root: 'row' };
}

function byName<T extends { name: string }>(nodes: readonly T[]): ReadonlyMap<string, T> {
  return new Map(nodes.map((node) => [node.name, node]));
}

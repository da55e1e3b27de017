import type { Expr } from '../expressions/ast.ts';
import { STRING } from '../expressions/static-types.ts';
import type { Assignment, Step, Type, ValueSource } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { seeReports, sink } from './arrive-at.ts';
import { protectedCore } from './fields-of.ts';
import { derived, type Flow, joined, memberFlow, PLAIN, passing } from './flow.ts';
import type { Trace } from './trace.ts';
import { traceCustom } from './trace-custom.ts';
import { traceExpression, traceValue } from './trace-expression.ts';
import { fieldNamed, rankOf } from './worst-field.ts';

/** Follows values through steps, in order, and says where they arrive. */
export function traceSteps(trace: Trace, steps: readonly Step[]): void {
  for (const step of steps) {
    const flow = traceStep(trace, step);
    if (flow === null) continue;
    trace.steps.set(step.name, flow);
    trace.unreported.push(step.name);
  }
}

/** What is known of the step's result; null: no more than its type says. */
function traceStep(trace: Trace, step: Step): Flow | null {
  switch (step.kind) {
    case 'set': {
      seeReports(trace, step.value);
      return passing(ofStaticType(trace.table, step.value, traceValue(trace, step.value)), step.name, step.span);
    }
    case 'guard': {
      trace.proven ||= provesCaller(step.holds);
      return PLAIN;
    }
    case 'create':
    case 'update':
    case 'upsert':
      return traceWrite(trace, step);
    case 'emit':
      return traceEmit(trace, step);
    case 'call':
      return traceCall(trace, step);
    case 'screen':
      return traceScreen(trace, step);
    case 'extract':
      return traceExtract(trace, step);
    case 'infer':
      return traceInfer(trace, step);
    case 'decide':
      return traceDecide(trace, step);
    case 'issueToken': {
      for (const claim of step.claims) sink(trace, { kind: 'claim', claim: claim.name }, claim, null);
      return PLAIN;
    }
    case 'userTask':
      return traceTask(trace, step);
    case 'run':
      return traceRun(trace, step);
    case 'custom':
      return traceCustom(trace, step);
    default:
      return traceNested(trace, step);
  }
}

/** The result of a step has the type of its expression; a classification that this type does not have is lost on masks. */
function ofStaticType(table: TypeTable, value: ValueSource, flow: Flow): Flow {
  if (value.kind !== 'expression' || flow.parts !== null || value.expr.narrowed === true) return flow;
  const { protection } = protectedCore(table, value.expr.type, null);
  return rankOf(protection.classification) < rankOf(flow.class) ? { ...flow, type: null } : flow;
}

/** A checked password, or a caller that is not nobody. */
function provesCaller(expr: Expr): boolean {
  if (expr.kind === 'call') return expr.name === 'verifyPassword';
  if (expr.kind === 'has') return isCaller(expr.of);
  if (expr.kind !== 'binary') return false;
  if (expr.operator === '&&') return provesCaller(expr.left) || provesCaller(expr.right);
  return expr.operator === '!=' && expr.right.kind === 'null' && isCaller(expr.left);
}

function isCaller(expr: Expr): boolean {
  return expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'caller' && CALLER.includes(expr.name);
}

const CALLER: readonly string[] = ['id', 'subject'];

type Write = Extract<Step, { kind: 'create' | 'update' | 'upsert' }>;

/** The row after is known by what was assigned; the other fields by their types. */
function traceWrite(trace: Trace, step: Write): Flow {
  const { table } = trace;
  const entity = table.entities.get(step.entity);
  const type: Type = { kind: 'entity', name: step.entity };
  const stored: Flow = { ...PLAIN, type, root: 'row' };
  const inner: Trace = step.kind === 'update' ? { ...trace, row: entity ?? null } : trace;
  const parts = new Map<string, Flow>();
  for (const assignment of step.with) {
    const field = fieldNamed(table, type, assignment.name) ?? null;
    const given = sink(inner, { kind: 'row', entity: step.entity, field: assignment.name }, assignment, field);
    const declared = memberFlow(table, stored, assignment.name);
    // What the caller sent is still what the caller sent, though it is stored now.
    if (rankOf(given.class) >= rankOf(declared.class)) parts.set(assignment.name, given);
    else
      parts.set(
        assignment.name,
        given.root === 'input' ? { ...declared, root: 'input', hop: withRoot(declared) } : declared,
      );
  }
  return { ...stored, parts };
}

function withRoot({ hop }: Flow): Flow['hop'] {
  return hop === null ? null : { ...hop, root: 'input' };
}

function traceEmit(trace: Trace, step: Extract<Step, { kind: 'emit' }>): Flow {
  const event = trace.declared.events.get(step.event);
  for (const assignment of step.with) {
    const field = event?.payload.find(({ name }) => name === assignment.name) ?? null;
    sink(trace, { kind: 'event', event: step.event, field: assignment.name }, assignment, field);
  }
  return PLAIN;
}

function traceCall(trace: Trace, step: Extract<Step, { kind: 'call' }>): null {
  sendTo(trace, step.integration, step.operation, step.with);
  return null;
}

function sendTo(trace: Trace, integration: string, operation: string, values: readonly Assignment[]): void {
  const to = trace.declared.integrations.get(integration);
  const input = to?.operations.find(({ name }) => name === operation)?.input ?? [];
  if (to === undefined) return;
  for (const assignment of values) {
    const field = input.find(({ name }) => name === assignment.name) ?? null;
    sink(trace, { kind: 'call', integration: to, operation, field: assignment.name }, assignment, field);
  }
}

/** Hits show entries of the lists: what is matched of an entity is as classified as its field. */
function traceScreen(trace: Trace, step: Extract<Step, { kind: 'screen' }>): Flow {
  const { table } = trace;
  let entries = PLAIN;
  for (const list of step.against) {
    if (list.kind === 'operation') sendTo(trace, list.integration, list.operation, step.subject);
    else {
      const row: Flow = { ...PLAIN, type: { kind: 'entity', name: list.entity }, root: 'row' };
      entries = joined(table, entries, derived(table, list.field === null ? row : memberFlow(table, row, list.field)));
    }
  }
  const hits: Flow = { ...PLAIN, parts: new Map([['entry', passing(entries, `${step.name}.hits`, step.span)]]) };
  return { ...PLAIN, parts: new Map([['hits', hits]]) };
}

/** The whole text of a document is as classified as the document; its fields are what they are declared as. */
function traceExtract(trace: Trace, step: Extract<Step, { kind: 'extract' }>): Flow {
  const from = derived(trace.table, traceExpression(trace, step.from));
  const type: Type | null = step.as === null ? null : { kind: 'named', name: step.as };
  // Whoever shows the step's result knows what the text was read from, and masks it like that.
  const text: Flow = { ...passing(from, `${step.name}.text`, step.span), type: STRING };
  return {
    ...PLAIN,
    type,
    parts: new Map([
      ['text', text],
      ['quality', PLAIN],
    ]),
  };
}

function traceInfer(trace: Trace, step: Extract<Step, { kind: 'infer' }>): null {
  const to = trace.declared.integrations.get(step.integration);
  if (to === undefined) return null;
  for (const feature of step.features)
    sink(trace, { kind: 'call', integration: to, operation: step.model, field: feature.name }, feature, null);
  return null;
}

/** What a decision is asked is recorded with the audit; what it answers has its own types. */
function traceDecide(trace: Trace, step: Extract<Step, { kind: 'decide' }>): null {
  const decision = trace.declared.decisions.get(step.decision);
  const recorded = trace.endpoint?.audit?.record.includes('decisions') === true;
  if (decision === undefined || !recorded) return null;
  for (const input of decision.inputs) {
    const given = step.with.find(({ name }) => name === input.name);
    const value: ValueSource = given?.value ?? { kind: 'expression', expr: input.expr, span: input.expr.span };
    const at = { value, span: given?.span ?? input.span };
    sink(trace, { kind: 'decision', decision: decision.name, field: input.name }, at, {
      type: input.type,
      protection: null,
    });
  }
  return null;
}

function traceTask(trace: Trace, step: Extract<Step, { kind: 'userTask' }>): null {
  const { endpoint } = trace;
  if (endpoint === null) return null;
  for (const assignment of step.respond?.with ?? []) {
    const field = endpoint.output.find(({ name }) => name === assignment.name) ?? null;
    sink(trace, { kind: 'answer', endpoint, field: assignment.name }, assignment, field);
  }
  return null;
}

function traceRun(trace: Trace, step: Extract<Step, { kind: 'run' }>): null {
  const process = trace.declared.processes.get(step.process);
  for (const assignment of step.with) {
    const field = process?.input.find(({ name }) => name === assignment.name) ?? null;
    sink(trace, { kind: 'process', process: step.process, field: assignment.name }, assignment, field);
  }
  return null;
}

function traceNested(trace: Trace, step: Step): Flow | null {
  switch (step.kind) {
    case 'switch':
      for (const one of step.cases) traceSteps(trace, one.do);
      return PLAIN;
    case 'for': {
      const items = traceExpression(trace, step.in);
      trace.locals.set(step.variable, passing(items, step.variable, step.span));
      traceSteps(trace, step.do);
      const last = step.do.at(-1);
      return last === undefined ? PLAIN : (trace.steps.get(last.name) ?? null);
    }
    case 'fork':
      for (const branch of step.branches) traceSteps(trace, branch.do);
      return PLAIN;
    case 'try':
      traceSteps(trace, step.do);
      for (const one of step.catch) traceSteps(trace, one.do);
      return PLAIN;
    default:
      return null;
  }
}

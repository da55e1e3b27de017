import type { Field, Step, Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { sink } from './arrive-at.ts';
import { protectedCore } from './fields-of.ts';
import { derived, type Flow, joined, PLAIN, passing } from './flow.ts';
import type { Trace } from './trace.ts';
import { fieldsOfType } from './worst-field.ts';

/** Code of its own may put what it is given into any text that it gives, unless the text's own type says what it is. */
export function traceCustom(trace: Trace, step: Extract<Step, { kind: 'custom' }>): Flow {
  const { table } = trace;
  let given = PLAIN;
  for (const assignment of step.with) {
    const field = step.input.find(({ name }) => name === assignment.name) ?? null;
    const flow = sink(trace, { kind: 'custom', step: step.name, field: assignment.name }, assignment, field);
    given = joined(table, given, derived(table, flow));
  }
  const type: Type = { kind: 'object', fields: step.output };
  const own: Flow = { ...PLAIN, type };
  const parts = step.output
    .filter((field) => mayHoldText(table, field))
    .map((field) => [field.name, passing(given, `${step.name}.${field.name}`, step.span)] as const);
  return { ...own, parts: new Map(parts) };
}

function mayHoldText(table: TypeTable, field: Field): boolean {
  const { core, protection } = protectedCore(table, field.type, field.protection);
  if (protection.classification !== null) return false;
  if (core.kind === 'scalar') return ['string', 'json', 'base64', 'bytes', 'html', 'file'].includes(core.name);
  return core.kind === 'object' && !fieldsOfType(table, core).some((inner) => inner.protection !== null);
}

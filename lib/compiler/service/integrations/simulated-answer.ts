import type { Field, Given, Integration, JsonLiteral, Type } from '../../../spec/model.ts';
import type { InferencePlan, IntegrationOperationPlan, Plan } from '../../plan.ts';
import { endsWell } from '../../tests/ends-well.ts';
import { type Cells, isMap, membersOf, writtenValue } from '../../tests/scenario-values.ts';
import { example } from '../../tests/values.ts';
import { type Doc, list } from '../../text/doc.ts';
import { holdsFile } from '../file-fields.ts';
import { isOptional, plainType } from '../types.ts';

type Declared = IntegrationOperationPlan['operation'];
type Stub = Extract<Given, { kind: 'stub' }>;

/**
 * What stands for an answer of another system where a scenario says one: that of the first scenario which ends well with it. In
 * a sandbox a service therefore behaves as its first acceptance example says. Null where none does, and for files.
 */
export function scenarioAnswer({ name }: Integration, { name: operation, output }: Declared, plan: Plan): Doc | null {
  if (output.some(({ type }) => holdsFile(type, plan.model))) return null;
  const said = saidOf(name, operation, output, plan);
  if (said === null) return null;
  return list('{', membersOf(said.answer, { kind: 'object', fields: output }, said.cells, plan), '}', true);
}

/** The same for one output of a model, else an example of its type. */
export function simulatedOutput({ step, system }: InferencePlan, output: Field, plan: Plan): Doc {
  const said = saidOf(system.integration.name, step.model, step.output, plan);
  const value = said === null || !isMap(said.answer) ? undefined : said.answer.map[output.name];
  return said === null || value === undefined
    ? example(plainType(output.type, plan.model), plan)
    : writtenValue(value, output.type, said.cells, plan);
}

/** An answer that a scenario gives, with the cells of its first row; null where none ends well with a complete one. */
function saidOf(
  system: string,
  operation: string,
  output: readonly Field[],
  plan: Plan,
): { answer: JsonLiteral; cells: Cells } | null {
  for (const scenario of plan.model.scenarios) {
    const stub = scenario.given.find(
      (one): one is Stub => one.kind === 'stub' && one.integration === system && one.operation === operation,
    );
    const cells = endsWell(scenario);
    if (stub === undefined || stub.fails !== null || cells === null) continue;
    const answer = completed(stub.answer, output, plan);
    if (answer !== null) return { answer, cells };
  }
  return null;
}

/** An answer with null for what it leaves out; null where it leaves out what an operation has to give. */
function completed(answer: JsonLiteral, output: readonly Field[], plan: Plan): JsonLiteral {
  if (!isMap(answer)) return null;
  const missing = output.filter(({ name }) => !(name in answer.map));
  if (missing.some(({ type }) => !isOptional(type, plan.model))) return null;
  const known = new Map(output.map((field) => [field.name, field.type]));
  const said = Object.entries(answer.map).map(([name, value]): [string, JsonLiteral] => {
    const type = known.get(name);
    return [name, type === undefined ? value : within(value, type, plan)];
  });
  return { map: Object.fromEntries([...said, ...missing.map(({ name }): [string, null] => [name, null])]) };
}

function within(value: JsonLiteral, type: Type, plan: Plan): JsonLiteral {
  const plain = plainType(type, plan.model);
  if (Array.isArray(value)) return plain.kind === 'list' ? value.map((item) => within(item, plain.of, plan)) : value;
  return plain.kind === 'object' ? (completed(value, plain.fields, plan) ?? value) : value;
}

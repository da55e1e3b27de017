import { acceptsLiteral } from '../../decisions/atoms.ts';
import type { Expr } from '../../expressions/ast.ts';
import { open } from '../../expressions/static-types.ts';
import type { Decision, Endpoint, JsonLiteral, Scenario, Step, UnaryTest } from '../../model.ts';
import { allSteps } from '../../step-tree.ts';
import type { ReadContext } from '../context.ts';
import type { TypeTable } from '../type-table.ts';

/** What one example says: inputs of the operation and answers of other systems. */
interface Tried {
  input: JsonLiteral;
  answers: ReadonlyMap<string, JsonLiteral>;
  /** Puts the cells of the example in the place of its columns. */
  fill: (value: JsonLiteral) => JsonLiteral;
}

/**
 * Reports rules that no scenario can reach, of decisions that operations with scenarios use. A rule counts as reached where that
 * cannot be told: only values that a scenario states are looked at.
 */
export function checkCoverage(
  ctx: ReadContext,
  table: TypeTable,
  scenarios: readonly Scenario[],
  endpoints: readonly Endpoint[],
  decisions: readonly Decision[],
): void {
  if (scenarios.length === 0) return;
  const uses = new Map<string, Use[]>();
  for (const endpoint of endpoints) {
    const tried = scenarios.flatMap((scenario) => triedBy(scenario, endpoint.name));
    if (tried.length === 0) continue;
    const flow = allSteps(endpoint.processing);
    for (const step of flow)
      if (step.kind === 'decide') uses.set(step.decision, [...(uses.get(step.decision) ?? []), { flow, step, tried }]);
  }
  for (const decision of decisions) {
    const reached = reachedRules(table, decision, uses.get(decision.name) ?? []);
    if (reached === null) continue;
    for (const [index, { number, span }] of decision.rules.entries())
      if (!reached.has(index)) ctx.reporter.report('TST8507', span, { number, decision: decision.name });
  }
}

/** A step that uses a decision, and what the scenarios of its operation say. */
interface Use {
  flow: readonly Step[];
  step: Extract<Step, { kind: 'decide' }>;
  tried: readonly Tried[];
}

/** Cells that are looked at for one decision; beyond that nothing is said about it. */
const MAX_CELLS = 20_000;

/** The rules that some scenario may reach; null if no scenario uses the decision, or if there is too much to look at. */
function reachedRules(table: TypeTable, decision: Decision, uses: readonly Use[]): ReadonlySet<number> | null {
  if (uses.length === 0) return null;
  const answers = new CellAnswers(table, decision);
  const reached = new Set<number>();
  for (const { flow, step, tried } of uses) {
    for (const one of tried) {
      const values = decision.inputs.map((input) => {
        const override = step.with.find((assignment) => assignment.name === input.name)?.value;
        if (override?.kind === 'literal') return override.value;
        return statedBy(override?.kind === 'expression' ? override.expr : input.expr, flow, one);
      });
      for (const index of decision.rules.keys()) {
        const fits = answers.rule(index, values);
        if (fits !== 'no') reached.add(index);
        if (fits === 'yes' && decision.hitPolicy === 'first') break;
        if (answers.count > MAX_CELLS) return null;
      }
    }
  }
  return reached;
}

/** Whether cells accept values, each asked once. */
class CellAnswers {
  count = 0;
  readonly #table: TypeTable;
  readonly #decision: Decision;
  readonly #known = new Map<string, boolean | null>();

  constructor(table: TypeTable, decision: Decision) {
    this.#table = table;
    this.#decision = decision;
  }

  /** Whether a rule fits values of which some may not be known. */
  rule(index: number, values: readonly (JsonLiteral | undefined)[]): 'yes' | 'no' | 'maybe' {
    let sure = true;
    for (const [i, test] of (this.#decision.rules[index]?.tests ?? []).entries()) {
      if (test.kind === 'any') continue;
      const value = values[i];
      const accepts = value === undefined ? null : this.#cell(index, i, test, value);
      if (accepts === false) return 'no';
      if (accepts === null) sure = false;
    }
    return sure ? 'yes' : 'maybe';
  }

  #cell(index: number, input: number, test: UnaryTest, value: JsonLiteral): boolean | null {
    const key = `${index} ${input} ${JSON.stringify(value)}`;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    this.count++;
    const type = this.#decision.inputs[input]?.type;
    const accepts = type === undefined ? null : acceptsLiteral(open(this.#table, type).type, test, value);
    this.#known.set(key, accepts);
    return accepts;
  }
}

/** Each example of a scenario as far as it calls an operation. */
function triedBy(scenario: Scenario, operation: string): Tried[] {
  const calls = scenario.when.filter((call) => call.kind === 'operation' && call.name === operation);
  const rows = scenario.examples?.rows.map(({ cells }) => cells) ?? [[]];
  const columns = scenario.examples?.columns ?? [];
  if (calls.length === 0) return [];
  const answers = new Map(
    scenario.given.flatMap((given) =>
      given.kind === 'stub' && given.fails === null
        ? [[`${given.integration}.${given.operation}`, given.answer] as const]
        : [],
    ),
  );
  return calls.flatMap((call) =>
    rows.map((cells) => ({ input: call.input, answers, fill: (value: JsonLiteral) => filled(value, columns, cells) })),
  );
}

function filled(value: JsonLiteral, columns: readonly string[], cells: readonly string[]): JsonLiteral {
  if (typeof value === 'string') {
    const whole = /^<([A-Za-z][A-Za-z0-9_]*)>$/.exec(value)?.[1];
    const cell = whole === undefined ? undefined : cells[columns.indexOf(whole)];
    if (cell === undefined) return value;
    return /^-?\d+(\.\d+)?$/.test(cell) ? { number: cell } : /^(true|false)$/.test(cell) ? cell === 'true' : cell;
  }
  if (value === null || typeof value === 'boolean') return value;
  if (isList(value)) return value.map((item) => filled(item, columns, cells));
  if (!('map' in value) || typeof value.map === 'string') return value;
  return {
    map: Object.fromEntries(Object.entries(value.map).map(([key, item]) => [key, filled(item, columns, cells)])),
  };
}

function isList(value: JsonLiteral): value is readonly JsonLiteral[] {
  return Array.isArray(value);
}

/** What a scenario says that an expression gives: an input, or a part of the answer of a step's call. Undefined if nothing. */
function statedBy(expr: Expr, flow: readonly Step[], tried: Tried): JsonLiteral | undefined {
  const path: string[] = [];
  let at = expr;
  for (; at.kind === 'member'; at = at.of) path.unshift(at.name);
  if (at.kind !== 'name' || path.length === 0) return undefined;
  if (at.scope === 'input') return stated(memberOf(tried.input, path), tried);
  const { name, scope } = at;
  const step = scope === 'step' ? flow.find((candidate) => candidate.name === name) : undefined;
  if (step?.kind !== 'call') return undefined;
  return stated(memberOf(tried.answers.get(`${step.integration}.${step.operation}`), path), tried);
}

/** A value of an example with its cells; undefined where a part of a text is filled in, which is not worked out here. */
function stated(value: JsonLiteral | undefined, { fill }: Tried): JsonLiteral | undefined {
  const filledIn = value === undefined ? undefined : fill(value);
  return typeof filledIn === 'string' && filledIn.includes('<') ? undefined : filledIn;
}

function memberOf(value: JsonLiteral | undefined, path: readonly string[]): JsonLiteral | undefined {
  let at = value;
  for (const name of path) {
    if (at === undefined || at === null || typeof at !== 'object' || isList(at) || !('map' in at)) return undefined;
    if (typeof at.map === 'string') return undefined;
    at = Object.hasOwn(at.map, name) ? at.map[name] : undefined;
  }
  return at;
}

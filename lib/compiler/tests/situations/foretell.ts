import type { CallPolicy, OutputSource, Step } from '../../../spec/model.ts';
import { hasOwnBodies } from '../../named-errors.ts';
import { variable } from '../../names.ts';
import type { IntegrationOperationPlan, OperationPlan, Plan } from '../../plan.ts';
import { mergedPolicy } from '../../service/call-policy.ts';
import { stepsWithin } from '../../steps-within.ts';
import { isIdentifier } from '../../text/quote.ts';
import { evaluate, type Known, sourceValue, type World } from '../evaluate.ts';
import { exact, plus } from '../exact.ts';
import { decided, refusal } from '../outcome.ts';
import { UNKNOWN, type Value } from '../value.ts';
import { example } from '../values.ts';
import { exampleValue } from './example-value.ts';
import { listedRows } from './listed.ts';
import { asked, type DoneTask, tasksTold, type Waiting } from './people.ts';
import { inputOf, type Reaction, type Situation, worldOf } from './situation.ts';
import { type Deed, MISSING, Stored } from './stored.ts';
import { FAILED, isForetold } from './systems.ts';

/** What an operation comes to in a situation. */
export interface Foretold {
  status: number;
  /** The name of the error that ends it. */
  problem: string | null;
  known: Known;
  /** What is stored afterwards, by entity. */
  rows: World['rows'];
  events: readonly { name: string; payload: ReadonlyMap<string, Value> }[];
  calls: readonly string[];
  /** How patient each of these calls is, by the name that its step has at run time. */
  patience: ReadonlyMap<string, CallPolicy>;
  /** What people did, in its order. */
  tasks: readonly DoneTask[];
  /** It waits for a person now. */
  waiting: Waiting | null;
  /** It was refused after something of it had been stored for good. */
  kept: boolean;
  /** Which way was taken through the steps. */
  way: string;
}

/**
 * Goes through the steps of an operation by the meaning of the language, `after` another request if one came before; null where
 * something cannot be known beforehand.
 */
export function foretell(
  operation: OperationPlan,
  situation: Situation,
  plan: Plan,
  after: Foretold | null = null,
): Foretold | null {
  const { endpoint } = operation;
  const usual = worldOf(operation, situation, plan);
  const world = after === null ? usual : { ...usual, rows: after.rows };
  const stored = new Stored(world.rows, plan);
  const teller = new Teller(stored, situation, operation, plan);
  const known: Known = { model: plan.model, input: inputOf(operation, situation, plan), steps: new Map(), world };
  const end = teller.all(endpoint.processing, known);
  if (end === 'unknown') return null;
  const waiting = end !== null && 'waits' in end ? end.waits : null;
  const status = end === null ? endpoint.status : 'waits' in end ? end.waits.status : end.status;
  const problem = end !== null && 'problem' in end ? end.problem : null;
  const refused = problem !== null;
  const { kept } = teller;
  // A failure of the service itself ends no request that waits: what the person said is not taken.
  if (problem === 'internal' && teller.tasks.length > 0) return null;
  return {
    status,
    problem,
    known: teller.seen(known),
    rows: refused ? (kept?.rows ?? world.rows) : stored.rows,
    events: [...(after?.events ?? []), ...(refused ? (kept?.events ?? []) : teller.events)],
    calls: [...(after?.calls ?? []), ...teller.calls],
    patience: teller.patience,
    tasks: teller.tasks,
    waiting,
    kept: refused && kept !== null,
    way: [...teller.way, `${status}${problem ?? ''}`].join(' '),
  };
}

type End = { status: number; problem: string } | { waits: Waiting } | 'unknown' | null;

const BEYOND: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  ...(['prose', 'wait', 'custom', 'extract', 'infer', 'screen'] as const),
]);

class Teller {
  readonly events: Foretold['events'][number][] = [];
  readonly calls: string[] = [];
  readonly patience = new Map<string, CallPolicy>();
  readonly tasks: DoneTask[] = [];
  readonly way: string[] = [];
  /** What was stored before a call or a task, and stays whatever comes afterwards; null: nothing. */
  kept: Pick<Foretold, 'rows' | 'events'> | null = null;
  /** The processes around the step that is done now, and in which rounds of which loops it is. */
  #place = { runs: '', rounds: [] as readonly number[] };
  readonly #stored: Stored;
  readonly #situation: Situation;
  readonly #operation: OperationPlan;
  readonly #plan: Plan;

  constructor(stored: Stored, situation: Situation, operation: OperationPlan, plan: Plan) {
    this.#stored = stored;
    this.#situation = situation;
    this.#operation = operation;
    this.#plan = plan;
  }

  /** What is known now that some is stored. */
  seen(known: Known): Known {
    return known.world === undefined ? known : { ...known, world: { ...known.world, rows: this.#stored.rows } };
  }

  all(steps: readonly Step[], known: Known): End {
    for (const step of steps) {
      const end = this.#step(step, known);
      if (end !== null) return end;
    }
    return null;
  }

  #step(step: Step, given: Known): End {
    const known = this.seen(given);
    const wanted = step.when === null ? true : evaluate(step.when, known);
    if (typeof wanted !== 'boolean') return 'unknown';
    if (step.when !== null) this.way.push(`${step.name}?${wanted}`);
    const keep = (value: Value, name = step.name): null => {
      if (given.steps instanceof Map) given.steps.set(name, value);
      return null;
    };
    if (!wanted) {
      for (const { name } of stepsWithin([step])) keep(null, name);
      return null;
    }
    if (BEYOND.has(step.kind)) return 'unknown';
    const deed = this.#deed(step, known);
    return deed === 'unknown' || !('value' in deed) ? deed : keep(deed.value);
  }

  #deed(step: Step, known: Known): Deed {
    const stored = this.#stored;
    switch (step.kind) {
      case 'set': {
        const value = sourceValue(step.value, known);
        if (value === UNKNOWN && step.else !== null) return 'unknown';
        return value === null && step.else !== null ? this.#refused(step.else) : { value };
      }
      case 'guard': {
        const holds = evaluate(step.holds, known);
        if (typeof holds !== 'boolean') return 'unknown';
        return holds ? { value: null } : this.#refused(step.else);
      }
      case 'raise':
        return this.#refused(step.error);
      case 'decide': {
        const said = decided(step.decision, step.with, known);
        if (said === null || !('value' in said)) return 'unknown';
        this.way.push(said.way ?? '');
        return { value: said.value };
      }
      case 'find': {
        const found = stored.find(step, known);
        if (found === null) return 'unknown';
        const [row] = found;
        this.way.push(`${step.name}${row === undefined ? '-' : '+'}`);
        if (row === undefined) return step.else === null ? { value: null } : this.#refused(step.else);
        return { value: { fields: row } };
      }
      case 'list':
        return this.#listed(step, known);
      case 'count': {
        const found = stored.find(step, known);
        return found === null ? 'unknown' : { value: { number: { units: BigInt(found.length), scale: 0 } } };
      }
      case 'create':
        return stored.create(step, known);
      case 'upsert':
        return stored.upsert(step, known);
      case 'update':
      case 'delete': {
        const deed = stored.change(step, known);
        if (deed !== 'unknown' && 'problem' in deed && deed.problem === MISSING)
          return this.#refused(step.else ?? 'not_found');
        return deed;
      }
      case 'emit':
        return this.#published(step, known);
      case 'issueToken':
        return { value: UNKNOWN };
      case 'call':
        return this.#called(step, known);
      case 'userTask':
        return this.#asked(step, known);
      case 'score':
        return this.#scored(step, known);
      case 'switch':
        return this.#chosen(step, known);
      case 'for':
        return this.#each(step, known);
      case 'try':
        return this.#tried(step, known);
      case 'fork':
        return this.#parted(step, known);
      case 'run':
        return this.#run(step, known);
      default:
        return 'unknown';
    }
  }

  #refused(name: string): Deed {
    const found = refusal(name, this.#plan);
    return found === null || !('problem' in found) ? 'unknown' : found;
  }

  #listed(step: Extract<Step, { kind: 'list' }>, known: Known): Deed {
    const found = this.#stored.find(step, known);
    const entity = this.#plan.model.entities.find(({ name }) => name === step.entity);
    const listed = found === null ? null : listedRows(found, step, entity?.fields ?? [], known);
    if (listed === null) return 'unknown';
    this.way.push(`${step.name}${listed.length}`);
    return { value: { items: listed.map((fields) => ({ fields })) } };
  }

  #published(step: Extract<Step, { kind: 'emit' }>, known: Known): Deed {
    const payload = step.with.map(({ name, value }): [string, Value] => [name, sourceValue(value, known)]);
    this.events.push({ name: step.event, payload: new Map(payload) });
    return { value: null };
  }

  #called(step: Extract<Step, { kind: 'call' }>, known: Known): Deed {
    const planned = this.#plan.integrations.find(({ integration }) => integration.name === step.integration);
    const asked = planned?.operations.find(({ operation }) => operation.name === step.operation);
    if (planned === undefined || asked === undefined || !isForetold(planned)) return 'unknown';
    const name = `${step.integration}.${step.operation}`;
    if (step.with.some(({ value }) => isRefusable(sourceValue(value, known)))) return 'unknown';
    this.calls.push(name);
    this.patience.set(this.#named(step), mergedPolicy(step.policy, planned.integration.policy));
    this.#keep();
    const reaction = this.#situation.reactions.get(name);
    if (reaction !== undefined && 'fails' in reaction) {
      this.way.push(`${step.name}!${reaction.fails}`);
      const fallback = step.policy.fallback ?? planned.integration.policy.fallback;
      if (fallback !== null || hasOwnBodies(this.#plan.model)) return 'unknown';
      const { fails } = reaction;
      return step.else === null ? { status: FAILED[fails], problem: fails } : this.#refused(step.else);
    }
    return { value: { fields: this.#answer(asked, reaction) } };
  }

  /** The name of a step at run time. */
  #named({ name }: Step): string {
    const { runs, rounds } = this.#place;
    const own = rounds.length === 0 || isIdentifier(name) ? name : variable(name);
    return `${runs}${own}${rounds.map((round) => `[${round}]`).join('')}`;
  }

  #answer({ operation }: IntegrationOperationPlan, reaction: Reaction | undefined): ReadonlyMap<string, Value> {
    const changed = reaction !== undefined && 'answer' in reaction ? reaction.answer : new Map();
    return new Map(
      operation.output.map(({ name, type }): [string, Value] => [
        name,
        changed.get(name)?.value ?? exampleValue(example(type, this.#plan), type, this.#plan),
      ]),
    );
  }

  #asked(step: Extract<Step, { kind: 'userTask' }>, known: Known): Deed {
    if (!tasksTold(this.#operation, this.#plan).includes(step)) return 'unknown';
    const told = asked(step, this.#situation, this.#operation, known);
    if ('waits' in told) {
      this.way.push(`${step.name}…`);
      return told;
    }
    const chosen = [...(this.#situation.people.get(step.name) ?? [])].map(([, { value }]) => value);
    const said = chosen.filter((value) => typeof value === 'boolean' || typeof value === 'string');
    this.way.push(`${step.name}✓${said}`);
    this.tasks.push(told.done);
    this.#keep();
    return told;
  }

  /** A transaction ends here. */
  #keep(): void {
    if (!this.#stored.changed && this.events.length === 0) return;
    this.kept = { rows: new Map(this.#stored.rows), events: [...this.events] };
  }

  #scored(step: Extract<Step, { kind: 'score' }>, known: Known): Deed {
    const card = this.#plan.model.scorecards.find(({ name }) => name === step.scorecard);
    if (card === undefined) return 'unknown';
    const given = new Map(known.steps);
    for (const { name, value } of step.with) given.set(name, sourceValue(value, known));
    const begin = exact(card.initialScore);
    let sum: Value = begin === null ? UNKNOWN : { number: begin };
    for (const { name, attributes } of card.characteristics) {
      for (const [at, { when, partialScore }] of attributes.entries()) {
        const holds = when === null ? true : evaluate(when, { ...known, steps: given });
        if (typeof holds !== 'boolean') return 'unknown';
        if (!holds) continue;
        this.way.push(`${step.name}.${name}${at}`);
        sum = added(sum, partialScore);
        break;
      }
    }
    return { value: { fields: new Map([['score', sum]]) } };
  }

  #chosen(step: Extract<Step, { kind: 'switch' }>, known: Known): Deed {
    for (const [at, one] of step.cases.entries()) {
      const holds = one.when === null ? true : evaluate(one.when, known);
      if (typeof holds !== 'boolean') return 'unknown';
      if (!holds) continue;
      this.way.push(`${step.name}:${at}`);
      return ended(this.all(one.do, known), null);
    }
    this.way.push(`${step.name}:-`);
    return { value: null };
  }

  #each(step: Extract<Step, { kind: 'for' }>, known: Known): Deed {
    const over = evaluate(step.in, known);
    if (over === null || typeof over !== 'object' || !('items' in over) || over.items.length > MOST_ROUNDS)
      return 'unknown';
    const last = step.do.at(-1);
    const results: Value[] = [];
    this.way.push(`${step.name}*${Math.min(over.items.length, 2)}`);
    const place = this.#place;
    for (const [at, item] of over.items.entries()) {
      const locals = new Map(known.locals).set(step.variable, item);
      const steps = new Map(known.steps);
      this.#place = { ...place, rounds: [...place.rounds, at] };
      const end = this.all(step.do, { ...known, locals, steps });
      this.#place = place;
      if (end !== null) return end;
      results.push(last === undefined ? null : (steps.get(last.name) ?? null));
    }
    return { value: { items: results } };
  }

  #tried(step: Extract<Step, { kind: 'try' }>, known: Known): Deed {
    const before = { rows: new Map(this.#stored.rows), events: this.events.length };
    const end = this.all(step.do, known);
    if (end === null) {
      for (const { do: steps } of step.catch) forget(steps, known);
      return { value: null };
    }
    if (end === 'unknown' || !('problem' in end) || end.problem === 'internal') return end;
    const caught = step.catch.find(({ errors }) => errors.length === 0 || errors.includes(end.problem));
    if (caught === undefined) return end;
    // What is undone of what was stored depends on where its transactions ended.
    const stored = [...this.#stored.rows].some(([name, rows]) => before.rows.get(name) !== rows);
    if (stored || this.events.length > before.events) return 'unknown';
    this.way.push(`${step.name}~${step.catch.indexOf(caught)}`);
    forget(step.do, known);
    for (const other of step.catch) if (other !== caught) forget(other.do, known);
    return ended(this.all(caught.do, known), null);
  }

  #parted(step: Extract<Step, { kind: 'fork' }>, known: Known): Deed {
    for (const { do: steps } of step.branches) {
      const end = this.all(steps, known);
      // What the other branches came to beside a failure depends on which was first.
      if (end !== null) return 'unknown';
    }
    return { value: null };
  }

  #run(step: Extract<Step, { kind: 'run' }>, known: Known): Deed {
    const process = this.#plan.model.processes.find(({ name }) => name === step.process);
    if (process === undefined) return 'unknown';
    const input = new Map(process.input.map(({ name }): [string, Value] => [name, null]));
    for (const { name, value } of step.with) input.set(name, sourceValue(value, known));
    const inner: Known = { ...known, input, steps: new Map(), locals: new Map() };
    const place = this.#place;
    this.#place = { runs: `${this.#named(step)}/`, rounds: [] };
    const end = this.all(process.processing, inner);
    this.#place = place;
    if (end !== null) return end;
    const told = process.output.map(({ name, from }): [string, Value] => [name, outputValue(from, this.seen(inner))]);
    return { value: { fields: new Map(told) } };
  }
}

/** Steps that are not done, or whose work is undone, gave nothing. */
function forget(steps: readonly Step[], { steps: known }: Known): void {
  if (known instanceof Map) for (const { name } of stepsWithin(steps)) known.set(name, null);
}

const MOST_ROUNDS = 100;

/** The value of an output. */
export function outputValue(from: OutputSource, known: Known): Value {
  if (from.kind === 'form') return UNKNOWN;
  return from.kind === 'step' ? (known.steps.get(from.step) ?? UNKNOWN) : sourceValue(from, known);
}

function ended(end: End, value: Value): Deed {
  return end ?? { value };
}

/** Whether another system may refuse what it is sent before it is sent: parts of paths that lead elsewhere. */
function isRefusable(value: Value): boolean {
  return value === '' || value === '.' || value === '..';
}

function added(sum: Value, text: string): Value {
  if (sum === null || typeof sum !== 'object' || !('number' in sum)) return UNKNOWN;
  const more = exact(text);
  return more === null ? UNKNOWN : { number: plus(sum.number, more) };
}

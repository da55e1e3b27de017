import type { OperationPlan, Plan } from '../../plan.ts';
import { stepsReached } from '../../steps-within.ts';
import { evaluate } from '../evaluate.ts';
import type { Value } from '../value.ts';
import { type Foretold, foretell, outputValue } from './foretell.ts';
import { otherAnswers } from './people.ts';
import { inputOf, type Situation, usualSituation, worldOf } from './situation.ts';
import { variationsOf } from './variations.ts';

/** A situation, and what an operation comes to in it. */
export interface Told {
  title: string | null;
  /** The same request came before. */
  again: boolean;
  situation: Situation;
  foretold: Foretold;
}

const MOST_TRIED = 200;
const MOST_KEPT = 14;
const MOST_COMPUTED = 2;

/** The usual situation of an operation, and those that let it take another way through its steps, or for another reason. */
export function situationsOf(operation: OperationPlan, plan: Plan): readonly Told[] {
  if (!isTold(operation, plan)) return [];
  const usual = usualSituation(operation, plan);
  if (usual === null || !isAllowed(operation, usual, plan)) return [];
  const first = foretell(operation, usual, plan);
  const usually: Told[] = first === null ? [] : [{ title: null, again: false, situation: usual, foretold: first }];
  const others = othersOf({ situation: usual, foretold: first }, operation, plan);
  const answered = [...usually, ...others].flatMap((one, at) => answeredOf(one, operation, plan, at === 0 ? 6 : 4));
  if (first !== null && first.problem === null)
    return [...usually, ...others, ...answered, ...askedAgain(operation, usual, first, plan)];
  // What is refused as it is usual is looked at further from where it is not.
  const success = others.find(({ foretold }) => foretold.problem === null);
  const further = success === undefined ? [] : othersOf(success, operation, plan);
  const ways = new Set([...usually, ...others].map(({ foretold }) => foretold.way));
  const more = further.filter(({ foretold }) => foretold.problem === null || !ways.has(foretold.way));
  const named = more.map((one): Told => ({ ...one, title: `${success?.title} and ${one.title}` }));
  return [...usually, ...others, ...answered, ...named];
}

/** The ways on from a situation in which a request waits for people. */
function answeredOf({ title, situation, foretold }: Told, operation: OperationPlan, plan: Plan, most: number): Told[] {
  if (foretold.waiting === null) return [];
  const ways = new Set<string>();
  const told: Told[] = [];
  for (const { title: more, situation: answered } of otherAnswers(situation, operation, plan)) {
    const next = foretell(operation, answered, plan);
    if (next === null || ways.has(next.way) || told.length >= most) continue;
    ways.add(next.way);
    const named = title === null ? more : `${title} and ${more}`;
    told.push({ title: named, again: false, situation: answered, foretold: next });
  }
  return told;
}

interface Base {
  situation: Situation;
  foretold: Foretold | null;
}

/** Situations that differ from one in one place each, and let the operation take another way, or for another reason. */
function othersOf({ situation: usual, foretold: first }: Base, operation: OperationPlan, plan: Plan): Told[] {
  const told: Told[] = [];
  const ways = new Set([first?.way]);
  const computed = new Set([first === null ? '' : answerOf(first, operation)]);
  let tried = 0;
  for (const { title, place, situation } of variationsOf(usual, operation, plan)) {
    tried += 1;
    if (tried > MOST_TRIED || told.length >= MOST_KEPT) break;
    const foretold = foretell(operation, situation, plan);
    if (foretold === null) continue;
    const answer = answerOf(foretold, operation);
    const same = foretold.way === first?.way;
    const way = same && !place.includes(' query ') ? foretold.way : `${foretold.way} ${place}`;
    const another = !ways.has(way);
    if (!another && (!same || computed.size > MOST_COMPUTED || computed.has(answer))) continue;
    ways.add(way);
    if (!another) computed.add(answer);
    told.push({ title, again: false, situation, foretold });
  }
  return told;
}

/** The usual request twice, where it changes something. */
function askedAgain(operation: OperationPlan, usual: Situation, first: Foretold | null, plan: Plan): Told[] {
  if (first === null || first.problem !== null || operation.endpoint.method === 'GET') return [];
  const foretold = foretell(operation, usual, plan, first);
  return foretold === null ? [] : [{ title: 'when it is asked again', again: true, situation: usual, foretold }];
}

const TOUCHING: readonly string[] = ['find', 'list', 'count', 'create', 'update', 'delete', 'upsert', 'call'];

/** Whether an operation works on rows or with other systems, so that more can be told of it than without any. */
function isTold(operation: OperationPlan, { model }: Plan): boolean {
  const { endpoint, sendsFile, whole } = operation;
  if (sendsFile || whole !== null) return false;
  return stepsReached(endpoint.processing, model.processes).some(({ kind }) => TOUCHING.includes(kind));
}

/** Whether the tests' caller may ask. */
function isAllowed(operation: OperationPlan, usual: Situation, plan: Plan): boolean {
  const { access } = operation.endpoint;
  if (access.kind === 'public' || access.when === null) return true;
  const known = { model: plan.model, input: inputOf(operation, usual, plan), steps: new Map<string, Value>() };
  return evaluate(access.when, { ...known, world: worldOf(operation, usual, plan) }) === true;
}

/** What can be told of an answer, as a text. */
function answerOf({ known, way }: Foretold, { endpoint }: OperationPlan): string {
  return `${way} ${endpoint.output.map(({ from }) => textOf(outputValue(from, known))).join()}`;
}

function textOf(value: Value): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner instanceof Map) return [...inner];
    return typeof inner === 'bigint' ? String(inner) : inner;
  });
}

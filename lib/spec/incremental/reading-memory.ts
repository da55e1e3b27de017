import { unreachable } from '../../core/assert.ts';
import type { Span } from '../../core/text-range.ts';
import type { ReadContext } from '../read/context.ts';
import type { YamlNode } from '../yaml/node.ts';
import { createPieceMemory, type PieceHistory, type ReadPiece } from '../yaml/remember-pieces.ts';
import { moveValue } from './move.ts';
import { placeNow } from './place.ts';
import { createRecorder, type Recording, replay } from './recorder.ts';
import { sameValue, type Texts } from './same.ts';
import { createTrace, createTracer, type Effect, type Question, snapshot, type Tracer, tracedLines } from './trace.ts';

/** Reads one declaration. `around` is all that it may look at besides the context and the declaration's own node. */
export type Work<S, T> = (ctx: ReadContext, around: S) => T;

/** What one document's readers gave for the last text, and what they asked. */
export interface ReadingMemory {
  pieces: PieceHistory;
  /**
   * Gives what `work` gives and says what it says, without doing it again if nothing of what it asked changed: neither the
   * characters of its declaration nor the answers about what surrounds it. The result must be plain data. `kind` tells apart
   * the works on one node.
   */
  remember<S extends object, T>(ctx: ReadContext, kind: string, node: YamlNode, around: S, work: Work<S, T>): T;
}

/** Drafts: the first reader that uses one adds to it what it means. */
const CHANGED_BY_READERS: ReadonlySet<string> = new Set(['around.world.decisions', 'around.world.scorecards']);

/** What was read for a declaration, and on which grounds. */
interface Reading {
  generation: number;
  /** Where the declaration's piece started then. */
  start: number;
  value: unknown;
  recording: Recording;
  questions: readonly Question[];
  effects: readonly Effect[];
  /** Whether the reporter still looked for what wrong names mean. */
  suggested: boolean;
  /** The end of the last stretch that the result speaks of; null until somebody looks. */
  reach: number | null;
}

/** An empty memory for one document. */
export function createReadingMemory(): ReadingMemory {
  const pieces = createPieceMemory();
  const readings = new WeakMap<object, Map<string, Reading>>();
  let tracer: Tracer = createTracer(CHANGED_BY_READERS);
  let generation = -1;
  let texts = comparisonOf(pieces);
  return {
    pieces,
    remember<S extends object, T>(ctx: ReadContext, kind: string, node: YamlNode, around: S, work: Work<S, T>): T {
      const piece = pieces.now(node.span.start);
      if (piece === null) return work(ctx, around);
      if (generation !== pieces.generation) {
        generation = pieces.generation;
        tracer = createTracer(CHANGED_BY_READERS);
        texts = comparisonOf(pieces);
      }
      const ofPiece = readings.get(piece.source) ?? new Map<string, Reading>();
      readings.set(piece.source, ofPiece);
      const id = `${kind} ${node.span.start - piece.piece.start}`;
      const known = ofPiece.get(id);
      if (known !== undefined && known.generation === generation - 1) {
        const surroundings = { around, names: ctx.names };
        const again = holds(texts, known, ctx, surroundings) ? moved(pieces, known, piece) : null;
        if (again !== null) {
          ofPiece.set(id, again);
          repeat(again, ctx, surroundings);
          // The same work on the same kind of node gave it.
          return again.value as T;
        }
      }
      const reading = record(tracer, ctx, around, work);
      ofPiece.set(id, { ...reading, generation, start: piece.piece.start });
      return reading.value;
    },
  };
}

interface Comparison extends Texts {
  same(before: unknown, now: unknown): boolean;
}

function comparisonOf(pieces: PieceHistory): Comparison {
  const { edit } = pieces;
  // One declaration is looked up by many others.
  const known = new Map<unknown, { now: unknown; same: boolean }>();
  const texts: Comparison = {
    same(before, now) {
      const verdict = known.get(before);
      if (verdict !== undefined && verdict.now === now) return verdict.same;
      const same = sameValue(texts, before, now);
      if (typeof before === 'object') known.set(before, { now, same });
      return same;
    },
    place: (span) => placeNow(edit, null, span),
    sameNode(before, now) {
      const [from, to] = [pieces.before(before.start), pieces.now(now.start)];
      if (from === null || to === null || from.source !== to.source) return false;
      const same = before.start - from.piece.start === now.start - to.piece.start;
      return same && before.end - before.start === now.end - now.start;
    },
  };
  return texts;
}

/** Does the work and writes down what it asks, says and changes. */
function record<S extends object, T>(tracer: Tracer, ctx: ReadContext, around: S, work: Work<S, T>) {
  const trace = createTrace();
  tracer.trace = trace;
  const { reporter, recording } = createRecorder(ctx.reporter, tracer);
  const suggestionsLeft = ctx.reporter.suggested(0);
  // Wrapped member by member: the wrapped one has the type of what it wraps.
  const inside = tracer.around({ around, names: ctx.names }) as { around: S } & Pick<ReadContext, 'names'>;
  const { memory: _, ...rest } = ctx;
  const value = work({ ...rest, names: inside.names, lines: tracedLines(tracer, ctx.lines), reporter }, inside.around);
  tracer.trace = createTrace();
  const changes = trace.given.flatMap((given): Effect[] => {
    const after = snapshot(given.value);
    const changed = Object.entries(after).filter(([key, member]) => !sameMember(given.before[key], member));
    if (changed.length === 0) return [];
    return [{ kind: 'change', path: given.path, key: given.key, members: Object.fromEntries(changed) }];
  });
  const suggested = recording.suggestions <= suggestionsLeft;
  const effects = [...trace.effects, ...changes];
  return { value, recording, questions: trace.questions, effects, suggested, reach: null };
}

function sameMember(before: unknown, after: unknown): boolean {
  if (!(before instanceof Map && after instanceof Map)) return before === after;
  return before.size === after.size && [...after].every(([key, value]) => before.get(key) === value);
}

/** Whether every question has the answer that it had. */
function holds(texts: Comparison, reading: Reading, ctx: ReadContext, surroundings: object): boolean {
  const { suggestions } = reading.recording;
  if (suggestions > 0 && (!reading.suggested || ctx.reporter.suggested(0) < suggestions)) return false;
  return reading.questions.every((question) => isAnswered(texts, question, ctx, surroundings));
}

/** Whether a question has its answer still. Keeps the answer of now: the next text is compared with this one. */
function isAnswered(texts: Comparison, question: Question, ctx: ReadContext, surroundings: object): boolean {
  if (question.kind === 'errors') return ctx.reporter.hasErrors() === question.answer;
  if (question.kind === 'line') {
    const now = texts.place({ start: question.offset, end: question.offset });
    if (now === null || ctx.lines.line(now.start) !== question.answer) return false;
    question.offset = now.start;
    return true;
  }
  const answer = answerNow(question, memberAt(surroundings, question.path));
  if (answer !== question.answer && !texts.same(question.answer, answer)) return false;
  question.answer = answer;
  return true;
}

/** A question about surroundings, asked again. Its answer has the type that the question's kind says. */
function answerNow(question: Exclude<Question, { kind: 'errors' | 'line' }>, asked: unknown): Question['answer'] {
  if (question.kind === 'value' || !(asked instanceof Map)) return asked;
  switch (question.kind) {
    case 'get': {
      const value: unknown = asked.get(question.key);
      return question.copied && typeof value === 'object' && value !== null ? snapshot(value) : value;
    }
    case 'has':
      return asked.has(question.key);
    case 'keys':
      return [...asked.keys()];
    case 'all':
      return [...asked];
    default:
      return unreachable(question);
  }
}

function memberAt(of: unknown, path: readonly string[]): unknown {
  let at = of;
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  return at;
}

/** The reading with all places where they are now; null if one has no place any more. */
function moved(pieces: PieceHistory, known: Reading, now: ReadPiece): Reading | null {
  const { edit, generation } = pieces;
  const by = now.piece.start - known.start;
  if (by === 0 && known.reach !== null && known.reach < edit.start) return { ...known, generation };
  const own = { start: known.start, end: known.start + now.piece.end - now.piece.start, by };
  const { value, recording, effects } = known;
  const result = moveValue({ value, recording, effects }, (span: Span) => placeNow(edit, own, span));
  if (result === null) return null;
  return { ...known, ...result.value, generation, start: now.piece.start, reach: result.reach };
}

/** Says and changes again what the reader said and changed. */
function repeat({ recording, effects }: Reading, ctx: ReadContext, surroundings: object): void {
  replay(recording, ctx.reporter);
  for (const effect of effects) {
    const collection = memberAt(surroundings, effect.path);
    if (!(collection instanceof Map)) continue;
    if (effect.kind === 'set') collection.set(effect.key, effect.value);
    else {
      const changed: unknown = collection.get(effect.key);
      if (typeof changed === 'object' && changed !== null) Object.assign(changed, withOwnMaps(effect.members));
    }
  }
}

/** Later readers may add to a collection; what is remembered stays as it is. */
function withOwnMaps(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return snapshot(members);
}

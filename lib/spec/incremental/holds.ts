import { unreachable } from '../../core/assert.ts';
import type { ReadContext } from '../read/context.ts';
import type { Comparison } from './comparison.ts';
import type { Reading } from './reading.ts';
import { memberAt, type Question, snapshot } from './trace.ts';

/**
 * Whether every question that a reader asked has the answer that it had, so that it would read the same again. Keeps the answers
 * of now: the next text is compared with this one.
 */
export function holds(reading: Reading, comparison: Comparison, ctx: ReadContext, surroundings: object): boolean {
  const { suggestions } = reading.recording;
  if (suggestions > 0 && (!reading.suggested || ctx.reporter.suggested(0) < suggestions)) return false;
  for (const question of reading.questions) {
    if (!isAnswered(question, comparison, ctx, surroundings)) return false;
  }
  return true;
}

function isAnswered(question: Question, comparison: Comparison, ctx: ReadContext, surroundings: object): boolean {
  if (question.kind === 'errors') return ctx.reporter.hasErrors() === question.answer;
  if (question.kind === 'line') {
    const now = comparison.place({ start: question.offset, end: question.offset });
    if (now === null || ctx.lines.line(now.start) !== question.answer) return false;
    question.offset = now.start;
    return true;
  }
  const before = question.answer;
  const now = answerNow(question, memberAt(surroundings, question.path));
  question.answer = now;
  if (before === now) return true;
  return question.kind === 'get' && question.copied
    ? sameCopies(comparison, before, now)
    : comparison.same(before, now);
}

/** Copies are new each time; what they hold is compared once. */
function sameCopies(comparison: Comparison, before: unknown, now: unknown): boolean {
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) return before === now;
  // Of any objects it is true that their members are unknown.
  const [own, other] = [before, now] as Readonly<Record<string, unknown>>[];
  if (own === undefined || other === undefined) return false;
  for (const key in own) {
    const [member, otherMember] = [own[key], other[key]];
    if (member === otherMember) continue;
    // Collections in a copy are copies, too.
    if (member instanceof Map && otherMember instanceof Map) {
      if (!comparison.same([...member], [...otherMember])) return false;
    } else if (!Object.hasOwn(other, key) || !comparison.same(member, otherMember)) return false;
  }
  for (const key in other) if (!Object.hasOwn(own, key)) return false;
  return true;
}

/** A question about surroundings, asked again. Its answer has the type that the question's kind says. */
function answerNow(question: Exclude<Question, { kind: 'errors' | 'line' }>, asked: unknown): unknown {
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

import type { Span } from '../../core/text-range.ts';
import { answerOf } from './facts.ts';
import type { FactAsked, Mend, Observation, Rule, VerifiedRule } from './rule.ts';
import type { Subject } from './subject.ts';

/** Something that stands behind a result, with its place in the text where it has one. */
export interface Reason {
  what: string;
  span: Span | null;
  about: 'retention' | 'other';
  mend: Mend | null;
}

/**
 * What became of one rule. Only a rule whose primary text was read can pass; the type admits no other. `unverified`: the text
 * does what we believe the rule demands. `not tested`: the text cannot show it, or a fact is absent.
 */
export type Finding =
  | { rule: VerifiedRule; result: 'pass'; reasons: readonly Reason[] }
  | {
      rule: Rule;
      result: 'fail' | 'unverified' | 'not tested' | 'not applicable';
      reasons: readonly Reason[];
    };

/** Judges one rule. The subject carries the facts of the rule's framework. */
export function judgeRule(rule: Rule, subject: Subject): Finding {
  for (const asked of rule.asks) {
    const closed = closedBy(asked, subject);
    if (closed !== null) return { rule, result: closed.result, reasons: [reason(closed.what)] };
  }
  const seen = judgeText(rule, subject);
  if (rule.inForceFrom === null || subject.on === null || subject.on >= rule.inForceFrom) return seen;
  const what = `In force from ${rule.inForceFrom}. Judged as of that day: ${seen.result}.`;
  return { rule, result: 'not applicable', reasons: [reason(what), ...seen.reasons] };
}

function closedBy(
  asked: FactAsked,
  { facts }: Subject,
): { result: 'not tested' | 'not applicable'; what: string } | null {
  const answer = asked.gate === 'informs' ? true : answerOf(facts, asked);
  if (answer === false) return { result: 'not applicable', what: `The specification says so: \`${asked.name}\`.` };
  if (answer === true || asked.gate === 'assumed') return null;
  const say = asked.values === null ? 'true or false' : asked.values.join(', ');
  return { result: 'not tested', what: `The fact \`${asked.name}\` is absent (${say}). ${asked.question}` };
}

function judgeText(rule: Rule, subject: Subject): Finding {
  const seen = rule.check(subject);
  const failed = seen.filter((one) => one.seen === 'violated');
  if (failed.length > 0) return { rule, result: 'fail', reasons: failed.map(toReason) };
  const unclear = seen.filter((one) => one.seen === 'open');
  const met = seen.filter((one) => one.seen === 'satisfied');
  if (unclear.length > 0 || met.length === 0) {
    const why = unclear.length > 0 ? unclear.map(toReason) : [reason('Nothing in the text is about it.')];
    return { rule, result: 'not tested', reasons: [...why, ...met.map(toReason)] };
  }
  const reasons = met.map(toReason);
  return conclude(rule, subject.on === null ? rule.supersededBy !== null : isSuperseded(rule, subject.on), reasons);
}

function isSuperseded(rule: Rule, on: string): boolean {
  return rule.supersededBy !== null && on >= rule.supersededBy.on;
}

/** Green is for what was read and still holds. */
function conclude(rule: Rule, superseded: boolean, reasons: readonly Reason[]): Finding {
  if (rule.certainty === 'P' && !superseded) return { rule, result: 'pass', reasons };
  const why =
    rule.certainty === 'P'
      ? `The text that was read was re-issued on ${rule.supersededBy?.on ?? 'a later day'}.`
      : `The rule's own text was not read (certainty ${rule.certainty}).`;
  return { rule, result: 'unverified', reasons: [...reasons, reason(why)] };
}

function toReason(seen: Observation): Reason {
  return {
    what: seen.what,
    span: seen.seen === 'open' ? null : seen.span,
    about: seen.seen === 'violated' ? seen.about : 'other',
    mend: seen.seen === 'violated' ? seen.mend : null,
  };
}

function reason(what: string): Reason {
  return { what, span: null, about: 'other', mend: null };
}

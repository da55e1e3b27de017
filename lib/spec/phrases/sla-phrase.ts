import type { Period } from '../model.ts';
import { readMilliseconds, readPeriod } from './duration.ts';
import { type Reading, type Word, WordTaker } from './words.ts';

export interface SlaValue {
  latency: { percentile: number; withinMs: number } | null;
  availability: string | null;
  window: Period | null;
}

const SHARE = /^(\d{1,2}(?:\.\d{1,4})?|100)%$/;
const PERCENTILE = /^p\d{2,3}$/;
const UNDER = /^(under|below|within|in|<|<=)$/;
const NUMBER = /^\d{1,9}(\.\d{1,6})?$/;
const TIME_UNIT = /^(ms|msec|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)$/;
const TIME = /^\d{1,9}(\.\d{1,6})?(ms|s|m|h)$/;

/**
 * Reads a service level. Grammar: `SHARE [of requests] (under|below|within|<) TIME`, or `pNN (under|…) TIME`;
 * `[availability] SHARE [availability|available|uptime]`; `over PERIOD`. Without a share, 95 % is assumed.
 */
export function readSlaPhrase(text: string): Reading<SlaValue> {
  const words = new WordTaker(text);
  const assumptions: string[] = [];
  const latency = readLatency(words, assumptions);
  const availability = readAvailability(words);
  const over =
    words.take(/^(over|every|per)$/, NUMBER, /^(days?|weeks?|months?|years?)$/) ??
    words.take(/^(over|every|per)$/, /^\d+d$/);
  const window = over === null ? null : readPeriod(join(over.slice(1)));
  return words.reading({ latency, availability, window }, assumptions);
}

function readLatency(words: WordTaker, assumptions: string[]): SlaValue['latency'] {
  const shared =
    takeTime(words, [SHARE]) ??
    takeTime(words, [SHARE, /^of$/, /^(requests|calls|answers)$/]) ??
    takeTime(words, [PERCENTILE]);
  if (shared !== null) {
    const share = shared.words[0]?.lower ?? '';
    const percentile = share.startsWith('p') ? percentileOf(share) : Number(share.slice(0, -1));
    return percentile > 0 && percentile <= 100 ? { percentile, withinMs: shared.ms } : null;
  }
  const bare = takeTime(words, []);
  if (bare === null) return null;
  assumptions.push('No share is written: 95 % of requests are meant.');
  return { percentile: 95, withinMs: bare.ms };
}

/** Takes the given words, a word such as "under", and a time. */
function takeTime(words: WordTaker, before: readonly RegExp[]): { words: readonly Word[]; ms: number } | null {
  const run = words.take(...before, UNDER, NUMBER, TIME_UNIT) ?? words.take(...before, UNDER, TIME);
  if (run === null) return null;
  const ms = readMilliseconds(join(run.slice(before.length + 1)));
  return ms === null ? null : { words: run, ms };
}

function readAvailability(words: WordTaker): string | null {
  const named = /^(availability|available|uptime|up)$/;
  const run = words.take(SHARE, named) ?? words.take(named, SHARE) ?? words.take(named, /^of$/, SHARE);
  return run?.find((word) => SHARE.test(word.lower))?.text ?? null;
}

/** p95 is 95, p999 is 99.9. */
function percentileOf(word: string): number {
  const digits = word.slice(1);
  return digits.length === 3 && digits !== '100' ? Number(digits) / 10 : Number(digits);
}

function join(words: readonly Word[]): string {
  return words.map((word) => word.lower).join(' ');
}

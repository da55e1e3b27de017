import type { CallFailure, CallPolicy } from '../model.ts';
import { readMilliseconds } from '../phrases/duration.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected, oneOf, scalarsOf, textOf, visibleSpan } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';

/** A policy that says nothing. */
export const NO_POLICY: CallPolicy = { timeoutMs: null, retry: null, circuitBreaker: null, fallback: null };

const FAILURES = ['timeout', 'unavailable', 'rate_limited', 'rejected', 'invalid_response'] as const;
/** What is tried again unless the text says: failures that may pass by themselves. */
const PASSING: readonly CallFailure[] = ['timeout', 'unavailable', 'rate_limited'];

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * Reads `timeout`, `retry` and `circuitBreaker` of an integration or a step. Times are whole milliseconds; what is out of range
 * or no number is reported and counts as not written. `fallback` is null: what fits depends on the operation.
 */
export function readPolicy(ctx: ReadContext, keys: Keys): CallPolicy {
  const [timeout, retry, breaker] = ['timeout', 'retry', 'circuitBreaker'].map((key) => keys.get(key));
  return {
    timeoutMs: timeout === undefined ? null : readTime(ctx, timeout, 'A timeout', 1, 10 * MINUTE),
    retry: retry === undefined ? null : readRetry(ctx, retry),
    circuitBreaker: breaker === undefined ? null : readBreaker(ctx, breaker),
    fallback: null,
  };
}

/** Reads a time such as `200ms` or `3s`, in whole milliseconds. Null if it is none or out of range (reported). */
export function readTime(ctx: ReadContext, node: YamlNode, what: string, min: number, max: number): number | null {
  const text = textOf(ctx, node, 'A time such as 200ms, 3s or 2 minutes');
  if (text === null) return null;
  // A time that is too short or too long to be one at all is none of this range either.
  const time = readMilliseconds(text);
  if (time === null && !/^\d+(\.\d+)?\s*[a-z]+$/i.test(text.trim()))
    return expected(ctx, node, 'A time such as 200ms, 3s or 2 minutes');
  if (time !== null && time >= min && time <= max) return time;
  ctx.reporter.report('FLW5026', node.span, { what, min: sayTime(min), max: sayTime(max) });
  return null;
}

function readRetry(ctx: ReadContext, node: YamlNode): CallPolicy['retry'] {
  const keys = readKeys(ctx, node, 'retry', visibleSpan(ctx, node));
  if (keys === null) return null;
  const [limitNode, backoffNode, delayNode, onNode] = ['limit', 'backoff', 'delay', 'on'].map((key) => keys.get(key));
  const limit = limitNode === undefined ? null : readCount(ctx, limitNode, 'The limit of retries', 1, 10);
  const on =
    onNode === undefined
      ? PASSING
      : scalarsOf(ctx, onNode, 'failures').flatMap((item) => oneOf(ctx, item, FAILURES, 'A failure') ?? []);
  if (limit === null) return null;
  return {
    limit,
    backoff:
      (backoffNode === undefined ? null : oneOf(ctx, backoffNode, ['exponential', 'constant'], 'A backoff')) ??
      'exponential',
    delayMs: (delayNode === undefined ? null : readTime(ctx, delayNode, 'The delay of retries', 1, MINUTE)) ?? 200,
    on: [...new Set(on)],
    span: node.span,
  };
}

function readBreaker(ctx: ReadContext, node: YamlNode): CallPolicy['circuitBreaker'] {
  const keys = readKeys(ctx, node, 'circuitBreaker', visibleSpan(ctx, node));
  if (keys === null) return null;
  const [rateNode, windowNode, openNode] = ['failureRate', 'window', 'open'].map((key) => keys.get(key));
  const rate = rateNode === undefined ? null : readPercent(ctx, rateNode);
  const window = windowNode === undefined ? 20 : readCount(ctx, windowNode, 'The window of a breaker', 2, 1000);
  const open =
    openNode === undefined ? 30 * SECOND : readTime(ctx, openNode, 'How long a breaker is open', 100, 60 * MINUTE);
  if (rate === null || window === null || open === null) return null;
  return { failureRatePercent: rate, window, openMs: open, span: node.span };
}

function readPercent(ctx: ReadContext, node: YamlNode): number | null {
  const text = textOf(ctx, node, 'A percentage such as 50%');
  if (text === null) return null;
  const written = /^(\d{1,4}(\.\d{1,2})?) ?%$/.exec(text.trim())?.[1];
  if (written === undefined) return expected(ctx, node, 'A percentage such as 50%');
  const percent = Number(written);
  if (percent >= 1 && percent <= 100) return percent;
  ctx.reporter.report('FLW5026', node.span, { what: 'The failure rate of a breaker', min: '1%', max: '100%' });
  return null;
}

/** A whole number in a range, or null (reported). */
export function readCount(ctx: ReadContext, node: YamlNode, what: string, min: number, max: number): number | null {
  const text = node.kind === 'scalar' ? node.value : '';
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  ctx.reporter.report('FLW5026', visibleSpan(ctx, node), { what, min: String(min), max: String(max) });
  return null;
}

function sayTime(milliseconds: number): string {
  if (milliseconds < SECOND) return `${milliseconds} ms`;
  if (milliseconds < MINUTE) return `${milliseconds / SECOND} s`;
  return `${milliseconds / MINUTE} min`;
}

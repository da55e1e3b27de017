import type { CallPolicy } from '../../spec/model.ts';
import { type Doc, list } from '../text/doc.ts';
import { quote } from '../text/quote.ts';

/** The time that an attempt may take where nothing is said, in milliseconds. */
export const USUAL_TIMEOUT_MS = 5000;

/** What a step says of its call, and for the rest what the integration says. */
export function mergedPolicy(step: CallPolicy, integration: CallPolicy): CallPolicy {
  return {
    timeoutMs: step.timeoutMs ?? integration.timeoutMs,
    retry: step.retry ?? integration.retry,
    circuitBreaker: step.circuitBreaker ?? integration.circuitBreaker,
    fallback: step.fallback ?? integration.fallback,
  };
}

/** Whether a step asks for something else than the integration, so that its call has to say it. */
export function hasOwnPolicy({ timeoutMs, retry, circuitBreaker }: CallPolicy): boolean {
  return timeoutMs !== null || retry !== null || circuitBreaker !== null;
}

/** A policy as the generated code says it; the fallback is not part of it. */
export function policyOf({ timeoutMs, retry, circuitBreaker }: CallPolicy): Doc {
  const tried: Doc =
    retry === null
      ? 'null'
      : list(
          '{',
          [
            `limit: ${retry.limit}`,
            `backoff: ${quote(retry.backoff)}`,
            `delayMs: ${number(retry.delayMs)}`,
            ['on: ', list('[', retry.on.map(quote), ']')],
          ],
          '}',
          true,
        );
  const breaker: Doc =
    circuitBreaker === null
      ? 'null'
      : list(
          '{',
          [
            `failureRatePercent: ${circuitBreaker.failureRatePercent}`,
            `window: ${circuitBreaker.window}`,
            `openMs: ${number(circuitBreaker.openMs)}`,
          ],
          '}',
          true,
        );
  return list(
    '{',
    [`timeoutMs: ${number(timeoutMs ?? USUAL_TIMEOUT_MS)}`, ['retry: ', tried], ['breaker: ', breaker]],
    '}',
    true,
  );
}

/** A number as people read it: `30_000`. */
export function number(value: number): string {
  return value < 10_000 ? String(value) : value.toLocaleString('en-US').replaceAll(',', '_');
}

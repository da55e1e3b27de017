import type { CallPolicy, Field, Integration, IntegrationOperation } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { writeValue } from '../write-expression.ts';

/** What another system is asked, and what protects the asking. */
export function diffContracts(differ: Differ, before: Integration, after: Integration): void {
  const place = placeOf(before, after);
  const subject = `Integration ${said(after.name)}`;
  if (before.baseUrl !== after.baseUrl || before.secret !== after.secret)
    differ.report(
      'integration-address-changed',
      place,
      `${subject}: settings ${saidChange(settings(before), settings(after))}.`,
    );
  if (before.encrypt !== after.encrypt)
    differ.report(
      after.encrypt === null ? 'integration-encryption-removed' : 'integration-encryption-added',
      place,
      `${subject}: messages are encrypted by ${saidChange(before.encrypt, after.encrypt)}.`,
    );
  const [was, is] = [before, after].map(({ policy, maxConcurrent }) =>
    [sayPolicy(policy), sayFallback(policy), maxConcurrent && `at most ${maxConcurrent} at a time`]
      .filter(Boolean)
      .join(', '),
  );
  if (was !== is)
    differ.report('integration-policy-changed', place, `${subject}: ${saidChange(was || null, is || null)}.`);
  diffOperations(differ, subject, before, after);
}

function settings({ baseUrl, secret }: Integration): string | null {
  const named = [baseUrl, secret].filter((setting) => setting !== null).map((setting) => `$${setting}`);
  return named.length === 0 ? null : named.join(', ');
}

function diffOperations(differ: Differ, subject: string, before: Integration, after: Integration): void {
  const { both, removed, added } = match(before.operations, after.operations, ({ name }) => name);
  for (const gone of removed)
    differ.report(
      'integration-operation-removed',
      placeOf(gone, null),
      `${subject}: operation ${said(gone.name)} → none.`,
    );
  for (const found of added)
    differ.report(
      'integration-operation-added',
      placeOf(null, found),
      `${subject}: no operation ${said(found.name)} → ${said(found.request)}.`,
    );
  for (const [old, now] of both)
    if (contractOf(old) !== contractOf(now))
      differ.report(
        'integration-operation-changed',
        placeOf(old, now),
        `${subject}, operation ${said(now.name)}: ${saidChange(contractOf(old), contractOf(now))}.`,
      );
}

function contractOf({ effect, request, input, output }: IntegrationOperation): string {
  const fields = (of: readonly Field[]): string =>
    of
      .map(({ name, type }) => `${name}: ${sayTypeOf(type)}`)
      .sort()
      .join(', ');
  return `${effect} ${request} (${fields(input)}) → (${fields(output)})`;
}

/** Timeout, retry and breaker as one text that is equal for equal policies; null where nothing is said. */
export function sayPolicy({ timeoutMs, retry, circuitBreaker }: CallPolicy): string | null {
  const parts = [
    timeoutMs === null ? null : `timeout ${timeoutMs} ms`,
    retry &&
      `retry ${retry.limit} times on ${[...retry.on].sort().join(', ')}, ${retry.backoff} from ${retry.delayMs} ms`,
    circuitBreaker &&
      `breaker at ${circuitBreaker.failureRatePercent}% of ${circuitBreaker.window} for ${circuitBreaker.openMs} ms`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** What is used instead of an answer, as one text; null if nothing is. */
export function sayFallback({ fallback }: CallPolicy): string | null {
  if (fallback === null) return null;
  return fallback.kind === 'snapshot'
    ? `the last answer within ${sayPeriod(fallback.within)}`
    : writeValue(fallback.value);
}

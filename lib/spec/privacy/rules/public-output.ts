import { type Arrival, nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';

/**
 * DAT6524: classified data is given to callers that nobody knows. What the caller sent is no news to the caller, and whoever
 * proved a password, or who they are, in the same request is known. An output that says `classification: public` itself is
 * meant; that it is lowered is said by another rule.
 */
export const publicOutput: PrivacyRule = ({ arrivals }, reporter) => {
  for (const arrival of arrivals) {
    if (!isPublicOutput(arrival)) continue;
    const way = sayWay(arrival.hop);
    reporter.report(
      'DAT6524',
      arrival.span,
      { class: arrival.class, way, sink: nameOf(arrival) },
      [],
      wayOf(arrival.hop),
    );
  }
};

/** Whether an arrival is said by this rule; then no weaker one says it again. */
export function isPublicOutput({ sink, root, proven, declared }: Arrival): boolean {
  if (sink.kind !== 'answer' || root === 'input' || proven || declared === 'public') return false;
  return sink.endpoint.access.kind !== 'authenticated';
}

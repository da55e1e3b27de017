import { type Arrival, nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';
import { isPersonal, rankOf } from '../worst-field.ts';

/** DAT6520: personal or sensitive data reaches an event whose payload does not say so. */
export const eventLeak: PrivacyRule = ({ arrivals }, reporter) => {
  for (const arrival of arrivals) {
    if (!isEventLeak(arrival)) continue;
    const way = sayWay(arrival.hop);
    reporter.report(
      'DAT6520',
      arrival.span,
      { class: arrival.class, way, sink: nameOf(arrival) },
      [],
      wayOf(arrival.hop),
    );
  }
};

/** Whether an arrival is said by this rule; then no weaker one says it again. */
export function isEventLeak({ sink, class: arriving, declared }: Arrival): boolean {
  return sink.kind === 'event' && isPersonal(arriving) && rankOf(declared) < rankOf(arriving);
}

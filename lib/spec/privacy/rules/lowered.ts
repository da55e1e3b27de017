import { type Arrival, nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';
import { rankOf } from '../worst-field.ts';
import { isEventLeak } from './event-leak.ts';
import { isPublicOutput } from './public-output.ts';

/** DAT6521: a value is assigned to a place that is declared as less classified, so that masks and encryption end there. */
export const lowered: PrivacyRule = ({ arrivals }, reporter) => {
  for (const arrival of arrivals) {
    if (!isDeclaredPlace(arrival) || rankOf(arrival.declared) >= rankOf(arrival.class)) continue;
    if (isEventLeak(arrival) || isPublicOutput(arrival)) continue;
    const args = {
      class: arrival.class,
      declared: arrival.declared,
      way: sayWay(arrival.hop),
      sink: nameOf(arrival),
    };
    reporter.report('DAT6521', arrival.span, args, [], wayOf(arrival.hop));
  }
};

function isDeclaredPlace({ sink }: Arrival): boolean {
  if (sink.kind === 'call') return sink.integration.operations.some(({ name }) => name === sink.operation);
  return ['row', 'event', 'answer', 'process', 'custom'].includes(sink.kind);
}

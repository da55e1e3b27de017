import { nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';
import { isPersonal } from '../worst-field.ts';

/** DAT6526: personal or sensitive data in a header of the answer, which proxies log. */
export const headerOutput: PrivacyRule = ({ arrivals }, reporter) => {
  for (const { sink, inside, class: arriving, hop, span } of arrivals) {
    if (sink.kind !== 'header' || !isPersonal(arriving)) continue;
    reporter.report(
      'DAT6526',
      span,
      { class: arriving, way: sayWay(hop), sink: nameOf({ sink, inside }) },
      [],
      wayOf(hop),
    );
  }
};

import { nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';
import { isPersonal } from '../worst-field.ts';

/** DAT6528: a report shows a derived value without the mask of its source. */
export const reportOutput: PrivacyRule = ({ arrivals }, reporter) => {
  for (const { sink, inside, class: arriving, hop, span } of arrivals) {
    if (sink.kind !== 'report' || !isPersonal(arriving)) continue;
    reporter.report(
      'DAT6528',
      span,
      { class: arriving, way: sayWay(hop), sink: nameOf({ sink, inside }) },
      [],
      wayOf(hop),
    );
  }
};

import { nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';
import { isPersonal, rankOf } from '../worst-field.ts';

/** DAT6522: the audit records what a decision was asked, and a derived value is recorded without the mask of its source. */
export const decisionRecord: PrivacyRule = ({ arrivals }, reporter) => {
  for (const { sink, inside, class: arriving, declared, hop, span } of arrivals) {
    if (sink.kind !== 'decision' || !isPersonal(arriving) || rankOf(declared) >= rankOf(arriving)) continue;
    reporter.report(
      'DAT6522',
      span,
      { class: arriving, way: sayWay(hop), sink: nameOf({ sink, inside }) },
      [],
      wayOf(hop),
    );
  }
};

import { nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';

/** DAT6533: sensitive data in the claims of a token, which whoever holds the token can read. */
export const tokenClaim: PrivacyRule = ({ arrivals }, reporter) => {
  for (const { sink, inside, class: arriving, hop, span } of arrivals) {
    if (sink.kind !== 'claim' || arriving !== 'sensitive') continue;
    reporter.report(
      'DAT6533',
      span,
      { class: arriving, way: sayWay(hop), sink: nameOf({ sink, inside }) },
      [],
      wayOf(hop),
    );
  }
};

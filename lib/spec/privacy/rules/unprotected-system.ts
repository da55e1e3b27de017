import type { Integration } from '../../model.ts';
import { nameOf, sayWay, wayOf } from '../arrival.ts';
import type { PrivacyRule } from '../findings.ts';
import { isPersonal } from '../worst-field.ts';

/** DAT6527: personal or sensitive data is sent to a system that does not know its callers, or by mail in clear. */
export const unprotectedSystem: PrivacyRule = ({ arrivals }, reporter) => {
  for (const { sink, inside, class: arriving, hop, span } of arrivals) {
    if (sink.kind !== 'call' || !isPersonal(arriving)) continue;
    const why = whyUnprotected(sink.integration);
    if (why !== null)
      reporter.report(
        'DAT6527',
        span,
        { class: arriving, way: sayWay(hop), sink: nameOf({ sink, inside }), why },
        [],
        wayOf(hop),
      );
  }
};

function whyUnprotected({ auth, protocol, encrypt }: Integration): string | null {
  if (auth === 'none') return 'has no authentication';
  return protocol === 'smtp' && encrypt === null ? 'is mail without encryption' : null;
}

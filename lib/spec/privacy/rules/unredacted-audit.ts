import type { Endpoint, Field } from '../../model.ts';
import { fieldsOf } from '../fields-of.ts';
import type { PrivacyRule, PrivacySubject } from '../findings.ts';
import { isPersonal } from '../worst-field.ts';

/** DAT6523: an audit that says `redact: none` keeps personal or sensitive values as they are. */
export const unredactedAudit: PrivacyRule = (subject, reporter) => {
  for (const endpoint of subject.model.endpoints) {
    const { audit } = endpoint;
    if (audit === null || audit.redact !== 'none') continue;
    const fields = recordedFields(subject, endpoint);
    if (fields.length > 0) reporter.report('DAT6523', audit.span, { operation: endpoint.name, fields });
  }
};

function recordedFields({ table }: PrivacySubject, { audit, input, output }: Endpoint): readonly string[] {
  const personal = (fields: readonly Field[]): readonly string[] =>
    fieldsOf(table, fields).flatMap(({ path, protection }) => (isPersonal(protection.classification) ? [path] : []));
  const record = audit?.record ?? [];
  return [
    ...(record.includes('request') ? personal(input) : []),
    ...(record.includes('response') ? personal(output) : []),
  ];
}

import { protectedCore } from '../fields-of.ts';
import type { PrivacyRule } from '../findings.ts';

/** DAT6537: callers that nobody knows get whole rows, so that a field that is added to the entity later is public at once. */
export const wholeRow: PrivacyRule = ({ model, table }, reporter) => {
  for (const { name, access, output, wholeOutput } of model.endpoints) {
    if (access.kind === 'authenticated') continue;
    const given = wholeOutput === null ? output : [...output, { ...wholeOutput, name: 'body' }];
    for (const field of given) {
      const { core } = protectedCore(table, field.type, null);
      if (core.kind === 'entity')
        reporter.report('DAT6537', field.span, { output: `${name}.output.${field.name}`, entity: core.name });
    }
  }
};

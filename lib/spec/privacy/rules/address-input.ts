import type { Field, Integration, IntegrationOperation } from '../../model.ts';
import { fieldsOf } from '../fields-of.ts';
import type { PrivacyRule } from '../findings.ts';
import { isPersonal } from '../worst-field.ts';

/** DAT6525: personal or sensitive data in an address, of an operation or of a call: addresses end in logs and histories. */
export const addressInput: PrivacyRule = ({ model, table }, reporter) => {
  const see = (where: string, fields: readonly Field[]): void => {
    for (const { path, protection, span } of fieldsOf(table, fields)) {
      const { classification } = protection;
      if (classification !== null && isPersonal(classification))
        reporter.report('DAT6525', span, { class: classification, name: path, where });
    }
  };
  for (const { name, input } of model.endpoints)
    see(
      `the address of \`${name}\``,
      input.filter((field) => field.in === 'path' || field.in === 'query'),
    );
  for (const integration of model.integrations)
    for (const operation of integration.operations)
      see(`the address of \`${integration.name}.${operation.name}\``, inAddress(integration, operation));
};

/** Inputs that a REST request has in its path, and those of a request without a body. */
function inAddress({ protocol }: Integration, { request, input }: IntegrationOperation): readonly Field[] {
  const match = /^(GET|DELETE|HEAD|POST|PUT|PATCH)\s+(\S+)/.exec(request);
  if ((protocol !== null && protocol !== 'rest') || match === null) return [];
  const bodiless = match[1] === 'GET' || match[1] === 'DELETE' || match[1] === 'HEAD';
  return bodiless ? input : input.filter(({ name }) => match[2]?.includes(`{${name}}`) === true);
}

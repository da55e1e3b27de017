import type { Integration, IntegrationOperation, Model, Type } from '../model.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/** How a service can prove who it is, by protocols that are not HTTP. */
const AUTHS: Readonly<Record<string, readonly string[]>> = {
  smtp: ['none', 'basic'],
  sftp: ['basic'],
  kafka: ['none', 'mtls'],
};

/** What other systems are asked has to be sayable in their protocols: proofs, encrypted messages, mails and folders. */
export const checkSpoken: FlowRule = (model, report) => {
  for (const integration of model.integrations) {
    if (integration.operations.length === 0) continue;
    for (const reason of reasonsAgainst(integration)) report('SPC2064', nameOf(integration), { reason });
    for (const operation of integration.operations) {
      const reason = reasonAgainst(integration, operation, model);
      if (reason !== null) report('SPC2064', nameOf(operation), { reason });
    }
  }
};

function reasonsAgainst({ protocol, auth, encrypt, name }: Integration): string[] {
  const known = AUTHS[protocol ?? 'rest'];
  const proof = auth ?? 'none';
  const found: string[] = [];
  if (known !== undefined && !known.includes(proof))
    found.push(
      `\`${name}\` speaks ${protocol}, which knows no proof of the kind \`${proof}\`. Write \`auth: ${known.join('` or `')}\`.`,
    );
  if (encrypt !== null && (encrypt !== 'xmlenc' || protocol !== 'soap'))
    found.push(
      `Messages are encrypted by \`xmlenc\`, under \`protocol: soap\`; \`${encrypt}\` is not known for ${protocol ?? 'rest'}. What is sent to all others the transport encrypts: \`auth: mtls\`.`,
    );
  return found;
}

function reasonAgainst({ protocol }: Integration, operation: IntegrationOperation, model: Model): string | null {
  if (protocol === 'smtp' && !operation.input.some(({ name }) => name === 'to'))
    return `A mail goes to somebody. Give \`${operation.name}\` the input \`to: email\`.`;
  const lists = protocol === 'sftp' && /^LIST\s/.test(operation.request);
  const [only, ...others] = operation.output;
  if (!lists || only === undefined || (others.length === 0 && isNames(only.type, model))) return null;
  return `What is listed of a folder are names: the output of \`${operation.name}\` is one list of texts, \`names: list<string>\`.`;
}

function isNames(type: Type, model: Model): boolean {
  return type.kind === 'list' && isString(type.of, model, 0);
}

function isString(type: Type, model: Model, depth: number): boolean {
  if (type.kind === 'scalar') return type.name === 'string';
  const declared = type.kind === 'named' ? model.types.find(({ name }) => name === type.name) : undefined;
  return declared !== undefined && depth < 50 && isString(declared.type, model, depth + 1);
}

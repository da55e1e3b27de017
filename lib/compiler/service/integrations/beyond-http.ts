import type { Integration, IntegrationOperation, Model, Type } from '../../../spec/model.ts';
import { snake } from '../../names.ts';
import type { Plan } from '../../plan.ts';
import { documentText, plainType } from '../types.ts';

/** Protocols that are not HTTP. Stand-ins for such systems still speak HTTP. */
export type OtherProtocol = 'smtp' | 'sftp' | 'kafka';

/** The protocol of a system, if it is not HTTP. */
export function otherProtocol({ protocol }: Integration): OtherProtocol | null {
  return protocol === 'smtp' || protocol === 'sftp' || protocol === 'kafka' ? protocol : null;
}

/** The protocols besides HTTP that the service speaks, in alphabetic order. */
export function otherProtocols({ integrations, outside }: Plan): OtherProtocol[] {
  if (!outside) return [];
  return [...new Set(integrations.flatMap(({ integration }) => otherProtocol(integration) ?? []))].sort();
}

/** Settings that a protocol needs besides address and secrets, by their roles. */
export function protocolSettings(integration: Integration): readonly [role: 'from' | 'hostKey', setting: string][] {
  const stem = snake(integration.name).toUpperCase();
  if (integration.protocol === 'smtp') return [['from', `${stem}_FROM`]];
  return integration.protocol === 'sftp' ? [['hostKey', `${stem}_HOST_KEY`]] : [];
}

/** What the address of a system looks like, as a URL. */
export function exampleAddress(integration: Integration): string {
  const protocol = otherProtocol(integration);
  return protocol === null ? 'https://system.test' : ADDRESSES[protocol];
}

const ADDRESSES: Readonly<Record<OtherProtocol, string>> = {
  kafka: 'kafka://broker.test:9092',
  sftp: 'sftp://files.test:22',
  smtp: 'smtp://mail.test:587',
};

/** Whether what a file holds is a JSON document with several values, or with one that is no text, no base64 and no file. */
export function isDocument({ output, request }: IntegrationOperation, model: Model): boolean {
  const [only, ...others] = output;
  if (only === undefined || /^LIST /.test(request)) return false;
  return others.length > 0 || !['text', 'base64'].includes(fileKind(only.type, model) ?? '');
}

/** As what the contents of a file are read: a text, which may hold a document, base64, or the names in a folder. */
export function fileKind(type: Type, model: Model): 'text' | 'base64' | 'names' | null {
  if (documentText(type, model) !== null) return 'text';
  if (type.kind === 'list')
    return documentText(type.of, model) === null && fileKind(type.of, model) === 'text' ? 'names' : null;
  const plain = type.kind === 'optional' ? type : plainType(type, model);
  if (plain.kind !== 'scalar') return null;
  if (plain.name === 'string') return 'text';
  return plain.name === 'base64' || plain.name === 'file' ? 'base64' : null;
}

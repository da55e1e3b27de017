import type { Integration } from '../../../spec/model.ts';
import { snake } from '../../names.ts';
import type { Plan } from '../../plan.ts';

/** Whether the bodies of messages between a system and this service are encrypted in a way that is generated. */
export function isEncrypted({ encrypt, protocol }: Integration): boolean {
  return encrypt === 'xmlenc' && protocol === 'soap';
}

/** Whether the service speaks with such a system. */
export function encryptsMessages({ integrations }: Plan): boolean {
  return integrations.some(({ integration }) => isEncrypted(integration));
}

/** The settings with the system's public key, and with the private one of this service; empty where nothing is encrypted. */
export function messageKeySettings(integration: Integration): readonly [role: 'theirs' | 'own', setting: string][] {
  if (!isEncrypted(integration)) return [];
  const stem = snake(integration.name).toUpperCase();
  return [
    ['theirs', `${stem}_ENCRYPTION_KEY`],
    ['own', `${stem}_DECRYPTION_KEY`],
  ];
}

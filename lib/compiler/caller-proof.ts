import type { Model, Setting } from '../spec/model.ts';
import { type Carrier, planAuth } from './auth-plan.ts';

/** What a caller of a generated service has to show, in one of the ways that it takes. */
export interface CallerProof {
  /** A token of an issuer with published keys (RFC 7517), a token signed with a secret (HS256), or a key. */
  kind: 'issuer' | 'secret' | 'keys';
  /** The `iss` that tokens must say; null: any, or what `issuerSetting` says. */
  issuer: string | null;
  /** The setting that names the issuer; null where it is fixed or none is asked for. */
  issuerSetting: Setting | null;
  /** The `aud` that tokens must say; null: the service's name, where one is asked for. */
  audience: string | null;
  /** The setting that holds the secret or the keys; null for an issuer. */
  secret: Setting | null;
  place: Carrier;
  /** The entity whose row the caller is: then a caller has to be stored before anything is asked. */
  subject: string | null;
}

/** Where a specification says nothing of it: bearer tokens of an issuer that the settings name. */
export const BY_SETTINGS: CallerProof = {
  kind: 'issuer',
  issuer: null,
  issuerSetting: 'AUTH_ISSUER',
  audience: null,
  secret: null,
  place: { kind: 'header', name: 'Authorization', prefix: 'Bearer' },
  subject: null,
};

/** How a caller of the service is known: by tokens if it takes some, else by keys. */
export function callerProof(model: Model): CallerProof {
  const { tested, issues } = planAuth(model);
  const subject = model.auth[0]?.subject ?? null;
  if (tested === null) return { ...BY_SETTINGS, subject };
  const { kind, issuer, audience, carrier, secret } = tested;
  const own = kind === 'secret' && issues !== null ? model.service.name : null;
  return {
    kind,
    issuer: issuer?.kind === 'literal' ? issuer.text : own,
    issuerSetting: kind !== 'issuer' || issuer?.kind === 'literal' ? null : (issuer?.name ?? 'AUTH_ISSUER'),
    audience,
    secret: kind === 'issuer' ? null : secret,
    place: carrier,
    subject,
  };
}

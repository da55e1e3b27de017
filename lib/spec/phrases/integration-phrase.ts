import type { Integration } from '../model.ts';
import { type Reading, WordTaker } from './words.ts';

export interface IntegrationValue {
  protocol: Integration['protocol'];
  auth: string | null;
  /** What the phrase leaves open, as questions to the architect. */
  questions: readonly string[];
}

const PROTOCOLS: readonly (readonly [RegExp, NonNullable<Integration['protocol']>])[] = [
  [/^(rest|restful)$/, 'rest'],
  [/^soap$/, 'soap'],
  [/^graphql$/, 'graphql'],
  [/^kafka$/, 'kafka'],
  [/^webhooks?$/, 'webhook'],
  [/^sftp$/, 'sftp'],
  [/^(smtp|e-?mail)$/, 'smtp'],
];

const AUTHS: readonly (readonly [RegExp, string, string | null])[] = [
  [/^(oauth2|oauth|oauth2\.0)$/, 'oauth2_client_credentials', 'OAuth2 is read as the client credentials grant.'],
  [/^(mtls|mutual-tls)$/, 'mtls', null],
  [/^(api-key|apikey|api_key)$/, 'api_key', null],
  [/^basic$/, 'basic', null],
  [/^(jwt|bearer)$/, 'bearer', null],
];

/**
 * Reads another system. Grammar: `[PROTOCOL] [API|service|integration] [with] [AUTH | encryption | fallback]`, in any order.
 * "third-party" and "external" say who runs it.
 */
export function readIntegrationPhrase(text: string): Reading<IntegrationValue> {
  const words = new WordTaker(text);
  const assumptions: string[] = [];
  const questions: string[] = [];
  const protocol = PROTOCOLS.find(([pattern]) => words.take(pattern) !== null)?.[1] ?? null;
  let auth = words.take(/^api$/, /^key$/) === null ? null : 'api_key';
  for (const [pattern, name, assumption] of AUTHS) {
    if (auth !== null || words.take(pattern) === null) continue;
    auth = name;
    if (assumption !== null) assumptions.push(assumption);
  }
  words.takeAll(/^(api|apis|service|services|integration|system|interface|endpoint|authentication|auth)$/);
  words.takeAll(/^(third-party|3rd-party|external|internal|vendor)$/);
  words.take(/^third$/, /^party$/);
  if (words.takeAll(/^(encryption|encrypted)$/).length > 0) questions.push('Which encryption is used?');
  if (words.takeAll(/^(fallback|fallbacks)$/).length > 0) questions.push('What is used when it cannot be reached?');
  if (protocol === null) questions.push('Which protocol does it speak?');
  return words.reading({ protocol, auth, questions }, assumptions);
}

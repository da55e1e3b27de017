/** The part of oidc-provider that our test provider uses; the package has no types of its own. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export interface Configuration {
    clients: readonly { client_id: string; client_secret: string; redirect_uris: readonly string[] }[];
    claims: Readonly<Record<string, readonly string[]>>;
    cookies: { keys: readonly string[] };
    pkce: { required: () => boolean };
    findAccount: (context: unknown, sub: string) => { accountId: string; claims: () => Record<string, unknown> };
  }

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): RequestListener;
  }
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the provider knows of somebody; `sub` is what they type as their login. */
export type ProviderAccount = Readonly<Record<string, unknown>>;

export interface IdentityProvider {
  issuer: string;
  accounts: Map<string, ProviderAccount>;
  close(): Promise<void>;
}

/**
 * A real OpenID provider on this machine, with its own sign-in and consent pages. It puts e-mail, name and groups behind
 * its userinfo address only, as strict providers do, and demands PKCE.
 */
export async function openIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const accounts = new Map<string, ProviderAccount>();
  const server = createServer();
  const port = await listen(server);
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'plumbline', client_secret: 'a secret of the test only', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub', 'auth_time'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    cookies: { keys: ['a key of the test only'] },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
  });
  server.on('request', provider.callback());
  return { issuer, accounts, close: () => close(server) };
}

/** Listens on a free port of this machine and gives it. */
export function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}

/** Stops a server, also with connections open. */
export function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => {
    server.close(() => done());
  });
}

import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/connections.ts: where other systems are, by the settings. */
export function connectionsFile(): string {
  return code`
    ${imports([['./outside.ts', 'type System']])}

    /** Where a system is, and what proves to it who asks. */
    export interface Connection {
      /** Without a slash at its end. */
      url: string;
      /** A stand-in answers, not the system itself. */
      simulated: boolean;
      secrets: { user?: string; secret?: string };
      tokenUrl: string | null;
      scope: string | null;
      /** Paths of files. */
      certificates: { certificate: string; key: string; authority: string | null } | null;
    }

    /** By the names of the systems. */
    export type Connections = Readonly<Record<string, Connection>>;

    /** What is written as the address of a system that a stand-in answers for. */
    export const SIMULATOR = 'simulator:';

    /** Gives settings by name; a needed one that is missing is noted, and reads as an empty text. */
    export interface Settings {
      text(name: string): string | null;
      needed(name: string, why: string): string;
    }

    /** Reads the settings of one system. A stand-in needs no secrets. */
    export function readConnection({ name, address, auth }: System, { text, needed }: Settings): Connection {
      const url = needed(address, \`the address of \${name}\`).replace(/\/+$/, '');
      const plain = { url, simulated: false, secrets: {}, tokenUrl: null, scope: null, certificates: null };
      if (url === SIMULATOR) return simulatedAt(url);
      switch (auth.kind) {
        case 'none':
          return plain;
        case 'api_key':
        case 'bearer':
        case 'webhook':
          return { ...plain, secrets: { secret: needed(auth.secret, \`the key for \${name}\`) } };
        case 'basic': {
          const user = needed(auth.user, \`who this service is for \${name}\`);
          return { ...plain, secrets: { user, secret: needed(auth.secret, \`the password for \${name}\`) } };
        }
        case 'oauth2_client_credentials': {
          const user = needed(auth.clientId, \`who this service is for \${name}\`);
          const secret = needed(auth.secret, \`the secret of the client for \${name}\`);
          const tokenUrl = needed(auth.tokenUrl, \`where \${name} gives tokens\`);
          return { ...plain, secrets: { user, secret }, tokenUrl, scope: text(auth.scope) };
        }
        case 'mtls': {
          const certificate = needed(auth.certificate, \`the file with the certificate for \${name}\`);
          const key = needed(auth.key, \`the file with the key for \${name}\`);
          return { ...plain, certificates: { certificate, key, authority: text(auth.authority) } };
        }
      }
    }

    /** The connection to a stand-in: it takes any secret, and gives tokens itself. */
    export function simulatedAt(url: string): Connection {
      return {
        url,
        simulated: true,
        secrets: { user: 'simulated', secret: 'simulated' },
        tokenUrl: \`\${url}/oauth/token\`,
        scope: null,
        certificates: null,
      };
    }
  `;
}

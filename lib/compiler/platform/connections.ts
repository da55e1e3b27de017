import type { Plan } from '../plan.ts';
import { otherProtocols } from '../service/integrations/beyond-http.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { authKinds, showsCertificates } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';

/** src/platform/connections.ts: where other systems are, by the settings. */
export function connectionsFile(plan: Plan): string {
  const encrypts = encryptsMessages(plan);
  const others = otherProtocols(plan).length > 0;
  const shows = showsCertificates(plan);
  const refuses = encrypts || shows;
  const kinds = authKinds(plan);
  const oauth = kinds.has('oauth2_client_credentials');
  const optional = oauth || shows;
  const given = [...(optional ? ['text'] : []), 'needed', ...(refuses ? ['refuse'] : [])].join(', ');
  const members = ['name', 'address', 'auth', ...(encrypts ? ['encrypt'] : []), ...(others ? ['more'] : [])].join(', ');
  const unproven = [
    'url',
    'simulated: false',
    'secrets: {}',
    ...(oauth ? ['tokenUrl: null', 'scope: null'] : []),
    ...(shows ? ['certificates: null'] : []),
    ...(encrypts ? ['keys'] : []),
    ...(others ? ['more: settled'] : []),
  ];
  const plain = print(['const plain = ', list('{', unproven, '}', true), ';'], 2);
  return code`
    ${imports([
      ['./certificates.ts', ...(shows ? ['type Certificates', 'readCertificates'] : [])],
      ['./outside.ts', 'type System'],
      ['./xmlenc.ts', ...(encrypts ? ['keyIn', 'type MessageKeys', 'standInKeys'] : [])],
    ])}

    /** Where a system is, and what proves to it who asks. */
    export interface Connection {
      /** Without a slash at its end. */
      url: string;
      /** A stand-in answers, not the system itself. */
      simulated: boolean;
      secrets: { user?: string; secret?: string };
      ${when(oauth, 'tokenUrl: string | null;\nscope: string | null;')}
      ${when(shows, 'certificates: Certificates | null;')}
      ${when(encrypts, '/** What bodies of messages are encrypted with. */\nkeys: MessageKeys | null;')}
      ${when(others, '/** What the protocol needs besides, by what it is for. */\nmore: { from?: string; hostKey?: string };')}
    }

    /** By the names of the systems. */
    export type Connections = Readonly<Record<string, Connection>>;

    /** What is written as the address of a system that a stand-in answers for. */
    export const SIMULATOR = 'simulator:';

    /** Gives settings by name; a needed one that is missing is noted, and reads as an empty text. */
    export interface Settings {
      text(name: string): string | null;
      needed(name: string, why: string): string;
      ${when(refuses, '/** Notes that a setting makes no sense. */\nrefuse(why: string): void;')}
    }

    /** Reads the settings of one system. A stand-in needs no secrets. */
    export function readConnection({ ${members} }: System, ${encrypts ? 'settings' : `{ ${given} }`}: Settings): Connection {
      ${when(encrypts, `const { ${shows ? given : optional ? 'text, needed' : 'needed'} } = settings;`)}
      const url = needed(address, \`the address of \${name}\`).replace(/\/+$/, '');
      ${encrypts || others ? '' : plain}
      if (url === SIMULATOR) return simulatedAt(url);
      ${when(encrypts, 'const keys = encrypt === null ? null : messageKeys(encrypt, settings);')}
      ${when(others, MORE)}
      ${encrypts || others ? plain : ''}
      switch (auth.kind) {
        ${when(kinds.has('none'), "case 'none':\n  return plain;")}
        ${when(kinds.has('api_key'), "case 'api_key':")}
        ${when(kinds.has('bearer'), "case 'bearer':")}
        ${when(kinds.has('webhook'), "case 'webhook':")}
          ${when(kinds.has('api_key') || kinds.has('bearer') || kinds.has('webhook'), ONE_SECRET)}
        ${when(kinds.has('basic'), BASIC)}
        ${when(oauth, OAUTH)}
        ${when(shows, MTLS)}
      }
    }

    /** The connection to a stand-in: it takes any secret, and gives tokens itself. */
    export function simulatedAt(url: string): Connection {
      return {
        url,
        simulated: true,
        secrets: { user: 'simulated', secret: 'simulated' },
        ${when(oauth, TOKENS)}
        ${when(shows, 'certificates: null,')}
        ${when(encrypts, 'keys: standInKeys(),')}
        ${when(others, 'more: {},')}
      };
    }

    ${when(encrypts, MESSAGE_KEYS)}
  `;
}

const ONE_SECRET = code`
  return { ...plain, secrets: { secret: needed(auth.secret, \`the key for \${name}\`) } };
`;

const BASIC = code`
  case 'basic': {
    const user = needed(auth.user, \`who this service is for \${name}\`);
    return { ...plain, secrets: { user, secret: needed(auth.secret, \`the password for \${name}\`) } };
  }
`;

const OAUTH = code`
  case 'oauth2_client_credentials': {
    const user = needed(auth.clientId, \`who this service is for \${name}\`);
    const secret = needed(auth.secret, \`the secret of the client for \${name}\`);
    const tokenUrl = needed(auth.tokenUrl, \`where \${name} gives tokens\`);
    return { ...plain, secrets: { user, secret }, tokenUrl, scope: text(auth.scope) };
  }
`;

const TOKENS = code`
  tokenUrl: \`\${url}/oauth/token\`,
  scope: null,
`;

const MTLS = code`
  case 'mtls': {
    const certificate = needed(auth.certificate, \`the file with the certificate for \${name}\`);
    const key = needed(auth.key, \`the file with the key for \${name}\`);
    if (certificate === '' || key === '') return plain;
    const authority = text(auth.authority);
    return { ...plain, certificates: readCertificates({ certificate, key, authority }, refuse) };
  }
`;

const MORE = code`
  const given = Object.entries(more).map(([role, name]) => {
    return [role, needed(name, \`what \${address} needs besides (\${role})\`)] as const;
  });
  const settled: Connection['more'] = Object.fromEntries(given);
`;

const MESSAGE_KEYS = code`
  /** The keys of messages; null where a setting is missing or makes no sense, which is noted. */
  function messageKeys(
    { theirs, own }: { theirs: string; own: string },
    { needed, refuse }: Settings,
  ): MessageKeys | null {
    const read = (name: string, kind: 'public' | 'private', why: string): MessageKeys['own'] | null => {
      const pem = needed(name, why);
      try {
        return pem === '' ? null : keyIn(pem, kind);
      } catch (error) {
        refuse(\`\${name} \${error instanceof Error ? error.message : error}\`);
        return null;
      }
    };
    const [to, from] = [
      read(theirs, 'public', 'the public key that messages are encrypted for'),
      read(own, 'private', 'the private key that opens what comes back'),
    ];
    return to === null || from === null ? null : { theirs: to, own: from };
  }
`;

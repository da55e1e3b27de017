import type { SchemePlan } from '../auth-plan.ts';
import type { Plan } from '../plan.ts';
import { hashes } from '../service/hashed.ts';
import { otherProtocols } from '../service/integrations/beyond-http.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { showsCertificates } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { reseals } from './seal.ts';

/** src/config.ts: the settings, read once. */
export function configFile(plan: Plan): string {
  const { seals, outside, publishes, events, auth } = plan;
  const [ring, hashed] = [seals && reseals(plan), hashes(plan)];
  const keys = auth.schemes.filter(({ kind }) => kind === 'keys');
  const variables = events.map(({ variable }) => variable);
  const { folders } = plan.files;
  return code`
    ${imports([
      ...(seals ? RANDOM : []),
      ['node:fs/promises', 'mkdir'],
      ...events.map(({ file, variable }): Import => [`./events/${file}.ts`, variable]),
      ...(outside ? ([['./integrations/index.ts', 'systems']] as const) : []),
      ['./platform/auth.ts', 'type AuthSettings', ...(keys.length > 0 ? ['readKeys'] : [])],
      ...(outside ? ([['./platform/connections.ts', 'type Connections', 'readConnection']] as const) : []),
      ['./platform/db.ts', 'type Database', 'openEmbedded', 'openPostgres'],
      ['./platform/events.ts', ...(publishes ? ['readSubscribers', 'type Subscribers'] : [])],
      ...(seals ? KEY_OF_FOLDER : []),
    ])}

    /** Everything that the service reads from its environment; .env.example says what each setting is for. */
    export interface Config {
      listen: { path: string } | { host: string; port: number };
      auth: AuthSettings;
      databaseUrl: string | null;
      dataFolder: string | null;
      ${when(plan.wire.addresses, '/** Who may say for whom they ask. */\nproxies: readonly string[];')}
      ${when(seals, 'dataKey: string | null;')}
      ${when(ring, '/** Keys of before: they open what is not sealed anew yet. */\noldKeys: readonly string[];')}
      ${when(hashed, 'hashKey: string | null;')}
      ${when(outside, '/** Where the other systems are. */\nconnections: Connections;')}
      ${when(publishes, '/** Who is told of events. */\nsubscribers: Subscribers;')}
      ${when(folders.length > 0, '/** Folders, by their settings; null: there is none, and it holds nothing. */\nfolders: Readonly<Record<string, string | null>>;')}
    }

    /** Reads the settings, or refuses to start and names all that are wrong. */
    export function readConfig(env: NodeJS.ProcessEnv): Config {
      const wrong: string[] = [];
      const text = (name: string): string | null => env[name]?.trim() || null;
      const needed = (name: string, why: string): string => {
        const value = text(name);
        if (value === null) wrong.push(\`\${name} is missing: \${why}\`);
        return value ?? '';
      };
      const port = Number(text('PORT') ?? '8080');
      if (!Number.isInteger(port) || port < 0 || port > 65_535) wrong.push('PORT must be a number from 0 to 65535');
      const socket = text('SOCKET');
      const databaseUrl = text('DATABASE_URL');
      const config: Config = {
        listen: socket === null ? { host: text('HOST') ?? '127.0.0.1', port } : { path: socket },
        ${auth.schemes.length > 0 ? authText(plan) : AUTH}
        databaseUrl,
        dataFolder: text('DATA_DIR'),
        ${when(plan.wire.addresses, "proxies: (text('TRUSTED_PROXIES') ?? '').split(/[\\s,]+/).filter((one) => one !== ''),")}
        ${when(seals, READ_KEY)}
        ${when(ring, "oldKeys: (text('DATA_KEYS_OLD') ?? '').split(/\\s+/).filter((key) => key !== ''),")}
        ${when(hashed, READ_HASH_KEY)}
        ${when(outside, encryptsMessages(plan) || showsCertificates(plan) ? READ_CONNECTIONS_AND_KEYS : READ_CONNECTIONS)}
        ${when(publishes, readSubscribersOf(variables))}
        ${when(folders.length > 0, readFoldersOf(plan.files))}
      };
      ${when(outside, otherProtocols(plan).length > 0 ? checkAddressesOf(plan) : CHECK_ADDRESSES)}
      ${auth.schemes.length > 0 ? authChecks(plan) : CHECK_KEYS}
      ${when(hashed, CHECK_HASH_KEY)}
      if (wrong.length > 0)
        throw new Error(\`The settings are not complete:\n\${wrong.map((line) => \`- \${line}\`).join('\n')}\`);
      return config;
    }

    /** Opens the database that the settings name: PostgreSQL, or an embedded one in a folder or in memory. */
    export async function openDatabase({ databaseUrl, dataFolder }: Config): Promise<Database> {
      if (databaseUrl !== null) return openPostgres(databaseUrl);
      if (dataFolder !== null) await mkdir(dataFolder, { recursive: true });
      return openEmbedded(dataFolder);
    }

    ${when(seals, dataKeysText(ring))}

    ${when(hashed, HASH_KEY)}
  `;
}

const READ_CONNECTIONS = code`
  connections: Object.fromEntries(systems.map((system) => [system.name, readConnection(system, { text, needed })])),
`;

const READ_CONNECTIONS_AND_KEYS = code`
  connections: Object.fromEntries(
    systems.map((system) => [
      system.name,
      readConnection(system, { text, needed, refuse: (why) => wrong.push(why) }),
    ]),
  ),
`;

function readSubscribersOf(variables: readonly string[]): string {
  const each = variables.map((event) => `[${event}.name]: readSubscribers(${event}, { text, needed })`);
  return print(['subscribers: ', list('{', each, '}', true), ','], 2);
}

function readFoldersOf({ folders, written }: Plan['files']): string {
  const each = folders.map((name) =>
    written.includes(name)
      ? `${name}: needed(${quote(name)}, 'the folder that files are written to')`
      : `${name}: text(${quote(name)})`,
  );
  return print(['folders: ', list('{', each, '}', true), ','], 4);
}

/** An address is a URL of the system's protocol. */
function checkAddressesOf(plan: Plan): string {
  const schemes = { kafka: 'kafkas?', sftp: 'sftp', smtp: 'smtps?' };
  const members = otherProtocols(plan).map((protocol) => `${protocol}: ${quote(schemes[protocol])}`);
  return code`
    const schemes: Readonly<Record<string, string>> = { ${members.join(', ')} };
    ${STAND_INS}
    for (const { name, address, protocol } of systems) {
      const url = config.connections[name]?.url ?? '';
      ${REFUSE_STAND_IN}
      const scheme = schemes[protocol] ?? 'https?';
      if (url !== '' && url !== 'simulator:' && !new RegExp(\`^\${scheme}://[^/]\`).test(url))
        wrong.push(\`\${address} must be a URL (\${scheme}://…) or simulator:\`);
    }
  `;
}

const STAND_INS = code`
  const standIns = env['NODE_ENV'] !== 'production' || text('SIMULATORS') === 'allowed';
`;

const REFUSE_STAND_IN = code`
  if (url === 'simulator:' && !standIns)
    wrong.push(\`\${address} names a stand-in, which production refuses unless SIMULATORS=allowed\`);
`;

const CHECK_ADDRESSES = code`
  ${STAND_INS}
  for (const { name, address } of systems) {
    const url = config.connections[name]?.url ?? '';
    ${REFUSE_STAND_IN}
    if (url !== '' && !/^(https?:\/\/|simulator:$)/.test(url))
      wrong.push(\`\${address} must be an http(s) URL or simulator:\`);
  }
`;

const RANDOM: readonly Import[] = [['node:crypto', 'randomBytes']];

const KEY_OF_FOLDER: readonly Import[] = [['./platform/seal.ts', 'folderKey']];

const READ_KEY = code`
  dataKey:
    databaseUrl === null ? text('DATA_KEY') : needed('DATA_KEY', '32 bytes in base64, encrypts waiting requests'),
`;

function dataKeysText(ring: boolean): string {
  return code`
    /** ${ring ? 'The keys that stored values are encrypted with, the current one first' : 'The key that stored values are encrypted with'}. An embedded database keeps its own beside it. */
    export async function dataKeys({ dataKey: given, dataFolder${when(ring, ', oldKeys')} }: Config): Promise<Buffer[]> {
      const fresh = (): string => randomBytes(32).toString('base64');
      const text = given ?? (dataFolder === null ? fresh() : await folderKey(dataFolder, fresh));
      return ${ring ? "[text, ...oldKeys].map((key) => Buffer.from(key, 'base64'))" : "[Buffer.from(text, 'base64')]"};
    }
  `;
}

const READ_HASH_KEY = code`
  hashKey:
    databaseUrl === null ? text('HASH_KEY') : needed('HASH_KEY', 'at least 32 bytes, hashes what rows are found by'),
`;

const CHECK_HASH_KEY = code`
  if (config.hashKey !== null && config.hashKey !== '' && Buffer.byteLength(config.hashKey) < 32)
    wrong.push('HASH_KEY must be at least 32 bytes');
`;

const HASH_KEY = code`
  /** The key that makes the hashes rows are found by: it can never be another one. An embedded database keeps its own. */
  export async function hashKey({ hashKey: given, dataFolder }: Config): Promise<string> {
    const fresh = (): string => randomBytes(32).toString('base64');
    return given ?? (dataFolder === null ? fresh() : folderKey(dataFolder, fresh, 'hash.key'));
  }
`;

const AUTH = code`
  auth: {
    issuer: needed('AUTH_ISSUER', 'the issuer of the tokens'),
    audience: needed('AUTH_AUDIENCE', 'the audience of the tokens'),
    jwksUrl: needed('AUTH_JWKS_URL', 'where the public keys of the issuer are'),
  },
`;

const CHECK_KEYS = code`
  if (config.auth.jwksUrl !== '' && !URL.canParse(config.auth.jwksUrl)) wrong.push('AUTH_JWKS_URL must be a URL');
`;

/** What is read for each way to know callers. */
function authText({ auth }: Plan): string {
  return code`
    auth: {
      ${auth.schemes.map(schemeText)}
    },
  `;
}

function schemeText(scheme: SchemePlan): string {
  const { name, kind, secret, issuer, audience } = scheme;
  if (kind === 'keys') return `${name}: needed(${quote(secret)}, 'the keys of callers'),`;
  if (kind === 'secret') return `${name}: { secret: needed(${quote(secret)}, 'what tokens are signed with') },`;
  const where =
    issuer?.kind === 'literal'
      ? quote(issuer.text)
      : `needed(${quote(issuer?.name ?? 'AUTH_ISSUER')}, 'the issuer of the tokens')`;
  return code`
    ${name}: {
      issuer: ${where},
      audience: ${audience === null ? "needed('AUTH_AUDIENCE', 'the audience of the tokens')" : quote(audience)},
      jwksUrl: text('AUTH_JWKS_URL'),
    },
  `;
}

function authChecks({ auth }: Plan): string[] {
  return auth.schemes.flatMap(({ name, kind, secret }) => {
    if (kind === 'secret')
      return [
        `if (config.auth.${name}.secret !== '' && Buffer.byteLength(config.auth.${name}.secret) < 32)`,
        `  wrong.push('${secret} must be at least 32 bytes');`,
      ];
    if (kind === 'keys')
      return [
        'try {',
        `  readKeys(config.auth.${name});`,
        '} catch (error) {',
        `  wrong.push(\`${secret}: \${error instanceof Error ? error.message : error}\`);`,
        '}',
      ];
    return [
      `if (!URL.canParse(config.auth.${name}.jwksUrl ?? 'https://issuer')) wrong.push('AUTH_JWKS_URL must be a URL');`,
    ];
  });
}

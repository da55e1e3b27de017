import type { Plan } from '../plan.ts';
import { type AuthKind, authKinds } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** Whether some system wants to know who asks, by what a request says. */
export function provesWho(kinds: ReadonlySet<AuthKind>): boolean {
  return [...kinds].some((kind) => kind !== 'none' && kind !== 'mtls');
}

/** src/platform/credentials.ts: how this service proves to other systems who it is; only where some of them want it. */
export function credentialsFile(plan: Plan): string {
  const kinds = authKinds(plan);
  const [webhook, oauth] = [kinds.has('webhook'), kinds.has('oauth2_client_credentials')];
  return code`
    ${imports([
      ['node:crypto', ...(webhook ? ['createHmac', 'randomUUID'] : [])],
      ['undici', ...(oauth ? ['type Dispatcher', 'request'] : [])],
      ['./connections.ts', 'type Connection'],
      ['./failures.ts', ...(oauth ? ['CallFailed'] : [])],
      ['./outside.ts', 'type System'],
    ])}

    ${when(webhook, SIGNED)}

    ${oauth ? TOKEN : headersOf(kinds)}

    ${when(oauth, credentialsClass(kinds))}

    ${when(oauth, GRANT)}
  `;
}

/** The headers, where nothing has to be asked for first. */
function headersOf(kinds: ReadonlySet<AuthKind>): string {
  const body = when(kinds.has('webhook'), ', body: string | null');
  return code`
    /** The headers that prove who asks. */
    export function credentialsOf({ auth }: System, { secrets }: Connection${body}): Record<string, string> {
      const { ${when(kinds.has('basic'), "user = '', ")}secret = '' } = secrets;
      ${cases(kinds, 'auth.kind')}
    }
  `;
}

function cases(kinds: ReadonlySet<AuthKind>, kind: string): string {
  return code`
    switch (${kind}) {
      ${when(kinds.has('none'), "case 'none':")}
      ${when(kinds.has('mtls'), "case 'mtls':")}
        ${when(kinds.has('none') || kinds.has('mtls'), 'return {};')}
      ${when(kinds.has('api_key'), "case 'api_key':\n  return { 'x-api-key': secret };")}
      ${when(kinds.has('bearer'), BEARER)}
      ${when(kinds.has('webhook'), "case 'webhook':\n  return signed(secret, body ?? '');")}
      ${when(kinds.has('basic'), BASIC)}
      ${when(kinds.has('oauth2_client_credentials'), OAUTH)}
    }
  `;
}

const BEARER = code`
  case 'bearer':
    return { authorization: \`Bearer \${secret}\` };
`;

const BASIC = code`
  case 'basic':
    return { authorization: \`Basic \${Buffer.from(\`\${user}:\${secret}\`).toString('base64')}\` };
`;

const OAUTH = code`
  case 'oauth2_client_credentials': {
    const ask = (): Promise<Token> => askForToken(tokenUrl ?? '', { user, secret, scope }, options);
    return { authorization: \`Bearer \${await this.#token(system.name, ask)}\` };
  }
`;

const SIGNED = code`
  /** Standard Webhooks: HMAC-SHA256 over id, time and body; the secret is base64 after \`whsec_\`. */
  function signed(secret: string, body: string): Record<string, string> {
    const [id, seconds] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const signature = createHmac('sha256', key).update(\`\${id}.\${seconds}.\${body}\`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': \`v1,\${signature}\` };
  }
`;

const TOKEN = code`
  interface Token {
    text: string;
    /** Milliseconds since 1970. */
    until: number;
  }

  /** A token is renewed before it ends, so that it does not end on its way. */
  const MARGIN_MS = 30_000;
`;

function credentialsClass(kinds: ReadonlySet<AuthKind>): string {
  return code`
    /** The headers that prove who asks. Tokens are kept until shortly before they end; those who wait for one share it. */
    export class Credentials {
      readonly #tokens = new Map<string, Promise<Token>>();

      /** The headers for one message. */
      async headers(
        system: System,
        { secrets, tokenUrl, scope }: Connection,
        options: { signal: AbortSignal; dispatcher: Dispatcher },
        ${when(kinds.has('webhook'), 'body: string | null,')}
      ): Promise<Record<string, string>> {
        const { user = '', secret = '' } = secrets;
        ${cases(kinds, 'system.auth.kind')}
      }

      /** Forgets the token of a system, and says whether there was one. */
      forget(system: string): boolean {
        return this.#tokens.delete(system);
      }

      async #token(system: string, ask: () => Promise<Token>): Promise<string> {
        const waiting = this.#tokens.get(system);
        const known = waiting === undefined ? undefined : await waiting.catch(() => undefined);
        if (known !== undefined && known.until > Date.now() + MARGIN_MS) return known.text;
        const newer = this.#tokens.get(system);
        if (newer !== undefined && newer !== waiting) return (await newer).text;
        const asked = ask();
        this.#tokens.set(system, asked);
        asked.catch(() => this.#tokens.get(system) === asked && this.#tokens.delete(system));
        return (await asked).text;
      }
    }
  `;
}

const GRANT = code`
  /** The client credentials grant, RFC 6749 §4.4. */
  async function askForToken(
    url: string,
    { user, secret, scope }: { user: string; secret: string; scope: string | null },
    options: { signal: AbortSignal; dispatcher: Dispatcher },
  ): Promise<Token> {
    const basic = Buffer.from(\`\${encodeURIComponent(user)}:\${encodeURIComponent(secret)}\`).toString('base64');
    const { statusCode, body } = await request(url, {
      ...options,
      method: 'POST',
      headers: { authorization: \`Basic \${basic}\`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === null ? {} : { scope }) }).toString(),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new CallFailed(statusCode >= 500 ? 'unavailable' : 'rejected');
    const token = readToken(text);
    if (token === null) throw new CallFailed('invalid_response');
    return token;
  }

  function readToken(text: string): Token | null {
    try {
      const { access_token, expires_in } = Object(JSON.parse(text));
      if (typeof access_token !== 'string' || !/^[\x21-\x7e]+$/.test(access_token)) return null;
      const seconds = Number(expires_in ?? 300);
      return { text: access_token, until: Date.now() + (Number.isFinite(seconds) ? seconds : 300) * 1000 };
    } catch {
      return null;
    }
  }
`;

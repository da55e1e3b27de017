import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/credentials.ts: how this service proves to other systems who it is. */
export function credentialsFile(): string {
  return code`
    ${imports([
      ['node:crypto', 'createHmac', 'randomUUID'],
      ['undici', 'type Dispatcher', 'request'],
      ['./connections.ts', 'type Connection'],
      ['./failures.ts', 'CallFailed'],
      ['./outside.ts', 'type System'],
    ])}

    /** Standard Webhooks: HMAC-SHA256 over id, time and body; the secret is base64 after \`whsec_\`. */
    function signed(secret: string, body: string): Record<string, string> {
      const [id, seconds] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      const signature = createHmac('sha256', key).update(\`\${id}.\${seconds}.\${body}\`).digest('base64');
      return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': \`v1,\${signature}\` };
    }

    interface Token {
      text: string;
      /** Milliseconds since 1970. */
      until: number;
    }

    /** A token is renewed before it ends, so that it does not end on its way. */
    const MARGIN_MS = 30_000;

    /** The headers that prove who asks. Tokens are kept until shortly before they end; those who wait for one share it. */
    export class Credentials {
      readonly #tokens = new Map<string, Promise<Token>>();

      /** The headers for one message. */
      async headers(
        system: System,
        { secrets, tokenUrl, scope }: Connection,
        options: { signal: AbortSignal; dispatcher: Dispatcher },
        body: string | null,
      ): Promise<Record<string, string>> {
        const { user = '', secret = '' } = secrets;
        switch (system.auth.kind) {
          case 'none':
          case 'mtls':
            return {};
          case 'api_key':
            return { 'x-api-key': secret };
          case 'bearer':
            return { authorization: \`Bearer \${secret}\` };
          case 'webhook':
            return signed(secret, body ?? '');
          case 'basic':
            return { authorization: \`Basic \${Buffer.from(\`\${user}:\${secret}\`).toString('base64')}\` };
          case 'oauth2_client_credentials': {
            const ask = (): Promise<Token> => askForToken(tokenUrl ?? '', { user, secret, scope }, options);
            return { authorization: \`Bearer \${await this.#token(system.name, ask)}\` };
          }
        }
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
}

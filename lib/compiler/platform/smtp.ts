import type { Plan } from '../plan.ts';
import { attachesDocuments } from '../service/integrations/attached-documents.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';

/** src/platform/smtp.ts: mail. */
export function smtpFile(plan: Plan): string {
  const attaches = plan.files.carried || attachesDocuments(plan);
  return code`
    ${imports([
      ['node:crypto', 'createHash', 'randomUUID'],
      ['nodemailer', 'createTransport', 'type Transporter'],
      ['./connections.ts', 'type Connection', 'type Connections'],
      ['./failures.ts', 'CallFailed', 'type Failure'],
      ['./outside.ts', 'type Message', 'type System', 'type Wire'],
      ['./time-limit.ts', 'within'],
    ])}

    const PARTS: readonly string[] = ['to', 'cc', 'bcc', 'replyTo', 'subject', 'text', 'html'];
    const ADDRESSES: readonly string[] = ['to', 'cc', 'bcc', 'replyTo'];

    ${when(attaches, ATTACHMENT)}

    /** A mail as JSON. Values that are no part of a mail by their name become lines of its text. */
    ${print([list('export function mail(', ['title: string', 'values: Readonly<Record<string, unknown>>', ...(attaches ? ['attachments: readonly Attachment[] = []'] : [])], '): string {')])}
      const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
      const parts = Object.fromEntries(given.filter(([name]) => PARTS.includes(name)));
      const lines = given.filter(([name]) => !PARTS.includes(name)).map(([name, value]) => \`\${name}: \${lineOf(value)}\`);
      const text = [...('text' in parts ? [String(parts['text'])] : []), ...lines].join('\n');
      ${when(!attaches, "return JSON.stringify({ subject: title, ...parts, ...(text === '' && 'html' in parts ? {} : { text }) });")}
      ${when(attaches, WITH_FILES)}
    }

    function lineOf(value: unknown): string {
      const text = value instanceof Object ? JSON.stringify(value) : String(value);
      return text.replace(/\s*[\r\n]+\s*/g, ' ');
    }

    /** Hands mails to a server: encrypted, unless that is on this machine. */
    export class SmtpWire implements Wire {
      readonly #connections: Connections;
      readonly #transports = new Map<string, Transporter>();

      constructor(connections: Connections) {
        this.#connections = connections;
      }

      /** Sends one mail. It has the same id however often it is tried, so that the receiver can tell. */
      async send(system: System, { headers = {}, body }: Message, timeoutMs: number): Promise<unknown> {
        const connection = this.#connections[system.name];
        if (connection === undefined) throw new Error(\`\${system.name} has no settings\`);
        const { from = '' } = connection.more;
        const id = createHash('sha256')
          .update(headers['idempotency-key'] ?? randomUUID())
          .digest('hex')
          .slice(0, 32);
        const parts: Record<string, unknown> = JSON.parse(body ?? '{}');
        const addressed = ADDRESSES.flatMap((name) => (name in parts ? [[name, addressesOf(parts[name])] as const] : []));
        try {
          const sent = this.#transportOf(system, connection).sendMail({
            ...parts,
            ...Object.fromEntries(addressed),
            from,
            messageId: \`<\${id}@\${from.split('@')[1]?.replace(/[^A-Za-z0-9.-]/g, '') ?? 'service'}>\`,
            disableFileAccess: true,
            disableUrlAccess: true,
          });
          const { rejected = [] } = await within(sent, timeoutMs);
          if (rejected.length > 0) throw new CallFailed('rejected');
          return {};
        } catch (error) {
          throw error instanceof CallFailed ? error : new CallFailed(failureOf(error));
        }
      }

      async close(): Promise<void> {
        for (const transport of this.#transports.values()) transport.close();
      }

      #transportOf(system: System, { url, secrets: { user, secret } }: Connection): Transporter {
        const known = this.#transports.get(system.name);
        if (known !== undefined) return known;
        const { protocol, hostname, port } = new URL(url);
        const secure = protocol === 'smtps:';
        const transport = createTransport({
          host: hostname,
          port: Number(port || (secure ? 465 : 587)),
          secure,
          requireTLS: !secure && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname),
          pool: true,
          maxConnections: system.maxConcurrent ?? 5,
          connectionTimeout: LONGEST_WAIT_MS,
          greetingTimeout: LONGEST_WAIT_MS,
          socketTimeout: LONGEST_WAIT_MS,
          ...(user === undefined || secret === undefined ? {} : { auth: { user, pass: secret } }),
        });
        this.#transports.set(system.name, transport);
        return transport;
      }
    }

    const LONGEST_WAIT_MS = 60_000;

    /** Each text is one address: a comma in it makes no second one. */
    function addressesOf(value: unknown): { name: string; address: string }[] {
      return (Array.isArray(value) ? value : [value]).map((address) => ({ name: '', address: String(address) }));
    }

    /** What an error of the library means. Codes that begin with 4 ask to come back later. */
    function failureOf(error: unknown): Failure {
      const { code, responseCode } = Object(error);
      if (code === 'ETIMEDOUT') return 'timeout';
      const later = Number(responseCode) >= 400 && Number(responseCode) < 500;
      if (!later && (Number(responseCode) >= 500 || code === 'EAUTH' || code === 'EENVELOPE')) return 'rejected';
      return 'unavailable';
    }
  `;
}

const ATTACHMENT = code`
  /** A file that a mail brings. */
  export interface Attachment {
    filename: string;
    contentType: string;
    /** In base64. */
    content: string;
    encoding: 'base64';
  }
`;

const WITH_FILES = code`
  return JSON.stringify({
    subject: title,
    ...parts,
    ...(text === '' && 'html' in parts ? {} : { text }),
    ...(attachments.length > 0 && { attachments }),
  });
`;

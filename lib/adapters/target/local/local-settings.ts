import { createHmac } from 'node:crypto';

/** More lines than a settings example has. */
const MAX_LINES = 2000;
/** A key that nobody has: its digest is of no known text. */
const NO_KEYS = `nobody::${'0'.repeat(64)}`;

/**
 * The settings that a release asks for and that this machine makes up for it, read from its `.env.example`: stand-ins for other
 * systems (`simulator:`), folders below `files` for those that it writes to, and secrets of its own that stay the same as long as `key`
 * does. What `given` says already, what is
 * commented out, and every other default stays as it is; `https://issuer.example` stands for this machine's own issuer.
 */
export function localSettings(
  example: string,
  key: string,
  given: Readonly<Record<string, string>>,
  files: string,
): Record<string, string> {
  const made: Record<string, string> = {};
  let comment = '';
  for (const line of example.split('\n').slice(0, MAX_LINES)) {
    if (line.startsWith('#')) comment = line;
    const [, name, value] = /^([A-Z][A-Z0-9_]{0,63})=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined || name in given || OWN.includes(name) || SYSTEM.test(name)) continue;
    const issuer = value === 'https://issuer.example' ? given['AUTH_ISSUER'] : undefined;
    if (issuer !== undefined) made[name] = issuer;
    else if (value === './files') made[name] = `${files}/${name.toLowerCase()}`;
    else if (value === 'simulator:') {
      made[name] = value;
      // It is a sandbox, and says so wherever it shows the service.
      made['SIMULATORS'] = 'allowed';
    } else if (value === '') made[name] = comment.includes('keys of callers') ? NO_KEYS : secretOf(key, name);
  }
  return made;
}

/** Where to listen and what to keep is said by whoever starts a replica. */
const OWN: readonly string[] = ['PORT', 'HOST', 'SOCKET', 'DATABASE_URL', 'DATA_DIR'];

/** What the runtime and the loader read is nobody's setting, whatever a specification calls its secrets. */
const SYSTEM = /^(NODE|LD|DYLD|NPM|PLUMBLINE)_|^(PATH|HOME|TMPDIR|TZ|LANG|PWD)$/;

/** In the form of Standard Webhooks, which every other use of a secret takes as well: 32 bytes behind a prefix. */
function secretOf(key: string, name: string): string {
  return `whsec_${createHmac('sha256', key).update(name).digest('base64')}`;
}

import { code } from '../text/code.ts';

/** src/platform/passwords.ts: scrypt, as OWASP's Password Storage Cheat Sheet asks for; only for services that need it. */
export function passwordsFile(): string {
  return code`
    import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

    /** N = 2^17, r = 8, p = 1: 128 MiB and about 300 ms for each password, and for each guess of who has stolen the hashes. */
    const STRENGTH = 17;
    const LENGTH = 32;
    /** Longer passwords are refused before any work is done for them. */
    const MAX_BYTES = 1024;

    /** The shape of a stored hash: \`scrypt$17$8$1$salt$hash\`, in base64url. It says its own strength, so that it outlives a change. */
    const STORED = /^scrypt\$([1-9]|1[0-7])\$8\$1\$([\w-]{22})\$([\w-]{43})$/;

    let strength = STRENGTH;

    /**
     * How strong the next hashes are, N = 2^\`value\`. For tests, which would do little else than hash: no setting of the service
     * comes here, so that no deployment has weak hashes, by mistake or on purpose.
     */
    export function hashWith(value = STRENGTH): void {
      strength = value;
    }

    /** What is stored of a password: a hash with a salt of its own. */
    export async function hashPassword(password: string): Promise<string> {
      if (Buffer.byteLength(password) > MAX_BYTES) throw new RangeError(\`a password has at most \${MAX_BYTES} bytes\`);
      const [salt, used] = [randomBytes(16), strength];
      const hash = await derived(password, salt, used);
      return \`scrypt$\${used}$8$1$\${salt.toString('base64url')}$\${hash.toString('base64url')}\`;
    }

    /** Whether a text is the password that was stored. Without a stored one it is false, and takes as long. */
    export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
      const [, used, salt, hash] = STORED.exec(stored ?? '') ?? [];
      const tooLong = Buffer.byteLength(password) > MAX_BYTES;
      const known = Buffer.from(salt ?? 'AAAAAAAAAAAAAAAAAAAAAA', 'base64url');
      const given = await derived(tooLong ? '' : password, known, Number(used ?? strength));
      const wanted = hash === undefined ? randomBytes(LENGTH) : Buffer.from(hash, 'base64url');
      return timingSafeEqual(given, wanted) && hash !== undefined && !tooLong;
    }

    function derived(password: string, salt: Buffer, used: number): Promise<Buffer> {
      const cost = { N: 2 ** used, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
      return new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, LENGTH, cost, (error, key) =>
          error === null ? resolve(key) : reject(error),
        );
      });
    }
  `;
}

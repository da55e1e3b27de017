import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/certificates.ts: what this service shows to systems that want to see a certificate. */
export function certificatesFile(): string {
  return code`
    ${imports([
      ['node:crypto', 'createPrivateKey', 'X509Certificate'],
      ['node:fs', 'readFileSync'],
    ])}

    /** In PEM. */
    export interface Certificates {
      certificate: Buffer;
      key: Buffer;
      /** Who signed the other system's certificate; null: an authority that Node knows. */
      authority: Buffer | null;
    }

    /** Reads the files; \`refuse\` is told of each that makes no sense. */
    export function readCertificates(
      files: { certificate: string; key: string; authority: string | null },
      refuse: (why: string) => void,
    ): Certificates | null {
      const certificate = checked(files.certificate, 'certificate', refuse);
      const key = checked(files.key, 'private key', refuse);
      const authority = files.authority === null ? null : checked(files.authority, 'certificate', refuse);
      if (certificate === null || key === null || (files.authority !== null && authority === null)) return null;
      if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) {
        refuse(\`\${files.key} is not the key of \${files.certificate}\`);
        return null;
      }
      return { certificate, key, authority };
    }

    function checked(path: string, kind: 'certificate' | 'private key', refuse: (why: string) => void): Buffer | null {
      try {
        const pem = readFileSync(path);
        if (kind === 'certificate') new X509Certificate(pem);
        else createPrivateKey(pem);
        return pem;
      } catch (error) {
        refuse(\`\${path} is no \${kind} in PEM: \${error instanceof Error ? error.message : error}\`);
        return null;
      }
    }
  `;
}

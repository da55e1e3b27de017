import type { Plan } from '../plan.ts';
import { encrypts } from '../service/encrypted.ts';
import { hashes } from '../service/hashed.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/fields.ts: values that are stored encrypted or as hashes. */
export function fieldsFile(plan: Plan | null = null): string {
  const [sealed, hashed] = [plan === null || encrypts(plan), plan === null || hashes(plan)];
  return code`
    ${imports([['./seal.ts', 'type Seal']])}

    let current: Seal | null = null;

    /** Sets what encrypts ${hashed ? 'and hashes ' : ''}fields; before anything is read or stored. */
    export function sealFieldsWith(seal: Seal): void {
      current = seal;
    }

    ${when(sealed, SEALED)}

    ${when(plan?.files.sealed === true, SEALED_BYTES)}

    ${when(hashed, HASHED)}

    function seal(): Seal {
      if (current === null) throw new Error('fields are encrypted, and there is no key yet');
      return current;
    }
  `;
}

const SEALED = code`
  /** A value as it is stored. It opens only in the same field of the row with the same key. */
  export function sealField(field: string, key: string | number, value: unknown): Buffer {
    return seal().close(\`\${field}/\${key}\`, value);
  }

  /** A stored value. Throws where it was not sealed for this field of this row. */
  export function openField<T>(field: string, key: string | number, sealed: Uint8Array): T {
    return seal().open<T>(\`\${field}/\${key}\`, sealed);
  }
`;

const SEALED_BYTES = code`
  /** A piece of what a file holds, as it is stored. */
  export function sealPiece(sha256: string, part: number, bytes: Uint8Array): Buffer {
    return seal().closeBytes(pieceName(sha256, part), bytes);
  }

  /** A stored piece. Throws where it was sealed for another place. */
  export function openPiece(sha256: string, part: number, sealed: Uint8Array): Buffer {
    return seal().openBytes(pieceName(sha256, part), sealed);
  }

  function pieceName(sha256: string, part: number): string {
    return part === 0 ? \`content/\${sha256}\` : \`content/\${sha256}/\${part}\`;
  }
`;

const HASHED = code`
  /** The hash by which rows with a value in this field are found. No value has none. */
  export function hashField(field: string, value: string | number | boolean | null | undefined): string | null {
    return value == null ? null : seal().hash(\`\${field}/\${value}\`);
  }
`;

import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/fields.ts: values that are stored encrypted. */
export function fieldsFile(): string {
  return code`
    ${imports([['./seal.ts', 'type Seal']])}

    let current: Seal | null = null;

    /** Sets what encrypts fields; before anything is read or stored. */
    export function sealFieldsWith(seal: Seal): void {
      current = seal;
    }

    /** A value as it is stored. It opens only in the same field of the row with the same key. */
    export function sealField(field: string, key: string | number, value: unknown): Buffer {
      return seal().close(\`\${field}/\${key}\`, value);
    }

    /** A stored value. Throws where it was not sealed for this field of this row. */
    export function openField<T>(field: string, key: string | number, sealed: Uint8Array): T {
      return seal().open<T>(\`\${field}/\${key}\`, sealed);
    }

    function seal(): Seal {
      if (current === null) throw new Error('fields are encrypted, and there is no key yet');
      return current;
    }
  `;
}

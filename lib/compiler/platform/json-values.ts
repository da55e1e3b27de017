import { code } from '../text/code.ts';

/** src/platform/json.ts: reading into JSON of unknown shape; only for services that need it. */
export function jsonFile(): string {
  return code`
    import type { Json } from './operation.ts';

    /** A member or an item of a JSON value; null where there is none. */
    export function reachIn(value: Json | undefined, key: string | number): Json {
      if (value === null || typeof value !== 'object' || Array.isArray(value) !== (typeof key === 'number')) return null;
      return Object.hasOwn(value, key) ? ((value as Readonly<Record<string | number, Json>>)[key] ?? null) : null;
    }

    /** The text that a JSON value is; numbers and truth values are written; null for everything else. */
    export function textIn(value: Json | undefined): string | null {
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
    }
  `;
}

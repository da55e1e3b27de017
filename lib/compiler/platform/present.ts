import { code } from '../text/code.ts';

/** src/platform/present.ts: only for services that need it. */
export function presentFile(): string {
  return code`
    /** A value that an earlier step has made sure of; inside a function TypeScript cannot see that it did. */
    export function present<T>(value: T): NonNullable<T> {
      if (value === null || value === undefined) throw new Error('a value is missing that was there before');
      return value;
    }
  `;
}

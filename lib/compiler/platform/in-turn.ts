import { code } from '../text/code.ts';

/** src/platform/in-turn.ts: what expressions do with lists whose items have to be waited for; only for services that need it. */
export function inTurnFile(): string {
  return code`
    /** A value for each item. */
    export async function mapInTurn<T, Value>(list: readonly T[], value: (item: T) => Promise<Value>): Promise<Value[]> {
      const values: Value[] = [];
      for (const item of list) values.push(await value(item));
      return values;
    }

    /** The items for which something holds. */
    export async function filterInTurn<T>(list: readonly T[], holds: (item: T) => Promise<boolean>): Promise<T[]> {
      const found: T[] = [];
      for (const item of list) if (await holds(item)) found.push(item);
      return found;
    }

    /** Whether something holds for an item; those after it are not looked at. */
    export async function someInTurn<T>(list: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
      for (const item of list) if (await holds(item)) return true;
      return false;
    }

    /** Whether something holds for exactly one item. */
    export async function oneInTurn<T>(list: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
      return (await filterInTurn(list, holds)).length === 1;
    }

    /** Whether something holds for every item. */
    export async function everyInTurn<T>(list: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
      for (const item of list) if (!(await holds(item))) return false;
      return true;
    }
  `;
}

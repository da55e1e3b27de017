/** The longest name that PostgreSQL keeps, in bytes (NAMEDATALEN - 1). */
const LONGEST = 63;

/**
 * The name that PostgreSQL gives to a constraint without one: table, columns and a label such as `check`, with `_` between
 * them. Where that is too long, the longer of the first two is cut (PostgreSQL 18, makeObjectName).
 */
export function constraintName(
  table: string,
  columns: readonly string[],
  label: 'check' | 'fkey' | 'key' | 'pkey',
): string {
  const named = columns.join('_');
  const room = LONGEST - label.length - (named === '' ? 1 : 2);
  let [left, right] = [table.length, named.length];
  while (left + right > room) {
    if (left > right) left -= 1;
    else right -= 1;
  }
  const parts = [table.slice(0, left), named.slice(0, right), label];
  return parts.filter((part) => part !== '').join('_');
}

/** A time as specifications write it: `4s`, `1500ms`. */
export function sayTime(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** Joins class names, leaving out what is absent. Later names do not override earlier ones: give variants, not overrides. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** A text as a quoted YAML scalar on one line: single quotes where they suffice, else double quotes with escapes. */
export function quoteYaml(text: string): string {
  // JSON strings are YAML double-quoted scalars.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return JSON.stringify(text);
  return `'${text.replaceAll("'", "''")}'`;
}

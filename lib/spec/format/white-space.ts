/** White space as YAML has it: spaces and tabs. No regular expressions, whose time grows with the square of a long run. */
export function withoutLeading(text: string): string {
  let start = 0;
  while (text[start] === ' ' || text[start] === '\t') start++;
  return text.slice(start);
}

/** Without the spaces and tabs at its end. */
export function withoutTrailing(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--;
  return text.slice(0, end);
}

/** Whether a line holds nothing but spaces and tabs. */
export function isBlank(line: string): boolean {
  return withoutLeading(line) === '';
}

/** How many spaces a line starts with. */
export function indentOf(line: string): number {
  let indent = 0;
  while (line[indent] === ' ') indent++;
  return indent;
}

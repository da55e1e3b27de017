import type { Draft } from './draft.ts';

/** Writes a draft on one line. Comments have no place there. */
export function writeFlow(draft: Draft): string {
  switch (draft.kind) {
    case 'scalar':
      return draft.text;
    case 'list':
      return `[${draft.items.map(writeFlow).join(', ')}]`;
    case 'map':
      return `{${draft.entries.map(({ key, value }) => `${key}: ${writeFlow(value)}`).join(', ')}}`;
    case 'lines':
      // A JSON text is a double-quoted scalar of YAML.
      return JSON.stringify(`${draft.lines.join('\n')}\n`);
  }
}

/**
 * Writes what stands behind `key:` in a block: on the same line, or on further lines that are indented by `indent` spaces.
 * Begins with the space or the line break, ends without a line break. `comment` stands behind the colon of a longer draft.
 */
export function writeBlock(draft: Draft, indent: number, newline: string, comment: string | null = null): string {
  const pad = ' '.repeat(indent);
  const said = comment === null ? '' : `  # ${comment}`;
  if (draft.kind === 'lines') return ` |${said}${draft.lines.map((line) => newline + pad + line).join('')}`;
  if (draft.kind !== 'map' || draft.flow) return ` ${writeFlow(draft)}${said}`;
  const lines = draft.entries.map(({ key, value, note }) => {
    const written = writeBlock(value, indent + 2, newline, note === null ? null : `assumed: ${note}`);
    return `${newline}${pad}${key}:${written}`;
  });
  return said + lines.join('');
}

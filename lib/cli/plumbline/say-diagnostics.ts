import { styleText } from 'node:util';
import { lineIndex } from '../../core/text-range.ts';
import type { Diagnostic } from '../../spec/index.ts';
import type { SpecFile } from './read-spec-file.ts';
import { printable } from './terminal.ts';

const COLOURS = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const;

/** `path:line:column: severity CODE: message`, as editors and CI systems read it: counted from 1. One line each. */
export function sayDiagnostics(file: SpecFile, diagnostics: readonly Diagnostic[]): string[] {
  const lines = lineIndex(file.text);
  return diagnostics.map(({ code, severity, message, span, fixes }) => {
    const at = lines.position(span.start);
    const place = `${printable(file.path)}:${at.line + 1}:${at.character + 1}`;
    const [fix] = fixes;
    const mend = fix === undefined ? '' : ` [${printable(fix.title)}]`;
    return `${place}: ${styleText(COLOURS[severity], severity)} ${code}: ${printable(message)}${mend}`;
  });
}

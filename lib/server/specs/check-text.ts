import { type FileReport, fileReport } from '../../spec/index.ts';
import { authorise, type Context } from '../context.ts';

/** What the command line prints with `--json`. */
export interface CheckedTexts {
  files: readonly FileReport[];
}

/**
 * What there is to say about a text, in the words and codes of the editor and of the command line. Any text has an answer; one of
 * more than 1 MiB has one diagnostic.
 */
export function checkText(ctx: Context, given: { text: string; path?: string | undefined }): CheckedTexts {
  authorise(ctx, 'read');
  return { files: [fileReport(given.path ?? 'specification.yaml', given.text)] };
}

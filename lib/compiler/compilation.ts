import type { GeneratedFile } from './generated-file.ts';

/** What a model compiles to: every file of the service, sorted by path (by UTF-16 code unit), each path once. */
export interface Compilation {
  files: readonly GeneratedFile[];
}

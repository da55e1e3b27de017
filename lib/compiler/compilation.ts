import type { Model } from '../spec/model.ts';
import type { GeneratedFile } from './generated-file.ts';

/** What a model compiles to: every file of the service, sorted by path (by UTF-16 code unit), each path once. */
export interface Compilation {
  files: readonly GeneratedFile[];
}

/** A release that is in use: its model, and all files of its `migrations/` folder, sorted by path. */
export interface Released {
  model: Model;
  migrations: readonly { path: string; text: string }[];
}

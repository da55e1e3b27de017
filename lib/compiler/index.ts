import { AppError } from '../core/app-error.ts';
import type { Model } from '../spec/model.ts';
import type { Compilation } from './compilation.ts';

export type { Compilation } from './compilation.ts';
export type { GeneratedFile, LineOrigin } from './generated-file.ts';

/**
 * Compiles a model into the complete repository of its service. Pure: the same model gives the same bytes, on a server and
 * in a browser worker. Takes models without error diagnostics only.
 */
export function compile(model: Model): Compilation {
  throw new AppError('unavailable', `The compiler is not there yet; nothing was made of ${model.service.name}.`);
}

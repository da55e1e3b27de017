import { AppError } from '../../core/app-error.ts';

/** Refuses a change of the schema: what it is, and what to write instead, both as whole clauses. */
export function refuseChange(what: string, instead: string): never {
  throw new AppError('unprocessable', `${what}. ${instead} Nothing was compiled.`);
}

import type { Fix } from '../diagnostic.ts';
import { inspect } from './inspect.ts';

/** The fixes of the diagnostics at an offset, in the order of the diagnostics. */
export function fixesAt(text: string, offset: number): readonly Fix[] {
  const diagnostics = inspect(text)?.reporter.diagnostics() ?? [];
  return diagnostics.filter(({ span }) => span.start <= offset && offset <= span.end).flatMap(({ fixes }) => fixes);
}

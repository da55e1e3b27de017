import type { Severity } from '../diagnostic.ts';
import { CATALOGUE, isCode } from './catalogue.ts';
import { PAGES } from './pages/pages.ts';

/** The documentation page of one diagnostic. Examples are pieces of YAML; null where none is short enough. */
export interface Explanation {
  code: string;
  severity: Severity;
  title: string;
  why: string;
  wrong: string | null;
  right: string | null;
}

/** The page of a code, or null if there is no such code. */
export function explain(code: string): Explanation | null {
  if (!isCode(code)) return null;
  const { title, why, wrong, right } = PAGES[code];
  return { code, severity: CATALOGUE[code].severity, title, why, wrong, right };
}

/** Every code, in order. */
export function allCodes(): readonly string[] {
  return Object.keys(CATALOGUE).sort();
}

import type { Severity } from '../diagnostic.ts';
import { CATALOGUE, isCode } from './catalogue.ts';
import { type AllPages, allPages } from './pages/pages.ts';

/** The documentation page of one diagnostic. Examples are pieces of YAML; null where none is short enough. */
export interface Explanation {
  code: string;
  severity: Severity;
  title: string;
  why: string;
  wrong: string | null;
  right: string | null;
}

let pages: AllPages | null = null;

/** The page of a code, or null if there is no such code. */
export function explain(code: string): Explanation | null {
  if (!isCode(code)) return null;
  pages ??= allPages();
  const { title, why, wrong, right } = pages[code];
  return { code, severity: CATALOGUE[code].severity, title, why, wrong, right };
}

/** Every code, in order. */
export function allCodes(): readonly string[] {
  return Object.keys(CATALOGUE).sort();
}

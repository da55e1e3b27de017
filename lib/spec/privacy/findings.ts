import type { Reporter } from '../diagnostics/reporter.ts';
import type { Model } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import type { Arrival } from './arrival.ts';

/** What a rule of privacy looks at. */
export interface PrivacySubject {
  model: Model;
  table: TypeTable;
  arrivals: readonly Arrival[];
}

/** A rule of privacy: looks and reports. Total; the order of rules does not matter. */
export type PrivacyRule = (subject: PrivacySubject, reporter: Reporter) => void;

import { sqlName } from '../text/quote.ts';
import { constraintName } from './constraint-name.ts';
import type { Column } from './migration.ts';

/** A constraint of a column, by the name that PostgreSQL gave it. */
export interface Constraint {
  name: string;
  text: string;
}

/** The constraints of a column besides NOT NULL. */
export function constraintsOf(table: string, field: string, { name, check, unique, references }: Column): Constraint[] {
  const named = (label: 'check' | 'fkey' | 'key'): string => sqlName(constraintName(table, [field], label));
  return [
    ...(check === '' ? [] : [{ name: named('check'), text: `CHECK (${check})` }]),
    ...(unique ? [{ name: named('key'), text: `UNIQUE (${name})` }] : []),
    ...(references === '' ? [] : [{ name: named('fkey'), text: `FOREIGN KEY (${name}) ${references}` }]),
  ];
}

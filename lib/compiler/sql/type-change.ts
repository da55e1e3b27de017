import { sqlText } from '../text/quote.ts';
import type { Column } from './migration.ts';
import type { Move } from './move.ts';
import { refuseChange } from './refuse-change.ts';

/** How stored values become values of another type. */
interface Conversion {
  /** The new value, made of `name`. */
  using: string;
  /** What stored values must not be, because something of them would be lost; empty: all of them fit. */
  lost: string;
}

/**
 * A column of another type, for which values are converted. A stored value that does not fit makes the migration fail as a
 * whole; so does the way back. What has no conversion is refused.
 */
export function typeChange(
  old: Column,
  now: Column,
  subject: string,
  place: { table: string; timezone: string },
): { before: Move[]; actions: Move[] } {
  if (old.type === now.type) return { before: [], actions: [] };
  const there = conversion(old.type, now.type, now.name, place.timezone);
  const back = conversion(now.type, old.type, now.name, place.timezone);
  if (there === null || back === null)
    refuseChange(
      `${subject} was stored as ${old.type} and would be ${now.type}`,
      'Add a field with another name for the new type, fill it, and take the old one away in a later version.',
    );
  const [up, down] = [said(old, now, there), said(now, old, back)];
  const check = (lost: string, type: string): string =>
    lost === '' ? '' : refusal(place.table, lost, `${subject} has values that do not fit ${type}`);
  return {
    before: [{ up: check(there.lost, now.type), down: '' }],
    actions: [{ up, down }],
    ...(back.lost === '' ? {} : { before: [{ up: check(there.lost, now.type), down: check(back.lost, old.type) }] }),
  };
}

/** The default of an added column is for the release before; it need not fit the new type. */
function said(old: Column, now: Column, { using }: Conversion): string {
  const how = using === '' ? '' : ` USING ${using}`;
  const isNumber = old.type.startsWith('numeric') && now.type.startsWith('numeric');
  return `${isNumber ? '' : `ALTER COLUMN ${now.name} DROP DEFAULT,\n  `}ALTER COLUMN ${now.name} TYPE ${now.type}${how}`;
}

/** Stops the migration if some row is like that, before anything is changed. */
function refusal(table: string, test: string, message: string): string {
  return [
    'DO $$ BEGIN',
    `  IF EXISTS (SELECT 1 FROM ${table} WHERE ${test}) THEN`,
    `    RAISE EXCEPTION ${sqlText(message.replaceAll('%', '%%'))};`,
    '  END IF;',
    'END $$;',
  ].join('\n');
}

function conversion(from: string, to: string, name: string, timezone: string): Conversion | null {
  const [a, b] = [from, to].map((type) => type.split('(')[0] ?? type);
  if (a === undefined || b === undefined) return null;
  if (a === 'numeric' && b === 'numeric') {
    const scale = scaleOf(to);
    const narrower = scale !== null && (scaleOf(from) ?? Number.POSITIVE_INFINITY) > scale;
    return { using: '', lost: narrower ? `${name} <> round(${name}, ${scale})` : '' };
  }
  if (a === 'date' && b === 'timestamptz')
    return { using: `${name}::timestamp AT TIME ZONE ${sqlText(timezone)}`, lost: '' };
  if (a === 'timestamptz' && b === 'date') {
    const local = `(${name} AT TIME ZONE ${sqlText(timezone)})`;
    return { using: `${local}::date`, lost: `${local} <> ${local}::date` };
  }
  if (a === 'timestamptz' && b === 'text')
    return { using: `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, lost: '' };
  if (TO_TEXT.includes(a) && b === 'text') return { using: `${name}::text`, lost: '' };
  if (a === 'text' && (TO_TEXT.includes(b) || b === 'timestamptz')) return { using: `${name}::${to}`, lost: '' };
  return numberConversion(a, b, to, name);
}

const TO_TEXT: readonly string[] = ['bigint', 'numeric', 'boolean', 'uuid', 'date'];

function numberConversion(a: string, b: string, to: string, name: string): Conversion | null {
  const scale = scaleOf(to);
  const exact = scale === null ? '' : `${name}::numeric <> round(${name}::numeric, ${scale})`;
  if (a === 'bigint' && b === 'numeric') return { using: '', lost: '' };
  if (a === 'numeric' && b === 'bigint') return { using: `${name}::bigint`, lost: `${name} <> trunc(${name})` };
  if (a === 'double precision' && b === 'numeric') return { using: `${name}::${to}`, lost: exact };
  if (a === 'double precision' && b === 'bigint')
    return { using: `${name}::bigint`, lost: `${name} <> trunc(${name})` };
  if ((a === 'bigint' || a === 'numeric') && b === 'double precision')
    return {
      using: `${name}::double precision`,
      lost: `${name}::double precision::numeric <> ${name}`,
    };
  return null;
}

/** Digits after the point; null: as many as there are. */
function scaleOf(type: string): number | null {
  const found = /^numeric\(\d+, (\d+)\)$/.exec(type);
  return found === null ? null : Number(found[1]);
}

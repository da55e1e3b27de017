import { sqlName } from '../text/quote.ts';
import type { Move } from './move.ts';

/** What stores a default where the release before stores nothing; `value` is SQL. */
export function filledIn(table: string, column: string, value: string): Move {
  const name = sqlName(`${table}_${column}_is_filled`.slice(0, 63));
  const field = sqlName(column);
  return {
    up: [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$`,
      'BEGIN',
      `  NEW.${field} := COALESCE(NEW.${field}, ${value});`,
      '  RETURN NEW;',
      'END',
      '$$;',
      '',
      `CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE ON ${sqlName(table)}`,
      `  FOR EACH ROW EXECUTE FUNCTION ${name}();`,
    ].join('\n'),
    down: `DROP TRIGGER ${name} ON ${sqlName(table)};\n\nDROP FUNCTION ${name}();`,
  };
}

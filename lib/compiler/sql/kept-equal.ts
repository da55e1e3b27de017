import { sqlName } from '../text/quote.ts';
import type { Move } from './move.ts';

/** What keeps two columns of a table equal, whichever of them a release writes. */
export function keptEqual(table: string, old: string, now: string): Move {
  const name = sqlName(`${table}_${old}_is_${now}`.slice(0, 63));
  const [a, b] = [sqlName(old), sqlName(now)];
  return {
    up: [
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$`,
      'BEGIN',
      `  IF TG_OP = 'INSERT' AND NEW.${b} IS NULL THEN NEW.${b} := NEW.${a};`,
      `  ELSIF TG_OP = 'INSERT' OR NEW.${b} IS DISTINCT FROM OLD.${b} THEN NEW.${a} := NEW.${b};`,
      `  ELSIF NEW.${a} IS DISTINCT FROM OLD.${a} THEN NEW.${b} := NEW.${a};`,
      '  END IF;',
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

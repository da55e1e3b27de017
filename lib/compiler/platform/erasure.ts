import type { Entity, Model, Type } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { interval } from '../service/period.ts';
import { plainType } from '../service/types.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote, sqlName, sqlText } from '../text/quote.ts';

/** An entity whose rows are erased once they were kept for long enough. */
export interface Erased extends EntityPlan {
  retention: NonNullable<Entity['retention']>;
}

/** The entities that rows are erased of; a hold suspends it. */
export function erasedEntities({ entities }: Plan): Erased[] {
  return entities.flatMap((planned) => {
    const { retention, hold } = planned.entity;
    return retention === null || hold !== null ? [] : [{ ...planned, retention }];
  });
}

/** src/platform/erasure.ts: rows that were kept for long enough. */
export function erasureFile(plan: Plan): string {
  const rules = erasedEntities(plan).map((erased) => rule(erased, plan));
  return code`
    ${imports([
      ['node:crypto', 'randomUUID'],
      ['./audit.ts', 'appendAudit'],
      ['./db.ts', 'type Database', 'type Db'],
      ['./operation.ts', 'SPEC_VERSION'],
    ])}

    interface Rule {
      entity: string;
      /** Erases a batch: \`$1\` is the instant, \`$2\` how many rows at most. */
      sql: string;
    }

    const RULES: readonly Rule[] = [
      ${rules.join('\n')}
    ];

    const BATCH = 500;

    /** Erases what was kept for long enough, batch by batch, and gives the number of rows. The audit log says how many. */
    export async function eraseExpired(db: Database, now = new Date()): Promise<number> {
      let [erased, count] = [0, 0];
      for (const rule of RULES) {
        do {
          count = await db.transaction((tx) => eraseBatch(tx, rule, now));
          erased += count;
        } while (count === BATCH);
      }
      return erased;
    }

    async function eraseBatch(tx: Db, { entity, sql }: Rule, now: Date): Promise<number> {
      const gone = await tx.query(sql, [now.toISOString(), BATCH]);
      if (gone.length === 0) return 0;
      await appendAudit(tx, {
        at: new Date().toISOString(),
        request: randomUUID(),
        operation: 'eraseExpired',
        specVersion: SPEC_VERSION,
        actor: 'system',
        status: 200,
        input: null,
        output: { entity, erased: gone.length },
        decisions: null,
      });
      return gone.length;
    }
  `;
}

/** Periods are those of a calendar, in the time zone of the service: days begin and end there, whatever the database is set to. */
function rule({ entity, table, retention }: Erased, { model }: Plan): string {
  const key = sqlName(entity.fields.find((field) => field.key)?.name ?? 'id');
  const [from, name] = [sqlName(retention.from), sqlName(table)];
  const type = entity.fields.find((field) => field.name === retention.from)?.type;
  const zone = sqlText(model.timezone);
  const local = `(($1::timestamptz AT TIME ZONE ${zone}) - interval '${interval(retention.keep)}')`;
  const since = type !== undefined && isDay(type, model) ? `${local}::date` : `${local} AT TIME ZONE ${zone}`;
  return code`
    {
      entity: ${quote(entity.name)},
      sql: \`DELETE FROM ${name} WHERE ${key} IN (
        SELECT ${key} FROM ${name} WHERE ${from} <= ${since}
        ORDER BY ${from} LIMIT $2 FOR UPDATE SKIP LOCKED
      ) RETURNING ${key}\`,
    },
  `;
}

/** Whether a value is a day, which begins somewhere else in each time zone. */
export function isDay(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && plain.name === 'date';
}

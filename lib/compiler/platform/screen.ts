import type { Plan } from '../plan.ts';
import { foldsSome, screensRows } from '../service/screen-step.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/screen.ts: looking for somebody on lists. */
export function screenFile(plan: Plan): string {
  const some = foldsSome(plan);
  const rows = screensRows(plan);
  return code`
    ${imports([
      ['./db.ts', ...(rows ? ['type Database'] : [])],
      ['./decimal.ts', 'compare', 'type Decimal'],
      ['./likeness.ts', ...(some ? ['type Fold', 'likenessOf'] : [])],
      ['./outside.ts', 'type Asking', 'type Called', 'type CallOptions', 'type Outside', 'type OutsideOperation'],
      ['./texts.ts', ...(some ? [] : ['similarityOf'])],
    ])}

    /** An entry that is alike. The score is always computed here; what the list itself says is kept beside it. */
    export interface Hit {
      list: string;
      entry: string;
      score: Decimal;
      source: string;
      upstreamScore: Decimal | null;
    }

    /** What a screening found, best first; \`best\` is 0 where there is no hit. */
    export interface Screening {
      best: Decimal;
      hits: Hit[];
      /** Some list did not answer, and a fallback stood in. */
      degraded: boolean;
    }

    /** Who is looked for, from which likeness on, and on which lists. */
    export interface Screened {
      name: string;
      threshold: Decimal;
      ${when(some, '/** Differences that do not count. */\nfolds: readonly Fold[];')}
      lists: readonly List[];
    }

    ${rows ? LISTS : LIST}

    interface Found {
      hits: readonly { list: string; entry: string; score?: Decimal | number | null }[];
    }

    /** The list of another system. */
    export function asked<Request, Answer extends Found>(
      operation: OutsideOperation<Request, Answer>,
      request: Request,
      options?: CallOptions<Answer>,
    ): List {
      const source = \`\${operation.system.name}.\${operation.name}\`;
      return { source, ask: (outside, asking) => outside.call(operation, request, asking, options) };
    }

    ${when(rows, 'const MOST_ENTRIES = 50_000;')}
    const MOST_HITS = 1000;

    /** Looks on all lists, side by side. If one fails, the screening fails: nobody is cleared by half. */
    export async function lookFor(
      { name, threshold,${when(some, ' folds,')} lists }: Screened,
      ${rows ? '{ db, outside }: { db: Database; outside: Outside }' : '{ outside }: { outside: Outside }'},
      asking: Asking,
    ): Promise<Called> {
      const ask = (list: ${rows ? AS_ASKED : 'List'}): Promise<Called> =>
        list.ask(outside, { ...asking, idempotencyKey: \`\${asking.idempotencyKey}:\${list.source}\` });
      ${rows ? LOOKED_ANYWHERE : LOOKED}
      const calls = looked.map(({ record }) => record);
      const failed = looked.find(({ outcome }) => 'failure' in outcome);
      const { step } = asking;
      if (failed !== undefined) return { outcome: failed.outcome, record: { step, outcome: 'failed', calls } };
      const hits: Hit[] = [];
      let [compared, degraded] = [0, false];
      for (const { source, outcome } of looked) {
        const { hits: entries, degraded: half = false }: Found & { degraded?: boolean } = Object(
          'value' in outcome ? outcome.value : {},
        );
        degraded ||= half;
        for (const { list, entry, score: upstream } of entries) {
          // Long lists must not keep everybody else waiting.
          if ((compared += 1) % 500 === 0) await new Promise(setImmediate);
          const score = ${some ? 'likenessOf(name, entry, folds)' : 'similarityOf(name, entry)'};
          const upstreamScore = upstream === null || upstream === undefined ? null : (String(upstream) as Decimal);
          if (compare(score, threshold) >= 0) hits.push({ list, entry, score, source, upstreamScore });
        }
      }
      hits.sort((a, b) => compare(b.score, a.score));
      const value: Screening = { best: hits[0]?.score ?? '0.0000', hits: hits.slice(0, MOST_HITS), degraded };
      return { outcome: { value }, record: { step, outcome: 'success', threshold, compared, ...value, calls } };
    }

    ${when(rows, ROWS_OF)}
  `;
}

const LIST = code`
  /** A list: what another system answers. */
  export interface List {
    source: string;
    ask: (outside: Outside, asking: Asking) => Promise<Called>;
  }
`;

const LISTS = code`
  /** A list: what another system answers, or rows of the service itself. */
  export type List =
    { source: string; ask: (outside: Outside, asking: Asking) => Promise<Called> } | { source: string; sql: string };
`;

const AS_ASKED = 'Extract<List, { ask: unknown }>';

const ROWS_OF = code`
  /** The entries of a list that the service itself keeps. */
  async function rowsOf(db: Database, { source, sql }: Extract<List, { sql: string }>): Promise<Called> {
    const rows = await db.query<{ entry: string }>(\`\${sql} LIMIT \${MOST_ENTRIES + 1}\`);
    if (rows.length > MOST_ENTRIES) throw new Error(\`\${source} has more than \${MOST_ENTRIES} entries\`);
    const hits = rows.map(({ entry }) => ({ list: source, entry }));
    return { outcome: { value: { hits } }, record: { list: source, entries: rows.length } };
  }
`;

const LOOKED = code`
  const looked = await Promise.all(lists.map(async (list) => ({ source: list.source, ...(await ask(list)) })));
`;

const LOOKED_ANYWHERE = code`
  const looked = await Promise.all(
    lists.map(async (list) => ({ source: list.source, ...(await ('ask' in list ? ask(list) : rowsOf(db, list))) })),
  );
`;

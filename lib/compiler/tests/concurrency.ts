import type { Step } from '../../spec/model.ts';
import type { EntityPlan, OperationPlan, Plan } from '../plan.ts';
import { isEncrypted } from '../service/encrypted.ts';
import { isHashed } from '../service/hashed.ts';
import { plainType } from '../service/types.ts';
import { stepsReached } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, group, indent, line, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote, sqlName } from '../text/quote.ts';
import { examplePath, requestOf } from './requests.ts';
import { inOrderOfFiles, type StoredRow } from './stored-row.ts';
import { wantedRows } from './wanted-rows.ts';

/** Two requests that meet, and what has to be stored for them. */
interface Race {
  name: string;
  /** The same one twice where they are the same. */
  operations: readonly [OperationPlan, OperationPlan];
  row: StoredRow;
}

const MOST_RACES = 16;

/**
 * test/concurrency.test.ts: two callers at once come to what they would come to one after the other, and a request that is sent
 * twice at once is done once; null where no operation stores anything.
 */
export function concurrencyTests(plan: Plan): string | null {
  const races = racesOf(plan);
  if (races.length === 0) return null;
  const repeatable = races.filter(
    ({ operations: [one, other] }) =>
      one === other && one.endpoint.idempotency !== null && one.endpoint.rateLimit === null,
  );
  const asked = [...new Set(races.flatMap(({ operations }) => operations))];
  const stored = new Set(races.flatMap(({ row }): readonly EntityPlan[] => row.entities));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test', 'type TestContext'],
      ['node:util', 'isDeepStrictEqual'],
      ...inOrderOfFiles(stored).map(({ file, insert }): Import => [`../src/data/${file}.ts`, insert]),
      ['./examples.ts', ...asked.filter(({ body }) => body.length > 0).map(({ name }) => `${name}Example`)],
      ['./fixture.ts', 'db', 'emptied', 'type Got', 'send'],
    ])}

    /**
     * An embedded database takes one transaction after the other: there only what lies between transactions can go wrong. With
     * DATABASE_URL they really meet, and several times.
     */
    const ROUNDS = process.env['DATABASE_URL'] === undefined ? 1 : 3;

    ${races.map((race) => origin(race.operations[0].endpoint, raceTest(race, plan))).join('\n\n')}

    ${repeatable.map((race) => origin(race.operations[0].endpoint, onceTest(race, plan))).join('\n\n')}

    type Store = (now: string) => Promise<unknown>;
    type Ask = () => Promise<Got>;

    /** What requests were answered, and what is stored afterwards. */
    interface Ending {
      answers: string[];
      stored: string[];
    }

    /** Lets two requests meet: both end as if one had come after the other, whichever was first. */
    async function meet(t: TestContext, store: Store, one: Ask, other: Ask): Promise<void> {
      const first = await ending(store, async () => [await one(), await other()]);
      const last = one === other ? swapped(first) : await ending(store, async () => [await other(), await one()].reverse());
      const refused = [first, last].every(({ answers }) => answers.every((answer) => answer === 'refused'));
      if (refused) t.diagnostic('both are refused, so that nothing meets');
      for (let round = 0; round < ROUNDS; round += 1) {
        const found = await ending(store, () => Promise.all([one(), other()]));
        if (!isDeepStrictEqual(found, last)) assert.deepEqual(found, first);
      }
    }

    function swapped({ answers, stored }: Ending): Ending {
      return { answers: answers.toReversed(), stored };
    }

    /** Stores what requests work on, has them sent, and looks at what they came to. */
    async function ending(store: Store, work: () => Promise<Got[]>): Promise<Ending> {
      await emptied();
      await store(new Date().toISOString());
      // Who comes second may be refused for another reason than who comes later.
      const answers = (await work()).map(({ status }) => (status >= 400 && status < 500 ? 'refused' : String(status)));
      return { answers, stored: await allStored() };
    }

    /** The rows, without what is another one each time: ids and instants of the service's own. */
    async function allStored(): Promise<string[]> {
      const found = await Promise.all(TABLES.map((sql) => db.query<{ row: unknown }>(sql)));
      const texts = found.flatMap((rows, at) => rows.map(({ row }) => \`\${at} \${JSON.stringify(row)}\`));
      return texts.map((text) => text.replace(ANOTHER_EACH_TIME, '…')).sort();
    }

    const ANOTHER_EACH_TIME = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g;

    ${print(['const TABLES = ', rowsOfTables(plan), ';'])}
  `;
}

function raceTest({ name, operations: [one, other], row }: Race, plan: Plan): string {
  const asks = [...new Set([one, other])].map((operation) => asking(operation, plan));
  const [first = 'ask', second = first] = asks.map((_, at) => (asks.length === 1 ? 'ask' : at === 0 ? 'one' : 'other'));
  return code`
    test(${quote(name)}, async (t) => {
      ${storing(row)}
      ${asks.map((ask, at) => print([`const ${[first, second][at]} = () =>`, group(indent([line, ask])), ';'], 2))}
      await meet(t, store, ${first}, ${second});
    });
  `;
}

/** A request that comes again while it is being done: one effect; the second answer is the first one, or says to wait. */
function onceTest({ operations: [operation], row }: Race, plan: Plan): string {
  const { endpoint } = operation;
  const header = endpoint.idempotency?.header ?? 'Idempotency-Key';
  const ask = requestOf(operation, quote(examplePath(operation, plan)), plan, 'headers');
  return code`
    test(${quote(`${endpoint.name} twice at once with one key is done once`)}, async () => {
      ${storing(row)}
      const headers = { ${key(header)}: 'key-1' };
      ${print(['const ask = () =>', group(indent([line, ask])), ';'], 2)}
      const once = await ending(store, async () => [await ask()]);
      for (let round = 0; round < ROUNDS; round += 1) {
        const twice = await ending(store, () => Promise.all([ask(), ask()]));
        assert.deepEqual(twice.stored, once.stored);
        const others = twice.answers.filter((answer) => answer !== once.answers[0]);
        assert.ok(others.length < 2, others.join());
        for (const answer of others) assert.equal(answer, 'refused');
      }
    });
  `;
}

function asking(operation: OperationPlan, plan: Plan): Doc {
  return requestOf(operation, quote(examplePath(operation, plan)), plan);
}

function storing({ statements }: StoredRow): string {
  if (statements.length === 0) return 'const store: Store = async () => {};';
  const used = statements.some((one) => /\bnow\b/.test(print(one)));
  return code`
    const store: Store = async (${when(used, 'now')}) => {
      ${statements.map((one) => print(one, 4))}
    };
  `;
}

/** The races of a service: each operation that stores something with itself, and with others that change the same row. */
export function racesOf(plan: Plan): readonly Race[] {
  const known = FOUND.get(plan) ?? findRaces(plan);
  FOUND.set(plan, known);
  return known;
}

const FOUND = new WeakMap<Plan, readonly Race[]>();

function findRaces(plan: Plan): Race[] {
  const writers = plan.operations.slice(0, MOST_LOOKED_AT).flatMap((operation) => {
    const written = entitiesWritten(operation, plan);
    const row = written.size === 0 ? null : wantedRows([operation], plan);
    // Rows of a folder are what lies there.
    return row === null || row.entities.some(({ entity }) => entity.files !== null)
      ? []
      : [{ operation, written, row }];
  });
  const alone = writers.map(({ operation, row }): Race => {
    const { name } = operation.endpoint;
    return { name: `${name} twice at once is as one after the other`, operations: [operation, operation], row };
  });
  const pairs = writers.flatMap(({ operation, written, row }, at) =>
    writers.slice(at + 1).flatMap((other): Race[] => {
      const shared = [...written].some(
        (name) => other.written.has(name) && isStored(name, row) && isStored(name, other.row),
      );
      const both = shared ? wantedRows([operation, other.operation], plan) : null;
      if (both === null) return [];
      const name = `${operation.endpoint.name} and ${other.operation.endpoint.name} at once are as one after the other`;
      return [{ name, operations: [operation, other.operation], row: both }];
    }),
  );
  return [...alone.slice(0, MOST_RACES), ...pairs.slice(0, Math.max(0, MOST_RACES - alone.length))];
}

/** More operations than that are not tried: each race takes its time. */
const MOST_LOOKED_AT = 100;

function isStored(name: string, { entities }: StoredRow): boolean {
  return entities.some(({ entity }) => entity.name === name);
}

const WRITES: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['create', 'update', 'delete', 'upsert']);

function entitiesWritten({ endpoint }: OperationPlan, { model }: Plan): ReadonlySet<string> {
  const steps = stepsReached(endpoint.processing, model.processes);
  return new Set(steps.flatMap((step) => ('entity' in step && WRITES.has(step.kind) ? [step.entity] : [])));
}

/** A query for each table: its rows as JSON, without columns that are another each time, and how much waits or is published. */
function rowsOfTables(plan: Plan): Doc {
  const own = plan.entities.map((planned) => {
    const left = changing(planned, plan).map((name) => ` - ${sqlText(name)}`);
    return quote(`SELECT to_jsonb(t)${left.join('')} AS row FROM ${sqlName(planned.table)} AS t`);
  });
  const more = [
    ...(plan.publishes ? ['SELECT to_jsonb(event) AS row FROM platform.outbox'] : []),
    ...(plan.waits ? ['SELECT to_jsonb(operation) AS row FROM platform.request'] : []),
  ];
  return list('[', [...own, ...more.map(quote)], ']');
}

function sqlText(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** Columns whose value is another one each time and shows it in no form of its own. */
function changing({ entity }: EntityPlan, plan: Plan): string[] {
  const counted = (name: string): boolean => {
    const target = plan.entities.find((one) => one.entity.name === name)?.entity.fields.find((field) => field.key);
    return target !== undefined && isCounted(target.default);
  };
  return entity.fields.flatMap((field) => {
    if (field.value !== null) return [];
    const plain = plainType(field.type, plan.model);
    const secret =
      isEncrypted(field, plan) || isHashed(field, plan) || (plain.kind === 'scalar' && plain.name === 'password');
    return secret || isCounted(field.default) || (plain.kind === 'ref' && counted(plain.entity)) ? [field.name] : [];
  });
}

/** `sequence()` and `token()`. */
function isCounted(usual: EntityPlan['entity']['fields'][number]['default']): boolean {
  return usual?.kind === 'expression' && usual.expr.kind === 'call' && ['sequence', 'token'].includes(usual.expr.name);
}

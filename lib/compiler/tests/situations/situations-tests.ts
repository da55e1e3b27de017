import { writesJson } from '../../media-plan.ts';
import type { EntityPlan, OperationPlan, Plan } from '../../plan.ts';
import { isEncrypted } from '../../service/encrypted.ts';
import { asText } from '../../service/file-texts.ts';
import { isHashed } from '../../service/hashed.ts';
import { broughtAs } from '../../service/integrations/file-exchange.ts';
import { holdsDocument } from '../../service/opened.ts';
import { documentText, plainType } from '../../service/types.ts';
import { holdNumbers } from '../../service/wired-numbers.ts';
import { code, when } from '../../text/code.ts';
import { type Doc, group, hardline, hugged, indent, line, list, print, rows } from '../../text/doc.ts';
import { type Import, imports } from '../../text/imports.ts';
import { origin } from '../../text/origin.ts';
import { key, quote, sqlName } from '../../text/quote.ts';
import { keepsNulls } from '../../wire-plan.ts';
import { asserted, expected } from '../answers.ts';
import { digits } from '../exact.ts';
import { examplePath, headerMembers } from '../requests.ts';
import { inOrderOfFiles, storedRows } from '../stored-row.ts';
import type { Value } from '../value.ts';
import { example, shownField } from '../values.ts';
import { situationsOf, type Told } from './chosen.ts';
import { outputValue } from './foretell.ts';
import { DONE, doneTasks, waitingDocs } from './people-texts.ts';
import { asksTheClock, NOW, type Situation, type StoredValue } from './situation.ts';
import { answerOf, isForetold, patienceText, systemHelpers } from './systems.ts';
import { answerDoc, storedDoc } from './value-docs.ts';

const MOST_OPERATIONS = 60;
const WIDTH = 120;

/**
 * test/situations.test.ts: what operations answer, store, publish and ask of others, where what they look for is there, where it
 * is not, and where it is otherwise; null where nothing of that is known beforehand.
 */
export function situationsTests(plan: Plan): string | null {
  const told = plan.operations.slice(0, MOST_OPERATIONS).flatMap((operation) => {
    const all = situationsOf(operation, plan);
    const patient = mostPatient(all);
    const tests = all.flatMap((one) => situationTest(one, one === patient, operation, plan) ?? []);
    return tests.length === 0 ? [] : [{ operation, tests }];
  });
  if (told.length === 0) return null;
  const text = told
    .map(({ operation, tests }) => origin(operation.endpoint, operationText(operation, tests, plan)))
    .join('\n\n');
  const uses = (name: string): boolean =>
    new RegExp(`\\b${name}\\(|\\(db, ${name},|\\(t, ${name}\\)|^ +${name},$`, 'm').test(text);
  const stored = new Set(plan.entities.filter(({ insert }) => uses(insert)));
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'describe', 'test', ...(uses('at') || uses('patienceOf') ? ['type TestContext'] : [])],
      ...inOrderOfFiles(stored).map(({ file, insert }): Import => [`../src/data/${file}.ts`, insert]),
      ['../src/platform/held-documents.ts', ...(uses('withTexts') ? ['withTexts'] : [])],
      ['../src/platform/outside.ts', ...(uses('patienceOf') ? ['type Policy'] : [])],
      ['../src/platform/soap.ts', ...(uses('envelope') ? ['envelope'] : [])],
      [
        './examples.ts',
        ...told.flatMap(({ operation: { body, name } }) => (body.length > 0 ? [`${name}Example`] : [])),
      ],
      [
        './fixture.ts',
        ...(/\bdb\b/.test(text) || ['stored', 'holds', 'published', 'done'].some(uses) ? ['db'] : []),
        ...(uses('done') ? ['drive'] : []),
        'send',
        ...(uses('patienceOf') ? ['service'] : []),
        ...(uses('react') || uses('asked') ? ['simulators'] : []),
        ...(uses('done') ? ['type TokenClaims'] : []),
      ],
    ])}

    ${when(uses('now'), `/** When the rows were stored that are there beforehand. */\nconst now = ${quote(NOW)};`)}

    ${text}

    ${when(uses('at'), AT)}

    ${when(uses('holds'), HOLDS)}

    ${when(uses('stored'), storedText(plan))}

    ${when(uses('published'), PUBLISHED)}

    ${when(uses('asked'), ASKED)}

    ${when(uses('done'), DONE)}

    ${when(uses('react') || uses('patienceOf'), systemHelpers(text))}
  `;
}

/** Where most calls are made and nothing fails. */
function mostPatient(all: readonly Told[]): Told | undefined {
  const well = all.filter(({ foretold }) => foretold.problem === null && foretold.patience.size > 0);
  return well.toSorted((one, other) => other.foretold.patience.size - one.foretold.patience.size)[0];
}

function storedText({ entities, publishes }: Plan): string {
  const own = entities.filter(({ entity }) => entity.files === null).map(({ table }) => sqlName(table));
  const tables = [...own, ...(publishes ? ['platform.outbox'] : [])].map(quote);
  return code`
    /** All that is stored. */
    function stored(): Promise<unknown[]> {
      ${print(['const tables: readonly string[] = ', list('[', tables, ']'), ';'], 2)}
      return Promise.all(tables.map((table) => db.query(\`SELECT to_jsonb(t) AS row FROM \${table} AS t ORDER BY 1\`)));
    }
  `;
}

const AT = code`
  /** Lets it be then for as long as a test runs. */
  function at(t: TestContext, instant: string): void {
    t.mock.timers.enable({ apis: ['Date'], now: new Date(instant) });
  }
`;

const HOLDS = code`
  /** Fails unless a query gives these rows, in whatever order. */
  async function holds(query: string, wanted: readonly object[]): Promise<void> {
    const inOrder = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    const found = await db.query<object>(query);
    if (inOrder(found).join() !== inOrder(wanted).join()) assert.deepEqual(found, wanted);
  }
`;

const PUBLISHED = code`
  /** The events that were published, in their order. */
  function published(): Promise<{ event: string; data: unknown }[]> {
    return db.query('SELECT event, data FROM platform.outbox ORDER BY seq');
  }
`;

const ASKED = code`
  /** What other systems were asked. */
  function asked(): string[] {
    const all = [...simulators].flatMap(([name, { heard }]) => heard.map(({ operation }) => \`\${name}.\${operation}\`));
    return all.sort();
  }
`;

function operationText(operation: OperationPlan, tests: readonly string[], plan: Plan): string {
  const { endpoint, body } = operation;
  const headers = headerMembers(operation, plan);
  const asksQuery = tests.some((text) => /ask\('[?&]/.test(text));
  const given: Doc[] = [
    ...(body.length > 0 ? ['body'] : []),
    ...(headers.length > 0 ? [['headers: ', list('{', headers, '}', true)]] : []),
  ];
  const path = examplePath(operation, plan);
  const first = [quote(endpoint.method), asksQuery ? `\`${path.replaceAll('`', '%60')}\${query}\`` : quote(path)];
  const called =
    given.length === 0
      ? list('send(', first, ')')
      : hugged('send(', first, { open: '{', items: given, close: '}', space: true }, ')');
  const parameter = asksQuery ? "(query = '')" : body.length === 0 ? '()' : `(body: object = ${operation.name}Example)`;
  return code`
    describe(${quote(endpoint.name)}, () => {
      ${print(['const ask = ', parameter, ' =>', group(indent([line, called])), ';'], 2)}

      ${tests.join('\n\n')}
    });
  `;
}

function situationTest(told: Told, patient: boolean, operation: OperationPlan, plan: Plan): string | null {
  const { title, situation, foretold } = told;
  const rowsBefore = storedRows(
    situation.rows.map(({ planned, columns, beside }) => ({
      planned,
      beside,
      given: new Map([...columns].map(([name, { doc }]) => [name, doc])),
    })),
    plan,
  );
  if (rowsBefore === null) return null;
  const { status, problem } = foretold;
  const name = `${comesTo(foretold)}${title === null ? ' to the example' : ` ${title}`}`;
  const answer = problem === null ? answerDocs(told, operation, plan) : expected(foretold, operation, plan);
  const later = doneTasks(told, plan);
  const first = later.length === 0 ? 'answer' : 'started';
  const place = later.length === 0 ? 'answer.body' : `answer.body['${problem === null ? 'result' : 'problem'}']`;
  const unchanged = problem !== null && !foretold.kept;
  const sent = [...situation.body].map(([field, { doc }]): Doc => [key(field), ': ', doc]);
  const body: Doc = sent.length === 0 ? '' : list('{', [`...${operation.name}Example`, ...sent], '}', true);
  const query = [...situation.query].map(([field, { value }]) => `${field}=${encodeURIComponent(queryText(value))}`);
  const asks: Doc = [
    `const ${first} = await ask(`,
    query.length > 0 ? quote(`${examplePath(operation, plan).includes('?') ? '&' : '?'}${query.join('&')}`) : body,
    ');',
  ];
  const clock = asksTheClock(operation);
  return code`
    test(${quote(name)}, async (${when(clock || patient, 't')}) => {
      ${when(clock, 'at(t, now);')}
      ${when(patient, 'const patience = patienceOf(t);')}
      ${rowsBefore.statements.map((one) => print(one, 4))}
      ${reactions(situation, foretold.calls, plan)}
      ${when(told.again, 'assert.ok((await ask()).status < 400);')}
      ${when(unchanged, 'const before = await stored();')}
      ${print(asks, 4)}
      ${later}
      ${later.length === 0 ? `assert.equal(answer.status, ${status}, answer.text);` : ended(problem, clock)}
      ${answer.length > 0 && print(asserted(place, answer), 4)}
      ${problem === null && listsText(told, place, operation, plan)}
      ${unchanged ? 'assert.deepEqual(await stored(), before);' : afterwards(told, plan)}
      ${callsText(told, plan)}
      ${patient ? patienceText(foretold.patience) : ''}
    });
  `;
}

/** What a request comes to, as the name of its test begins. */
function comesTo({ status, problem, tasks }: Told['foretold']): string {
  if (tasks.length > 0) return problem === null ? 'ends well' : `fails with ${problem}`;
  return `answers ${status}${problem === null ? '' : ` ${problem}`}`;
}

/** How a request ended after its first answer. */
function ended(problem: string | null, clock: boolean): string[] {
  const again = "await db.script('UPDATE platform.request SET finished_at = now()');";
  return [
    ...(clock ? [`// By the clock of the database, which stands still for nobody.\n${again}`] : []),
    "const answer = await send('GET', String(started.headers['location']));",
    `assert.equal(answer.body['state'], '${problem === null ? 'succeeded' : 'failed'}', answer.text);`,
  ];
}

/** A value as it stands in a query. */
function queryText(value: Value): string {
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  return value !== null && 'number' in value ? (digits(value.number, value.number.scale) ?? '') : '';
}

/** What other systems answer is said in each test: what a stand-in answers by itself is its own matter. */
function reactions({ reactions: all }: Situation, calls: readonly string[], plan: Plan): string[] {
  return [...new Set(calls)].flatMap((name) => {
    const [system = '', called = ''] = name.split('.');
    const reaction = all.get(name);
    const planned = plan.integrations.find(({ integration }) => integration.name === system);
    const asked = planned?.operations.find((one) => one.operation.name === called);
    const operation = asked?.operation;
    const isFile = planned && operation && broughtAs(planned.integration, operation, plan.model) === 'body';
    // What is a file as a whole is what a stand-in answers by itself.
    if (isFile === true && reaction === undefined) return [];
    const changed = reaction !== undefined && 'answer' in reaction ? reaction.answer : new Map<string, StoredValue>();
    const members = (operation?.output ?? []).map((field): Doc => {
      return [key(field.name), ': ', changed.get(field.name)?.doc ?? example(asText(field.type, plan.model), plan)];
    });
    const held = givesDocuments(system, called, plan) ? (asked?.gives ?? null) : null;
    const said =
      planned && operation ? answerOf(planned.integration, operation, members, held) : list('{', members, '}', true);
    const given: Doc =
      reaction !== undefined && 'fails' in reaction ? `fails: ${quote(reaction.fails)}` : ['answer: ', said];
    const names = [quote(system), quote(called)];
    return [print([hugged('react(', names, { open: '{', items: [given], close: '}', space: true }, ')'), ';'], 4)];
  });
}

/** Whether an answer holds documents in texts. What is tested with holds them already; the model says what is a text. */
function givesDocuments(system: string, called: string, { model }: Plan): boolean {
  const operations = model.integrations.find(({ name }) => name === system)?.operations ?? [];
  const output = operations.find(({ name }) => name === called)?.output ?? [];
  return output.some(({ type }) => holdsDocument(type, model));
}

/** The members of a success that are known. */
function answerDocs(told: Told, operation: OperationPlan, plan: Plan): Doc[] {
  const { known, status, waiting } = told.foretold;
  const { endpoint, writing } = operation;
  if (waiting !== null) return waitingDocs(told, operation, plan);
  if (!writesJson(writing) || status !== endpoint.status) return [];
  return endpoint.output.flatMap((field): Doc[] => {
    const value = outputValue(field.from, known);
    if (value === null && !keepsNulls(endpoint, plan.model)) return [];
    const doc = answerDoc(value, field.type, plan);
    return doc === null ? [] : [[key(field.name), ': ', doc]];
  });
}

/** How long lists of an answer are: what an answer holds besides is not seen otherwise. */
function listsText(
  { foretold: { known, waiting } }: Told,
  body: string,
  { endpoint, writing }: OperationPlan,
  { model }: Plan,
): string[] {
  if (!writesJson(writing) || waiting !== null) return [];
  const { output, wholeOutput } = endpoint;
  const all = [
    ...output.map(({ name, type, from }) => ({ place: `${body}[${quote(name)}]`, type, from })),
    ...(wholeOutput === null ? [] : [{ place: body, ...wholeOutput }]),
  ];
  return all.flatMap(({ place, type, from }) => {
    // The length of a text that holds a list is not that of the list.
    if (documentText(type, model) !== null) return [];
    const value = outputValue(from, known);
    if (value === null || typeof value !== 'object' || !('items' in value)) return [];
    return [`assert.equal(Object(${place}).length, ${value.items.length});`];
  });
}

/** What is stored and published after a success. */
function afterwards({ situation, foretold }: Told, plan: Plan): string[] {
  const touched = plan.entities.filter(({ entity }) => {
    if (entity.files !== null) return false;
    return (
      situation.rows.some(({ planned }) => planned.entity === entity) ||
      (foretold.rows.get(entity.name)?.length ?? 0) > 0
    );
  });
  const texts = touched.flatMap((planned) => rowsText(planned, foretold.rows.get(planned.entity.name) ?? [], plan));
  return [...texts, ...(plan.publishes ? [eventsText(foretold.events, plan)] : [])];
}

function rowsText(planned: EntityPlan, stored: readonly ReadonlyMap<string, Value>[], plan: Plan): string[] {
  const known = planned.entity.fields.flatMap((field) => {
    const plain = plainType(field.type, plan.model);
    const secret =
      isEncrypted(field, plan) || isHashed(field, plan) || (plain.kind === 'scalar' && plain.name === 'password');
    // Decimals that are numbers for callers are stored as they are.
    if (field.value !== null || secret || holdNumbers([field], plan.model)) return [];
    const docs = stored.flatMap((row) => storedDoc(row.get(field.name), field.type, plan) ?? []);
    return docs.length < stored.length ? [] : [{ name: field.name, docs }];
  });
  const columns =
    stored.length === 0 || known.length === 0 ? '1 AS there' : known.map(({ name }) => sqlName(name)).join(', ');
  const wanted = stored.map((_, at): Doc => {
    const items = known.map(({ name, docs }): Doc => [key(name), ': ', docs[at] ?? 'null']);
    return list('{', items.length === 0 ? ['there: 1'] : items, '}', true);
  });
  const query = quote(`SELECT ${columns} FROM ${sqlName(planned.table)}`);
  const found = known.length > 1 ? rows('[', wanted, ']') : list('[', wanted, ']');
  // What does not begin on one line stands on lines of its own.
  const short = `    await holds(${query}, [`.length <= WIDTH;
  const each: Doc = [indent([hardline, query, ',', hardline, found, ',']), hardline];
  return [print(['await holds(', short ? [query, ', ', found] : each, ');'], 4)];
}

function eventsText(events: Told['foretold']['events'], plan: Plan): string {
  if (events.length === 0) return 'assert.deepEqual(await published(), []);';
  const each = events.map(({ name, payload }): Doc => {
    const declared = plan.model.events.find((event) => event.name === name);
    const members = (declared?.payload ?? []).flatMap((field): Doc[] => {
      if (holdsDocument(field.type, plan.model)) return [];
      const plainly = print(shownField(field, plan)) === print(example(field.type, plan));
      const doc = plainly ? storedDoc(payload.get(field.name), field.type, plan) : null;
      return doc === null ? [] : [[key(field.name), ': ', doc]];
    });
    return list('{', [`event: ${quote(name)}`, ['data: ', list('{', members, '}', true)]], '}', true);
  });
  return print(['assert.partialDeepStrictEqual(await published(), ', rows('[', each, ']'), ');'], 4);
}

/** What other systems were asked, where all of them tell. */
function callsText({ foretold: { calls } }: Told, plan: Plan): string {
  if (!plan.outside || !plan.integrations.every(isForetold)) return '';
  return print(['assert.deepEqual(asked(), ', list('[', calls.toSorted().map(quote), ']'), ');'], 4);
}

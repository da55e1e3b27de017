import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Expr } from '../../spec/expressions/ast.ts';
import { checkSpec } from '../../spec/index.ts';
import { planOf } from '../plan.ts';
import { firstMigration } from '../sql/migration.ts';
import { newWorkbench } from '../testing/evaluated.ts';
import { print } from '../text/doc.ts';
import { generatedFile } from '../text/origin.ts';
import { expression } from './expression.ts';
import { newModule } from './module.ts';
import { condition } from './sql-condition.ts';

/** Conditions that TypeScript can evaluate on a row as well: both must say the same of every row. */
const ALIKE = [
  'title == "b"',
  'title != input.word',
  'title < "b"',
  'title >= input.word',
  'note == null',
  'has(note) && note > "a"',
  'note == input.missing',
  'note != input.word',
  '!(note == input.word)',
  'note in ["x", "y"]',
  '!(note in ["x", "y"])',
  'row.id == input.id',
  'string(id) == input.word',
  'count > 3 && count <= 10 || open',
  '!open && count != 3',
  'count + 1 > input.limit',
  'count * 1000000000 > 4000000000',
  'count - 2 * 3 < 0',
  '-count < input.limit',
  'count / 2 == 1',
  'count % 3 == 1',
  '(0 - count) / 2 == -1',
  '(0 - count) % 3 == -1',
  'amount == 12.5',
  'amount * 2 > 20.00',
  'amount + count >= input.price',
  'amount - 0.01 < input.price',
  'count > input.price',
  'amount > input.limit',
  'round(amount, 1) == 12.5',
  'round(amount) == 13.0',
  'round(amount, 1, "down") == 12.4',
  'abs(amount - 20) < 8',
  'min(amount, 10) == 10.0',
  'max(count, 4) == 4',
  'share > 0.25',
  'share * 2 < 1.0',
  'has(due) && due < input.day',
  'has(due) ? due > input.day : true',
  'opened > input.at',
  'opened + duration("PT8H") > input.at',
  'opened - duration("P1D") <= input.at',
  'input.at - opened > duration("PT12H")',
  'takes > duration("PT1H")',
  'takes == duration("PT5400S")',
  'takes < duration("P1W")',
  'opened + takes > input.at',
  'opened - takes > input.at',
  'input.at + takes > opened',
  'date(opened) == input.day',
  'has(due) && daysBetween(due, input.day) > 3',
  'size(title) == 1',
  '0 < size(lower(title))',
  'trim(title) == "b"',
  'contains(title, "é")',
  'lower(title) == "é"',
  'upper(title) == upper(input.word)',
  'lower(title) < upper(kind)',
  'upper(kind) >= lower(title)',
  'contains(lower(title + "ΑΣ"), "ας")',
  'upper(title) in ["É", "B"]',
  'round(amount, 1, "ceiling") == 12.5',
  'round(amount - 20, 2, "floor") < -7.5',
  'startsWith(title, input.word)',
  'endsWith(title, "")',
  'string(opened) == "2026-03-01T08:00:00.000Z"',
  'has(due) && string(due) > "2026-03-01"',
  'string(amount) == "12.50"',
  'string(takes) == "PT90M"',
  'takes + duration("PT30M") == duration("PT2H")',
  'takes - duration("PT1H") < duration("PT0S")',
  'duration("PT3H") - takes > takes',
  'opened + (takes + duration("PT1H")) > input.at',
  'has(tags[count - 2]) && tags[count - 2] == "blue"',
  'sizes[input.limit - 4] == 1',
  'tags[count * 1000000000] == null',
  'matches(title, "^[a-c]$")',
  'matches(title, "é|😀")',
  'matches(title, "\\\\W")',
  '!matches(title + kind, "^(?:a|b)gold")',
  'matches(lower(title), ".")',
  'join(tags, "-") == "red-blue"',
  'join(tags) == ""',
  'has(first(tags)) ? first(tags) == "red" : title == "b"',
  'last(sizes) == 5 || last(sizes) == 2',
  'first(tags) == last(tags)',
  'first(prices) == 1.0',
  'has(due) && yearsBetween(due, date("2028-02-29")) == 2',
  'has(due) && yearsBetween(due, date("2027-03-01")) == 1',
  'has(due) && yearsBetween(date("2028-03-01"), due) == -2',
  'has(due) && yearsBetween(input.day, due) == 0',
  'has(due) && addDays(due, count) > input.day',
  'has(due) && addMonths(due, -1) < input.day',
  'has(due) && addYears(addMonths(due, 24), 2) == date("2030-03-01")',
  'addDays(opened, 1) > input.at',
  'addMonths(opened, 1) == timestamp("2026-03-27T23:30:00Z")',
  'addMonths(timestamp("2026-01-31T12:00:00Z"), count) < input.at',
  'round(amount, 1, "half_even") == 12.4',
  'round(amount, 1, "half_even") == 12.5',
  'round(amount, 1, "up") == 12.5',
  'round(amount - 24.95, 1, "half_even") == -12.5',
  'round(amount - 24.95, 1, "half_even") == -12.4',
  'round(amount - 24.96, 0, "up") == -13.0',
  'round(amount, 0, "half_even") == 12.0',
  'replace(title, "b", "$&") == "$&"',
  'title + "-" + kind == "b-gold"',
  'kind == "gold"',
  'kind in ["gold", "plain"]',
  '"red" in tags',
  'input.word in tags',
  'tags.exists(t, t == "red" || t == title)',
  'tags.all(t, size(t) > 3)',
  'tags.exists_one(t, startsWith(t, "r"))',
  'size(tags) > 1',
  'size(tags.filter(t, t > "c")) == 1',
  'sum(sizes) > 3',
  'sizes.exists(s, s * 2 == 4)',
  'address.city == "Bern"',
  'has(address.zip) && address.zip > "3"',
  'prices.exists(p, p > 1.05)',
  'open ? count > 3 : amount > 13',
  'has(input.missing) && title == upper(input.missing)',
  '!has(input.missing) || title == upper(input.missing)',
  'has(input.limit2) && count > input.limit2',
  'input.flag && open',
  'input.limit > 100 || count == 3',
  'title in [kind, "a"]',
  '[title, note].exists(t, t == "x")',
  'has(due) && timestamp(due) > input.at',
  'double(count) > 3.5',
  'round(amount / 3, 2) == 4.15',
  'count != 0 && round(amount / count, 1) == 4.2',
  'round(amount / 7, 0, "half_even") == 2.0',
];

/** Conditions that only the service can check: it looks at the rows before the database is asked, and passes their keys. */
const CHOSEN = [
  'similarity(title, input.word) > 0.8',
  'slug(title) == input.word || count == 3',
  '!(similarity(title, input.word) > 0.8) && open',
  'has(note) && similarity(note, "x") > 0.5',
  '!has(note) || similarity(note, "b") > 0.5',
  'has(note) ? slug(note) == "b" : title == "a"',
  'has(input.missing) && similarity(title, input.missing) > 0.1',
  'matches(title, "(?i)[A-B]")',
  'matches(title, input.word)',
  'matches(lower(kind), "gold\\\\b") && count > 2',
  'split(kind, "l")[0] == "p"',
  '"ain" in split(kind, "l")',
  'sort(tags)[0] == "blue"',
  'size(distinct(tags)) == 2',
  'amount / 3 > 4.15',
  'amount % 2 == 0.50',
  'replace(title, input.word, "x") == "x"',
  'round(share, 1) == 0.5',
  'decimal(share) == 0.1',
  'min(takes, duration("PT1H")) == duration("PT1H")',
  'tags.exists(t, similarity(t, "bleu") > 0.8)',
  'tags.filter(t, t > "c")[0] == "red"',
  'join(tags.map(t, upper(t)), "-") == "RED-BLUE"',
  'has(due) && due + (opened - opened) == input.day',
  'range(1, count).exists(n, n == 4)',
  'slug(address.city) == "bern"',
];

/** Conditions that only the database can check, with the titles of the rows that they hold for. */
const ROWS: readonly (readonly [condition: string, titles: string])[] = [
  ['owner.name == "Ada"', 'a b'],
  ['owner.name < "B" && owner.age > 30', 'a b'],
  ['has(owner.boss) && owner.boss.name == "Cy"', 'a b'],
  ['has(owner.boss) && owner.age > 30', 'a b'],
  ['Like.exists(l, l.item == row.id)', 'a é'],
  ['Like.exists(l, l.item == row.id && l.person == input.person)', 'a'],
  ['!Like.exists(l, l.item == id)', 'b 😀'],
  ['Like.filter(l, l.item == row.id).size() == 2', 'a'],
  ['size(Like) > count', 'b'],
  ['Like.all(l, l.stars > 2)', ''],
  ['Like.exists_one(l, l.item == row.id && l.stars > 2)', 'a é'],
  ['sum(Like.filter(l, l.item == row.id).map(l, l.stars)) > 4', 'a é'],
  ['id in Like.map(l, l.item)', 'a é'],
  ['Like.exists(l, l.item == row.id && l.person.name == "Bo")', 'a é'],
  ['Person.exists(p, p.id == row.owner && Like.exists(l, l.person == p.id && l.item == row.id))', 'a é'],
  ['likes > 1', 'a'],
  ['similarity(owner.name, "Ada") > 0.9', 'a b'],
  ['Like.exists(l, l.item == row.id && slug(l.person.name) == "bo")', 'a é'],
  ['slug(title) == "a" && likes > 1', 'a'],
  ['range(1, likes).exists(n, n == 1)', 'a é'],
  ['rating != null && rating == 2.5', 'a'],
  ['has(owner.boss) && slug(owner.boss.name) == "cy"', 'a b'],
];

const SPEC = `service: rows
types:
  Address: {fields: {city: string, zip: string?}}
entities:
  Person:
    fields:
      id: {type: uuid, key: true}
      name: string
      age: int
      boss: ref<Person>?
  Item:
    fields:
      id: {type: uuid, key: true}
      title: string
      note: string?
      kind: [gold, plain]
      count: int
      amount: decimal(0..1000, scale 2)
      share: double
      open: bool
      due: date?
      opened: timestamp
      takes: duration
      tags: list<string>
      sizes: list<int>
      prices: {type: 'list<decimal(scale 2)>'}
      address: Address
      owner: ref<Person>
      likes: {type: int, value: '=size(Like.filter(l, l.item == row.id))'}
      rating:
        type: decimal(scale 1)?
        value: '=likes > 0 ? round(decimal(sum(Like.filter(l, l.item == row.id).map(l, l.stars))) / likes, 1) : null'
  Like:
    fields:
      id: {type: uuid, key: true}
      item: ref<Item>
      person: ref<Person>
      stars: int
endpoints:
  - path: /items
    method: POST
    operation: op
    access: authenticated
    input:
      - word: string
      - missing: string?
      - id: uuid
      - person: uuid
      - limit: int
      - limit2: int?
      - price: decimal(scale 2)
      - day: date
      - at: timestamp
      - flag: bool
    processing:
`;

const ID = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const INPUT = {
  word: 'b',
  missing: null,
  id: ID(2),
  person: ID(9),
  limit: 4,
  limit2: null,
  price: '15.50',
  day: '2026-03-01',
  at: '2026-03-01T12:00:00.000+01:00',
  flag: true,
};
const common = {
  takes: 'PT90M',
  opened: '2026-03-01T08:00:00.000Z',
  sizes: [1, 2],
  prices: ['1.00', '1.10'],
  owner: ID(8),
};
const ITEMS = [
  {
    id: ID(1),
    title: 'a',
    note: null,
    kind: 'gold',
    count: 3,
    amount: '12.45',
    share: 0.25,
    open: true,
    due: null,
    tags: ['red', 'blue'],
    address: { city: 'Bern', zip: '3000' },
    ...common,
    takes: '-P1DT0.5S',
  },
  {
    id: ID(2),
    title: 'b',
    note: 'x',
    kind: 'gold',
    count: 2,
    amount: '12.50',
    share: 0.5,
    open: false,
    due: '2026-02-20',
    tags: [],
    address: { city: 'Basel', zip: null },
    ...common,
  },
  {
    id: ID(3),
    title: 'é',
    note: 'b',
    kind: 'plain',
    count: 10,
    amount: '0.00',
    share: 0.1,
    open: false,
    due: '2026-03-02',
    tags: ['green'],
    address: { city: 'Bern' },
    ...common,
    opened: '2026-02-27T23:30:00.000Z',
    sizes: [],
    prices: [],
    owner: ID(7),
  },
  {
    id: ID(4),
    title: '😀',
    note: '\uffff',
    kind: 'plain',
    count: 4,
    amount: '999.99',
    share: 1,
    open: true,
    due: '2026-03-01',
    tags: ['red', '😀'],
    address: { city: '' },
    ...common,
    sizes: [5],
    owner: ID(7),
  },
];

const all = [...ALIKE, ...CHOSEN, ...ROWS.map(([text]) => text)];
const steps = all.map((text, i) => `      - n${i}: {count: Item, where: ${JSON.stringify(text)}}\n`).join('');
const { model, diagnostics } = checkSpec(SPEC + steps);
const bench = newWorkbench();
const database = new PGlite();

beforeAll(async () => {
  if (model === null) return;
  // A computed field has no column.
  const entities = model.entities.map((one) => ({ ...one, fields: one.fields.filter(({ value }) => value === null) }));
  const { text } = generatedFile('0001_init.sql', firstMigration(planOf({ ...model, entities })));
  await database.exec(`CREATE SCHEMA platform;\n${text}`);
  const people = [
    [ID(7), 'Bo', 20, null],
    [ID(6), 'Cy', 60, null],
    [ID(8), 'Ada', 40, ID(6)],
    [ID(9), 'Bo', 33, ID(6)],
  ];
  for (const person of people)
    await database.query('INSERT INTO person (id, name, age, boss) VALUES ($1, $2, $3, $4)', person);
  for (const { tags, sizes, prices, address, ...plain } of ITEMS) {
    const row = {
      ...plain,
      tags: JSON.stringify(tags),
      sizes: JSON.stringify(sizes),
      prices: JSON.stringify(prices),
      address: JSON.stringify(address),
    };
    const names = Object.keys(row);
    await database.query(
      `INSERT INTO item (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
  }
  const likes = [
    [ID(1), ID(1), ID(8), 3],
    [ID(2), ID(1), ID(9), 2],
    [ID(3), ID(3), ID(7), 5],
  ];
  for (const like of likes)
    await database.query('INSERT INTO "like" (id, item, person, stars) VALUES ($1, $2, $3, $4)', like);
});
afterAll(async () => {
  bench.remove();
  await database.close();
});

/** As services read them. */
const PARSERS = {
  1082: (text: string) => text,
  1184: (text: string) => new Date(text).toISOString(),
  20: Number,
};

/** The `where` of a step. */
function whereOf(at: number): Expr {
  const step = model?.endpoints[0]?.processing[at];
  if (step?.kind !== 'count' || step.where === null) throw new Error(`no condition: ${all[at]}`);
  return step.where;
}

/** The titles of the rows that PostgreSQL finds. */
async function found(expr: Expr): Promise<string> {
  if (model === null) throw new Error('no model');
  const plan = planOf(model);
  const item = plan.entities.find(({ entity }) => entity.name === 'Item');
  if (item === undefined) throw new Error('no item');
  const { sql, values } = condition(expr, item, newModule(plan));
  const tx = {
    query: async (text: string, given: unknown[]) => (await database.query(text, given, { parsers: PARSERS })).rows,
  };
  const given = await bench.evaluate(
    values.map((value) => print(value)),
    { input: INPUT, tx },
  );
  const failed = given.find((value) => value instanceof Error);
  if (failed !== undefined) throw failed;
  const { rows } = await database.query<{ title: string }>(`SELECT title FROM item WHERE ${sql} ORDER BY id`, [
    ...given,
  ]);
  return rows.map(({ title }) => title).join(' ');
}

test('the specification is clean', () => {
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
});

describe('SQL and TypeScript say the same of every row', () => {
  test.each([...ALIKE, ...CHOSEN].map((text, at) => [text, at] as const))('%s', async (text, at) => {
    if (model === null) throw new Error(text);
    const scope = { ...newModule(planOf(model)), row: (name: string) => `row.${name}` };
    const typescript = print(expression(whereOf(at), scope));
    const held: string[] = [];
    for (const row of ITEMS) {
      const [holds] = await bench.evaluate([typescript], { input: INPUT, row });
      if (holds instanceof Error) throw holds;
      expect(typeof holds, typescript).toBe('boolean');
      if (holds === true) held.push(row.title);
    }
    expect(await found(whereOf(at))).toBe(held.join(' '));
  });
});

describe('the database follows references and asks for other rows', () => {
  test.each(ROWS.map(([text, titles], at) => [text, titles, at] as const))(
    '%s holds for %s',
    async (_text, titles, at) => {
      expect(await found(whereOf(ALIKE.length + CHOSEN.length + at))).toBe(titles);
    },
  );
});

test('a reference is followed in code by one query, and what is not there is a 404', async () => {
  const text = `${SPEC}      - it: {find: Item, where: id == input.id, else: conflict}
      - boss: {set: '=has(it.owner.boss) ? upper(it.owner.boss.name) + string(it.owner.age) : "none"'}
`;
  const other = checkSpec(text).model;
  const boss = other?.endpoints[0]?.processing.find(({ name }) => name === 'boss');
  if (other === null || boss?.kind !== 'set' || boss.value.kind !== 'expression') throw new Error('no expression');
  const typescript = print(expression(boss.value.expr, newModule(planOf(other))));
  const tx = {
    query: async (sql: string, values: unknown[]) => (await database.query(sql, values)).rows,
  };
  const owners = [ID(8), ID(7), ID(5)].map((owner) => ({ it: { owner }, tx }));
  const results = [];
  for (const values of owners) results.push(...(await bench.evaluate([typescript], values)));
  expect(results.slice(0, 2)).toEqual(['CY40', 'none']);
  const [name] = await bench.evaluate(
    [/\(\s*await fieldBehind<string>\([\s\S]*?\)\s*\)(?=\.to)/.exec(typescript)?.[0] ?? ''],
    {
      it: { owner: ID(5) },
      tx,
    },
  );
  expect(name).toBeInstanceOf(Error);
});

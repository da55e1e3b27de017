import { describe, expect, test } from 'vitest';
import { checkSpec } from '../spec/index.ts';
import { planOf } from './plan.ts';
import { notEmitted } from './service/not-emitted.ts';

const SPEC = `service: rows
types:
  Address: {fields: {city: string, zip: string?}}
entities:
  Person:
    fields:
      id: {type: uuid, key: true}
      name: string
      boss: ref<Person>?
  Item:
    fields:
      id: {type: uuid, key: true}
      title: string
      note: string?
      kind: [gold, plain]
      count: int
      big: long
      amount: decimal(0..1000, scale 2)
      share: double
      open: bool
      due: date?
      opened: timestamp
      takes: duration
      tags: list<string>
      sizes: list<int>
      shares: list<double>
      prices: {type: 'list<decimal(scale 2)>'}
      names: map<int>
      address: Address
      homes: list<Address>
      any: json
      raw: base64
      secret: {type: string, encrypt: field}
      other: {type: string, hash: keyed}
      owner: ref<Person>
      likes: {type: int, value: '=size(Like.filter(l, l.item == row.id))'}
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
    input: [{word: string}, {words: list<string>}, {pattern: regex}, {day: date}]
    processing:
      - n: {count: Item}
`;

/** What can be said of a row, and of others, at the edges of what databases know. */
const SAID = [
  'split(title, "-")[0] == "a"',
  '"x" in split(title, ",")',
  'slug(title) == note',
  'slug(title) == input.word',
  'similarity(title, kind) > 0.8',
  'avg(sizes) == null',
  'sort(tags)[0] == "a"',
  'first(sort(tags)) == "a"',
  'size(distinct(tags)) == 2',
  'sum(shares) > 0.1',
  'sum(prices) > 0.1',
  'min(takes, duration("PT1H")) == takes',
  'min(count, big) == 3',
  'int(amount) == 2',
  'int(title) == 2',
  'decimal(share) > 0.1',
  'decimal(count) > 0.1',
  'double(amount) > 0.5',
  'has(due) && timestamp(due) > opened',
  'has(due) && date(due) == date(opened)',
  'string(share) == "0.1"',
  'string(amount) == "1.00"',
  'string(amount * 2) == "1"',
  'replace(title, kind, "x") == "x"',
  'replace(title, "a", kind) == "x"',
  'matches(title, "(?i)a+")',
  'matches(title, "a+")',
  'matches(title, input.pattern)',
  'matches(title, kind)',
  'join(input.words, title) == "x"',
  'join(tags, "-") == "x"',
  'join(tags.map(t, upper(t)), "-") == "x"',
  'join(Like.map(l, string(l.id)), ",") == ""',
  'tags.filter(t, t > "a")[count] == "a"',
  'tags[count] == "a"',
  'sizes.map(s, s * 2).exists(d, d > 3)',
  'tags.exists(t, similarity(t, "x") > 0.5)',
  'tags.exists(t, similarity(t, title) > 0.5)',
  'input.words.exists(w, similarity(w, title) > 0.8)',
  'input.words.exists(w, w == title)',
  'title in [kind, "x"]',
  '[title][0] == "x"',
  '[title, kind][count] == "x"',
  '[slug(title)].exists(s, s == "x")',
  'amount / 3 > 1.0',
  'round(amount / count, 2) > 1.0',
  'round(share / 2.0, 2) > 1.0',
  'amount % 2 == 0.0',
  'count % 2 == 0',
  'any.name == "x"',
  'has(any.name)',
  'names["a"] == 1',
  'names.exists(k, k == "a")',
  'names[slug(title)] == 1',
  'size(raw) > 10',
  'size(homes) > 1',
  'homes.map(h, h.city)[0] == "x"',
  'homes.exists(h, slug(h.city) == title)',
  'address.city == slug(title)',
  'takes + takes > duration("PT1H")',
  'opened + takes > opened',
  'has(due) && due + takes > due',
  'range(1, count).exists(n, n == 3)',
  'count in range(1, 3)',
  '(open ? title : kind) == "a"',
  'slug(title) == "x" ? open : !open',
  '(slug(title) == "x") == open',
  'owner.name == slug(title)',
  'slug(owner.name) == slug(title)',
  'has(owner.boss) && owner.boss.name == slug(title)',
  'Like.exists(l, slug(l.person.name) == "x")',
  'Like.exists(l, similarity(l.person.name, title) > 0.9)',
  'Like.filter(l, slug(l.person.name) == title).size() > 1',
  'Like.filter(l, slug(l.person.name) == "x").size() > 1',
  'Person.exists(p, p.name == title && slug(p.name) == input.word)',
  'Person.exists(p, slug(p.name) == slug(title))',
  'title in Person.map(p, slug(p.name))',
  'title in Person.map(p, upper(p.name))',
  'sort(Like.map(l, l.stars))[0] == 1',
  'sum(Like.map(l, l.stars)) > 1',
  'sum(Like.map(l, l.stars)) > range(1, count).size()',
  'size(Like.map(l, l.item).filter(i, i == row.id)) > 1',
  'likes > 3',
  'secret == title',
  'secret == input.word',
  'upper(secret) == "X"',
  'has(secret)',
  'secret != null',
  'other == input.word',
  'other == secret',
  'other in input.words',
  'other in tags',
  'Item.exists(i, i.secret == input.word)',
  'Item.exists(i, i.other == input.word)',
];

interface Place {
  place: 'where' | 'value' | 'invariant';
  text: string;
}

const said = JSON.stringify;
const places: Place[] = SAID.flatMap((text): Place[] => [
  { place: 'where', text },
  ...(text.includes('input.')
    ? []
    : [{ place: 'value', text } as const, { place: 'invariant', text: `size(Like) >= 0 && (${text})` } as const]),
]);

function specOf({ place, text }: Place): string {
  if (place === 'where') return SPEC.replace('{count: Item}', `{count: Item, where: ${said(text)}}`);
  if (place === 'invariant') return `${SPEC}invariants:\n  - one: {of: Item, holds: ${said(text)}}\n`;
  return SPEC.replace('      likes:', `      it: {type: bool, value: ${said(`=${text}`)}}\n      likes:`);
}

/** Codes that refuse what a database or a service cannot compute of rows. */
const REFUSING = /^(EXP4014|EXP4023|EXP4024|DAT6530|DAT6531|DAT6538)$/;

describe('whatever is said of rows is generated, or refused while it is typed', () => {
  test.each(places.map((one) => [one.place, one.text, one] as const))('%s: %s', (place, _text, one) => {
    const { model, diagnostics } = checkSpec(specOf(one));
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(errors.filter((code) => !REFUSING.test(code))).toEqual([]);
    const plan = model === null ? null : planOf(model);
    const item = plan?.entities.find(({ entity }) => entity.name === 'Item');
    const [step] = model?.endpoints[0]?.processing ?? [];
    const field = item?.entity.fields.find(({ name }) => name === 'it');
    const where = step?.kind === 'count' ? step.where : null;
    const expr = place === 'where' ? where : place === 'value' ? field?.value : model?.invariants[0]?.holds;
    if (plan === null || item === undefined || expr == null) throw new Error('no expression');
    const reason = notEmitted(expr, plan, item, place !== 'where');
    expect({ refused: errors.length > 0, reason }).toEqual({
      refused: reason !== null,
      reason: errors.length > 0 ? expect.any(String) : null,
    });
  });
});

import { describe, expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const said = (fields: string, steps = '', more = ''): string[] => {
  const text = `service: a
types:
  Secret: {type: string(1..40), hash: keyed}
  Money: decimal(scale 2)
entities:
  Card:
    fields:
      id: {type: uuid, key: true}
      number: int
${fields}
endpoints:
  - path: /a
    method: POST
    access: authenticated
    input: [{id: uuid}, {word: string(1..40)}, {price: Money}]
    processing:
${steps || '      - n: {count: Card}'}
${more}`;
  return checkSpec(text)
    .diagnostics.filter(({ severity, code }) => severity === 'error' && code.startsWith('DAT65'))
    .map(({ code, message }) => `${code} ${message.split('. ')[0]}`);
};

describe('fields that can be neither encrypted nor a hash (DAT6539)', () => {
  test.each([
    ['      pin: {type: Secret, key: true}', 'a key is compared, referred to and shown'],
    ['      by: {type: string, encrypt: field}\n    owner: by', 'an owner is compared with each caller'],
    ['      pins: list<Secret>', 'only a field of its own can be a hash'],
    ['      person: {fields: {pin: {type: string, hash: keyed}}}', 'only a field of its own can be a hash'],
    ['      price: {type: Money, hash: keyed}', 'rows are found by a hash of a text'],
    ['      price: {type: Money, encrypt: field, unique: true}', 'rows are found by a hash of a text'],
    ['      price: {type: Money, encrypt: field}\n    index: [[price]]', 'rows are found by a hash of a text'],
  ])('%s', (fields, reason) => {
    expect(said(fields).join()).toContain(reason);
  });

  test('a value by which a condition looks for rows', () => {
    const price = '      price: {type: Money, encrypt: field}';
    const found = said(price, '      - c: {list: Card, where: price == input.price}');
    expect(found.join()).toContain('rows are found by a hash of a text');
    expect(said(price)).toEqual([]);
    expect(said(price.replace('Money', 'Money?'), '      - c: {list: Card, where: price != null}')).toEqual([]);
  });

  test.each(['string', 'int', 'date', 'uuid', 'bool', '[gold, plain]', 'Secret?'])('boundary: %s can be', (type) => {
    expect(said(`      pin: {type: ${type}${type === 'Secret?' ? '' : ', hash: keyed'}}`)).toEqual([]);
  });
});

describe('encrypted fields are changed in rows that are named (DAT6540)', () => {
  const PIN = '      pin: {type: string, encrypt: field}\n      code: {type: string, unique: true}';
  test.each([
    '      - c: {update: Card, where: number > 3, with: {pin: =input.word}}',
    '      - c: {update: Card, where: code == input.word, with: {pin: =input.word}}',
    '      - c: {update: Card, where: id == input.id || number > 3, with: {pin: =input.word}}',
    '      - c: {upsert: Card, key: [code], with: {id: =input.id, number: 1, code: =input.word, pin: =input.word}}',
  ])('%s', (step) => {
    expect(said(PIN, step).map((one) => one.slice(0, 7))).toEqual(['DAT6540']);
  });

  test.each([
    '      - c: {update: Card, where: number > 3 && id == input.id, with: {pin: =input.word}}',
    '      - c: {update: Card, where: number > 3, with: {code: x}}',
    '      - c: {upsert: Card, key: [id], with: {id: =input.id, number: 1, code: x, pin: =input.word}}',
  ])('boundary: %s', (step) => {
    expect(said(PIN, step)).toEqual([]);
  });
});

describe('what the database cannot know (DAT6538)', () => {
  const PINS =
    '      pin: {type: string, encrypt: field}\n      hash: {type: string, hash: keyed}\n      person: {fields: {pin: {type: string, encrypt: field}}}';
  const where = (text: string): string[] =>
    said(PINS, `      - c: {count: Card, where: ${JSON.stringify(text)}}`).map((one) => one.slice(0, 7));
  test.each([
    'pin == hash',
    'hash == row.pin',
    'Card.exists(c, c.pin == input.word)',
    'Card.exists(c, c.hash == input.word)',
    'person.pin == input.word',
    '[pin].exists(p, p == input.word)',
  ])('%s', (text) => {
    expect(where(text)).toContain('DAT6538');
  });

  test.each(['pin == input.word', 'input.word != hash', 'pin in [input.word]', 'has(pin)', 'hash != null'])(
    'boundary: %s',
    (text) => {
      expect(where(text)).toEqual([]);
    },
  );

  test('computed fields and invariants see no hash; what is encrypted the service knows when it stores the row', () => {
    const computed = (text: string): string[] => said(`${PINS}\n      it: {type: bool, value: '=${text}'}`);
    expect(computed('pin == "x"').length).toBeGreaterThan(0);
    expect(computed('pin != null')).toEqual([]);
    const holds = (text: string): string[] => said(PINS, '', `invariants:\n  - one: {of: Card, holds: '${text}'}\n`);
    expect(holds('size(pin) > 3')).toEqual([]);
    expect(holds('size(hash) > 3').length).toBeGreaterThan(0);
    expect(holds('size(Card) > 3 || pin == "x"').length).toBeGreaterThan(0);
  });
});

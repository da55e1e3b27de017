import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { withSteps } from '../testing/outside-spec.ts';
import { saidOfUse } from '../testing/said-of.ts';

test('an event is read whole', () => {
  const text = withSteps('told: {emit: Named, with: {name: =input.name}}').replace(
    'subject: name}',
    'subject: name, summary: Somebody has a name, subscribers: [{url: $PARTNER_URL, secret: $PARTNER_SECRET}]}',
  );
  expect(saidOfUse(text)).toEqual([]);
  const [event] = checkSpec(text).model?.events ?? [];
  expect({ ...event, span: null, payload: event?.payload.map(({ id, name }) => [id, name]) }).toEqual({
    id: 'events/Named',
    span: null,
    name: 'Named',
    renamedFrom: null,
    summary: 'Somebody has a name',
    channel: 'names.named',
    payload: [
      ['events/Named/payload/name', 'name'],
      ['events/Named/payload/born', 'born'],
    ],
    delivery: 'outbox',
    webhook: 'signed',
    subject: 'name',
    subscribers: [{ url: 'PARTNER_URL', secret: 'PARTNER_SECRET', span: expect.anything() }],
  });
});

test.each([
  ['an unknown event', 'emit: Namde, with: {name: x}', 'SPC2013 Namde'],
  ['a missing field', 'emit: Named, with: {born: 2000-01-01}', 'FLW5022 with'],
  ['an unknown field', 'emit: Named, with: {name: x, age: 1}', 'SPC2013 age'],
  ['a value of another type', 'emit: Named, with: {name: =input.amount}', 'TYP3008 input.amount'],
])('publishing with %s is said', (_, step, said) => {
  expect(saidOfUse(withSteps(`told: {${step}}`))).toEqual([said]);
});

test('publishing gives nothing to read', () => {
  expect(saidOfUse(withSteps('told: {emit: Named, with: {name: x}}', 'known: {set: =told}'))).toEqual(['EXP4002 told']);
});

test.each([
  ['a subject that is no field', 'payload: {id: uuid}, subject: name', ['SPC2013 name']],
  ['a subject that may be missing', 'payload: {id: uuid?}, subject: id', ['SPC2003 id']],
  ['a channel with a space', 'payload: {id: uuid}, channel: a b', ['SPC2007 a b']],
  ['another delivery', 'payload: {id: uuid}, delivery: direct', ['SPC2008 direct']],
  [
    'a literal address',
    'payload: {id: uuid}, webhook: signed, subscribers: [{url: "https://a.example", secret: $S}]',
    ['SPC2031 "https://a.example"'],
  ],
  [
    'a literal secret',
    'payload: {id: uuid}, webhook: signed, subscribers: [{url: $A_URL, secret: abc}]',
    ['SEC7004 abc'],
  ],
  [
    'a signature without a secret',
    'payload: {id: uuid}, webhook: signed, subscribers: [{url: $A_URL}]',
    ['SPC2002 $A_URL'],
  ],
  ['a password', 'payload: {secret: password}', ['SEC7011 secret: password']],
  [
    'subscribers that nothing is signed for',
    'payload: {id: uuid}, subscribers: [{url: $A_URL}]',
    ['SPC2002 subscribers'],
  ],
  ['no payload', 'channel: a', ['SPC2002 Closed']],
])('%s is said', (_, keys, said) => {
  expect(saidOfUse(`service: a\nevents:\n  Closed: {${keys}}\n`)).toEqual(said);
});

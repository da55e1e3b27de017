import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

test('signs a token for a subject, with roles, claims and an end', () => {
  const text = withFlow(
    ['token: {issueToken: =caller.id, roles: [clerk], claims: {name: =input.name}, expires: 1h}'],
    ['token: string'],
  );
  expect(toldOf(text)).toEqual([]);
  const { roles, claims, expires } = stepOf(text, 'issueToken');
  expect([roles?.kind, claims.map(({ name }) => name), expires]).toEqual([
    'literal',
    ['name'],
    { count: 1, unit: 'hour' },
  ]);
});

test('roles may be computed; a role that is not declared, and a subject that is none, are said', () => {
  expect(toldOf(withFlow(['token: {issueToken: =caller.id, roles: =caller.roles}']))).toEqual([]);
  expect(toldOf(withFlow(['token: {issueToken: =caller.id, roles: [clrk]}']))).toEqual(['SEC7002 clrk']);
  expect(toldOf(withFlow(['token: {issueToken: =input.lines}']))).toEqual(['TYP3008 input.lines']);
  expect(toldOf(withFlow(['token: {issueToken: me}']))).toEqual(['SPC2003 me']);
});

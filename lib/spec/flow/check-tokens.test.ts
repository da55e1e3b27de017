import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { withFlow } from '../testing/flow-spec.ts';

test('tokens need a secret of the service to be signed with', () => {
  const text = withFlow(['token: {issueToken: =caller.id}'], ['token: string']);
  expect(toldOf(text)).toEqual([]);
  const without = text.replace('auth: {scheme: jwt, secret: $TOKEN_SECRET}\n', '');
  expect(toldOf(without)).toEqual(['FLW5063 token']);
});

import { expect, test } from 'vitest';
import { toldOf } from '../testing/flow-of.ts';
import { withFlow } from '../testing/flow-spec.ts';

const told = (where: string): string[] => toldOf(withFlow([`found: {list: Case, limit: 5, where: '${where}'}`]));

test.each([
  ['status == "open" && status == "held"', true],
  ['status == "open" && status != "open"', true],
  ['status == "open" && !(status in ["open", "held"])', true],
  ['title == "a" && (status == "open" || status == "held") && status == "closed"', true],
  ['status == "open" || status == "held"', false],
  ['status in ["open", "held"] && status != "held"', false],
  ['status == "open" && title == "held"', false],
  ['status != "open"', false],
])('%s never matches: %s', (where, never) => {
  expect(told(where)).toEqual(never ? [`FLW5068 ${where}`] : []);
});

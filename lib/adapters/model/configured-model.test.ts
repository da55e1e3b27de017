import { expect, test } from 'vitest';
import { configuredModel } from './configured-model.ts';
import { costMicros, parsePrice } from './price.ts';

const reasonOf = (environment: Record<string, string>): string | null => {
  const found = configuredModel(environment);
  return found.kind === 'none' ? found.reason : null;
};

test('without a setting there is no model, and the reason says what to set', () => {
  expect(reasonOf({})).toBe('No model is configured. Set PLUMBLINE_MODEL on the server and start it again.');
});

test('a setting that cannot work is refused with its reason', () => {
  expect(reasonOf({ PLUMBLINE_MODEL: 'gpt' })).toMatch(/openai:NAME/);
  expect(reasonOf({ PLUMBLINE_MODEL: 'openai:gpt' })).toMatch(/PLUMBLINE_MODEL_KEY is not set/);
  expect(reasonOf({ PLUMBLINE_MODEL: 'compatible:m' })).toMatch(/PLUMBLINE_MODEL_URL is not set/);
  const compatible = (url: string, key = ''): string | null =>
    reasonOf({ PLUMBLINE_MODEL: 'compatible:m', PLUMBLINE_MODEL_URL: url, PLUMBLINE_MODEL_KEY: key });
  expect(compatible('nonsense')).toMatch(/not an address/);
  expect(compatible('file:///etc/passwd')).toMatch(/http or https/);
  expect(compatible('https://a:b@example.org/v1')).toMatch(/no credentials/);
  expect(compatible('http://example.org/v1', 'k')).toMatch(/in the clear/);
  expect(compatible('http://example.org/v1')).toBeNull();
  expect(compatible('http://127.0.0.1:8080/v1', 'k')).toBeNull();
});

test('no key appears in what is shown', () => {
  const found = configuredModel({
    PLUMBLINE_MODEL: 'anthropic:claude',
    PLUMBLINE_MODEL_KEY: 'sk-secret',
    PLUMBLINE_MODEL_PRICE: '3/15',
  });
  if (found.kind === 'none') throw new Error(found.reason);
  const { model: _, ...shown } = found;
  expect(shown).toEqual({
    kind: 'configured',
    label: 'anthropic:claude',
    host: 'api.anthropic.com',
    price: { input: 3, output: 15 },
  });
});

test('a price is two numbers, and a cost is only given where all is known', () => {
  expect([parsePrice('2.50/10'), parsePrice('free'), parsePrice('-1/2'), parsePrice('1')]).toEqual([
    { input: 2.5, output: 10 },
    null,
    null,
    null,
  ]);
  expect(costMicros({ input: 2.5, output: 10 }, 1_001, 200)).toBe(4_503);
  expect([costMicros(null, 1, 1), costMicros({ input: 1, output: 1 }, null, 1)]).toEqual([null, null]);
});

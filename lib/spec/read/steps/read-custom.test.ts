import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

const custom = (more: string, examples = '[{given: {text: a}, then: {size: 1}}]'): string =>
  `size: {custom: Count the letters, input: {text: string, upTo: int?}, output: {size: int}, with: {text: =input.name}, examples: ${examples}${more}}`;

test('has a sentence, what it takes and gives, examples, programs and a timeout', () => {
  const text = withFlow([custom(', programs: [wc], timeout: 200ms')], ['n: {type: int, value: =size.size}']);
  expect(toldOf(text)).toEqual([]);
  const { text: said, input, output, examples, programs, timeoutMs } = stepOf(text, 'custom');
  expect([said, input.map(({ name }) => name), output.map(({ name }) => name), programs, timeoutMs]).toEqual([
    'Count the letters',
    ['text', 'upTo'],
    ['size'],
    ['wc'],
    200,
  ]);
  expect(examples.map(({ id, given }) => [id, given])).toEqual([
    ['endpoints/flow/processing/size/examples/1', { map: { text: 'a' } }],
  ]);
});

test('examples have to fit the contract', () => {
  expect(toldOf(withFlow([custom('', '[{given: {text: 1}, then: {size: one}}]')]))).toEqual(['TYP3005 one']);
  expect(toldOf(withFlow([custom('', '[{given: {}, then: {size: 1}}]')]))).toContain('TYP3005 {}');
});

test('one run may take up so much', () => {
  const limits = (text: string) => stepOf(withFlow([custom(`, limits: ${text}`)]), 'custom').limits;
  expect(limits('{memory: 256MB, output: 1MB}')).toMatchObject({ memoryBytes: 268_435_456, outputBytes: 1_048_576 });
  expect(limits('{output: 1KB}')).toMatchObject({ memoryBytes: null, outputBytes: 1024 });
  expect(toldOf(withFlow([custom(', limits: {memory: 10, output: 2GB}')]))).toEqual(['SPC2017 10', 'SPC2017 2GB']);
});

test('a program is a plain name', () => {
  expect(toldOf(withFlow([custom(', programs: [../bin/sh]')]))).toEqual(['SPC2007 ../bin/sh']);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { specificationReader } from './specification-reader.ts';

const YAML = 'service: a\nendpoints:\n  - path: /x\n    summary: |\n      ```js\n      code\n      ```\n';

function read(answer: string, cuts: readonly number[] = []): string {
  const reader = specificationReader();
  const ends = [...new Set(cuts.map((cut) => cut % (answer.length + 1)))].sort((a, b) => a - b);
  const pieces = [...ends, answer.length].map((end, i) => answer.slice(ends[i - 1] ?? 0, end));
  const given = [...pieces.map((piece) => reader.push(piece)), reader.end()].join('');
  expect(given).toBe(reader.text());
  return given;
}

test('the first yaml block is the specification, whatever surrounds it', () => {
  expect(read(`Here it is:\n\n\`\`\`yaml\n${YAML}\`\`\`\nI assumed a lot.`)).toBe(YAML);
  expect(read(`\`\`\`json\n{}\n\`\`\`\ntext\n~~~\n${YAML}~~~`)).toBe(YAML);
  expect(read(`\`\`\`\`yml\r\n${YAML}\`\`\`\`\r\nbye`)).toBe(YAML);
});

test('a bare specification is read from its first key', () => {
  expect(read(`Sure: here you go\n${YAML}`)).toBe(YAML);
  expect(read('I cannot do that.\nservices: none')).toBe('');
});

test('an answer that is cut off gives what came', () => {
  expect(read('```yaml\nservice: a\nend')).toBe('service: a\nend');
  expect(read('```yaml\nservice: a\n``')).toBe('service: a\n``');
});

test('how the answer was cut into pieces makes no difference', () => {
  const answers = [
    `Words\n\`\`\`yaml\n${YAML}\`\`\`\nafter`,
    `${YAML}end`,
    `\`\`\`json\nx\n\`\`\`\n\`\`\`\n${YAML}\`\`\``,
  ];
  fc.assert(
    fc.property(fc.constantFrom(...answers), fc.array(fc.nat(400), { maxLength: 40 }), (answer, cuts) => {
      expect(read(answer, cuts)).toBe(read(answer));
    }),
    { seed: 8, numRuns: 300 },
  );
});

test('a specification streams by pieces smaller than a line', () => {
  const reader = specificationReader();
  expect(['```yaml\nser', 'vice: ', 'a', '\n`', '``\nx'].map((piece) => reader.push(piece))).toEqual([
    'ser',
    'vice: ',
    'a',
    '\n',
    '',
  ]);
});

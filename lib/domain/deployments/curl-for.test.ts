import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlFor } from './curl-for.ts';

test('the command reads like one a person would write', () => {
  expect(
    curlFor({
      method: 'POST',
      url: 'http://127.0.0.1:3100/quotes',
      headers: { authorization: 'Bearer abc.def' },
      body: '{"amount":"100.00"}',
    }),
  ).toBe(
    [
      'curl --request POST http://127.0.0.1:3100/quotes \\',
      "  --header 'authorization: Bearer abc.def' \\",
      `  --data-raw '{"amount":"100.00"}'`,
    ].join('\n'),
  );
});

test('a real shell hands over every value as it was, whatever it holds', () => {
  const hostile = `it's $(touch /tmp/x) \`id\` "q" \\ \n ; & | ! # ~ * ünï`;
  const command = curlFor({ method: 'PUT', url: `http://h/${hostile}`, headers: { 'x-a': hostile }, body: hostile });
  const words = execFileSync('/bin/sh', ['-c', command.replace(/^curl/, `printf '%s\\0'`)], { encoding: 'utf8' });
  expect(words.split('\0').slice(0, -1)).toEqual([
    '--request',
    'PUT',
    `http://h/${hostile}`,
    '--header',
    `x-a: ${hostile}`,
    '--data-raw',
    hostile,
  ]);
});

test('files of a form are read from where the command runs', () => {
  const parts = [
    { name: 'note', text: "it's" },
    { name: 'photo', base64: 'AAAA', media: 'image/png', fileName: 'photo.png' },
  ];
  expect(curlFor({ method: 'POST', url: 'http://a/b', headers: {}, body: null, parts })).toBe(
    [
      'curl --request POST http://a/b',
      "--form-string 'note=it'\\''s'",
      `--form 'photo=@"photo.png";type=image/png'`,
    ].join(' \\\n  '),
  );
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diff } from './diff.ts';

const OLD = `service: shop
version: 1.0.0
endpoints:
  - path: /items
    method: POST
    operation: addItem
    access: public
    input:
      - title: string(1..20)
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-diff-'));
  await writeFile(join(folder, 'old.yaml'), OLD);
  await writeFile(join(folder, 'new.yaml'), `# new\n${OLD.replace('1..20', '1..10')}      - note: string?\n`);
  await writeFile(join(folder, 'broken.yaml'), OLD.replace('method: POST', 'method: SEND'));
  await writeFile(join(folder, 'empty.yaml'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const written: string[] = [];
  const terminal = { folder, out: (text: string) => void written.push(text), complain: () => undefined };
  return { code: await diff(args, terminal), out: stripVTControlCharacters(written.join('')) };
}

test('changes are listed for machines, and are no failure', async () => {
  const { code, out } = await run('old.yaml', 'new.yaml', '--json');
  expect([code, JSON.parse(out)]).toEqual([
    0,
    {
      changes: [
        {
          class: 'BREAKING',
          code: 'input-narrowed',
          path: 'endpoints/addItem/input/title',
          message: 'Input `title` of `addItem`: length `1..20` → `1..10`.',
        },
        {
          class: 'SAFE',
          code: 'input-added',
          path: 'endpoints/addItem/input/note',
          message: 'Input `note` of `addItem`: no such input → `string?`.',
        },
      ],
      bump: 'major',
    },
  ]);
});

test('for people they are aligned, with the lines of both files', async () => {
  expect(await run('old.yaml', 'new.yaml')).toEqual({
    code: 0,
    out: `${[
      'BREAKING   9→10  Input `title` of `addItem`: length `1..20` → `1..10`.',
      'SAFE       –→11  Input `note` of `addItem`: no such input → `string?`.',
      '2 changes in meaning; they demand a major version.',
    ].join('\n')}\n`,
  });
});

test('no change is said, too', async () => {
  expect(await run('old.yaml', 'old.yaml', '--json')).toEqual({ code: 0, out: '{"changes":[],"bump":"none"}\n' });
  expect(await run('old.yaml', 'old.yaml')).toEqual({ code: 0, out: 'Nothing changed in meaning.\n' });
});

test.each([
  [['old.yaml'], 'Usage: plumbline diff OLD NEW [--json]'],
  [['old.yaml', 'new.yaml', 'old.yaml'], 'Usage: plumbline diff OLD NEW [--json]'],
  [['old.yaml', 'gone.yaml'], 'gone.yaml: there is no such file.'],
  [['broken.yaml', 'new.yaml'], /^broken\.yaml:5: SPC2008: .* Nothing was compared\.$/],
  [['old.yaml', 'empty.yaml'], /^empty\.yaml:1: .* Nothing was compared\.$/],
  [['old.yaml', 'new.yaml', '--yaml'], /--yaml/],
])('%j is unusable', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});

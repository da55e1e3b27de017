import {
  appendFileSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CompileReport, compile as command } from './compile.ts';
import { newWorkplace, type Workplace } from './testing/run-plumbline.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../e2e/golden/loan-quotes');
const SPEC = readFileSync(join(GOLDEN, 'spec.yaml'), 'utf8');

let at: Workplace;
beforeEach(() => {
  at = newWorkplace();
  writeFileSync(join(at.folder, 'spec.yaml'), SPEC);
});
afterEach(() => at.remove());

const inside = (path: string): string => join(at.folder, 'service', path);
const read = (path: string): string => readFileSync(inside(path), 'utf8');

/** In this process; those below that say `plumbline` start one, as any program would. */
async function compile(...more: string[]): Promise<{ code: number | null; report: CompileReport }> {
  const out: string[] = [];
  const terminal = { folder: at.folder, out: (text: string) => void out.push(text), complain: expect.unreachable };
  const code = await command(['spec.yaml', '--out', 'service', '--json', ...more], terminal);
  return { code, report: JSON.parse(out.join('')) };
}

/** Every file of the folder, with its text. */
function tree(): Record<string, string> {
  const names = readdirSync(inside('.'), { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(names.filter((name) => statSync(inside(name)).isFile()).map((name) => [name, read(name)]));
}

test('the folder holds exactly what the compiler makes, and the same again changes no byte and no time', async () => {
  const first = await compile();
  expect(first).toMatchObject({ code: 0, report: { changed: [], removed: [], drift: [] } });
  const made = tree();
  const { '.plumbline/manifest.json': _, '.plumbline/specification.yaml': kept, ...files } = made;
  const expected = readdirSync(join(GOLDEN, 'expected'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(GOLDEN, 'expected', name)).isFile(),
  );
  expect(Object.keys(files).sort()).toEqual(expected.sort());
  expect(first.report.created).toEqual(Object.keys(files).sort());
  expect(kept).toBe(SPEC);
  const times = Object.keys(made).map((name) => statSync(inside(name)).mtimeMs);
  const process = at.plumbline(['compile', 'spec.yaml', '--out', 'service', '--json']);
  expect([process.code, process.err]).toEqual([0, '']);
  const again = { code: process.code, report: JSON.parse(process.out) };
  expect(again).toMatchObject({
    code: 0,
    report: { created: [], changed: [], removed: [], unchanged: expected.length },
  });
  expect(tree()).toEqual(made);
  expect(Object.keys(made).map((name) => statSync(inside(name)).mtimeMs)).toEqual(times);
});

test('a change writes what changed, removes what is made no more with the folders that it leaves empty, and keeps what is not ours', async () => {
  await compile();
  mkdirSync(inside('custom'), { recursive: true });
  writeFileSync(inside('custom/mine.ts'), '// mine\n');
  writeFileSync(inside('notes.txt'), 'mine\n');
  const decision = readdirSync(inside('src/decisions'));
  expect(decision).toEqual(['pricing.ts']);
  const start = SPEC.indexOf('  - path: /quotes\n');
  const end = SPEC.indexOf('  - path: /quotes/{id}');
  const rest = SPEC.slice(0, SPEC.indexOf('\ndecisions:') + 1);
  writeFileSync(join(at.folder, 'spec.yaml'), rest.slice(0, start) + rest.slice(end));
  const { code, report } = await compile();
  expect(code).toBe(0);
  expect(report.removed).toEqual(expect.arrayContaining(['src/decisions/pricing.ts', 'src/quotes/create-quote.ts']));
  expect(report.changed).toContain('openapi.json');
  expect(existsSync(inside('src/decisions'))).toBe(false);
  expect([read('custom/mine.ts'), read('notes.txt')]).toEqual(['// mine\n', 'mine\n']);
});

test('a released migration stays byte for byte, and the change of the schema is appended', async () => {
  await compile();
  const first = read('migrations/0001_init.sql');
  writeFileSync(
    join(at.folder, 'spec.yaml'),
    SPEC.replace('      quoted_by: string\n', '      quoted_by: string\n      note: string?\n'),
  );
  const { code, report } = await compile();
  const added = [
    'migrations/0002_change.down.sql',
    'migrations/0002_change.rows.sql',
    'migrations/0002_change.sql',
    'src/migrate.ts',
  ];
  expect([code, report.created]).toEqual([0, added]);
  expect(read('migrations/0001_init.sql')).toBe(first);
  expect(read('migrations/0002_change.sql')).toMatch(/note/);
  expect((await compile()).report).toMatchObject({ created: [], changed: [], removed: [] });
});

describe('drift', async () => {
  test('a file that was edited by hand stops everything and is named; --force writes over it', async () => {
    await compile();
    const before = read('src/app.ts');
    appendFileSync(inside('src/app.ts'), '// mine\n');
    writeFileSync(join(at.folder, 'spec.yaml'), SPEC.replace('version: 1.0.0', 'version: 1.0.1'));
    const edited = tree();
    expect(await compile()).toMatchObject({ code: 1, report: { drift: [{ path: 'src/app.ts', reason: 'edited' }] } });
    expect(tree()).toEqual(edited);
    expect(await compile('--force')).toMatchObject({ code: 0, report: { drift: [] } });
    expect(read('src/app.ts')).toBe(before);
  });

  test('an edited line is named with the line of the specification that says it, or as what no specification says', async () => {
    await compile();
    const quote = read('src/quotes/create-quote.ts');
    const line = quote.split('\n').findIndex((text) => text.includes("path: '/quotes'")) + 1;
    writeFileSync(inside('src/quotes/create-quote.ts'), quote.replace("path: '/quotes'", "path: '/offers'"));
    appendFileSync(inside('src/platform/problems.ts'), '// mine\n');
    const { report } = await compile();
    const said = SPEC.split('\n').findIndex((text) => text.includes('path: /quotes')) + 1;
    expect(report.drift).toEqual([
      { path: 'src/platform/problems.ts', reason: 'edited', lines: [{ line: expect.any(Number), says: null }] },
      {
        path: 'src/quotes/create-quote.ts',
        reason: 'edited',
        lines: [{ line, says: { line: said, node: expect.stringContaining('createQuote') } }],
      },
    ]);
    const { code, out } = at.plumbline(['compile', 'spec.yaml', '--out', 'service']);
    expect(code).toBe(1);
    expect(out).toContain(`src/quotes/create-quote.ts:${line} says spec.yaml:${said} (`);
    expect(out).toContain('belongs into a `custom` step');
    const there = at.plumbline(['explain', `service/src/quotes/create-quote.ts:${line}`]).out;
    expect(there).toContain(`says line ${said} of .plumbline/specification.yaml`);
    const back = at.plumbline(['explain', `service/.plumbline/specification.yaml:${said}`]).out;
    expect(back).toContain('src/quotes/create-quote.ts:');
    expect(at.plumbline(['explain', 'spec.yaml:1'])).toMatchObject({ code: 2 });
  });

  test('a file of somebody else is never written over, not even with --force', async () => {
    mkdirSync(inside('src'), { recursive: true });
    writeFileSync(inside('src/app.ts'), '// mine\n');
    for (const more of [[], ['--force']])
      expect(await compile(...more)).toMatchObject({
        code: 1,
        report: { drift: [{ path: 'src/app.ts', reason: 'foreign' }] },
      });
    expect(tree()).toEqual({ 'src/app.ts': '// mine\n' });
  });

  test('a migration that was edited or removed is never made anew', async () => {
    await compile();
    appendFileSync(inside('migrations/0001_init.sql'), '-- mine\n');
    expect(await compile('--force')).toMatchObject({
      code: 1,
      report: { drift: [{ path: 'migrations/0001_init.sql', reason: 'edited' }] },
    });
    rmSync(inside('migrations/0001_init.sql'));
    expect(await compile('--force')).toMatchObject({
      code: 1,
      report: { drift: [{ path: 'migrations/0001_init.sql', reason: 'missing' }] },
    });
  });

  test('a file that is gone comes back', async () => {
    await compile();
    rmSync(inside('README.md'));
    expect(await compile('--check')).toMatchObject({ code: 1, report: { created: ['README.md'] } });
    expect(existsSync(inside('README.md'))).toBe(false);
    expect(await compile()).toMatchObject({ code: 0, report: { created: ['README.md'] } });
  });

  test('--check writes nothing, and fails where the folder is not what the specification says', async () => {
    expect((await compile('--check')).code).toBe(1);
    expect(existsSync(inside('.'))).toBe(false);
    await compile();
    expect((await compile('--check')).code).toBe(0);
    appendFileSync(inside('src/app.ts'), '// mine\n');
    expect(await compile('--check')).toMatchObject({
      code: 1,
      report: { drift: [{ path: 'src/app.ts', reason: 'edited' }] },
    });
  });
});

describe('interrupted', async () => {
  test('after the files, before the manifest: the same compilation goes on', async () => {
    await compile();
    const manifest = read('.plumbline/manifest.json');
    writeFileSync(join(at.folder, 'spec.yaml'), SPEC.replace('version: 1.0.0', 'version: 1.0.1'));
    await compile();
    const done = tree();
    writeFileSync(inside('.plumbline/manifest.json'), manifest);
    writeFileSync(inside('.plumbline/specification.yaml'), SPEC);
    expect(await compile()).toMatchObject({ code: 0, report: { changed: [], drift: [] } });
    expect(tree()).toEqual(done);
  });

  test('after the manifest, before the specification: the same compilation goes on, another one is refused', async () => {
    await compile();
    writeFileSync(inside('.plumbline/specification.yaml'), 'service: other\n');
    const other = SPEC.replace('version: 1.0.0', 'version: 1.0.1');
    writeFileSync(join(at.folder, 'other.yaml'), other);
    const { code, err } = at.plumbline(['compile', 'other.yaml', '--out', 'service']);
    expect([code, err]).toEqual([2, expect.stringMatching(/specification\.yaml is not what was compiled last/)]);
    expect((await compile()).code).toBe(0);
    expect(read('.plumbline/specification.yaml')).toBe(SPEC);
  });
});

describe('links and damage', async () => {
  test('a link in the way is not followed, wherever it leads', async () => {
    mkdirSync(join(at.folder, 'elsewhere'));
    writeFileSync(join(at.folder, 'precious.txt'), 'precious\n');
    mkdirSync(inside('.'));
    symlinkSync(join(at.folder, 'elsewhere'), inside('src'));
    symlinkSync(join(at.folder, 'precious.txt'), inside('README.md'));
    const { code, report } = await compile('--force');
    expect(code).toBe(1);
    expect(report.drift.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'src/app.ts']));
    expect(readdirSync(join(at.folder, 'elsewhere'))).toEqual([]);
    expect(readFileSync(join(at.folder, 'precious.txt'), 'utf8')).toBe('precious\n');
    expect(lstatSync(inside('README.md')).isSymbolicLink()).toBe(true);
  });

  test.each([
    ['no JSON', '{'],
    ['a path that leaves', manifestOf('../precious.txt')],
    ['a path from the root', manifestOf('/etc/passwd')],
    ['a path of ours', manifestOf('.plumbline/manifest.json')],
    ['a path of git', manifestOf('.git/config')],
  ])('a manifest with %s is refused, and nothing is removed', (_, text) => {
    writeFileSync(join(at.folder, 'precious.txt'), 'precious\n');
    mkdirSync(inside('.plumbline'), { recursive: true });
    writeFileSync(inside('.plumbline/manifest.json'), text);
    copyFileSync(join(at.folder, 'spec.yaml'), inside('.plumbline/specification.yaml'));
    const { code, err } = at.plumbline(['compile', 'spec.yaml', '--out', 'service', '--force']);
    expect([code, err]).toEqual([
      2,
      '.plumbline/manifest.json is damaged. Bring it back from version control. Nothing was written.\n',
    ]);
    expect(existsSync(join(at.folder, 'precious.txt'))).toBe(true);
    expect(existsSync(inside('src'))).toBe(false);
  });
});

function manifestOf(path: string): string {
  const digest = 'a'.repeat(64);
  return JSON.stringify({ version: 1, specification: digest, files: [{ path, sha256: digest }] });
}

test.each([
  ['no folder named', ['compile', 'spec.yaml'], 2, /^Usage: plumbline compile/],
  [
    'a file as the folder',
    ['compile', 'spec.yaml', '--out', 'spec.yaml'],
    2,
    /^spec\.yaml: this is a file, not a folder/,
  ],
  ['no such file', ['compile', 'gone.yaml', '--out', 'service'], 2, /^gone\.yaml: there is no such file/],
  [
    'a specification with errors',
    ['compile', 'wrong.yaml', '--out', 'service'],
    1,
    /^wrong\.yaml:3:11: error TYP3001: .*Nothing was compiled/s,
  ],
])('%s', (_, args, expected, said) => {
  writeFileSync(join(at.folder, 'wrong.yaml'), 'service: a\ntypes:\n  Amount: decimel\n');
  const { code, out, err } = at.plumbline(args);
  expect({ code, out, err }).toEqual({ code: expected, out: '', err: expect.stringMatching(said) });
  expect(existsSync(inside('.'))).toBe(false);
});

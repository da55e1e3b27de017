import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../main.ts');
const GOLDEN = resolve(import.meta.dirname, '../../../e2e/golden');
const folder = mkdtempSync(join(tmpdir(), 'plumbline-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const WRONG = 'service: a\ntypes:\n  Amount: decimel\n';
const LATE = 'service: a\nversion: 1.0.0\nendpoints:\n  - path: /a\n    method: GET\n';

/** Runs the real process in the test's folder, as any program would. */
function plumbline(args: readonly string[], more: { env?: Record<string, string>; input?: string } = {}) {
  const { npm_lifecycle_event: _, INIT_CWD: __, ...env } = process.env;
  const ended = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', ...more.env },
    ...(more.input === undefined ? {} : { input: more.input }),
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

function write(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe('check', () => {
  test('a clean specification: exit 0, and a summary in words', () => {
    const { code, out, err } = plumbline(['check', join(GOLDEN, 'loan-quotes/spec.yaml')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/spec\.yaml: clean; 2 operations, 7 precise steps, 0 in prose, 0 assumed\n$/);
  });

  test('an error: exit 1, at its place from line 1, with what mends it', () => {
    const { code, out } = plumbline(['check', write('wrong.yaml', WRONG)]);
    expect(code).toBe(1);
    expect(out).toContain(
      'wrong.yaml:3:11: error TYP3001: `decimel` is not a type. Did you mean `decimal`? [Write decimal]\n',
    );
  });

  test('--json has positions from 0 and fixes as edits, and nothing else on its output', () => {
    const { code, out, err } = plumbline(['check', '--json', write('wrong.yaml', WRONG)]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { files } = JSON.parse(out);
    expect(files).toHaveLength(1);
    expect(files[0].path).toBe('wrong.yaml');
    expect(files[0].readiness).toMatchObject({ operations: 0, errors: 1 });
    const range = { start: { line: 2, character: 10 }, end: { line: 2, character: 17 } };
    expect(files[0].diagnostics.find((one: { code: string }) => one.code === 'TYP3001')).toEqual({
      code: 'TYP3001',
      severity: 'error',
      message: '`decimel` is not a type. Did you mean `decimal`?',
      range,
      related: [],
      fixes: [{ title: 'Write decimal', edits: [{ range, newText: 'decimal' }] }],
    });
  });

  test('--strict counts warnings like errors', () => {
    const name = write('late.yaml', LATE);
    expect([plumbline(['check', name]).code, plumbline(['check', '--strict', name]).code]).toEqual([0, 1]);
  });

  test('as an npm script, paths start from where npm was called', () => {
    write('here.yaml', LATE);
    const env = { npm_lifecycle_event: 'plumbline', INIT_CWD: folder };
    const ended = spawnSync(process.execPath, [MAIN, 'check', 'here.yaml'], {
      cwd: GOLDEN,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    expect(ended.status).toBe(0);
    expect(plumbline(['check', 'here.yaml'], { env: { npm_lifecycle_event: 'test', INIT_CWD: '/nowhere' } }).code).toBe(
      0,
    );
  });

  test('a text from a pipe is read; escape sequences in it do not reach the terminal', () => {
    const { code, out } = plumbline(['check', '-'], { input: 'service: a\n"\\e[31mred": 1\n' });
    expect(code).toBe(1);
    expect(out).not.toContain('\u001b');
    expect(plumbline(['check', write('evil\u001b[31m.yaml', LATE)]).out).not.toContain('\u001b');
  });
});

test.each([
  ['nothing', [], /^$/],
  ['an unknown command', ['destroy'], /There is no command destroy/],
  ['no file', ['check'], /Usage: plumbline check/],
  ['an unknown option', ['check', '--loud', 'a'], /--loud.*Usage: plumbline check/],
  ['a missing file', ['check', 'nowhere.yaml'], /^nowhere\.yaml: there is no such file\.\n$/],
  ['a folder', ['check', '.'], /^\.: this is a folder, not a file\.\n$/],
  ['a device without end', ['check', '/dev/zero'], /longer than 1024 KiB/],
  ['bytes', ['check', 'bytes'], /^bytes: this is no text/],
  ['another encoding', ['check', 'latin'], /^latin: this is no UTF-8 text\.\n$/],
  ['a huge file beside a good one', ['check', 'good.yaml', 'huge'], /^huge: longer than 1024 KiB/],
  ['an unknown code', ['explain', 'TYP9999'], /There is no code TYP9999\. There are TYP3001/],
  ['a family that does not exist', ['explain', 'ABC1'], /Codes start with/],
])('%s: exit 2, one sentence, nothing on the output', (what, args, said) => {
  write('bytes', new Uint8Array([0x61, 0, 0x62]));
  write('latin', new Uint8Array([0x73, 0xe9, 0x0a]));
  write('huge', 'a'.repeat(2 ** 20 + 1));
  write('good.yaml', LATE);
  write('wrong.yaml', WRONG);
  const { code, out, err } = plumbline(args);
  expect(code).toBe(2);
  expect(err).toMatch(said);
  expect(err.split('\n').length).toBeLessThanOrEqual(2);
  expect(out).toMatch(what === 'nothing' ? /^Usage: plumbline/ : /^$/);
});

test('a file that has errors is not compared: exit 1, its place, nothing on the output', () => {
  write('good.yaml', LATE);
  write('wrong.yaml', WRONG);
  expect(plumbline(['diff', 'wrong.yaml', 'good.yaml', '--json'])).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(/^wrong\.yaml:3: TYP3001: .* Nothing was compared\.\n$/),
  });
});

test.each(['check', 'diff', 'format', 'compile', 'test', 'import', 'token', 'explain', 'schema'])(
  '%s --help says its usage and its exit codes',
  (name) => {
    const { code, out, err } = plumbline([name, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: plumbline ${name}\\b.*Exit code: 0`, 's'));
  },
);

describe('format', () => {
  test('writes the canonical form in place, keeps rights and links, and leaves nothing beside it', () => {
    mkdirSync(join(folder, 'deep'));
    const real = join(folder, 'deep/real.yaml');
    writeFileSync(real, 'service:   a\r\n');
    chmodSync(real, 0o640);
    symlinkSync(real, join(folder, 'link.yaml'));
    expect(plumbline(['format', 'link.yaml', '--check'])).toEqual({
      code: 1,
      out: 'link.yaml: not in canonical form\n',
      err: '',
    });
    expect(readFileSync(real, 'utf8')).toBe('service:   a\r\n');
    expect(plumbline(['format', 'link.yaml'])).toEqual({ code: 0, out: 'link.yaml: formatted\n', err: '' });
    expect(readFileSync(real, 'utf8')).toBe('service: a\n');
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['real.yaml']);
    expect(plumbline(['format', 'link.yaml', '--check']).out).toBe('link.yaml: canonical\n');
  });

  test('what is no YAML is left as it is: exit 1, and why', () => {
    const { code, out } = plumbline(['format', write('broken.yaml', 'a: [1\nb: 2\n')]);
    expect(code).toBe(1);
    expect(out).toMatch(/^broken\.yaml:\d+:\d+: not formatted: /);
    expect(readFileSync(join(folder, 'broken.yaml'), 'utf8')).toBe('a: [1\nb: 2\n');
  });
});

test('explain says what a code means, with a wrong and a right example', () => {
  const { code, out } = plumbline(['explain', 'typ3001']);
  expect(code).toBe(0);
  expect(out).toMatch(/^TYP3001 \(error\): Unknown type\n\n.*Wrong:\n\n {4}types:.*Right:\n\n {4}types:/s);
});

test('schema prints a JSON Schema that a validator takes', () => {
  const { code, out } = plumbline(['schema']);
  expect(code).toBe(0);
  expect(new Ajv2020({ strict: false }).compile(JSON.parse(out))({ service: 'a' })).toBe(true);
});

test('diff --json prints the changes and the version that they demand', () => {
  write('old.yaml', LATE);
  write('new.yaml', LATE.replace('/a', '/b').replace('method: GET', 'method: GET\n    operation: getA'));
  const { code, out } = plumbline(['diff', '--json', 'old.yaml', 'new.yaml']);
  expect(code).toBe(0);
  const { changes, bump } = JSON.parse(out);
  expect(bump).toBe('major');
  expect(Object.keys(changes[0])).toEqual(['class', 'code', 'path', 'message']);
});

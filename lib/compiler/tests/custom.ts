import type { Field, JsonLiteral, Type } from '../../spec/model.ts';
import type { CustomPlan, Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { asText } from '../service/file-texts.ts';
import { literal } from '../service/literal.ts';
import { plainType } from '../service/types.ts';
import { isBoxed } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { mediaOfSample } from './sample-contents.ts';
import { example } from './values.ts';

/** test/custom.test.ts: the examples of steps whose code is written by hand; empty if there is none. */
export function customTests(plan: Plan): string {
  const { customs } = plan;
  if (customs.length === 0) return '';
  const kindOf = ({ step, takes }: CustomPlan): string =>
    isBoxed(step) ? 'boxed' : takes === null ? 'plain' : 'files';
  const kinds = new Set(customs.map(kindOf));
  const [plain, boxed, files] = [kinds.has('plain'), kinds.has('boxed'), kinds.has('files')];
  const some = customs.some(({ takes }) => takes !== null);
  const [ours] = customs.filter((planned) => kindOf(planned) === 'plain');
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', ...(some ? ['createHash'] : []), ...(files && plan.waits ? ['randomUUID'] : [])],
      ['node:test', 'test', 'type TestContext'],
      ...customs.map(({ file, name }) => [`../src/custom/${file}.ts`, `${name}Step`] as const),
      ['../src/platform/boxes.ts', ...(boxed ? ['type BoxedStep', 'runBoxed'] : [])],
      ['../src/platform/custom.ts', ...(plain ? ['custom', 'type CustomStep'] : []), 'NotWritten'],
      ['../src/platform/custom-files.ts', ...(files ? ['customWithFiles', 'type FileStep'] : [])],
      ['../src/platform/files.ts', ...(files ? ['keepContents'] : []), ...(some ? ['type StoredFile'] : [])],
      ['../src/platform/uploads.ts', ...(files ? ['type Upload'] : [])],
      ['./fixture.ts', ...(some ? ['db'] : [])],
    ])}

    ${when(plain, SHOWS)}

    ${when(boxed, some ? SHOWS_BOXED_FILES : SHOWS_BOXED)}

    ${when(files, SHOWS_FILES(plan))}

    ${when(some, EXAMPLE_FILES)}

    ${customs.map((planned) => origin(planned.step, examplesOf(planned, plan))).join('\n\n')}

    ${ours !== undefined && contractTest(ours)}
  `;
}

/** That code of one's own is held to its contract, whatever it is. */
function contractTest({ name, step }: CustomPlan): string {
  return code`
    test('what does not fit its contract goes no further, and what it was given stays as it is', () => {
      const given = { list: [1] };
      const step = { ...${name}Step, run: (input: typeof given): unknown => void input.list.push(2) };
      assert.throws(() => custom(step, given), { message: /^custom\/${step.name}: .*\w/ });
      assert.deepEqual(given, { list: [1] });
      assert.equal(new NotWritten().error.status, 501);
    });
  `;
}

const SHOWS = code`
    /** Compares what a step gives with its example. As long as nobody has written it, the test is still to be done. */
    function shows<Input, Output>(t: TestContext, step: CustomStep<Input, Output>, given: Input, wanted: Output): void {
      try {
        assert.deepEqual(custom(step, given), wanted);
      } catch (error) {
        if (!(error instanceof NotWritten)) throw error;
        t.todo(\`custom/\${step.name}.ts is not written yet\`);
      }
    }
`;

const SHOWS_BOXED = code`
  /** The same for code that runs in a process of its own. */
  async function showsBoxed<Input, Output>(
    t: TestContext,
    step: BoxedStep<Input, Output>,
    given: Input,
    wanted: Output,
  ): Promise<void> {
    try {
      assert.deepEqual((await runBoxed(step, given, 'example')).outcome, { value: wanted });
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      t.todo(\`custom/\${step.name}.ts is not written yet\`);
    }
  }
`;

const SHOWS_BOXED_FILES = SHOWS_BOXED.replace(
  "assert.deepEqual((await runBoxed(step, given, 'example')).outcome, { value: wanted });",
  `const { outcome } = await runBoxed(step, given, 'example', { db, keep: async () => undefined });
    assert.ok('value' in outcome);
    assert.deepEqual(asWanted(outcome.value, wanted), wanted);`,
);

const SHOWS_FILES = ({ waits }: Plan): string => code`
  /** The same for a step that gets or makes files. */
  async function showsFiles<Takes, Gives>(
    t: TestContext,
    step: FileStep<Takes, Gives>,
    given: Takes,
    wanted: Gives,
  ): Promise<void> {
    try {
      const keepFiles = (files: readonly Upload[]) => keepContents(db, files${when(waits, ', randomUUID()')});
      const output = await customWithFiles(step, given, { tx: db, keepFiles });
      assert.deepEqual(asWanted(output, wanted), wanted);
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      t.todo(\`custom/\${step.name}.ts is not written yet\`);
    }
  }
`;

const EXAMPLE_FILES = code`
  /** A file of an example, of which only the contents count. */
  const NAME = 'example';

  /** A file that is there, of whatever contents. */
  const SOME_FILE: StoredFile = { name: NAME, media: '', size: 0, sha256: '' };

  function fileOf(media: string, contents: Buffer): StoredFile {
    const sha256 = createHash('sha256').update(contents).digest('hex');
    return { name: NAME, media, size: contents.length, sha256 };
  }

  /** A file that is given. */
  async function keptFile(media: string, contents: Buffer): Promise<StoredFile> {
    const file = fileOf(media, contents);
    await db.query('INSERT INTO platform.content VALUES ($1, $2, now()) ON CONFLICT DO NOTHING', [file.sha256, contents]);
    return file;
  }

  /** What was made, with files called as in examples. */
  function asWanted(made: unknown, wanted: unknown): unknown {
    if (made === null || typeof made !== 'object' || wanted === null || typeof wanted !== 'object') return made;
    if (wanted === SOME_FILE && 'sha256' in made) return wanted;
    if ('sha256' in made && 'sha256' in wanted) return { ...made, name: NAME };
    const inner = Object.entries(made).map(([name, item]) => [name, asWanted(item, Object(wanted)[name])]);
    return Array.isArray(made) ? inner.map(([, item]) => item) : Object.fromEntries(inner);
  }
`;

function examplesOf({ step, name, file, takes }: CustomPlan, plan: Plan): string {
  const waits = isBoxed(step) || takes !== null;
  const shows = isBoxed(step) ? 'await showsBoxed(' : waits ? 'await showsFiles(' : 'shows(';
  return step.examples
    .map(({ given, then }, at) => {
      const items = [objectOf(given, step.input, KEPT, plan), objectOf(then, step.output, MADE, plan)];
      return code`
        test(${quote(`custom/${file}, example ${at + 1}`)}, ${waits ? 'async (t)' : '(t)'} => {
          ${print([list(shows, ['t', `${name}Step`, ...items], ')'), ';'], 2)}
        });
      `;
    })
    .join('\n\n');
}

/** How a file is written: one of which the text says the contents, and a fixture of a media type. */
type Files = (media: string, contents: Doc | null) => Doc;

const KEPT: Files = (media, contents) => list('await keptFile(', [quote(media), contents ?? 'Buffer.alloc(1)'], ')');
const MADE: Files = (media, contents) =>
  contents === null ? 'SOME_FILE' : list('fileOf(', [quote(media), contents], ')');

function objectOf(value: JsonLiteral, fields: readonly Field[], files: Files, plan: Plan): Doc {
  const map: unknown = value instanceof Object && 'map' in value ? value.map : {};
  const given = new Map<string, JsonLiteral>(Object.entries(Object(map)));
  const members = fields.map(({ name, type }): Doc => {
    const written = given.get(name) ?? null;
    return [
      key(name),
      ': ',
      holdsFile(type, plan.model) ? withFiles(written, type, files, plan) : literal(written, type, plan),
    ];
  });
  return list('{', members, '}', true);
}

function withFiles(value: JsonLiteral, type: Type, files: Files, plan: Plan): Doc {
  const plain = plainType(type, plan.model);
  if (value === null) return 'null';
  if (plain.kind === 'object') return objectOf(value, plain.fields, files, plan);
  if (plain.kind === 'list' && Array.isArray(value))
    return list(
      '[',
      value.map((item: JsonLiteral) => withFiles(item, plain.of, files, plan)),
      ']',
    );
  if (typeof value !== 'string' || plain.kind !== 'scalar') return literal(value, type, plan);
  const media = plain.media?.[0] ?? null;
  if (!/^fixture\(.*\)$/.test(value)) return files(media ?? 'text/plain', list('Buffer.from(', [quote(value)], ')'));
  const sample = list('Buffer.from(', [example(asText(plain, plan.model), plan), "'base64'"], ')');
  return files(mediaOfSample({ type }, plan), files === KEPT ? sample : null);
}

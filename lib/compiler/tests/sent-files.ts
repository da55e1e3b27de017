import type { Field, Type } from '../../spec/model.ts';
import type { IntegrationOperationPlan, Plan } from '../plan.ts';
import { holdsFile, isFile } from '../service/file-fields.ts';
import { asText } from '../service/file-texts.ts';
import { plainType } from '../service/types.ts';
import { code } from '../text/code.ts';
import { type Doc, list } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { mediaOfSample } from './sample-contents.ts';
import { example, exampleObject } from './values.ts';

// Parts of test/integrations.test.ts: files that other systems are sent, and that they give.

type Operation = IntegrationOperationPlan['operation'];

/** An example of a request; a file in it is one that is kept. */
export function sentExample({ input }: Operation, plan: Plan): Doc {
  return objectWithFiles(input, () => 'FILE', plan);
}

/** How many files the example of a request holds. */
export function countFiles({ input }: Operation, plan: Plan): number {
  let count = 0;
  objectWithFiles(
    input,
    () => {
      count += 1;
      return '';
    },
    plan,
  );
  return count;
}

/** What is read of the example of an answer. `whole`: the file is all of it, and has no name. */
export function readExample({ output }: Operation, whole: boolean, plan: Plan): Doc {
  const read = (name: string, type: Type): Doc => {
    const media = mediaOfSample({ type }, plan);
    return list(
      'received(',
      [quote(whole ? 'file' : name), quote(media), example(asText(type, plan.model), plan)],
      ')',
    );
  };
  return objectWithFiles(output, read, plan);
}

type Leaf = (name: string, type: Type) => Doc;

function objectWithFiles(fields: readonly Field[], leaf: Leaf, plan: Plan): Doc {
  if (fields.every(({ type }) => !holdsFile(type, plan.model))) return exampleObject(fields, plan);
  const members = fields.map(({ name, type }): Doc => [key(name), ': ', withFiles(name, type, leaf, plan)]);
  return list('{', members, '}', true);
}

/** The example of a value, with something else in the place of each file. */
export function withFiles(name: string, type: Type, leaf: Leaf, plan: Plan): Doc {
  const plain = plainType(type, plan.model);
  if (!holdsFile(plain, plan.model)) return example(type, plan);
  if (isFile(plain, plan.model)) return leaf(name, plain);
  if (plain.kind === 'object') return objectWithFiles(plain.fields, leaf, plan);
  if (plain.kind === 'map') return list('{', [['key: ', withFiles('key', plain.of, leaf, plan)]], '}', true);
  if (plain.kind === 'oneOf') return withFiles(name, plain.of[0] ?? plain, leaf, plan);
  if (plain.kind !== 'list') return example(type, plan);
  const count = Math.min(Math.max(1, plain.length?.min ?? 0), 20);
  return list(
    '[',
    Array.from({ length: count }, () => withFiles(name, plain.of, leaf, plan)),
    ']',
  );
}

/** The file that all examples send. */
export const KEPT_FILE = code`
  const FILE: StoredFile = {
    name: 'a "b".txt',
    media: 'text/plain',
    size: 4,
    sha256: '982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1',
  };

  async function keepFile(): Promise<void> {
    await db.query("INSERT INTO platform.content VALUES ($1, 'text', now())", [FILE.sha256]);
  }
`;

/** Looks at what arrived of it. */
export const SENT = code`
  test('is sent what its files hold', async () => {
    await operation.ask(newOutside());
    const [heard] = simulatorOf(operation).heard;
    const found = /(^|text\/plain\r\n\r\n)text($|\r\n--)|[>"]dGV4dA==[<"]|^dGV4dA==$/g;
    const contents = heard?.body.match(found) ?? [];
    assert.equal(contents.length, operation.files);
    const named = heard?.body.match(/filename="a %22b%22.txt"/g) ?? contents;
    assert.equal(named.length, operation.files);
  });
`;

/** What is said of a file that another system gives. */
export const RECEIVED = code`
  function received(name: string, media: string, base64: string): StoredFile {
    const bytes = Buffer.from(base64, 'base64');
    return { name, media, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
`;

/** Looks at what is kept of it, and at what is none of it. */
export const BROUGHT = ({ files }: Plan): string => code`
  test('gives files, which are kept with what they hold', async () => {
    const { outcome } = await operation.ask(newOutside());
    assert.ok('value' in outcome);
    const text = JSON.stringify(outcome.value);
    const named = new Set(Array.from(text.matchAll(/"sha256":"([0-9a-f]{64})"/g), ([, sha256]) => sha256));
    const rows = await db.query<{ own: string }>(${files.sealed ? `'SELECT sha256 AS own FROM platform.content'` : `"SELECT encode(sha256(bytes), 'hex') AS own FROM platform.content"`});
    const kept = new Set(rows.map(({ own }) => own));
    for (const sha256 of named) assert.ok(sha256 !== undefined && kept.has(sha256));
    assert.equal(named.size > 0, operation.brings);
  });
`;

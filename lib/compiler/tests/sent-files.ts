import type { IntegrationOperationPlan, Plan } from '../plan.ts';
import { holdsFile } from '../service/file-fields.ts';
import { plainType } from '../service/types.ts';
import { code } from '../text/code.ts';
import { type Doc, list } from '../text/doc.ts';
import { key } from '../text/quote.ts';
import { example, exampleObject } from './values.ts';

// Parts of test/integrations.test.ts: files that other systems are sent.

/** An example of a request; a file in it is one that is kept. */
export function sentExample({ input }: IntegrationOperationPlan['operation'], plan: Plan): Doc {
  const files = input.filter(({ type }) => holdsFile(type, plan.model));
  if (files.length === 0) return exampleObject(input, plan);
  const members = input.map(({ name, type }): Doc => {
    const plain = plainType(type, plan.model);
    const given = !holdsFile(type, plan.model) ? example(type, plan) : plain.kind === 'list' ? '[FILE]' : 'FILE';
    return [key(name), ': ', given];
  });
  return list('{', members, '}', true);
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
    const contents = heard?.body.match(/(^|text\/plain\r\n\r\n)text($|\r\n--)|>dGV4dA==</g) ?? [];
    assert.equal(contents.length, operation.files);
    const named = heard?.body.match(/filename="a %22b%22.txt"/g) ?? contents;
    assert.equal(named.length, operation.files);
  });
`;

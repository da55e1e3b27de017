import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/form-values.test.ts: what the texts of a form mean, with schemas that are made up; null where no body is a form. */
export function formValuesTests({ files }: Plan): string | null {
  const { parts, fields, kept } = files;
  if (!parts && !fields) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/forms.ts', 'type FormSchema', 'formValues'],
      ['../src/platform/problems.ts', 'Problem'],
      ['../src/platform/uploads.ts', ...(kept && parts ? ['Spool', 'Upload'] : [])],
    ])}

    const FORM: FormSchema = {
      properties: {
        name: { type: 'string' },
        count: { type: 'integer' },
        share: { anyOf: [{ type: 'number' }, { type: 'null' }] },
        sure: { type: 'boolean' },
        tags: { type: 'array', items: { type: 'integer' } },
        more: { type: 'array', items: { type: 'string' } },
        ${when(parts, "place: { type: 'object' },\nany: {},\nfile: { 'x-file': {} },")}
      },
      required: ['name', 'tags'],
    };

    const read = (...sent: Parameters<typeof formValues>[1][number][]): unknown =>
      formValues(FORM, sent${when(parts, ', (text) => JSON.parse(text.toString())')});

    /** Where a form is wrong. */
    function faults(work: () => unknown): unknown {
      try {
        work();
        return null;
      } catch (error) {
        assert.ok(error instanceof Problem);
        return error.faults;
      }
    }

    test('texts are numbers and truths where these are wanted, and stay texts where they are none', () => {
      const values: [name: string, text: string, value: unknown][] = [
        ['name', '1', '1'],
        ['name', 'true', 'true'],
        ['count', '12', 12],
        ['count', '-1.50', -1.5],
        ['share', '0.25', 0.25],
        ['sure', 'true', true],
        ['sure', 'FALSE', false],
        ['sure', 'falsely', 'falsely'],
        ['sure', 'untrue', 'untrue'],
        ...['', ' 1', '1 ', '1x', '+1', '1e3', '.5', '1.', '0x1', 'NaN', '1'.repeat(17)].map(
          (text): [string, string, string] => ['count', text, text],
        ),
      ];
      for (const [name, text, value] of values)
        assert.deepEqual(read(['tags', '1'], [name, text]), { tags: [1], [name]: value }, \`\${name} \${text}\`);
    });

    test('what is sent several times is a list where one is wanted, and a fault elsewhere', () => {
      assert.deepEqual(read(['tags', '2'], ['name', 'a'], ['tags', '1']), { tags: [2, 1], name: 'a' });
      const twice = () => read(['name', 'a'], ['name', 'b'], ['count', '1']);
      assert.deepEqual(faults(twice), [{ path: '/name', message: 'is there more than once' }]);
    });

    test('a list that is needed has no items where none is sent; other fields are not made up', () => {
      assert.deepEqual(read(['more', 'a']), { more: ['a'], tags: [] });
      assert.deepEqual(read(), { tags: [] });
    });

    test('what the form does not know stays what it is, also where every object has it', () => {
      ${when(!parts, "assert.deepEqual(read(['tags', '1'], ['other', 'x'], ['toString', 'x']), { tags: [1], other: 'x', toString: 'x' });")}
      ${when(parts, "assert.deepEqual(read(['tags', '1'], ['other', '\"x\"'], ['toString', '2']), { tags: [1], other: 'x', toString: 2 });")}
    });

    ${when(parts, STRUCTURES)}

    ${when(kept && parts, FILES)}
  `;
}

const STRUCTURES = code`
  test('what is no text in the schema is JSON', () => {
    assert.deepEqual(read(['tags', '1'], ['place', '{"a":[1]}'], ['any', 'null']), {
      tags: [1],
      place: { a: [1] },
      any: null,
    });
    const broken = () => read(['place', '{'], ['any', 'x']);
    assert.deepEqual(faults(broken), [
      { path: '/place', message: 'is not JSON' },
      { path: '/any', message: 'is not JSON' },
    ]);
    assert.deepEqual(read(['tags', '1'], ['file', '{']), { tags: [1], file: '{' });
  });
`;

const FILES = code`
  test('files stay files, whatever is wanted', async () => {
    const spool = new Spool();
    async function* contents(): AsyncGenerator<Buffer> {
      yield Buffer.from('1');
    }
    const upload = await Upload.received('a', contents(), spool);
    assert.deepEqual(read(['tags', upload], ['file', upload], ['count', upload]), {
      tags: [upload],
      file: upload,
      count: upload,
    });
    await spool.close();
  });
`;

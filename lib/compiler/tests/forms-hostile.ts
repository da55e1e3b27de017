import { isFamily, isSigned } from '../media-signs.ts';
import { platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { isFile } from '../service/file-fields.ts';
import { plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { group, hugged, indent, line, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, quote } from '../text/quote.ts';
import { examplePath, neededHeaders } from './requests.ts';
import { example } from './values.ts';

/** test/forms.test.ts: bodies that are forms, and what is wrong with them; null where no operation takes one. */
export function formsTests(plan: Plan): string | null {
  const fields = plan.operations.find(({ form }) => form === 'application/x-www-form-urlencoded');
  const parts = plan.operations.find(({ form }) => form === 'multipart/form-data');
  const taking = [fields, parts].filter((one) => one !== undefined);
  if (taking.length === 0) return null;
  const files = parts === undefined ? '' : fileTests(parts, plan);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'describe', 'test'],
      ['../src/platform/files.ts', ...(files === '' ? [] : ['forgetContents', 'safeName'])],
      ['./examples.ts', ...taking.map(({ name }) => `${name}Example`)],
      ['./fixture.ts', ...(files === '' ? [] : ['db']), 'send'],
      ['./forms.ts', 'encoded', ...(files === '' ? [] : ['sampleFile'])],
    ])}

    ${fields !== undefined && fieldsTests(fields, plan)}

    ${parts !== undefined && partsTests(parts, plan)}

    ${files}
  `;
}

function target({ endpoint }: OperationPlan, path: string): string {
  return `${quote(endpoint.method)}, ${quote(path)}`;
}

/** `send(…)` with a raw body and its media type. */
function sender(operation: OperationPlan, plan: Plan): string {
  const needed = neededHeaders(operation, plan);
  const type = "'content-type': type";
  const headers = needed === '' ? `headers: { ${type} }` : needed.replace(/ \}$/, `, ${type} }`);
  const call = `send(${target(operation, examplePath(operation, plan))}, { raw, ${headers} });`;
  return print(group(['const post = (raw: string | Buffer, type: string) =>', indent([line, call])]), 2);
}

function fieldsTests(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name } = operation;
  const path = examplePath(operation, plan);
  const [invalid, unsupported] = statuses(plan);
  return code`
    describe(${quote(`the form of ${endpoint.method} ${endpoint.path}`)}, () => {
      ${sender(operation, plan)}
      const FORM = 'application/x-www-form-urlencoded';
      const form = async () => String((await encoded(${target(operation, path)}, ${name}Example)).payload);

      test('is taken', async () => {
        const { status } = await post(await form(), \`\${FORM}; charset=utf-8\`);
        assert.ok(status !== ${invalid} && status !== ${unsupported}, String(status));
      });

      const wrong: [what: string, more: string][] = [
        ['a field twice', ${quote(`&${encodeURIComponent(firstPlain(operation, plan))}=1`)}],
        ['what is no UTF-8', '&more=%ff'],
        ['half an escape', '&more=%'],
        ['U+0000', '&more=%00'],
        ['letters that are not encoded', '&more=é'],
        ['a field that it does not know', '&__proto__=1'],
        ['too many fields', '&a'.repeat(1001)],
      ];
      for (const [what, more] of wrong) {
        test(\`is refused with \${what}\`, async () => {
          assert.equal((await post(\`\${await form()}\${more}\`, FORM)).status, ${invalid});
        });
      }

      test('is the only media type', async () => {
        assert.equal((await post(JSON.stringify(${name}Example), 'application/json')).status, ${unsupported});
        assert.equal((await post(await form(), 'text/plain')).status, ${unsupported});
      });
    });
  `;
}

/** A field that is one value. */
function firstPlain({ body }: OperationPlan, plan: Plan): string {
  return body.find(({ type }) => plainType(type, plan.model).kind !== 'list')?.name ?? 'more';
}

function partsTests(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name } = operation;
  const path = examplePath(operation, plan);
  const [invalid, unsupported] = statuses(plan);
  return code`
    describe(${quote(`the parts of ${endpoint.method} ${endpoint.path}`)}, () => {
      ${sender(operation, plan)}
      const made = () => encoded(${target(operation, path)}, ${name}Example);
      /** The example with something put before its last boundary. */
      const with_ = async (more: (boundary: string) => string) => {
        const { payload, type } = await made();
        const [, boundary = ''] = /boundary=(.*)$/.exec(type) ?? [];
        const end = payload.lastIndexOf(\`--\${boundary}--\`);
        const added = Buffer.from(more(boundary), 'latin1');
        return post(Buffer.concat([payload.subarray(0, end), added, payload.subarray(end)]), type);
      };
      const part = (head: string, content: string) => (boundary: string) =>
        \`--\${boundary}\r\n\${head}\r\n\r\n\${content}\r\n\`;
      const NAMED = 'Content-Disposition: form-data; name="more"';

      test('are taken', async () => {
        const { payload, type } = await made();
        const { status } = await post(payload, type);
        assert.ok(status !== ${invalid} && status !== ${unsupported}, String(status));
      });

      test('are taken with names that stand in no quotes', async () => {
        const { payload, type } = await made();
        const plain = payload.toString('latin1').replace(/ name="(\w+)"/g, ' name=$1');
        const { status } = await post(Buffer.from(plain, 'latin1'), type);
        assert.ok(status !== ${invalid} && status !== ${unsupported}, String(status));
      });

      const wrong: [what: string, more: (boundary: string) => string][] = [
        ['a value twice', part(${quote(`Content-Disposition: form-data; name="${firstPlain(operation, plan)}"`)}, '1')],
        ['a part that they do not know', part(NAMED, '1')],
        ['a file that they do not know', part(\`\${NAMED}; filename="a.txt"\`, '1')],
        ['a reserved name', part('Content-Disposition: form-data; name="__proto__"', '1')],
        ['text that is not UTF-8', part(NAMED, '\xff')],
        ['U+0000', part(NAMED, '\0')],
        ['a transfer encoding', part(\`\${NAMED}\r\nContent-Transfer-Encoding: base64\`, 'AAAA')],
        ['a part without a name', part('Content-Disposition: form-data', '1')],
        ['a part of something else', part('Content-Disposition: attachment; name="more"', '1')],
        ['a header twice', part(\`\${NAMED}\r\n\${NAMED}\`, '1')],
        ['two names', part(\`\${NAMED}; name="other"\`, '1')],
        ['another name for the file', part(\`\${NAMED}; filename*=UTF-8''a.txt\`, '1')],
        ['a head without an end', () => NAMED.repeat(200)],
        ['something behind a boundary', (boundary) => \`--\${boundary} x\r\n\${NAMED}\r\n\r\n1\r\n\`],
        ['too many parts', (boundary) => part(NAMED, '')(boundary).repeat(1001)],
      ];
      for (const [what, more] of wrong) {
        test(\`are refused with \${what}\`, async () => {
          assert.equal((await with_(more)).status, ${invalid});
        });
      }

      test('are refused where they are no whole form', async () => {
        const { payload, type } = await made();
        const cut: [body: Buffer, type: string][] = [
          [payload.subarray(0, -6), type],
          [payload.subarray(2), type],
          [Buffer.concat([Buffer.from('before\r\n'), payload]), type],
          [Buffer.concat([payload, Buffer.from('after')]), type],
          [payload, 'multipart/form-data'],
          [payload, 'multipart/form-data; boundary='],
          [payload, 'multipart/form-data; boundary=other'],
          [Buffer.alloc(0), type],
        ];
        for (const [at, [body, sent]] of cut.entries()) assert.equal((await post(body, sent)).status, ${invalid}, \`\${at}\`);
      });

      test('are the only media type', async () => {
        assert.equal((await post(JSON.stringify(${name}Example), 'application/json')).status, ${unsupported});
        assert.equal((await post('a=1', 'application/x-www-form-urlencoded')).status, ${unsupported});
      });
    });
  `;
}

function statuses({ model }: Plan): [invalid: number, unsupported: number] {
  return [platformError('invalid_input', model).status, platformError('unsupported', model).status];
}

/** Names of files, and contents that are something else than what they are called; empty where no part is a file. */
function fileTests(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name, body } = operation;
  const field = body.find(({ type }) => {
    const plain = plainType(type, plan.model);
    return isFile(plain.kind === 'list' ? plain.of : plain, plan.model);
  });
  if (field === undefined) return '';
  const plain = plainType(field.type, plan.model);
  const one = print(example(plain.kind === 'list' ? plain.of : plain, plan));
  const sent = plain.kind === 'list' ? '[file]' : 'file';
  const [invalid] = statuses(plan);
  const needed = neededHeaders(operation, plan);
  const items = [`body: { ...${name}Example, ${key(field.name)}: ${sent} }`, ...(needed === '' ? [] : [needed])];
  const path = quote(examplePath(operation, plan));
  const call = hugged('send(', [quote(endpoint.method), path], { open: '{', items, close: '}', space: true }, ');');
  const typed = one.replace(/^sampleFile\(|\)$/g, '');
  return code`
    describe(${quote(`the files of ${endpoint.method} ${endpoint.path}`)}, () => {
      ${print(group(['const post = (file: File) =>', indent([line, call])]), 2)}

      const strange = ['../../etc/passwd', 'C:\\a\\b.exe', 'a.jpg.exe', 'x'.repeat(500), '\u202egpj.exe', '%00', '.'];
      for (const fileName of strange) {
        test(\`may be called \${JSON.stringify(fileName).slice(0, 40)}\`, async () => {
          assert.notEqual((await post(sampleFile(${typed}, fileName))).status, ${invalid});
        });
      }

      test('are kept under names that mean nothing to a file system', () => {
        const names = ['../../etc/passwd', 'C:\\a\\b.exe', ' .. ', 'a\r\nb"<c>.pdf', '\u202egpj.exe', 'con.txt'];
        assert.deepEqual(names.map(safeName), ['passwd', 'b.exe', 'file', 'ab__c_.pdf', 'gpj.exe', '_con.txt']);
        assert.equal(safeName(\`\${'x'.repeat(500)}.pdf\`).length, 120);
      });

      ${when(areSigned(plain, plan), polyglots(typed, invalid))}

      test('that nothing names are forgotten after a day, and no others', async () => {
        await db.query("INSERT INTO platform.content VALUES ('aa', '', now()), ('bb', '', now() - interval '25 hours')");
        assert.equal(await forgetContents(db), 1);
        assert.deepEqual(await db.query('SELECT sha256 FROM platform.content'), [{ sha256: 'aa' }]);
      });
    });
  `;
}

/** Whether contents are known by their first bytes. */
function areSigned(type: Parameters<typeof isFile>[0], plan: Plan): boolean {
  const one = type.kind === 'list' ? plainType(type.of, plan.model) : type;
  return (
    one.kind === 'scalar' &&
    (one.media ?? ['any']).every(
      (media) => /^(image|audio|video)\/|pdf$/.test(media) && (isFamily(media) || isSigned(media)),
    )
  );
}

/** Contents that pretend: another file within the first bytes, or what is asked for only further on. */
function polyglots(typed: string, invalid: number): string {
  return code`
    test('are what their contents are, whatever they are called and said to be', async () => {
      const real = sampleFile(${typed});
      const bytes = Buffer.from(await real.arrayBuffer());
      for (const begins of ['\x1f\x8b\x08', '<script>alert(1)</script>', '#!/bin/sh\n', 'MZ']) {
        const other = Buffer.concat([Buffer.from(begins, 'latin1'), bytes]).subarray(0, bytes.length);
        const file = new File([other], real.name, { type: real.type });
        assert.equal((await post(file)).status, ${invalid}, begins);
      }
    });
  `;
}

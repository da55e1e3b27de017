import { bodyShape, platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { group, indent, line, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { examplePath, neededHeaders } from './requests.ts';
import { toldAs } from './told.ts';

/** What no operation takes as its JSON body, tried with one of them. */
export function bodyTests(operation: OperationPlan, plan: Plan): string {
  const { endpoint, name, bodyLimit } = operation;
  const needed = neededHeaders(operation, plan);
  const statusOf = (name: string): number => platformError(name, plan.model).status;
  const [invalid, unsupported] = [statusOf('invalid_input'), statusOf('unsupported')];
  const headers = needed === '' ? 'headers' : needed.replace(' }', ', ...headers }');
  const target = `${quote(endpoint.method)}, ${quote(examplePath(operation, plan))}`;
  return code`
    describe('every body', () => {
      ${print(group(['const request = (raw: string | Buffer, headers = {}) =>', indent([line, `send(${target}, { raw, ${headers} });`])]), 2)}
      const example = JSON.stringify(${name}Example);

      const unreadable: [what: string, body: string | Buffer][] = [
        ['nothing', ''],
        ['what is not JSON', '{"a":'],
        ['what is no object', '[]'],
        ['text that is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
        ['U+0000', example.replace('{', '{"\\u0000":"\\u0000",')],
        ['a reserved name', example.replace('{', '{"__proto__":{},')],
        ['a name twice', example.replace('{', '{"a":1,"\\u0061":2,')],
        ['deep nesting', '['.repeat(10_000) + ']'.repeat(10_000)],
      ];
      for (const [what, body] of unreadable) {
        test(\`is refused when it holds \${what}\`, async () => {
          const answer = await request(body);
          assert.equal(answer.status, ${invalid});
          assert.match(String(answer.headers['content-type']), ${bodyShape('invalid_input', plan.model) === null ? String.raw`/^application\/problem\+json/` : String.raw`/^application\/json/`});
          ${toldAs('answer.body', 'invalid_input', plan, 6)}
        });
      }

      test('is JSON when it does not say what it is', async () => {
        const { status } = await request(example, { 'content-type': '' });
        assert.ok(status !== ${invalid} && status !== ${unsupported});
      });

      test('is refused in another media type', async () => {
        assert.equal((await request(example, { 'content-type': 'text/plain' })).status, ${unsupported});
      });

      test('is refused when it is compressed', async () => {
        assert.equal((await request(example, { 'content-encoding': 'gzip' })).status, ${unsupported});
      });

      test('is refused when it is too large', async () => {
        const answer = await request(' '.repeat(${(bodyLimit + 1).toLocaleString('en-US').replaceAll(',', '_')}));
        assert.equal(answer.status, ${platformError('too_large', plan.model).status});
        ${toldAs('answer.body', 'too_large', plan)}
      });
    });
  `;
}

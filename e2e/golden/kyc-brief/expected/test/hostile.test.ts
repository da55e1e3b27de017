import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyKycExample } from './examples.ts';
import { db, type Got, send } from './fixture.ts';

const hostile: [what: string, text: string][] = [
  ['SQL', `'; DROP SCHEMA platform CASCADE; -- " $1`],
  ['a query of a document database', '{"$gt":"","$where":"sleep(1000)"}'],
  ['templates', '{{7*7}}${7*7}<%= 7*7 %>#{7*7}'],
  ['a header', 'text\r\nset-cookie: stolen=1\r\n\r\ntext'],
  ['a path', '../../../../etc/passwd%00.png'],
  ['HTML', `<script>alert(1)</script><img src=x onerror="alert(1)">&amp;`],
  ['a command', '; cat /etc/passwd | mail `id` $(id) &&'],
  ['a formula', '=HYPERLINK("http://x.test")'],
  ['XML', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>]]>'],
  ['a name of every object', '__proto__'],
  ['the other direction', 'abc\u202egnp.exe\u2066'],
  ['what is not seen', 'a\u200b\ufeff\u00ad b\u00a0'],
  ['emoji and letters of many parts', '👩‍👩‍👧‍👦e\u0301Å̧𝒳'],
  ['half a character', 'text\ud800text'],
  ['control characters', 'a\u0001\u001b[31m\u007f\u0085'],
  ['the end of a text', 'text\u0000text'],
  ['much', 'long '.repeat(5000)],
];

const routes: Route[] = [
  {
    name: 'verifyKyc',
    method: 'POST',
    path: '/kyc/verify',
    status: 200,
    example: verifyKycExample,
    texts: [[null, 'customer_id']],
    stored: [],
  },
];

for (const [what, text] of hostile) {
  test(`${what} in a body is a text like any other`, async () => {
    for (const { name, method, path, status, example, texts, stored, ...rest } of routes) {
      const body = structuredClone<object>(example);
      const short = (most: number | null): string => [...text].slice(0, most ?? undefined).join('');
      for (const [most, ...names] of texts) put(body, names, short(most));
      const answer = await send(method, path, { ...rest, body });
      assert.ok(answer.status < 500, `${name} answered ${answer.text}`);
      assert.equal(answer.headers['set-cookie'], undefined);
      for (const [most, sql] of answer.status === status ? stored : []) {
        const kept = (await db.query<{ text: string }>(sql)).map((row) => row.text);
        assert.ok(kept.includes(short(most)), `${name}: ${sql}`);
      }
    }
  });
}

interface Route {
  name: string;
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'GET';
  path: string;
  headers?: Record<string, string>;
  status: number;
  example: object;
  /** How long each text may be, and where it is. */
  texts: readonly (readonly [most: number | null, ...names: string[]])[];
  /** How rows are found that hold the text. */
  stored: readonly (readonly [most: number | null, sql: string])[];
}

/** Puts a text into an object, as deep as the names say. */
function put(into: object, [name = '', ...deeper]: readonly string[], text: string): void {
  if (deeper.length === 0) Reflect.set(into, name, text);
  else put(Object(Reflect.get(into, name)), deeper, text);
}

const carriers: Carrier[] = [
  {
    name: 'verifyKyc: the token',
    ask: (text) =>
      send('POST', '/kyc/verify', { body: verifyKycExample, headers: { authorization: `Bearer ${text}` }, as: null }),
  },
];

for (const [what, text] of hostile) {
  test(`${what} in headers, cookies and names does nothing`, async () => {
    for (const { name, ask } of carriers) {
      const answer = await ask(asCarried(text));
      assert.ok(answer.status < 500, `${name} answered ${answer.text}`);
      assert.equal(answer.headers['set-cookie'], undefined);
      for (const value of Object.values(answer.headers)) assert.doesNotMatch(String(value), /[\r\n]/);
    }
  });
}

interface Carrier {
  name: string;
  ask: (text: string) => Promise<Got>;
}

/** The bytes of a text as servers read them in a head, where lines end. */
function asCarried(text: string): string {
  const bytes = Buffer.from(text.slice(0, 1000)).toString('latin1');
  return bytes.replace(/[\r\n\0]/g, ' ').trim();
}

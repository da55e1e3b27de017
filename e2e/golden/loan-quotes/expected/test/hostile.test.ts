import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQuoteExample } from './examples.ts';
import { type Got, send } from './fixture.ts';

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

const places = [{ method: 'GET', path: '/quotes/TEXT' }] as const;

for (const [what, text] of hostile) {
  test(`${what} in a path or a query finds nothing that it should not`, async () => {
    for (const { method, path } of places) {
      const sent = encodeURIComponent(text.slice(0, 1000).toWellFormed());
      const answer = await send(method, path.replaceAll('TEXT', sent));
      assert.ok(answer.status < 500, `${path} answered ${answer.text}`);
      assert.equal(answer.headers['set-cookie'], undefined);
    }
  });
}

const carriers: Carrier[] = [
  {
    name: 'createQuote: the token',
    ask: (text) =>
      send('POST', '/quotes', { body: createQuoteExample, headers: { authorization: `Bearer ${text}` }, as: null }),
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

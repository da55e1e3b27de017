import { code } from '../text/code.ts';

/** Texts that hold documents. */
export const TABLES = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { auditLog, faultPaths, send } from './fixture.ts';

  const HEADING = 'name,count,price,open,note';
  const settings = JSON.stringify({ limit: 2, names: ['a'] });
  const read = (body: object) => send('POST', '/tables', { body: { table: \`\${HEADING}\r\nA,1,1.5,true,\`, settings, more: [], ...body } });

  test('a text is read as the document that it holds, and written again', async () => {
    const table = \`\ufeff\${HEADING}\n"A, ""b""",1,1.5,TRUE,x\n"two\nlines",0,2,false," x"\n\`;
    const { status, body } = await read({ table, more: [settings] });
    assert.equal(status, 200, JSON.stringify(body));
    const { settings: told, table: written, ...rest } = body;
    assert.deepEqual(rest, { count: 2, sum: '3.50', limit: 2 });
    assert.equal(written, \`\${HEADING}\r\n"A, ""b""",1,1.50,true,x\r\n\`);
    const { limit, names } = JSON.parse(String(told));
    assert.deepEqual([limit, names], [2, ['a']]);
    const [record] = await auditLog();
    assert.equal(Object(record?.['input']).settings, '[omitted]');
    assert.deepEqual([Object(record?.['input']).table[0].name, Object(record?.['input']).table[0].note], ['A, "b"', '[omitted]']);
    assert.match(String(Object(record?.['output']).table), /^\[\d+ characters omitted\]$/);
  });

  test('columns may stand in any order; what is no document, or another one, is refused', async () => {
    assert.equal((await read({ table: 'open,note,price,count,name\r\ntrue,,0,9,z' })).status, 200);
    assert.equal((await read({ table: \`\${HEADING}\r\n\` })).body['count'], 0);
    const rows = (...lines: string[]) => [HEADING, ...lines].join('\r\n');
    const wrong: [string, unknown][] = [
      ['table', ''],
      ['table', 'name'],
      ['table', 'name,count\r\nA,1\r\n'],
      ['table', rows('A,1,1.5,true')],
      ['table', \`\${HEADING},more\r\nA,1,1.5,true,,x\`],
      ['table', \`\${HEADING},note\r\nA,1,1.5,true,,\`],
      ['table', rows('A,10,1.5,true,')],
      ['table', rows('A,x,1.5,true,')],
      ['table', rows('A,1,1.555,true,')],
      ['table', rows(',1,1.5,true,')],
      ['table', rows('"A"b,1,1.5,true,')],
      ['table', rows('"A,1,1.5,true,')],
      ['table', rows(...Array(200).fill('A,1,1.5,true,'))],
      ['table', [{ name: 'A', count: 1, price: '1.5', open: true }]],
      ['settings', '{"limit": 6, "names": []}'],
      ['settings', '{"limit": 1}'],
      ['settings', '{"limit": 1, "names": [], "more": 1}'],
      ['settings', '{"limit": 1, "names": [], "__proto__": {"a": 1}}'],
      ['settings', '[]'],
      ['settings', JSON.stringify(settings)],
      ['settings', { limit: 1, names: [] }],
    ];
    for (const [name, value] of wrong) {
      const refused = await read({ [name]: value });
      assert.deepEqual([refused.status, faultPaths(refused)[0]], [400, \`/\${name}\`], JSON.stringify(value).slice(0, 90));
    }
  });

  test('a whole body may be one, and a whole answer', async () => {
    const headers = { 'content-type': 'text/csv' };
    const raw = \`\${HEADING}\r\nA,0,1,true,\r\nB,1,1,false,n\r\n\`;
    const answer = await send('POST', '/tables/plain', { raw, headers });
    assert.deepEqual([answer.status, answer.text], [200, \`\${HEADING}\r\nB,1,1.00,false,n\r\n\`]);
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
    assert.equal((await send('POST', '/tables/plain', { raw: 'x', headers })).status, 400);
  });
`;

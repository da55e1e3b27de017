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

/** Documents that are stored, told and asked for. */
export const LEDGERS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { auditLog, db, send } from './fixture.ts';

  const HEADING = 'name,count,price,open,note';
  const table = \`\${HEADING}\nA,1,1.5,true,x\n"B, b",2,2,false,\n\`;
  const written = \`\${HEADING}\r\nA,1,1.50,true,x\r\n"B, b",2,2.00,false,\r\n\`;
  const settings = JSON.stringify({ limit: 2, names: ['a'] });
  const keep = (body: object = {}) => send('POST', '/ledgers', { body: { table, settings, names: ['n'], ...body } });

  test('what is stored is the document, which conditions and computed fields look into', async () => {
    const { status, body } = await keep();
    assert.deepEqual([status, body['sum']], [200, '3.50'], JSON.stringify(body));
    const [row] = await db.query<Record<string, unknown>>('SELECT "table", settings, history, secret FROM ledger');
    assert.deepEqual(Object(row?.['table'])[1], { name: 'B, b', count: 2, price: '2.00', open: false, note: null });
    assert.equal(Object(row?.['settings']).limit, 2);
    assert.doesNotMatch(Buffer.from(Object(row?.['secret'])).toString('latin1'), /limit/);
    const found = async (query: string) => (await send('GET', \`/ledgers?\${query}\`)).body['number'];
    assert.deepEqual([await found('limit=2&name=A'), await found('limit=2&name=C'), await found('limit=3&name=A')], [1, 0, 0]);
    const read = await send('GET', \`/ledgers/\${body['id']}\`);
    assert.equal(read.body['table'], written);
    assert.deepEqual(JSON.parse(String(read.body['secret'])), { limit: 2, names: ['a'] });
    const told = Object(read.body['row']);
    assert.equal(told.table, written);
    assert.deepEqual(JSON.parse(told.settings), { limit: 2, names: ['a'] });
    assert.deepEqual(told.history.map((text: string) => JSON.parse(text)), [{ limit: 1, names: ['n'], born: null }]);
    const changed = await send('PATCH', \`/ledgers/\${body['id']}\`, { body: { limit: 3, table: HEADING } });
    assert.deepEqual([changed.body['rows'], JSON.parse(String(changed.body['settings'])).limit], [0, 3]);
  });

  test('an event holds the text, masked; records hold no more of it', async () => {
    await keep();
    const [event] = await db.query<{ data: Record<string, unknown> }>('SELECT data FROM platform.outbox');
    assert.equal(event?.data['table'], \`\${HEADING}\r\nA,1,1.50,true,[omitted]\r\n"B, b",2,2.00,false,\r\n\`);
    assert.deepEqual(event?.data['history'], ['[omitted]']);
    assert.doesNotMatch(JSON.stringify(await auditLog()), /\\\\"names\\\\"|1\.50,true,x/);
  });

  test('a document whose text is longer than it may be is a mistake of the service, and nothing of it is kept', async () => {
    assert.equal((await keep({ names: ['x'.repeat(150)] })).status, 200);
    const { status, body } = await keep({ names: ['x'.repeat(200)] });
    assert.deepEqual([status, Object.keys(body).sort()], [500, ['status', 'title', 'type']]);
    assert.equal((await db.query('SELECT 1 FROM ledger')).length, 1);
    assert.equal((await db.query('SELECT 1 FROM platform.outbox')).length, 1);
  });
`;

/** Documents that other systems are sent and give, by each protocol. */
export const EXCHANGE = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { auditLog, send, simulators } from './fixture.ts';

  const HEADING = 'name,count,price,open,note';
  const written = \`\${HEADING}\r\nA,1,1.50,true,x\r\n\`;
  const settings = JSON.stringify({ limit: 2, names: ['a'] });
  const exchange = () => send('POST', '/exchange', { body: { table: \`\${HEADING}\nA,1,1.5,true,x\`, settings } });
  const said = (name: string, at = 0) => simulators.get(name)?.heard[at]?.body ?? '';
  const answers = (system: string, operation: string, answer: unknown) =>
    simulators.get(system)?.behave(operation, { answer: typeof answer === 'string' ? answer : JSON.stringify(answer) });
  const enveloped = (text: string) => \`<Envelope><Body><FileTableResponse>\${text}</FileTableResponse></Body></Envelope>\`;

  test('documents are texts in JSON, XML, variables, files, topics and mails', async () => {
    const { status, text } = await exchange();
    assert.equal(status, 200, text);
    const { table, settings: told, more } = JSON.parse(said('office'));
    assert.deepEqual([table, JSON.parse(told), JSON.parse(more[0]), more.length], [written, JSON.parse(settings), JSON.parse(settings), 1]);
    assert.match(said('registry'), /<settings>\{"limit":2,"names":\["a"\](,"born":null)?\}<\/settings>/);
    assert.match(said('registry'), /<table>name,count,price,open,note\r\ntext,0,0\.00,true,text\r\n<\/table>/);
    assert.deepEqual(JSON.parse(JSON.parse(said('board')).variables.settings).names, ['a']);
    assert.equal(said('vault'), written);
    assert.equal(JSON.parse(said('topic')).table, \`\${HEADING}\r\ntext,0,0.00,true,text\r\n\`);
    const { text: mail, attachments } = JSON.parse(said('post'));
    const names = attachments.map(({ filename }: { filename: string }) => filename);
    assert.deepEqual([mail, names], ['', ['table.csv', 'more-1.json', 'more-2.json']]);
    const { content, ...about } = attachments[0];
    assert.deepEqual(about, { filename: 'table.csv', contentType: 'text/csv', encoding: 'base64' });
    assert.equal(Buffer.from(content, 'base64').toString(), JSON.parse(said('topic')).table);
  });

  test('what other systems hold in texts is read; rows and members that nobody agreed to are no answer', async () => {
    answers('office', 'sort', { table: \`\${HEADING}\n"C ""c""",3,3,false,y\n\`, settings: null, more: [settings] });
    answers('office', 'find', { table: \`\ufeff\${HEADING}\r\n\` });
    answers('registry', 'file', enveloped(\`<table><![CDATA[\${HEADING}\n]]></table><settings>{"limit": 4, "names": []}</settings>\`));
    answers('board', 'draw', { data: { all: [settings, settings] } });
    answers('vault', 'read', JSON.stringify(\`\${HEADING}\nD,4,4,true,\n\`));
    const { status, body, text } = await exchange();
    assert.equal(status, 200, text);
    assert.deepEqual([body['degraded'], body['found']], [false, \`\${HEADING}\r\n\`]);
    assert.equal(body['table'], \`\${HEADING}\r\n"C ""c""",3,3.00,false,y\r\n\`);
    assert.equal(JSON.parse(String(body['filed'])).limit, 4);
    assert.equal(Object(body['drawn']).length, 2);
    assert.equal(body['left'], \`\${HEADING}\r\nD,4,4.00,true,\r\n\`);
    const wrong: [string, string, unknown][] = [
      ['office', 'find', { table: 'name,count' }],
      ['office', 'find', { table: \`\${HEADING}\nA,10,1,true,\` }],
      ['office', 'find', { table: [{ name: 'A', count: 1, price: '1', open: true }] }],
      ['office', 'find', { table: \`\${HEADING}\n\${'A,1,1,true,\n'.repeat(200)}\` }],
      ['registry', 'file', enveloped(\`<table>\${HEADING}</table><settings>{"limit": 9, "names": []}</settings>\`)],
      ['registry', 'file', enveloped('<table>no such column</table>')],
      ['board', 'draw', { data: { all: ['{'] } }],
      ['board', 'draw', { data: { all: [{ limit: 1, names: [] }] } }],
      ['vault', 'read', JSON.stringify('"')],
    ];
    for (const [system, operation, answer] of wrong) {
      simulators.get(system)?.reset();
      answers(system, operation, answer);
      const refused = await exchange();
      assert.equal(refused.status, 502, JSON.stringify(answer).slice(0, 80));
      simulators.get(system)?.reset();
    }
  });

  test('garbage is replaced by what is declared for it, and no text of anybody stands in records', async () => {
    answers('office', 'sort', { table: 'garbage', settings: null, more: [] });
    const { body } = await exchange();
    assert.deepEqual([body['degraded'], body['table']], [true, \`\${HEADING}\r\n\`]);
    assert.doesNotMatch(JSON.stringify(await auditLog()), /garbage|1\.50,true,x/);
  });
`;

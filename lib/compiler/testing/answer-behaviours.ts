import { code } from '../text/code.ts';

const SHELF = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { db, faultPaths, send } from './fixture.ts';

  const add = (title: string, more: object = {}) => send('POST', '/books', { body: { title, shelf: 'a', ...more } });

  /** The titles of all pages of a list, and how many pages there are. */
  const walk = async (path: string, between: () => Promise<unknown> = async () => undefined) => {
    const titles: unknown[] = [];
    let pages = 0;
    let next = '';
    do {
      const { status, body, text, headers } = await send('GET', path + next, { as: null });
      assert.equal(status, 200, text);
      const books = JSON.parse(text).books ?? JSON.parse(text);
      titles.push(...books.map(({ title }: { title: string }) => title));
      const link = /^<(\?[^>]*)>; rel="next"$/.exec(String(headers['link']))?.[1];
      next = link ?? (typeof body['next'] === 'string' ? \`\${path.includes('?') ? '&' : '?'}after=\${body['next']}\` : '');
      if (link !== undefined) path = path.split('?')[0] ?? '';
      pages += 1;
      await between();
    } while (next !== '');
    return { titles, pages };
  };

  test('what is null is left out, within rows too, but not within values that are JSON', async () => {
    const { body } = await add('one', { data: { a: null, b: [null] } });
    assert.deepEqual(Object.keys(body), ['id', 'data']);
    assert.deepEqual(body['data'], { a: null, b: [null] });
    const { body: list } = await send('GET', '/books', { as: null });
    assert.deepEqual(list, { books: [{ title: 'one' }] });
  });

  test('where nulls are kept every field is there', async () => {
    const { body: made } = await add('one');
    const { body } = await send('GET', \`/books/\${made['id']}\`, { as: null });
    assert.deepEqual([body['subtitle'], Object(body['whole']).subtitle, Object(body['whole']).stars], [null, null, null]);
  });

  test('all pages together are the list, whatever is added meanwhile', async () => {
    for (const title of ['a', 'b', 'c', 'd', 'e']) {
      await add(title);
      await new Promise((done) => setTimeout(done, 3));
    }
    assert.deepEqual(await walk('/books'), { titles: ['e', 'd', 'c', 'b', 'a'], pages: 3 });
    let more = 0;
    const meanwhile = () => add(\`new \${(more += 1)}\`);
    assert.deepEqual((await walk('/books', meanwhile)).titles, ['e', 'd', 'c', 'b', 'a']);
    assert.deepEqual((await walk('/books?limit=50')).pages, 1);
    assert.deepEqual((await walk('/books?shelf=b')).titles, []);
    const lost = async () => db.query("DELETE FROM book WHERE title = 'd'");
    assert.equal((await walk('/books?limit=4', lost)).titles.includes('a'), true);
  });

  test('the last page says no more, also when it is full', async () => {
    for (const title of ['a', 'b']) await add(title);
    const { body } = await send('GET', '/books?limit=2', { as: null });
    assert.deepEqual(Object.keys(body), ['books']);
  });

  test('values that are missing and orders of both directions keep their place', async () => {
    const stars: [string, number | null][] = [['a', 3], ['b', null], ['c', 3], ['d', 5], ['e', null], ['f', 0]];
    for (const [title, given] of stars) await add(title, { stars: given, shelf: title < 'f' ? 'a' : 'b' });
    for (const limit of [1, 2, 3, 50]) {
      assert.deepEqual((await walk(\`/ranking?limit=\${limit}\`)).titles, ['b', 'e', 'd', 'a', 'c', 'f'], String(limit));
    }
    assert.deepEqual((await walk('/ranking?on-shelf=a&limit=2')).titles, ['b', 'e', 'd', 'a', 'c']);
  });

  test('a mark is good for its own list only, and cannot be made up', async () => {
    for (const title of ['a', 'b', 'c']) await add(title);
    const { body, text } = await send('GET', '/books?limit=1', { as: null });
    assert.equal(text.includes('added_at'), false);
    const mark = String(body['next']);
    assert.equal((await send('GET', \`/books?after=\${mark}\`, { as: null })).status, 200);
    const changed = \`\${mark.slice(0, -2)}\${mark.endsWith('AA') ? 'BB' : 'AA'}\`;
    for (const path of [\`/books?shelf=a&after=\${mark}\`, \`/ranking?after=\${mark}\`, \`/books?after=\${changed}\`, '/books?after=x']) {
      const answer = await send('GET', path, { as: null });
      assert.equal(answer.status, 400, path);
      assert.deepEqual(faultPaths(answer), ['/after']);
    }
  });

  test('a page is found by an index', async () => {
    await db.script("INSERT INTO book (id, title, shelf, added_at) SELECT gen_random_uuid(), 'x', 'a', now() - n * interval '1 s' FROM generate_series(1, 5000) n; ANALYZE book");
    const plan = await db.query<Record<string, string>>(
      'EXPLAIN SELECT * FROM book WHERE (added_at, id) < ($1, $2) ORDER BY added_at DESC, id DESC LIMIT 3',
      ['2020-01-01T00:00:00Z', '00000000-0000-4000-8000-000000000000'],
    );
    const text = plan.map((row) => Object.values(row)[0]).join(' ');
    assert.match(text, /Index.*book_added_at_id/);
    assert.doesNotMatch(text, /Sort|Seq Scan/);
  });
`;

/** What services of `answer-specs.ts` do, as tests of their own. By name. */
export const ANSWER_BEHAVIOURS: Readonly<Record<string, string>> = {
  shelf: SHELF,
};

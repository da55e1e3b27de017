import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/**
 * test/texts.test.ts: what expressions do with texts, with likenesses as Winkler published them. Each test is of one function,
 * because those that the service does not need are left out with theirs.
 */
export function textsTests(): string {
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/texts.ts', 'default * as texts'],
    ])}

    test('texts are in the order of their code points, the shorter first', () => {
      const ordered = [
        '',
        'A',
        'AA',
        'AB',
        'B',
        'a',
        '\ud7ff',
        '\ue000',
        '\uffff',
        '\u{10000}',
        '\u{103fe}',
        '\u{103ff}',
        '\u{10ffff}',
      ];
      const signs = ordered.map((left) => ordered.map((right) => Math.sign(texts.byCodePoint(left, right))));
      assert.deepEqual(
        signs,
        ordered.map((_, left) => ordered.map((_, right) => Math.sign(left - right))),
      );
    });

    test('how alike names are is what Winkler published', () => {
      const known: [left: string, right: string, likeness: string][] = [
        ['MARTHA', 'MARHTA', '0.9611'],
        ['DIXON', 'DICKSONX', '0.8133'],
        ['DWAYNE', 'DUANE', '0.8400'],
        ['JONES', 'JOHNSON', '0.8324'],
        ['ABROMS', 'ABRAMS', '0.9222'],
        ['HARDIN', 'MARTINEZ', '0.7222'],
        ['ITMAN', 'SMITH', '0.4667'],
        ['CRATE', 'TRACE', '0.7333'],
      ];
      for (const [left, right, likeness] of known) {
        assert.equal(texts.similarityOf(left, right), likeness, \`\${left} \${right}\`);
        assert.equal(texts.similarityOf(right, left), likeness, \`\${right} \${left}\`);
      }
    });

    test('equal names are alike, and nothing is like nothing only', () => {
      const alike = (left: string, right: string) => Number(texts.similarityOf(left, right));
      assert.deepEqual([alike('', ''), alike('Asha', 'Asha'), alike('a', 'b')], [1, 1, 0]);
      assert.deepEqual([alike('', 'a'), alike('a', ''), alike('?!', 'tr'), alike('ab', 'ba')], [0, 0, 0, 0]);
      assert.ok(alike('abcdefgh', 'abcdefgx') < 0.951);
    });

    test('case, diacritics, what stands between words and their order make no difference to likeness', () => {
      for (const other of ['rao asha', 'RÁO, Ásha', 'Ａsha-Rao', ' asha.rao ']) {
        assert.equal(texts.similarityOf('Asha Rao', other), '1.0000', other);
      }
      assert.notEqual(texts.similarityOf('Asha Rao', 'AshaRao'), '1.0000');
      assert.equal(texts.similarityOf('𝒜𝓈𝒽𝒶 7', 'asha ７'), '1.0000');
    });

    test('names are compared up to their thousandth letter', () => {
      const long = 'x'.repeat(999);
      assert.notEqual(texts.similarityOf(\`\${long}a\`, \`\${long}b\`), '1.0000');
      assert.equal(texts.similarityOf(\`\${long}ya\`, \`\${long}yb\`), '1.0000');
    });

    test('a text is parted at its separators, or between its code points', () => {
      assert.deepEqual(texts.codePoints('a,😀,', ','), ['a', '😀', '']);
      assert.deepEqual(texts.codePoints('a😀', ''), ['a', '😀']);
    });

    test('an address holds letters, digits and single hyphens', () => {
      assert.equal(texts.slugOf(' Crème  brûlée -- 100 % "Zürich" '), 'creme-brulee-100-zurich');
      assert.equal(texts.slugOf('!?'), '');
    });

    test('an id is read from a text that is nothing but one', () => {
      const id = '0123abcd-4567-89ef-0123-456789abcdef';
      assert.deepEqual([texts.uuidIn(id), texts.uuidIn(id.toUpperCase())], [id, id]);
      const wrong = [\`\${id}0\`, \`0\${id}\`, id.slice(1), id.replace('a', 'g'), id.replaceAll('-', ''), '', 7, null];
      for (const text of wrong) assert.equal(texts.uuidIn(text), null, String(text));
    });
  `;
}

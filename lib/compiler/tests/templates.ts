import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';

/** test/template.test.ts: what templates make of values; null where no answer is made by one. */
export function templatesTests({ media: { html, templates } }: Plan): string | null {
  if (!templates) return null;
  return code`
    import assert from 'node:assert/strict';
    import { describe, test } from 'node:test';
    import { rendered } from '../src/platform/template.ts';

    describe('a template', () => {
      const page = (template: string, value: unknown) => rendered(template, value, true);

      test('shows values as text, whatever is in them', () => {
        const value = { a: '<b title="x" id=\'y\'>&\`={{b}}', b: 'not this' };
        const shown = '&lt;b title&#61;&quot;x&quot; id&#61;&#39;y&#39;&gt;&amp;&#96;&#61;{{b}}';
        assert.equal(page('{{a}} {{ a }}', value), \`\${shown} \${shown}\`);
        assert.equal(rendered('{{a}}', value, false), value.a);
      });

      test('shows what is there, and nothing for what is not', () => {
        const value = { a: { b: 1 }, c: null, e: false };
        assert.equal(page('{{a.b}}|{{c}}|{{d}}|{{e}}|{{toString}}|{{a.b.c}}', value), '1|||false||');
      });

      test('repeats sections, looks for names from the inside out, and leaves out comments', () => {
        const lists = { list: [{ name: 'in' }, { other: 1 }], plain: ['a', 'b'], none: [] };
        const value = { ...lists, name: 'out', no: false, zero: 0 };
        assert.equal(page('{{#list}}{{name}};{{/list}}{{#plain}}{{.}}{{/plain}}{{! no }}', value), 'in;out;ab');
        assert.equal(page('{{#none}}x{{/none}}{{^none}}y{{/none}}{{#no}}x{{/no}}{{^no}}n{{/no}}', value), 'yn');
        assert.equal(page('{{#zero}}z{{/zero}}{{^name}}x{{/name}}{{^gone}}g{{/gone}}', value), 'zg');
      });

      test('takes the line of a section that stands alone on it', () => {
        assert.equal(page('a\n  {{#list}}\nb{{.}}\n{{/list}}\nc', { list: [1, 2] }), 'a\nb1\nb2\nc');
      });

      ${when(html, HTML)}
    });
  `;
}

const HTML = code`
  test('shows HTML as HTML, of which only what may be shown is left', () => {
    const value = { a: '<p onclick=x>A <b>b</b><script>c</script>', b: '<b>' };
    assert.equal(page('{{&a}}{{b}}', value), '<p>A <b>b</b></p>&lt;b&gt;');
    assert.equal(page('{{#a}}{{&a}}{{/a}}{{&none}}', { ...value, none: null }), '<p>A <b>b</b></p>');
  });
`;

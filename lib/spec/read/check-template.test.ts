import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { endpointOf } from '../testing/problems-of.ts';

const OUTPUT =
  'output: [{title: {type: string, value: x}}, {user: {type: User, value: {name: a, age: null}}}, {lines: {type: list<Line>, value: []}}, {extra: {type: json?, value: null}}, {scan: {type: bytes?, value: null}}]';
const TYPES =
  'types:\n  User: {fields: {name: string, age: int?}}\n  Line: {fields: {sku: string, tags: list<string>}}\n';

function said(template: string): string[] {
  const text = `service: a\n${TYPES}${endpointOf('GET', '/a', OUTPUT, `response: {template: '${template}'}`)}`;
  return checkSpec(text)
    .diagnostics.filter(({ code }) => code === 'SPC2057')
    .map(({ message, span }) => `${text.slice(span.start, span.end)} ${message}`);
}

test.each([
  '<h1>{{title}}</h1>',
  '{{user.name}} {{#user}}{{name}}, {{title}}{{/user}}',
  '{{#lines}}<li>{{sku}} {{#tags}}{{.}}{{/tags}} {{title}}</li>{{/lines}}{{^lines}}none{{/lines}}',
  '{{extra.anything.at.all}} {{! a comment }}',
  'no tags at all, { but a brace }',
])('%s works', (template) => {
  expect(said(template)).toEqual([]);
});

test.each([
  ['{{titel}}', '{{titel}} There is no output `titel`. Did you mean `title`?'],
  ['{{user.nmae}}', '{{user.nmae}} `user.nmae` has no field `nmae`.'],
  ['{{{title}}}', '{{{title}} There is no raw form: every value is escaped. A value of type html is sent as it is.'],
  ['{{&title}}', '{{&title}} There is no raw form: every value is escaped. A value of type html is sent as it is.'],
  ['{{>other}}', '{{>other}} There are no partials and no other delimiters.'],
  ['{{lines}}', '{{lines}} `lines` is no plain value. Repeat a section for it: {{#lines}}…{{/lines}}.'],
  ['{{user}}', '{{user}} `user` is no plain value. Write one of its fields.'],
  ['{{scan}}', '{{scan}} `scan` is no plain value. Write one of its fields.'],
  ['{{#lines}}{{sku}}', '{{#lines}} The section `lines` is not closed: write {{/lines}}.'],
  ['{{#user}}{{/lines}}', '{{/lines}} `user` is open here, not `lines`.'],
  ['{{/user}}', '{{/user}} No section `user` is open here.'],
  ['{{title', '{{title This tag is not closed: write }} behind it.'],
  ['{{a b}}', '{{a b}} A tag holds one name, such as {{total}}.'],
])('%s is told what is wrong', (template, problem) => {
  expect(said(template)).toEqual([problem]);
});

test('the names of an answer that is one value are its own', () => {
  const page = (template: string): string =>
    `service: a\n${TYPES}${endpointOf('GET', '/a', 'output: {type: User, value: {name: a, age: 1}}', `response: {template: '${template}'}`)}`;
  const codes = (template: string) => checkSpec(page(template)).diagnostics.map(({ code }) => code);
  expect(codes('{{name}} {{age}}')).not.toContain('SPC2057');
  expect(codes('{{title}}')).toContain('SPC2057');
});

test('HTML stands between elements, in a page', () => {
  const output =
    'output: [{body: {type: html, value: =input.text}}, {rows: {type: list<Note>, value: []}}, {title: {type: string, value: x}}]';
  const page = (template: string, more = ''): string[] => {
    const types = 'types:\n  Note: {fields: {note: html?}}\n';
    const input = 'input: [{text: {type: html}}]';
    const text = `service: a\n${types}${endpointOf('GET', '/a', input, output, `response: {${more}template: '${template}'}`)}`;
    return checkSpec(text)
      .diagnostics.filter(({ code }) => code === 'SPC2057')
      .map(({ message }) => message);
  };
  expect(page('<p title="{{title}}">{{body}}</p>{{#rows}}<i>{{note}}</i>{{/rows}}')).toEqual([]);
  expect(page('<p title="{{body}}">')).toEqual([
    '`body` is HTML, which stands between elements only: not in a tag, a comment, a script or a title.',
  ]);
  expect(page('{{#rows}}<script>{{note}}</script>{{/rows}}')).toEqual([
    '`note` is HTML, which stands between elements only: not in a tag, a comment, a script or a title.',
  ]);
  expect(page('<p title={{title}}>{{body}}')).toEqual([
    '`body` is HTML, and it is not clear what stands around it: write values of attributes in quotes, and none in names.',
  ]);
  expect(page('<p {{#title}}>{{/title}}{{body}}')).toEqual([
    'This page holds HTML, so the section `title` has to end where it begins: both between elements, or in the same tag.',
  ]);
  expect(page('<p {{#title}}>{{/title}}')).toEqual([]);
  expect(page('<p title="{{body}}">', 'contentType: text/plain, ')).toEqual([]);
});

test('ten thousand open tags are refused in linear time', () => {
  expect(said('{{#user}}'.repeat(10_000)).length).toBeGreaterThan(0);
});

import { expect, test } from 'vitest';
import { templatePlaces } from './template-places.ts';
import { templateTags } from './template-tags.ts';

const places = (template: string) => templatePlaces(template, templateTags(template).tags);
const SEEN = '{{a}}';

test.each([
  ['{{a}}', 'text'],
  ['<p>{{a}}</p>', 'text'],
  ['<!doctype html><p class="x" id=y hidden>1 < 2, a<3 {{a}}', 'text'],
  ['<P\n CLASS = "x>y"/>{{a}}', 'text'],
  ["<p title='\">'>{{a}}", 'text'],
  ['<!-- <p title="> -->{{a}}', 'text'],
  ['<style>a > b {}</style><title>x</title>{{a}}', 'text'],
  ['<p title="{{b}}">{{a}}', 'text'],
  ['<p {{#b}}hidden{{/b}}>{{a}}', 'text'],
  ['{{! <p title=" }}{{a}}', 'text'],
  ['<br/>{{a}}', 'text'],
  ['<p title="{{a}}">', 'value "'],
  ["<p title='{{a}}'>", "value '"],
  ['<p title={{a}}>', 'unclear'],
  ['<p {{a}}>', 'unclear'],
  ['<{{a}}>', 'unclear'],
  ['<h{{b}}>{{a}}', 'unclear'],
  ['</{{a}}>', 'unclear'],
  ['<!-- {{a}} -->', 'unclear'],
  ['<!{{b}} >{{a}}', 'unclear'],
  ['<script>{{a}}</script>', 'raw script'],
  ['<STYLE>{{a}}', 'raw style'],
  ['<textarea>{{a}}</textarea>', 'raw textarea'],
  ['<script>if (a < b) x</script>{{a}}', 'unclear'],
  ['<script><!--<script></script>{{a}}', 'unclear'],
  ['<script></scr{{b}}ipt>{{a}}', 'unclear'],
  ['<svg><style><p title="</style>{{a}}">', 'unclear'],
  ['<noscript><p title="</noscript>{{a}}">', 'unclear'],
  ['<!-->{{a}}', 'unclear'],
  ['<!-- --!>{{a}}', 'unclear'],
  ['<p a"> <p b="{{a}}">', 'unclear'],
  ['<p ="x>{{a}}', 'unclear'],
  ['<p a=b=">{{a}}', 'unclear'],
  ['<p a=>{{a}}', 'unclear'],
  ['<p a= <b>{{a}}', 'unclear'],
  ['<p <b>{{a}}', 'unclear'],
])('%s', (template, place) => {
  const tags = templateTags(template).tags.filter(({ sigil }) => sigil !== '!');
  const at = tags.findIndex(({ start, end }) => template.slice(start, end) === SEEN);
  expect(places(template).filter((_, number) => templateTags(template).tags[number]?.sigil !== '!')[at]).toBe(place);
});

test('a long template takes linear time', () => {
  for (const piece of ['<', '<!--', '<script>', '<p a="', '</', '<p a=b '])
    expect(places(`${piece.repeat(100_000)}{{a}}`).length).toBe(1);
});

import type { Span } from '../../core/text-range.ts';
import type { Fix } from '../diagnostic.ts';
import type { ScalarNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { lookalikeOf } from './lookalikes.ts';

/** The forms of names, each with the rule in words. */
export const NAME_FORMS = {
  identifier: [/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'letters, digits and underscores, a letter first, at most 63'],
  dashed: [/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'letters, digits, underscores and hyphens, a letter first, at most 63'],
  kebab: [/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens, a letter first, at most 63'],
  camel: [/^[a-z][A-Za-z0-9]{0,62}$/, 'letters and digits, a lower-case letter first, at most 63'],
  enumValue: [/^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,62}$/, 'letters, digits and `_ - . : / +`, at most 63'],
  loose: [/^[A-Za-z][A-Za-z0-9_.-]{0,62}$/, 'letters, digits, `_`, `-` and `.`, a letter first, at most 63'],
} as const;

/** Words that are special to JavaScript objects; as names they invite mistakes in everything that is generated. */
const FORBIDDEN = new Set(['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then']);

/** Whether a scalar is a name of the given form. Reports it where it is not. */
export function checkName(ctx: ReadContext, node: ScalarNode, form: keyof typeof NAME_FORMS): boolean {
  const [pattern, rule] = NAME_FORMS[form];
  if (pattern.test(node.value) && node.value.length <= 63 && !FORBIDDEN.has(node.value)) return true;
  const looks = lookalikeOf(node.value);
  const letter = looks && `\`${looks.letter}\` (${codeOf(looks.letter)}) only looks like \`${looks.latin}\``;
  const why = letter ?? (FORBIDDEN.has(node.value) ? 'this word is reserved' : rule);
  const meant = looks?.name ?? node.value;
  ctx.reporter.report('SPC2007', node.span, { name: node.value, rule: why }, fixes(meant, node.span, form));
  return false;
}

function codeOf(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function fixes(meant: string, span: Span, form: keyof typeof NAME_FORMS): Fix[] {
  const [pattern] = NAME_FORMS[form];
  const write = (name: string): Fix[] => [{ title: `Write ${name}`, edits: [{ span, text: name }] }];
  if (pattern.test(meant) && !FORBIDDEN.has(meant)) return write(meant);
  const words = meant
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = form === 'kebab' ? words.join('-').toLowerCase() : words.join('_');
  return pattern.test(joined) && joined.length <= 63 && form !== 'camel' ? write(joined) : [];
}

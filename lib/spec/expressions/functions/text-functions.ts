import { scalar } from '../../scalar-type.ts';
import { parsePattern } from '../linear-pattern.ts';
import { BOOL, INT, STRING } from '../static-types.ts';
import { type FunctionTable, itemsOf, named, text, texts } from './function-shape.ts';

/** Texts, and how alike two of them are. */
export const TEXT_FUNCTIONS: FunctionTable = {
  size: {
    signature: 'size(text | list | map | bytes)',
    doc: 'Code points of a text, items of a list or map, or bytes.',
    example: 'size(input.lines) > 0',
    result: ([value, ...more]) =>
      more.length === 0 &&
      (text(value) || value?.kind === 'list' || value?.kind === 'map' || named(value, 'bytes', 'base64'))
        ? INT
        : null,
  },
  lower: {
    signature: 'lower(text)',
    doc: 'In lower case.',
    example: 'lower(input.name)',
    result: texts(1, STRING),
  },
  upper: {
    signature: 'upper(text)',
    doc: 'In upper case.',
    example: 'upper(input.code)',
    result: texts(1, STRING),
  },
  trim: {
    signature: 'trim(text)',
    doc: 'Without white space at both ends.',
    example: 'trim(input.name)',
    result: texts(1, STRING),
  },
  slug: {
    signature: 'slug(text)',
    doc: 'For addresses: in lower case, without accents, with one hyphen for everything between letters and digits.',
    example: 'slug(input.title)',
    result: texts(1, STRING),
  },
  contains: {
    signature: 'contains(text, part)',
    doc: 'Whether a text has a part.',
    example: 'contains(input.name, "a")',
    result: texts(2, BOOL),
  },
  startsWith: {
    signature: 'startsWith(text, start)',
    doc: 'Whether a text starts with another.',
    example: 'startsWith(input.code, "C")',
    result: texts(2, BOOL),
  },
  endsWith: {
    signature: 'endsWith(text, end)',
    doc: 'Whether a text ends with another.',
    example: 'endsWith(input.code, "X")',
    result: texts(2, BOOL),
  },
  matches: {
    signature: 'matches(text, pattern)',
    doc: 'Whether a pattern (RE2 syntax) is found in a text; `^` and `$` ask for the whole of it. Takes linear time.',
    example: 'matches(input.code, "^[A-Z]{2}[0-9]+$")',
    result: texts(2, BOOL),
    refuse: (syntax) => {
      const pattern = syntax[1];
      const parsed = pattern?.kind === 'string' ? parsePattern(pattern.value) : null;
      return parsed === null || !('problem' in parsed) ? null : { code: 'EXP4017', at: 1, reason: parsed.problem };
    },
  },
  split: {
    signature: 'split(text, separator)',
    doc: 'The parts between the separators; an empty separator gives the code points.',
    example: 'split(input.tags, ",")',
    result: texts(2, { kind: 'list', of: STRING, length: null }),
  },
  join: {
    signature: 'join(list of texts, separator)',
    doc: 'The texts with the separator between them; left out it is empty.',
    example: 'join(input.tags, ", ")',
    result: ([list, separator, ...more], _syntax, follow) =>
      more.length === 0 && text(itemsOf(list, follow) ?? undefined) && (separator === undefined || text(separator))
        ? STRING
        : null,
  },
  replace: {
    signature: 'replace(text, part, by)',
    doc: 'Every occurrence of a part replaced.',
    example: 'replace(input.phone, " ", "")',
    result: texts(3, STRING),
  },
  diff: {
    signature: 'diff(before, after)',
    doc: 'What changed from one text to the other, line by line, as a unified diff; empty if nothing did.',
    example: 'diff(stored.text, input.text)',
    outside: true,
    result: texts(2, STRING),
  },
  similarity: {
    signature: 'similarity(text, text)',
    doc: 'How alike two texts are, 0 to 1 with four digits: case, diacritics and order of words do not count (Jaro-Winkler).',
    example: 'similarity(input.name, customer.name) >= 0.9',
    result: texts(2, scalar('decimal', { scale: 4, range: { min: '0', max: '1' } })),
  },
};

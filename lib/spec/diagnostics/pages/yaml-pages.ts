import type { Pages } from '../page.ts';
import type { YAML_CODES } from '../yaml-codes.ts';

/** The pages of `YAML_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const yamlPages = (): Pages<typeof YAML_CODES> => ({
  YML1001: {
    title: 'Text is too long',
    why: 'Checking happens on every key stroke and must end in time for any text.',
    wrong: null,
    right: null,
  },
  YML1002: {
    title: 'Not valid YAML',
    why: 'The text has to be YAML 1.2. The line is left out and the rest is checked.',
    wrong: 'domain: a: b\n',
    right: 'domain: "a: b"\n',
  },
  YML1003: {
    title: 'Tab in indentation',
    why: 'A tab has no width in YAML, so nobody could say what belongs to what.',
    wrong: 'roles:\n\t- clerk\n',
    right: 'roles:\n  - clerk\n',
  },
  YML1004: {
    title: 'Key written twice',
    why: 'Most YAML readers silently take the last one. Here the first one is read and the second is refused.',
    wrong: 'domain: lending\ndomain: payments\n',
    right: 'domain: lending\n',
  },
  YML1005: {
    title: 'Anchor, alias or merge key',
    why: 'Aliases make text mean something that is not written where it is read, and a few lines can grow to gigabytes.',
    wrong: 'types:\n  Amount: &amount decimal\n  Fee: *amount\n',
    right: 'types:\n  Amount: decimal\n  Fee: Amount\n',
  },
  YML1006: {
    title: 'Tag',
    why: 'Tags ask a reader to build things that are not in the text.',
    wrong: 'version: !!str 1.0.0\n',
    right: 'version: 1.0.0\n',
  },
  YML1007: {
    title: 'Unquoted exclamation mark',
    why: 'In YAML an unquoted `!` starts a tag: the condition would be empty.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - ok: {set: 1, when: !has(input.x)}\n',
    right:
      "endpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{x: string?}]\n    processing:\n      - ok: {set: 1, when: '!has(input.x)'}\n    output: [{ok: int?}]\n",
  },
  YML1008: {
    title: 'Value split by YAML',
    why: 'Inside `{ }` and `[ ]` an unquoted comma ends a value.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - ok: {set: =round(1.5, 1)}\n',
    right: "endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - ok: {set: '=round(1.5, 1)'}\n",
  },
  YML1009: {
    title: 'More than one document',
    why: 'A reader that takes the first and a reader that takes the last would see two different services.',
    wrong: 'domain: a\n---\ndomain: b\n',
    right: 'domain: a\n',
  },
  YML1010: {
    title: 'Text is too deep or too large in parts',
    why: 'Every limit is stated: 64 levels of nesting, 100,000 values, 1 MiB of text.',
    wrong: `domain: ${'['.repeat(70)}${']'.repeat(70)}\n`,
    right: 'domain: a\n',
  },
  YML1011: {
    title: 'Character that cannot be shown',
    why: 'What a reviewer cannot see must not be in a text that is signed.',
    wrong: 'domain: "a\u0001b"\n',
    right: 'domain: ab\n',
  },
  YML1012: {
    title: 'Key is not a plain name',
    why: 'Keys are names that other parts refer to.',
    wrong: '? [a, b]\n: 1\n',
    right: 'domain: a\n',
  },
  YML1013: {
    title: 'Nothing is written yet',
    why: 'A specification names its service first.',
    wrong: null,
    right: null,
  },
  YML1014: {
    title: 'Expression without quotes',
    why: 'Outside of quotes a colon before a space parts a key from its value, and brackets and quotes begin something of their own.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    input: [{x: bool}]\n    processing:\n      - n:\n          set: =input.x ? 1 : 2\n',
    right:
      "endpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{x: bool}]\n    processing:\n      - n:\n          set: '=input.x ? 1 : 2'\n    output: [{n: int}]\n",
  },
  YML1015: {
    title: 'Expression read as a block of text',
    why: 'At the start of a value `>` and `|` say that a text of several lines follows.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    input: [{x: int}]\n    processing:\n      - n:\n          set: 1\n          when: > 18\n',
    right:
      'endpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{x: int}]\n    processing:\n      - n:\n          set: 1\n          when: input.x > 18\n    output: [{n: int?}]\n',
  },
});

import { page } from './page.ts';
import { quote } from './quote.ts';

/** YML: what stands between the text and its meaning. */
export const YAML_CODES = {
  YML1001: page<{ bytes: number; limit: number }>({
    severity: 'error',
    title: 'Text is too long',
    message: ({ bytes, limit }) =>
      `This text is ${bytes} bytes long. A specification may have up to ${limit} bytes. Nothing was read.`,
    why: 'Checking happens on every key stroke and must end in time for any text.',
    wrong: null,
    right: null,
  }),
  YML1002: page<{ reason: string }>({
    severity: 'error',
    title: 'Not valid YAML',
    message: ({ reason }) => `YAML cannot be read here: ${reason}.`,
    why: 'The text has to be YAML 1.2. The line is left out and the rest is checked.',
    wrong: 'domain: a: b\n',
    right: 'domain: "a: b"\n',
  }),
  YML1003: page<Record<never, never>>({
    severity: 'error',
    title: 'Tab in indentation',
    message: () => 'YAML indents by spaces. Replace the tab.',
    why: 'A tab has no width in YAML, so nobody could say what belongs to what.',
    wrong: 'roles:\n\t- clerk\n',
    right: 'roles:\n  - clerk\n',
  }),
  YML1004: page<{ key: string; line: number }>({
    severity: 'error',
    title: 'Key written twice',
    message: ({ key, line }) =>
      `${quote(key)} is already written in line ${line}. Only one can hold; remove or rename this one.`,
    why: 'Most YAML readers silently take the last one. Here the first one is read and the second is refused.',
    wrong: 'domain: lending\ndomain: payments\n',
    right: 'domain: lending\n',
  }),
  YML1005: page<{ what: string }>({
    severity: 'error',
    title: 'Anchor, alias or merge key',
    message: ({ what }) =>
      `${quote(what)} is an anchor, an alias or a merge key. A specification says each thing in full, or as a named type.`,
    why: 'Aliases make text mean something that is not written where it is read, and a few lines can grow to gigabytes.',
    wrong: 'types:\n  Amount: &amount decimal\n  Fee: *amount\n',
    right: 'types:\n  Amount: decimal\n  Fee: Amount\n',
  }),
  YML1006: page<{ tag: string }>({
    severity: 'error',
    title: 'Tag',
    message: ({ tag }) =>
      `${quote(tag)} is a YAML tag. A specification has none; put the text in quotes if you mean it literally.`,
    why: 'Tags ask a reader to build things that are not in the text.',
    wrong: 'version: !!str 1.0.0\n',
    right: 'version: 1.0.0\n',
  }),
  YML1007: page<{ text: string }>({
    severity: 'error',
    title: 'Unquoted exclamation mark',
    message: ({ text }) => `YAML reads ${quote(text)} as a tag and drops it. Put the whole expression in quotes.`,
    why: 'In YAML an unquoted `!` starts a tag: the condition would be empty.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - ok: {set: 1, when: !has(input.x)}\n',
    right:
      "endpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{x: string?}]\n    processing:\n      - ok: {set: 1, when: '!has(input.x)'}\n    output: [{ok: int?}]\n",
  }),
  YML1008: page<{ text: string }>({
    severity: 'error',
    title: 'Value split by YAML',
    message: ({ text }) => `YAML splits this value at a comma, before ${quote(text)}. Put the whole value in quotes.`,
    why: 'Inside `{ }` and `[ ]` an unquoted comma ends a value.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - ok: {set: =round(1.5, 1)}\n',
    right: "endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - ok: {set: '=round(1.5, 1)'}\n",
  }),
  YML1009: page<Record<never, never>>({
    severity: 'error',
    title: 'More than one document',
    message: () => 'A second YAML document starts here. One text describes one service; what follows is not read.',
    why: 'A reader that takes the first and a reader that takes the last would see two different services.',
    wrong: 'domain: a\n---\ndomain: b\n',
    right: 'domain: a\n',
  }),
  YML1010: page<{ what: string }>({
    severity: 'error',
    title: 'Text is too deep or too large in parts',
    message: ({ what }) => `${what} Nothing was read.`,
    why: 'Every limit is stated: 64 levels of nesting, 100,000 values, 1 MiB of text.',
    wrong: `domain: ${'['.repeat(70)}${']'.repeat(70)}\n`,
    right: 'domain: a\n',
  }),
  YML1011: page<{ code: string }>({
    severity: 'error',
    title: 'Character that cannot be shown',
    message: ({ code }) => `The character ${code} cannot be shown or stored. Remove it.`,
    why: 'What a reviewer cannot see must not be in a text that is signed.',
    wrong: 'domain: "a\u0001b"\n',
    right: 'domain: ab\n',
  }),
  YML1012: page<Record<never, never>>({
    severity: 'error',
    title: 'Key is not a plain name',
    message: () => 'A key is a plain name, not a list, a map or a block of text.',
    why: 'Keys are names that other parts refer to.',
    wrong: '? [a, b]\n: 1\n',
    right: 'domain: a\n',
  }),
  YML1013: page<Record<never, never>>({
    severity: 'error',
    title: 'Nothing is written yet',
    message: () => 'Nothing is written yet. Start with `service:` and a name in lower case, such as `loan-quotes`.',
    why: 'A specification names its service first.',
    wrong: null,
    right: null,
  }),
  YML1014: page<{ text: string }>({
    severity: 'error',
    title: 'Expression without quotes',
    message: ({ text }) =>
      `YAML cannot read ${quote(text)} as it stands: \`? :\`, brackets and quotes mean something to it. Put the whole expression in quotes.`,
    why: 'Outside of quotes a colon before a space parts a key from its value, and brackets and quotes begin something of their own.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    input: [{x: bool}]\n    processing:\n      - n:\n          set: =input.x ? 1 : 2\n',
    right:
      "endpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{x: bool}]\n    processing:\n      - n:\n          set: '=input.x ? 1 : 2'\n    output: [{n: int}]\n",
  }),
  YML1015: page<{ text: string }>({
    severity: 'error',
    title: 'Expression read as a block of text',
    message: ({ text }) => `${quote(text)} starts a block of text for YAML. Put the whole expression in quotes.`,
    why: 'At the start of a value `>` and `|` say that a text of several lines follows.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    input: [{x: int}]\n    processing:\n      - n:\n          set: 1\n          when: > 18\n',
    right:
      'endpoints:\n  - path: /a\n    method: POST\n    access: authenticated\n    input: [{x: int}]\n    processing:\n      - n:\n          set: 1\n          when: input.x > 18\n    output: [{n: int?}]\n',
  }),
} as const;

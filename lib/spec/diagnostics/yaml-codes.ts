import { notice } from './notice.ts';
import { quote } from './quote.ts';

/** YML: what stands between the text and its meaning. */
export const YAML_CODES = {
  YML1001: notice<{ bytes: number; limit: number }>({
    severity: 'error',
    message: ({ bytes, limit }) =>
      `This text is ${bytes} bytes long. A specification may have up to ${limit} bytes. Nothing was read.`,
  }),
  YML1002: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `YAML cannot be read here: ${reason}.`,
  }),
  YML1003: notice<Record<never, never>>({
    severity: 'error',
    message: () => 'YAML indents by spaces. Replace the tab.',
  }),
  YML1004: notice<{ key: string; line: number }>({
    severity: 'error',
    message: ({ key, line }) =>
      `${quote(key)} is already written in line ${line}. Only one can hold; remove or rename this one.`,
  }),
  YML1005: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) =>
      `${quote(what)} is an anchor, an alias or a merge key. A specification says each thing in full, or as a named type.`,
  }),
  YML1006: notice<{ tag: string }>({
    severity: 'error',
    message: ({ tag }) =>
      `${quote(tag)} is a YAML tag. A specification has none; put the text in quotes if you mean it literally.`,
  }),
  YML1007: notice<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `YAML reads ${quote(text)} as a tag and drops it. Put the whole expression in quotes.`,
  }),
  YML1008: notice<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `YAML splits this value at a comma, before ${quote(text)}. Put the whole value in quotes.`,
  }),
  YML1009: notice<Record<never, never>>({
    severity: 'error',
    message: () => 'A second YAML document starts here. One text describes one service; what follows is not read.',
  }),
  YML1010: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} Nothing was read.`,
  }),
  YML1011: notice<{ code: string }>({
    severity: 'error',
    message: ({ code }) => `The character ${code} cannot be shown or stored. Remove it.`,
  }),
  YML1012: notice<Record<never, never>>({
    severity: 'error',
    message: () => 'A key is a plain name, not a list, a map or a block of text.',
  }),
  YML1013: notice<Record<never, never>>({
    severity: 'error',
    message: () => 'Nothing is written yet. Start with `service:` and a name in lower case, such as `loan-quotes`.',
  }),
  YML1014: notice<{ text: string }>({
    severity: 'error',
    message: ({ text }) =>
      `YAML cannot read ${quote(text)} as it stands: \`? :\`, brackets and quotes mean something to it. Put the whole expression in quotes.`,
  }),
  YML1015: notice<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `${quote(text)} starts a block of text for YAML. Put the whole expression in quotes.`,
  }),
} as const;

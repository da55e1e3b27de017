import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);

/** TYP: types and values. */
export const TYPE_CODES = {
  TYP3001: notice<{ text: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ text, suggestion }) => `${quote(text)} is not a type.${hint(suggestion)}`,
  }),
  TYP3002: notice<{ words: readonly string[] }>({
    severity: 'warning',
    message: ({ words }) =>
      `${quoteAll(words)} in this type ${words.length === 1 ? 'is' : 'are'} not understood and ${words.length === 1 ? 'has' : 'have'} no effect.`,
  }),
  TYP3003: notice<{ assumption: string }>({
    severity: 'information',
    message: ({ assumption }) => assumption,
  }),
  TYP3004: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  TYP3005: notice<{ value: string; reason: string }>({
    severity: 'error',
    message: ({ value, reason }) => `${quote(value)} does not fit: ${reason}.`,
  }),
  TYP3006: notice<{ name: string }>({
    severity: 'warning',
    message: ({ name }) =>
      `${quote(name)} looks like money, and a double cannot hold 0.10 exactly. Use decimal with a scale.`,
  }),
  TYP3007: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${quote(name)} contains itself without end.`,
  }),
  TYP3008: notice<{ expected: string; found: string }>({
    severity: 'error',
    message: ({ expected, found }) => `${expected} is expected here, and this is ${found}.`,
  }),
  TYP3009: notice<{ scale: number }>({
    severity: 'warning',
    message: ({ scale }) =>
      `This may have more than ${scale} digits after the point, and the service would refuse it. Write round(…, ${scale}).`,
  }),
  TYP3020: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  TYP3021: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  TYP3022: notice<{ entity: string }>({
    severity: 'error',
    message: ({ entity }) => `A row of ${quote(entity)} cannot be stored in another row. Write ref<${entity}>.`,
  }),
  TYP3023: notice<{ entity: string }>({
    severity: 'error',
    message: ({ entity }) =>
      `The files of ${quote(entity)} come and go without the database, so no row can refer to one. Store its path: string.`,
  }),
} as const;

import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

/** FLW: steps, their order and what they hand on. */
export const FLOW_CODES = {
  FLW5001: notice<{ reading: string; form: readonly string[] }>({
    severity: 'information',
    message: ({ reading, form }) =>
      `A person does this step until it is refined${form.length === 0 ? '' : `, and gives ${quoteAll(form)}`}.${reading === '' ? '' : ` ${reading}`}`,
  }),
  FLW5002: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${quote(name)} is a later step; its result does not exist yet. Move this step below it.`,
  }),
  FLW5003: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `Nothing gives ${quote(name)} a value: no step has this name, and no person fills it in. Write \`value:\`.`,
  }),
  FLW5005: notice<Record<never, never>>({
    severity: 'warning',
    message: () =>
      'This condition does not fix the key or a unique field, so several rows may match; the one with the lowest key is taken. Fix the key, or use `list`.',
  }),
  FLW5006: notice<{ entity: string; fields: readonly string[] }>({
    severity: 'error',
    message: ({ entity, fields }) => `${quote(entity)} needs ${quoteAll(fields)}.`,
  }),
  FLW5007: notice<Record<never, never>>({
    severity: 'information',
    message: () => 'Without `limit`, this step fails when more than 100 rows match. It never truncates silently.',
  }),
  FLW5008: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `A step cannot be called ${quote(name)}: expressions already use this name.`,
  }),
} as const;

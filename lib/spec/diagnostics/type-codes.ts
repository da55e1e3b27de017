import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);

/** TYP: types and values. */
export const TYPE_CODES = {
  TYP3001: page<{ text: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Unknown type',
    message: ({ text, suggestion }) => `${quote(text)} is not a type.${hint(suggestion)}`,
    why: 'Every value that crosses a boundary is checked against its type.',
    wrong: 'types:\n  Amount: decimel\n',
    right: 'types:\n  Amount: decimal\n',
  }),
  TYP3002: page<{ words: readonly string[] }>({
    severity: 'warning',
    title: 'Type is only partly understood',
    message: ({ words }) =>
      `${quoteAll(words)} in this type ${words.length === 1 ? 'is' : 'are'} not understood and ${words.length === 1 ? 'has' : 'have'} no effect.`,
    why: 'Constraints that are not understood are not checked at run time.',
    wrong: 'types:\n  Amount: blue decimal\n',
    right: 'types:\n  Amount: decimal(0..100, scale 2)\n',
  }),
  TYP3003: page<{ assumption: string }>({
    severity: 'information',
    title: 'Type is assumed',
    message: ({ assumption }) => assumption,
    why: 'A phrase names a type loosely. A person should confirm it, or write the precise type.',
    wrong: 'types:\n  Score: float\n',
    right: 'types:\n  Score: double\n',
  }),
  TYP3004: page<{ reason: string }>({
    severity: 'error',
    title: 'Constraint does not work',
    message: ({ reason }) => reason,
    why: 'A constraint that cannot be met, or cannot be checked, protects nothing.',
    wrong: 'types:\n  Months: int(84..6)\n',
    right: 'types:\n  Months: int(6..84)\n',
  }),
  TYP3005: page<{ value: string; reason: string }>({
    severity: 'error',
    title: 'Value does not fit its type',
    message: ({ value, reason }) => `${quote(value)} does not fit: ${reason}.`,
    why: 'The service would refuse its own value at run time.',
    wrong:
      'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true}\n      status: {type: [open, closed], default: opened}\n',
    right:
      'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true}\n      status: {type: [open, closed], default: open}\n',
  }),
  TYP3006: page<{ name: string }>({
    severity: 'warning',
    title: 'Money as a binary fraction',
    message: ({ name }) =>
      `${quote(name)} looks like money, and a double cannot hold 0.10 exactly. Use decimal with a scale.`,
    why: 'Sums of binary fractions drift by cents.',
    wrong: 'types:\n  Price: double\n',
    right: 'types:\n  Price: decimal(0..1000000, scale 2)\n',
  }),
  TYP3007: page<{ name: string }>({
    severity: 'error',
    title: 'Type contains itself',
    message: ({ name }) => `${quote(name)} contains itself without end.`,
    why: 'No value could ever be complete.',
    wrong: 'types:\n  A: B\n  B: A\n',
    right: 'types:\n  A: string\n  B: A\n',
  }),
  TYP3008: page<{ expected: string; found: string }>({
    severity: 'error',
    title: 'Types do not match',
    message: ({ expected, found }) => `${expected} is expected here, and this is ${found}.`,
    why: 'The value could not be stored or sent as what it is declared to be.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    output:\n      - total: {type: int, value: =caller.id}\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    output:\n      - total: {type: string, value: =caller.id}\n',
  }),
  TYP3009: page<{ scale: number }>({
    severity: 'warning',
    title: 'Digits may be lost',
    message: ({ scale }) =>
      `This may have more than ${scale} digits after the point, and the service would refuse it. Write round(…, ${scale}).`,
    why: 'Decimals are exact; nothing is rounded unless the specification says so.',
    wrong:
      'types:\n  Money: decimal(0..100, scale 2)\nendpoints:\n  - path: /a\n    method: POST\n    input: [{amount: Money}]\n    output:\n      - third: {type: Money, value: =input.amount / 3}\n',
    right:
      "types:\n  Money: decimal(0..100, scale 2)\nendpoints:\n  - path: /a\n    method: POST\n    input: [{amount: Money}]\n    output:\n      - third: {type: Money, value: '=round(input.amount / 3, 2)'}\n",
  }),
  TYP3020: page<{ reason: string }>({
    severity: 'error',
    title: 'Choice of types does not work',
    message: ({ reason }) => reason,
    why: 'The types of a choice are tried in order; each has to be able to be the answer.',
    wrong: 'types:\n  Id: {oneOf: [uuid]}\n',
    right: 'types:\n  Id: {oneOf: [uuid, int]}\n',
  }),
  TYP3021: page<{ reason: string }>({
    severity: 'error',
    title: 'Document does not fit its type',
    message: ({ reason }) => reason,
    why: 'CSV is a heading and rows of plain values: a list of objects whose fields are plain.',
    wrong: 'types:\n  Rows: {type: list<string>, contentMediaType: text/csv}\n',
    right:
      'types:\n  Row: {fields: {name: string, amount: decimal}}\n  Rows: {type: list<Row>, contentMediaType: text/csv}\n',
  }),
  TYP3022: page<{ entity: string }>({
    severity: 'error',
    title: 'Row stored in a row',
    message: ({ entity }) => `A row of ${quote(entity)} cannot be stored in another row. Write ref<${entity}>.`,
    why: 'A copy would not follow when the row changes; a reference does.',
    wrong:
      'entities:\n  Book:\n    fields: {id: {type: uuid, key: true}}\n  Loan:\n    fields: {id: {type: uuid, key: true}, book: Book}\n',
    right:
      'entities:\n  Book:\n    fields: {id: {type: uuid, key: true}}\n  Loan:\n    fields: {id: {type: uuid, key: true}, book: ref<Book>}\n',
  }),
} as const;

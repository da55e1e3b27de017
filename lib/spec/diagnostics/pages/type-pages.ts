import type { Pages } from '../page.ts';
import type { TYPE_CODES } from '../type-codes.ts';

/** The pages of `TYPE_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const typePages = (): Pages<typeof TYPE_CODES> => ({
  TYP3001: {
    title: 'Unknown type',
    why: 'Every value that crosses a boundary is checked against its type.',
    wrong: 'types:\n  Amount: decimel\n',
    right: 'types:\n  Amount: decimal\n',
  },
  TYP3002: {
    title: 'Type is only partly understood',
    why: 'Constraints that are not understood are not checked at run time.',
    wrong: 'types:\n  Amount: blue decimal\n',
    right: 'types:\n  Amount: decimal(0..100, scale 2)\n',
  },
  TYP3003: {
    title: 'Type is assumed',
    why: 'A phrase names a type loosely. A person should confirm it, or write the precise type.',
    wrong: 'types:\n  Score: float\n',
    right: 'types:\n  Score: double\n',
  },
  TYP3004: {
    title: 'Constraint does not work',
    why: 'A constraint that cannot be met, or cannot be checked, protects nothing.',
    wrong: 'types:\n  Months: int(84..6)\n',
    right: 'types:\n  Months: int(6..84)\n',
  },
  TYP3005: {
    title: 'Value does not fit its type',
    why: 'The service would refuse its own value at run time.',
    wrong:
      'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true}\n      status: {type: [open, closed], default: opened}\n',
    right:
      'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true}\n      status: {type: [open, closed], default: open}\n',
  },
  TYP3006: {
    title: 'Money as a binary fraction',
    why: 'Sums of binary fractions drift by cents.',
    wrong: 'types:\n  Price: double\n',
    right: 'types:\n  Price: decimal(0..1000000, scale 2)\n',
  },
  TYP3007: {
    title: 'Type contains itself',
    why: 'No value could ever be complete.',
    wrong: 'types:\n  A: B\n  B: A\n',
    right: 'types:\n  A: string\n  B: A\n',
  },
  TYP3008: {
    title: 'Types do not match',
    why: 'The value could not be stored or sent as what it is declared to be.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    output:\n      - total: {type: int, value: =caller.id}\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    output:\n      - total: {type: string, value: =caller.id}\n',
  },
  TYP3009: {
    title: 'Digits may be lost',
    why: 'Decimals are exact; nothing is rounded unless the specification says so.',
    wrong:
      'types:\n  Money: decimal(0..100, scale 2)\nendpoints:\n  - path: /a\n    method: POST\n    input: [{amount: Money}]\n    output:\n      - third: {type: Money, value: =input.amount / 3}\n',
    right:
      "types:\n  Money: decimal(0..100, scale 2)\nendpoints:\n  - path: /a\n    method: POST\n    input: [{amount: Money}]\n    output:\n      - third: {type: Money, value: '=round(input.amount / 3, 2)'}\n",
  },
  TYP3020: {
    title: 'Choice of types does not work',
    why: 'The types of a choice are tried in order; each has to be able to be the answer.',
    wrong: 'types:\n  Id: {oneOf: [uuid]}\n',
    right: 'types:\n  Id: {oneOf: [uuid, int]}\n',
  },
  TYP3021: {
    title: 'Document does not fit its type',
    why: 'CSV is a heading and rows of plain values: a list of objects whose fields are plain.',
    wrong: 'types:\n  Rows: {type: list<string>, contentMediaType: text/csv}\n',
    right:
      'types:\n  Row: {fields: {name: string, amount: decimal}}\n  Rows: {type: list<Row>, contentMediaType: text/csv}\n',
  },
  TYP3022: {
    title: 'Row stored in a row',
    why: 'A copy would not follow when the row changes; a reference does.',
    wrong:
      'entities:\n  Book:\n    fields: {id: {type: uuid, key: true}}\n  Loan:\n    fields: {id: {type: uuid, key: true}, book: Book}\n',
    right:
      'entities:\n  Book:\n    fields: {id: {type: uuid, key: true}}\n  Loan:\n    fields: {id: {type: uuid, key: true}, book: ref<Book>}\n',
  },
  TYP3023: {
    title: 'Reference to a file of a folder',
    why: 'A reference stands for a row that is there. Files of a folder are no rows: whoever else has the folder removes them.',
    wrong:
      'entities:\n  Inbox: {files: {root: $INBOX_DIR, access: read}}\n  Note:\n    fields: {id: {type: uuid, key: true}, file: ref<Inbox>}\n',
    right:
      'entities:\n  Inbox: {files: {root: $INBOX_DIR, access: read}}\n  Note:\n    fields: {id: {type: uuid, key: true}, path: string}\n',
  },
});

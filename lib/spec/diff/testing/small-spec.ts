import type { ChangeCode } from '../change-codes.ts';

/** Parts of a small specification; each list has one line for each entry, and what is left out is as in `USUAL`. */
export interface Parts {
  /** Top-level lines besides the usual ones. */
  top?: readonly string[];
  service?: string;
  types?: readonly string[];
  roles?: readonly string[];
  /** Fields of the entity Item besides its key and title. */
  fields?: readonly string[];
  /** Other lines of the entity Item, and other entities. */
  item?: readonly string[];
  entities?: readonly string[];
  errors?: readonly string[];
  /** Lines that say method, path and name of the first operation. */
  address?: readonly string[];
  access?: string;
  /** Other lines of the first operation, such as `sla`. */
  operation?: readonly string[];
  input?: readonly string[];
  processing?: readonly string[];
  output?: readonly string[];
  /** Whole other operations. */
  endpoints?: readonly string[];
  decisions?: readonly string[];
}

/** One kind of change, shown by a pair of specifications that differ in nothing else. */
export interface ChangeCase {
  name: string;
  before: Parts;
  after: Parts;
  /** The codes of all changes, in their order. */
  gives: readonly ChangeCode[];
}

const USUAL = {
  service: 'shop',
  types: ['Title: string(1..100)'],
  roles: ['clerk', 'auditor'],
  errors: ['unknown_item: {status: 404, title: Item is not known}', 'closed: {status: 409, title: The shop is closed}'],
  address: ['path: /items', 'method: POST', 'operation: addItem'],
  access: '{roles: [clerk]}',
  input: ['title: Title'],
  processing: ['item: {create: Item, with: {title: =input.title}}'],
  output: ['id: {type: uuid, value: =item.id}'],
} as const satisfies Parts;

/** The text of a specification that checks without errors if its parts fit each other. */
export function smallSpec(parts: Parts): string {
  const all = { ...USUAL, ...parts };
  const under = (key: string, lines: readonly string[], indent: string, item = ''): string[] =>
    lines.length === 0 ? [] : [`${indent}${key}:`, ...lines.map((line) => `${indent}  ${item}${line}`)];
  return [
    'specVersion: "1.0"',
    `service: ${all.service}`,
    'version: 1.0.0',
    ...(all.top ?? []),
    ...under('types', all.types, ''),
    `roles: [${all.roles.join(', ')}]`,
    'entities:',
    '  Item:',
    '    fields:',
    '      id: {type: uuid, key: true, default: =uuid()}',
    '      title: {type: Title?}',
    ...(all.fields ?? []).map((line) => `      ${line}`),
    ...(all.item ?? []).map((line) => `    ${line}`),
    ...(all.entities ?? []).map((line) => `  ${line}`),
    ...under('errors', all.errors, ''),
    'endpoints:',
    ...all.address.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`),
    `    access: ${all.access}`,
    ...(all.operation ?? []).map((line) => `    ${line}`),
    ...under('input', all.input, '    ', '- '),
    ...under('processing', all.processing, '    ', '- '),
    ...under('output', all.output, '    ', '- '),
    ...(all.endpoints ?? []).map((line) => `  ${line}`),
    ...under('decisions', all.decisions ?? [], ''),
    '',
  ].join('\n');
}

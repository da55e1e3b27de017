import { holdsPart, type Part, partsOf } from '../../spec/error-parts.ts';
import type { Model } from '../../spec/model.ts';
import { bodyShape } from '../named-errors.ts';
import { code, when } from '../text/code.ts';
import { type Doc, group, hugged, indent, list, print, softline } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';

/** The function that makes the body of an error, of which the specification says what it looks like. */
export function bodyFunction(name: string, what: string, part: Part): string {
  const lists: string[] = [];
  const body = print(['return ', textOf(part, lists), ';'], 2);
  const taken = MEMBERS.filter(([, reads]) => holdsPart(part, reads)).map(([member]) => member);
  return code`
    /** ${what} */
    export function ${name}(${taken.length === 0 ? '_problem' : `{ ${taken.join(', ')} }`}: Problem): object {
      ${lists}
      ${body}
    }
  `;
}

/** What a body reads of a problem, by the parts that read it. */
const MEMBERS: readonly (readonly [member: string, reads: (part: Part) => boolean])[] = [
  [
    'error',
    (part) =>
      part.kind === 'status' || (part.kind === 'text' && ['name', 'type', 'title', 'status'].includes(part.says)),
  ],
  ['message', (part) => (part.kind === 'text' && part.says === 'message') || isLines(part)],
  ['faults', (part) => part.kind === 'faults' || part.kind === 'map'],
  ['at', (part) => part.kind === 'text' && part.says === 'now'],
];

/** A list of texts: where nothing is said of single members of the request it holds the message. */
function isLines(part: Part): boolean {
  return part.kind === 'faults' && part.item.kind === 'text';
}

/** What the body of an error is made of; null for a problem document. */
export function bodyParts(error: string, model: Model): Part | null {
  const shape = bodyShape(error, model);
  const parts = shape === null ? null : partsOf(shape, model);
  return typeof parts === 'string' ? null : parts;
}

/** Whether some body says when the error came up. */
export function saysTime(model: Model): boolean {
  const names = ['', ...model.errors.map(({ name }) => name)];
  return names.some((name) => {
    const parts = bodyParts(name, model);
    return parts !== null && holdsPart(parts, (part) => part.kind === 'text' && part.says === 'now');
  });
}

/** A part as an expression; what needs a list of its own is appended to `lists`. */
function textOf(part: Part, lists: string[]): Doc {
  switch (part.kind) {
    case 'object':
      return list(
        '{',
        part.members.map((one): Doc => property(one.name, textOf(one.part, lists))),
        '}',
        true,
      );
    case 'literal':
      return quote(part.text);
    case 'no':
      return 'false';
    case 'status':
      return 'error.status';
    case 'text':
      return TEXTS[part.says];
    case 'map':
    case 'faults':
      return listed(part, lists);
  }
}

const TEXTS: Readonly<Record<Extract<Part, { kind: 'text' }>['says'], string>> = {
  name: 'error.name',
  type: code`\`urn:problem:\${error.name}\``,
  title: 'error.title',
  message: 'message',
  status: 'String(error.status)',
  now: 'at',
  path: "''",
};

const LINES = code`
  const lines = faults.length > 0 ? faults.map((fault) => \`\${fault.path} \${fault.message}\`) : [message];
`;

/** A list of what is wrong, as a constant before the body. */
function listed({ kind, item }: Extract<Part, { kind: 'map' | 'faults' }>, lists: string[]): string {
  const name = kind === 'map' ? 'places' : item.kind === 'text' ? 'lines' : 'wrong';
  const texts: Readonly<Record<string, string>> = {
    lines: LINES,
    places: print(
      [
        group([
          'const places = Object.fromEntries(',
          indent([softline, ['faults.map((fault) => [fault.path.slice(1), ', print(faultText(item)), '])']]),
          softline,
          ');',
        ]),
      ],
      2,
    ),
    wrong:
      item.kind === 'object'
        ? print(
            [
              hugged(
                'const wrong = faults.map((fault) => (',
                [],
                { open: '{', items: members(item), close: '}', space: true },
                '));',
              ),
            ],
            2,
          )
        : `const wrong = faults.map((fault) => ${print(faultText(item))});`,
  };
  const text = texts[name] ?? '';
  if (!lists.includes(text)) lists.push(text);
  return name;
}

/** `name: value`, or only `name` where both are the same. */
function property(name: string, text: Doc): Doc {
  return key(name) === text ? text : [key(name), ': ', text];
}

function members(part: Extract<Part, { kind: 'object' }>): Doc[] {
  return part.members.map((one): Doc => [key(one.name), ': ', faultText(one.part)]);
}

/** A part about one thing that is wrong. */
function faultText(part: Part): Doc {
  switch (part.kind) {
    case 'object':
      return list('{', members(part), '}', true);
    case 'faults':
      return ['[', faultText(part.item), ']'];
    case 'text':
      return part.says === 'path' ? 'fault.path' : part.says === 'message' ? 'fault.message' : TEXTS[part.says];
    default:
      return textOf(part, []);
  }
}

/** The functions for bodies of errors that are no problem documents, in a module beside them; empty where there is none. */
export function bodyFunctions(names: readonly (readonly [error: string, variable: string])[], model: Model): string {
  const found = names.flatMap(([error, variable]) => {
    const own = model.errors.find(({ name }) => name === error)?.body ?? null;
    const parts = own === null ? null : bodyParts(error, model);
    return parts === null ? [] : [bodyFunction(`${variable}Body`, `The body of ${variable}.`, parts)];
  });
  return when(found.length > 0, found.join('\n\n')) || '';
}

import { NAME_FORMS } from '../read/names.ts';
import { SCALAR_NAMES } from '../scalar-type.ts';

/** Words that are special to JavaScript objects. */
const RESERVED = new Set(['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then']);
const [IDENTIFIER] = NAME_FORMS.identifier;
const [KEBAB] = NAME_FORMS.kebab;
const MAX_NAME = 63;

/** Names that begin like types of the language. */
const TYPE_WORDS = new Set<string>([...SCALAR_NAMES, 'text', 'list', 'map', 'ref', 'array', 'optional']);

/** Whether a name can stand in a specification as it is. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

/** `X-Request-ID` as `x_request_id`: the words of a name, joined by underscores. Names that fit stay as they are. */
export function identifierOf(name: string, otherwise: string): string {
  if (isIdentifier(name)) return name;
  const joined = wordsOf(name)
    .map((word) => word.toLowerCase())
    .join('_')
    .slice(0, MAX_NAME - 3);
  if (joined === '') return otherwise;
  const fit = /^[a-z]/.test(joined) ? joined : `${otherwise}_${joined}`.slice(0, MAX_NAME - 3);
  return RESERVED.has(fit) ? `${fit}_` : fit;
}

/** `simple-user` as `SimpleUser`. Names that fit stay as they are. */
export function typeNameOf(name: string): string {
  if (isIdentifier(name) && !TYPE_WORDS.has(name)) return name;
  const joined = wordsOf(name)
    .map(upper)
    .join('')
    .slice(0, MAX_NAME - 3);
  const fit = /^[A-Za-z]/.test(joined) ? joined : `Type${joined}`.slice(0, MAX_NAME - 3);
  return RESERVED.has(fit) || TYPE_WORDS.has(fit) ? `${fit}Type` : fit;
}

/** `repos/list-for-user` as `reposListForUser`; null where no letter is left. */
export function camelCaseOf(name: string): string | null {
  const [first, ...others] = wordsOf(name);
  if (first === undefined) return null;
  const start = /^[A-Z]+$/.test(first) ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  const joined = (start + others.map(upper).join('')).slice(0, MAX_NAME - 3);
  if (!/^[a-z]/.test(joined)) return null;
  return RESERVED.has(joined) ? `${joined}Operation` : joined;
}

/** `Acme Pet-Store API` as `acme-pet-store-api`. */
export function kebabCaseOf(name: string): string {
  const joined = wordsOf(name)
    .map((word) => word.toLowerCase())
    .join('-')
    .slice(0, MAX_NAME)
    .replace(/-$/, '');
  return KEBAB.test(joined) && !RESERVED.has(joined) ? joined : 'imported-service';
}

/** `listPets` as `list_pets`. */
export function snakeCaseOf(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** The name, with a number behind it if it is taken; the name that is given counts as taken from then on. */
export function unusedName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted.slice(0, MAX_NAME - 6)}${number}`;
  taken.add(name);
  return name;
}

function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\+/g, ' plus ')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

/** The name with a capital first letter. */
export function upper(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

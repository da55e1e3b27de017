import { holdsPart, type Part } from '../../spec/error-parts.ts';
import { bodyShape, platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { bodyParts } from '../service/error-body.ts';
import { type Doc, hugged, list, print } from '../text/doc.ts';
import { key, member, quote } from '../text/quote.ts';

/** The members that the body of an error is known to have. */
export function toldMembers(name: string, { model }: Plan): Doc[] {
  if (bodyShape(name, model) === null) return [`type: ${quote(`urn:problem:${name}`)}`];
  const parts = bodyParts(name, model);
  return parts?.kind === 'object' ? membersOf(parts, name, model) : [];
}

function membersOf({ members }: Extract<Part, { kind: 'object' }>, name: string, model: Plan['model']): Doc[] {
  const { status, title } = platformError(name, model);
  return members.flatMap((one): Doc[] => {
    const { part } = one;
    if (part.kind === 'object') {
      const inner = membersOf(part, name, model);
      return inner.length === 0 ? [] : [[key(one.name), ': ', list('{', inner, '}', true)]];
    }
    if (part.kind === 'status') return [`${key(one.name)}: ${status}`];
    if (part.kind === 'literal') return [`${key(one.name)}: ${quote(part.text)}`];
    const texts: Readonly<Record<string, string>> = {
      name,
      title,
      type: `urn:problem:${name}`,
      status: String(status),
    };
    const text = part.kind === 'text' ? texts[part.says] : undefined;
    return text === undefined ? [] : [`${key(one.name)}: ${quote(text)}`];
  });
}

/** The statement that a body is that of an error; empty where nothing of it is known. */
export function toldAs(actual: string, name: string, plan: Plan, depth = 4, message = ''): string {
  if (bodyShape(name, plan.model) === null)
    return `assert.equal(${actual}['type'], ${quote(`urn:problem:${name}`)}${message});`;
  const members = toldMembers(name, plan);
  if (members.length === 0) return '';
  return print(
    hugged('assert.partialDeepStrictEqual(', [actual], { open: '{', items: members, close: '}', space: true }, ');'),
    depth,
  );
}

/** The names of the members of the body of an error without more to say than its name. */
export function toldNames(name: string, { model }: Plan): string[] {
  const parts = bodyParts(name, model);
  if (parts?.kind === 'object') return parts.members.map((one) => one.name);
  return ['type', 'title', 'status'];
}

/** Whether a refused request reads where it is wrong. */
export function tellsPaths(plan: Plan): boolean {
  return faultsText(plan) !== null;
}

/** What gives the paths of faults of a body, as an expression over `body`; null where it does not say them. */
export function faultsText({ model }: Plan): string | null {
  if (bodyShape('invalid_input', model) === null) return STANDARD;
  const parts = bodyParts('invalid_input', model);
  return parts === null ? null : within(parts, 'body');
}

const STANDARD = "Array.isArray(body['errors']) ? body['errors'].map((fault: { path: unknown }) => fault.path) : []";

function within(part: Part, place: string): string | null {
  if (part.kind === 'object') {
    for (const one of part.members) {
      const found = within(
        one.part,
        place === 'body' ? `body[${quote(one.name)}]` : member(`Object(${place})`, one.name),
      );
      if (found !== null) return found;
    }
  }
  if (part.kind === 'map') return `Object.keys(Object(${place})).map((path) => \`/\${path}\`)`;
  if (part.kind !== 'faults') return null;
  if (part.item.kind === 'text') return `[${place}].flat().map((text) => String(text).split(' ')[0])`;
  if (part.item.kind !== 'object') return null;
  const path = part.item.members.find((one) =>
    holdsPart(one.part, (inner) => inner.kind === 'text' && inner.says === 'path'),
  );
  return path?.part.kind === 'text' ? `[${place}].flat().map((fault) => ${member('Object(fault)', path.name)})` : null;
}

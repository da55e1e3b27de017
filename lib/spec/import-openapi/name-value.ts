import type { ImportContext } from './import-context.ts';
import { visible } from './invisible.ts';
import { identifierOf, unusedName } from './names.ts';

/** Names that are taken: of inputs or outputs in the specification, and of values in each place of the message. */
export interface TakenNames {
  names: Set<string>;
  /** `PLACE NAME`; names of headers do not differ by case. */
  onWire: Set<string>;
}

/** Names of headers and cookies (RFC 9110 §5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const MEMBER = /^[^\s"\\\p{Cc}\ufffd]{1,100}$/u;

/**
 * The name of an input or an output, and its name on the wire where that is another one. Null (noted) where the value cannot be
 * named: it is left out.
 */
export function nameValue(
  ctx: ImportContext,
  name: string,
  place: string,
  pointer: string,
  taken: TakenNames,
): { name: string; wireName: string | null } | null {
  const isToken = place === 'header' || place === 'cookie';
  const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`;
  const fits = (isToken ? TOKEN : MEMBER).test(name) && visible(name) === name;
  if (!fits || taken.onWire.has(key)) {
    const why = fits ? 'is taken by another one' : 'is none that can be sent';
    ctx.losses.note(pointer, `The name \`${name.slice(0, 60)}\` ${why}; this value is left out.`);
    return null;
  }
  taken.onWire.add(key);
  const identifier = identifierOf(name, place === 'output' ? 'member' : place);
  const wanted = taken.names.has(identifier) ? `${identifier.slice(0, 40)}_in_${place}` : identifier;
  const unique = unusedName(wanted, taken.names);
  return { name: unique, wireName: unique === name ? null : name };
}

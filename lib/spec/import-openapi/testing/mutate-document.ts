import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What is put in the place of something. */
const JUNK: readonly Json[] = [
  ...[null, true, 0, -1, 1.5, 1e300, '', 'x', '\u0000', '=1', ': #', '-', '*a', '{', 'a\nb', '\ud800'],
  ...[
    [],
    {},
    [null],
    { $ref: '#' },
    { $ref: '#/components/schemas' },
    { $ref: 'x.yaml' },
    { type: 'object' },
    { allOf: [{}] },
  ],
];

/** A change of a document: where (by counting its values), and what is done there. */
export const mutations = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'remove', 'copy', 'rename'),
    junk: fc.nat(),
    from: fc.nat(),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Changes a document in a few places; the document itself stays as it is. */
export function mutated(
  document: unknown,
  changes: readonly { at: number; how: string; junk: number; from: number }[],
): unknown {
  const copy: Json = JSON.parse(JSON.stringify(document));
  for (const { at, how, junk, from } of changes) {
    const places = placesIn(copy);
    const place = places[at % places.length];
    const other = places[from % places.length];
    if (place === undefined || other === undefined) continue;
    const { holder, key } = place;
    const value =
      how === 'copy' ? JSON.parse(JSON.stringify(other.holder[other.key])) : (JUNK[junk % JUNK.length] ?? null);
    if (how === 'remove') delete holder[key];
    else if (how === 'rename') holder[typeof value === 'string' ? value : '+1'] = holder[key] ?? null;
    else holder[key] = value;
  }
  return copy;
}

function placesIn(root: Json): { holder: { [key: string]: Json }; key: string }[] {
  const found: { holder: { [key: string]: Json }; key: string }[] = [];
  const open: Json[] = [root];
  for (const value of open) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) open.push(...value);
    else
      for (const key of Object.keys(value)) {
        found.push({ holder: value, key });
        open.push(value[key] ?? null);
      }
  }
  return found;
}

import { type Json, Sourced } from '../text/json.ts';

const SCHEMAS = '#/components/schemas/';

/** The names of the schemas that parts of a document lead to, also by way of each other. */
export function referenced(parts: readonly Json[], schemas: ReadonlyMap<string, Json>): ReadonlySet<string> {
  const found = new Set<string>();
  const rest: (Json | undefined)[] = [...parts];
  while (rest.length > 0) {
    const part = rest.pop();
    if (part === null || typeof part !== 'object') continue;
    if (part instanceof Sourced) {
      rest.push(part.value);
      continue;
    }
    for (const inner of Object.values(part)) rest.push(inner);
    const name = '$ref' in part ? schemaNamed(part.$ref) : null;
    if (name === null || found.has(name)) continue;
    found.add(name);
    rest.push(schemas.get(name));
  }
  return found;
}

/** `#/components/schemas/Quote` and what is within it, as `Quote`. */
function schemaNamed(address: Json | undefined): string | null {
  if (typeof address !== 'string' || !address.startsWith(SCHEMAS)) return null;
  const [name = ''] = address.slice(SCHEMAS.length).split('/');
  return name;
}

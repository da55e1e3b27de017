import { someExpr } from '../expressions/expr-parts.ts';
import type { Endpoint } from '../model.ts';
import { type Observation, open, satisfied, violated } from './rule.ts';
import type { Subject } from './subject.ts';

/** The claims that say how somebody signed in (RFC 8176 and OpenID Connect Core, section 2). */
const CLAIMS: readonly string[] = ['amr', 'acr', 'mfa'];

/** Looks at how callers of some operations prove who they are. `who` says whom, as the subject of a sentence. */
export function seeSecondFactor(
  { model }: Subject,
  endpoints: readonly Endpoint[],
  who: string,
): readonly Observation[] {
  if (endpoints.length === 0) return [open(`No operation is for ${who}.`)];
  const single = model.auth.find(({ scheme }) => scheme === 'api_key');
  if (single !== undefined)
    return [violated('The scheme `api_key` is one static factor, and it alone lets a caller in.', single.span)];
  const untested = endpoints.filter((endpoint) => !testsSignIn(endpoint));
  const [first] = untested;
  if (first === undefined)
    return endpoints.map(({ name, span }) => satisfied(`\`${name}\` asks how the caller signed in.`, span));
  return [
    open(
      `\`${first.name}\` does not ask how the caller signed in (\`caller.claims.amr\`); the sign-in itself shows it.`,
    ),
  ];
}

function testsSignIn({ access }: Endpoint): boolean {
  if (access.kind === 'public' || access.when === null) return false;
  return someExpr(access.when, (part) => {
    if (part.kind === 'member') return CLAIMS.includes(part.name);
    return part.kind === 'index' && part.index.kind === 'string' && CLAIMS.includes(part.index.value);
  });
}

import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { yaml } from '../text/quote.ts';

/** A rule of an HTTPRoute has at most 64 matches, and a route at most 16 rules (Gateway API v1). */
const MATCHES = 64;
const RULES = 16;

/** deploy/route.yaml: what a Gateway lets in from outside. Probes and metrics stay inside. */
export function routeFile(plan: Plan): string {
  const { service } = plan.model;
  const paths = publicPaths(plan);
  const rules = Array.from({ length: Math.ceil(paths.length / MATCHES) }, (_, at) =>
    ruleText(service.name, paths.slice(at * MATCHES, (at + 1) * MATCHES)),
  );
  return code`
    # Gateway API: what is let in from outside. The Gateway is yours: say its name here, and the host names that it answers for.
    # It ends TLS. Probes and /metrics are not let in. This file was read by a parser, not by a cluster.
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata:
      name: ${yaml(service.name)}
    spec:
      parentRefs:
        - name: public
      rules:
        ${rules.join('\n')}
  `;
}

function ruleText(name: string, paths: readonly string[]): string {
  const matches = paths.map((path) => `- path:\n    type: PathPrefix\n    value: ${yaml(path)}`).join('\n');
  return code`
    - matches:
        ${matches}
      backendRefs:
        - name: ${yaml(name)}
          port: 80
  `;
}

/** The first fixed parts of all paths, each once, in the order of the endpoints; all paths where one begins with a value. */
export function publicPaths({ operations, waits, people }: Plan): string[] {
  const own = operations.map(({ endpoint: { path } }) => /^\/[^/{}]*/.exec(path)?.[0] ?? '/');
  const platform = ['/openapi.json', ...(waits ? ['/requests'] : []), ...(people ? ['/tasks'] : [])];
  const paths = [...new Set([...own, ...platform])];
  return paths.includes('/') || paths.length > MATCHES * RULES ? ['/'] : paths;
}

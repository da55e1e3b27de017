import type { OperationPlan, Plan } from '../plan.ts';
import { isOptional, plainType } from '../service/types.ts';
import { type Doc, hugged, list, print } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { example } from './values.ts';

/** A path of the operation with an example in each place, and its required query values. */
export function examplePath(operation: OperationPlan, plan: Plan): string {
  return pathTemplate(operation, plan, new Map());
}

/** The same with some values given. */
export function pathTemplate(
  { endpoint, parameters }: OperationPlan,
  plan: Plan,
  given: ReadonlyMap<string, string>,
): string {
  const textOf = (name: string): string => {
    const field = parameters.find((parameter) => parameter.name === name);
    const text = field === undefined ? 'x' : plain(print(example(field.type, plan)));
    return given.get(name) ?? encodeURIComponent(text);
  };
  const path = endpoint.path.replace(/\{([^{}]*)\}/g, (_, name: string) => textOf(name));
  const query = parameters
    .filter((field) => field.in === 'query' && field.type.kind !== 'optional' && field.default === null)
    .flatMap((field) => {
      const of = plainType(field.type, plan.model);
      const item = of.kind === 'list' ? encodeURIComponent(plain(print(example(of.of, plan)))) : textOf(field.name);
      const count = of.kind === 'list' ? Math.max(1, of.length?.min ?? 0) : 1;
      return Array.from({ length: count }, () => `${encodeURIComponent(field.name)}=${item}`);
    });
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** The value of a literal without its quotes. */
function plain(literal: string): string {
  return /^(['"]).*\1$/s.test(literal) ? literal.slice(1, -1) : literal;
}

/** The headers that the operation needs, as a member of what `send` takes; empty if it needs none. */
export function neededHeaders(operation: OperationPlan, plan: Plan): string {
  const members = headerMembers(operation, plan);
  return members.length === 0 ? '' : print(['headers: ', list('{', members, '}', true)]);
}

/** The same as members of the object of headers, but for one of them. */
export function headerMembers({ parameters }: OperationPlan, plan: Plan, without: string | null = null): Doc[] {
  const needed = parameters.filter(({ in: place, type }) => place === 'header' && !isOptional(type, plan.model));
  return needed
    .filter(({ name }) => name !== without)
    .map(({ name, type }): Doc => [key(name), ': ', quote(plain(print(example(type, plan))))]);
}

/** `send(…)` for the operation at a path, with its example body. */
export function requestOf(operation: OperationPlan, path: string, plan: Plan, more = ''): Doc {
  const { endpoint, name, body } = operation;
  const headers = more === 'headers' ? '' : neededHeaders(operation, plan);
  const items = [body.length > 0 ? `body: ${name}Example` : '', headers, more].filter((item) => item !== '');
  if (items.length === 0) return list('send(', [quote(endpoint.method), path], ')');
  return hugged('send(', [quote(endpoint.method), path], { open: '{', items, close: '}', space: true }, ')');
}

/** Who looks at a request that waits, as `send` takes it: whoever started it, and where that was nobody, somebody who works on it. */
export function followedAs({ endpoint }: OperationPlan): string {
  return endpoint.access.kind === 'public' ? ', { as: operator }' : '';
}

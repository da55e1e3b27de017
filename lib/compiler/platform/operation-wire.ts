import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import type { WirePlan } from '../wire-plan.ts';

// Parts of src/platform/operation.ts that only some services need.

export const ALLOWS = code`
  /** Whether a caller may ask this; more than roles and scopes can say. */
  allows?(asked: { input: Input; caller: Caller; now: string }): boolean;
`;

export const HEADERS_MEMBER = code`
  /** Gives the answer headers; what is null is left out. */
  headers(values: Readonly<Record<string, unknown>>): void;
`;

export const PAGES_MEMBER = code`
  /** Where pages begin and end. */
  pages: Pages;
`;

export const HEADERS = code`
  /** Headers of an answer, by their names. */
  export type Headers = Record<string, string>;

  /** Writes down headers. What no header can hold is percent-encoded. */
  export function saying(headers: Headers): Run<never>['headers'] {
    return (values) => {
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === undefined) continue;
        const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
        headers[name.toLowerCase()] = text.replace(/[^ -~]/gu, (letter) => encodeURIComponent(letter));
      }
    };
  }
`;

export const NOBODY = code`
  const NOBODY: Visitor = { id: null, roles: [], scopes: [] };
`;

export const WITHIN_LIMIT = code`
  function demandRate(
    { limits }: Service,
    operation: Operation,
    request: FastifyRequest,
    input: object,
    reply: FastifyReply,
  ): void {
    if (operation.rateLimit === undefined) return;
    const asker = { caller: request.caller?.id ?? \`address \${request.ip}\`, address: request.ip, input: { ...input } };
    limits.take(operation.name, operation.rateLimit, asker, reply);
  }
`;

export const DEMAND_CONDITION = code`
  function demandCondition(operation: Operation, input: object, caller: Caller): void {
    const asked = { input: input as never, caller, now: new Date().toISOString() };
    if (operation.allows?.(asked) === false) throw new Problem(forbidden);
  }
`;

export const COOKIES = code`
  /** The cookies of a request, by their names. */
  function cookiesOf({ headers }: FastifyRequest): Record<string, string> {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => /^\s*([^=]+)=("?)(.*)\2\s*$/.exec(pair));
    return Object.fromEntries(pairs.flatMap((found) => (found === null ? [] : [[found[1], found[3]]])));
  }
`;

/** The function that makes of what was sent what the steps know. */
export function completed({ renames, defaults, nullable }: WirePlan): string {
  const whole = renames ? 'Object.fromEntries(named)' : 'sent';
  const named = renames ? 'named' : 'Object.entries(sent)';
  const members = [...(renames ? ['names = {}'] : []), ...(defaults ? ['defaults'] : [])].join(', ');
  return code`
    /** The input as the steps know it${renames && defaults ? ': under its own names, with the values of what was not sent' : renames ? ': under its own names' : ': with the values of what was not sent'}. */
    function completed({ ${members} }: Operation, sent: object): object {
      ${when(renames, 'const named = Object.entries(sent).map(([name, value]) => [names[name] ?? name, value]);')}
      ${when(!defaults, 'return Object.fromEntries(named);')}
      ${when(nullable, `const given = ${named}.filter(([, value]) => value !== null && value !== undefined);`)}
      ${when(defaults, 'const usual = defaults?.(new Date().toISOString()) ?? {};')}
      ${when(defaults && nullable, `return { ...${whole}, ...usual, ...Object.fromEntries(given) };`)}
      ${when(defaults && !nullable, `return { ...usual, ...${whole} };`)}
    }
  `;
}

/** What becomes of the parts of an input. */
export function inputText({ renames, defaults }: WirePlan): string {
  return renames || defaults ? 'completed(operation, { ...sent, ...named })' : '{ ...sent, ...named }';
}

export function performHead({ limits }: WirePlan): string {
  const parameters = ['service: Service', 'operation: Operation', 'request: FastifyRequest'];
  return print([
    list(
      'async function perform(',
      [...parameters, ...(limits ? ['reply: FastifyReply'] : [])],
      '): Promise<Answer> {',
    ),
  ]);
}

/** What is looked at between the input and the steps. */
export function asked({ optional, conditions, limits }: WirePlan): string[] {
  return [
    ...(limits ? ['demandRate(service, operation, request, input, reply);'] : []),
    ...(optional ? [WHO] : []),
    ...(conditions ? [`demandCondition(operation, input, ${optional ? 'who as Caller' : 'caller'});`] : []),
  ];
}

const WHO =
  "const who = request.caller ?? (operation.access !== 'public' && operation.access.optional ? NOBODY : ANYBODY);";

export const TOKEN_MEMBER = code`
  /** Signs a token that names somebody. */
  issueToken: IssueToken;
`;

export const SIGNING_IN = code`
  /** Signs tokens, and gives them to the browser as well. */
  export function signingIn({ issueToken }: Service, headers: Headers): IssueToken {
    return async (subject, given) => {
      const token = await issueToken(subject, given);
      headers['set-cookie'] = sessionCookie(token, given.seconds);
      return token;
    };
  }
`;

/** The answer is kept with what it is about. */
export const KEEP = 'if (request.held !== null) await keepAnswer(tx, service, request.held, answer);';

/** How the handler of an operation comes to its answer. */
export function performed({ files, wire: { limits, repeatable } }: Plan): string {
  const call = `perform(service, operation, request${limits ? ', reply' : ''})`;
  const answer = repeatable ? list('repeatable(', ['service', 'operation', 'request', `() => ${call}`], ')') : call;
  if (!files.kept) return print(['const answer = await ', answer, ';'], 6);
  const close = '.finally(() => request.spool?.close());';
  if (!repeatable) return `const answer = await ${call}${close}`;
  return `${print(['const answered = ', answer, ';'], 6)}\nconst answer = await answered${close}`;
}

export const PROXIES_MEMBER = code`
  /** Who may say in X-Forwarded-For for whom they ask: addresses, or networks such as 10.0.0.0/8. */
  proxies: readonly string[];
`;

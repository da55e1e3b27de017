import type { Integration, IntegrationOperation } from '../model.ts';

/** What the text of a request says. */
export interface Request {
  /** The effect that it has unless the operation says otherwise. */
  effect: IntegrationOperation['effect'];
  /** Inputs that it names. */
  parameters: readonly string[];
  /** Where those inputs and the others go that are not named: `plain` places carry one plain value each. */
  carries: 'plain' | 'anything';
  /** Whether an answer comes back that an output can be read from. */
  answers: boolean;
}

type Protocol = NonNullable<Integration['protocol']>;

const LONGEST = 4000;

/** Reads the request of an operation by its protocol. A text: why it cannot be one, as a sentence. */
export function readRequest(protocol: Protocol, text: string): Request | string {
  if (text.length > LONGEST) return `A request has at most ${LONGEST} characters.`;
  return READERS[protocol](text.trim());
}

const WRITES = { effect: 'write', parameters: [], carries: 'anything' } as const;

const READERS: Readonly<Record<Protocol, (text: string) => Request | string>> = {
  rest: readRest,
  webhook: (text) => {
    const request = readRest(/^\//.test(text) ? `POST ${text}` : text);
    if (typeof request === 'string') return request;
    return request.effect === 'write' || request.carries === 'anything'
      ? { ...request, answers: false }
      : 'A webhook sends: write `POST /path`.';
  },
  soap: (text) =>
    /^[A-Za-z][A-Za-z0-9_.:/#?=-]{0,300}$/.test(text)
      ? { ...WRITES, answers: true }
      : 'The request of a SOAP operation is its action, such as `CKYCSearch` or `urn:registry:search`.',
  graphql: readGraphql,
  kafka: (text) =>
    /^[A-Za-z0-9._-]{1,249}$/.test(text) && text !== '.' && text !== '..'
      ? { ...WRITES, answers: false }
      : 'The request of a Kafka operation is its topic: letters, digits, `.`, `_` and `-`, at most 249.',
  sftp: readSftp,
  smtp: (text) =>
    /^[A-Za-z][A-Za-z0-9 _.-]{0,99}$/.test(text)
      ? { ...WRITES, answers: false }
      : 'The request of an SMTP operation is the name of its message, such as `welcome`.',
};

const EFFECTS: Readonly<Record<string, Request['effect']>> = {
  GET: 'read',
  LIST: 'read',
  PUT: 'idempotent',
  DELETE: 'idempotent',
};

function readRest(text: string): Request | string {
  const match = /^(GET|POST|PUT|PATCH|DELETE) +(\/\S*)$/.exec(text);
  const [, method = '', path = ''] = match ?? [];
  if (match === null) return 'The request of a REST operation is a method and a path, such as `GET /customers/{id}`.';
  const parameters = pathParameters(path);
  if (typeof parameters === 'string') return parameters;
  const plain = method === 'GET' || method === 'DELETE';
  return { effect: EFFECTS[method] ?? 'write', parameters, carries: plain ? 'plain' : 'anything', answers: true };
}

function readSftp(text: string): Request | string {
  const match = /^(GET|PUT|LIST|DELETE) +(\/\S*)$/.exec(text);
  const [, verb = '', path = ''] = match ?? [];
  if (match === null) return 'The request of an SFTP operation is GET, PUT, LIST or DELETE and a path.';
  const parameters = pathParameters(path);
  if (typeof parameters === 'string') return parameters;
  const answers = verb === 'GET' || verb === 'LIST';
  return { effect: EFFECTS[verb] ?? 'write', parameters, carries: answers ? 'plain' : 'anything', answers };
}

/** The names in braces; a sentence if the path cannot be used. */
function pathParameters(path: string): string[] | string {
  if (/[?#]/.test(path))
    return 'A path has no `?` and no `#`: inputs that it does not name become the query of a GET by themselves.';
  if (!/^(\/([A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[A-Za-z][A-Za-z0-9_]*\})*)+$/.test(path))
    return 'A path is written as `/customers/{id}`: plain characters, and names of inputs in braces.';
  const names = [...path.matchAll(/\{([A-Za-z][A-Za-z0-9_]*)\}/g)].map((match) => match[1] ?? '');
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  return twice === undefined ? names : `\`{${twice}}\` is in this path twice.`;
}

/** A GraphQL document with one operation (GraphQL, October 2021, §2.3). Its fields are the other system's matter. */
function readGraphql(text: string): Request | string {
  const kind = /^(query|mutation)\b/.exec(text)?.[1] ?? (text.startsWith('{') ? 'query' : null);
  if (kind === null) return 'The request of a GraphQL operation is its document: `query Name($id: ID!) { … }`.';
  const bare = withoutStrings(text);
  let depth = 0;
  for (const character of bare) {
    if (character === '{') depth++;
    else if (character === '}' && --depth < 0) break;
  }
  if (depth !== 0 || !bare.includes('{')) return 'The braces of this GraphQL document do not match.';
  const names = new Set([...bare.matchAll(/\$([A-Za-z_][A-Za-z0-9_]*)/g)].map((match) => match[1] ?? ''));
  return {
    effect: kind === 'query' ? 'read' : 'write',
    parameters: [...names],
    carries: 'anything',
    answers: true,
  };
}

/** Braces and variables inside of strings are no such. One pass: a pattern would look for the end of each open string again. */
function withoutStrings(text: string): string {
  let bare = '';
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (inside && character === '\\') i++;
    else if (character === '"' || (inside && character === '\n')) inside = !inside;
    else if (!inside) bare += character;
  }
  return bare;
}

import type { AuthPlan, Carrier } from '../auth-plan.ts';
import { code, when } from '../text/code.ts';
import { key, quote } from '../text/quote.ts';

/** How the page for operators shows who uses it. */
export interface SignIn {
  /** Where the token or key is kept, if it comes with the address. */
  start: string;
  /** The headers that show who asks, as members of an object. */
  members: string;
  /** Functions that ask people who they are; `askForToken` is called after a 401. */
  asking: string;
  /** Statements that begin the page's work. */
  begin: string;
}

/** A token or a key that a person types in, and the header that carries it. */
interface Way {
  label: string;
  header: string;
  prefix: string;
}

/**
 * By tokens or keys that people type in, each in its own header; by the cookie of a session, which the browser sends by itself and
 * which the service takes only from its own pages.
 */
export function signInOf({ schemes }: Pick<AuthPlan, 'schemes'>): SignIn {
  const ways =
    schemes.length === 0 ? [BEARER] : schemes.flatMap(({ carrier, kind }) => wayOf(carrier, kind === 'keys'));
  const distinct = [...new Map(ways.map((way) => [`${way.header} ${way.prefix}`, way])).values()];
  const hasCookie = schemes.some(({ carrier }) => carrier.kind === 'cookie');
  const [only, ...others] = distinct;
  if (only === undefined) return BY_COOKIE;
  return only.header === 'authorization' && only.prefix === 'Bearer ' && others.length === 0 && !hasCookie
    ? { start: FROM_ADDRESS, members: IN_HEADER, asking: asking([only]), begin: WITH_TOKEN }
    : several(distinct, hasCookie);
}

const BEARER: Way = { label: 'Access token', header: 'authorization', prefix: 'Bearer ' };

function wayOf(carrier: Carrier, isKey: boolean): Way[] {
  if (carrier.kind === 'cookie') return [];
  const prefix = carrier.prefix === null || carrier.prefix === '' ? '' : `${carrier.prefix} `;
  return [{ label: isKey ? 'API key' : 'Access token', header: carrier.name.toLowerCase(), prefix }];
}

const IN_HEADER = code`authorization: \`Bearer \${token}\``;

const FROM_ADDRESS = code`
  let token = new URLSearchParams(location.hash.slice(1)).get('access_token') ?? '';
  if (token !== '') history.replaceState(null, '', location.pathname);
`;

const WITH_TOKEN = code`
  if (token === '') askForToken();
  else attempt(showTasks);
`;

/** What people type in; of several kinds they choose one. */
function asking(ways: readonly Way[]): string {
  const [first = BEARER] = ways;
  const chosen = ways.length > 1;
  return code`
    function askForToken() {
      const input = make('input', { type: 'password', required: true, autocomplete: 'off' });
      ${when(chosen, "const kind = make('select', {}, ...WAYS.map(({ label }, value) => make('option', { value }, label)));")}
      ${chosen ? CHOICE : `const form = make('form', {}, make('label', {}, ${quote(first.label)}, input), make('button', {}, 'Open'));`}
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        token = input.value.trim();
        ${when(chosen, 'way = WAYS[kind.value];')}
        attempt(showTasks);
      });
      main.replaceChildren(form);
      input.focus();
    }
  `;
}

const CHOICE = code`
  const form = make(
    'form',
    {},
    make('label', {}, 'With', kind),
    make('label', {}, 'Token or key', input),
    make('button', {}, 'Open'),
  );
`;

function several(ways: readonly Way[], hasCookie: boolean): SignIn {
  const listed = ways
    .map(
      ({ label, header, prefix }) => `{ label: ${quote(label)}, header: ${quote(header)}, prefix: ${quote(prefix)} },`,
    )
    .join('\n');
  const [first = BEARER] = ways;
  const named =
    ways.length > 1
      ? '[way.header]: way.prefix + token'
      : `${key(first.header)}: ${first.prefix === '' ? 'token' : `${quote(first.prefix)} + token`}`;
  return {
    start: code`
      ${ways.length > 1 ? `const WAYS = [\n${listed.replace(/^/gm, '  ')}\n];\nlet [way] = WAYS;` : ''}
      ${FROM_ADDRESS}
    `,
    members: hasCookie ? `...(token === '' ? {} : { ${named} })` : named,
    asking: asking(ways),
    // Who has a session needs no token.
    begin: hasCookie ? 'attempt(showTasks);' : WITH_TOKEN,
  };
}

/** The cookie goes with every request to the service itself, and no script can read it. */
const BY_COOKIE: SignIn = {
  start: '',
  members: '',
  asking: code`
    function askForToken() {
      const open = make('button', { type: 'button' }, 'Open');
      open.addEventListener('click', () => attempt(showTasks));
      main.replaceChildren(make('p', {}, 'Sign in to this service in this browser. Then open the tasks.'), open);
      open.focus();
    }
  `,
  begin: 'attempt(showTasks);',
};

import { bodyShape, platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { authImports } from './fixture-auth.ts';
import { examplePath, neededHeaders, requestOf } from './requests.ts';
import { toldAs } from './told.ts';

/** What tests of tokens need besides what every test of security does, by where it comes from. */
export function tokenImports(guarded: readonly OperationPlan[], plan: Plan): { auth: string[]; fixture: string[] } {
  const tokens = tokenTests(guarded, plan) !== '';
  const known = tokens && knowsKeysBy(plan) !== null;
  const auth = known ? authImports(plan).filter((name) => /^(bearerTokens|authenticating)$/.test(name)) : [];
  const built = known ? ['AUDIENCE', 'ISSUER', 'newApp', 'service'] : [];
  return { auth, fixture: [...built, ...(tokens ? ['token'] : [])] };
}

/** Tests of what is read in a token and of where it is read; empty where callers show no tokens in a header. */
export function tokenTests(guarded: readonly OperationPlan[], plan: Plan): string {
  const sample = guarded.find((operation) => neededHeaders(operation, plan) === '');
  if (sample === undefined || !readsHeader(plan)) return '';
  return code`
    ${placeTest(sample, plan)}

    ${claimsTest(sample, plan)}

    ${keysTest(sample, plan)}
  `;
}

/** Whether tests may show tokens in a header, behind a word. */
function readsHeader({ auth: { tested } }: Plan): boolean {
  if (tested === null) return true;
  return tested.kind !== 'keys' && tested.carrier.kind === 'header' && tested.carrier.prefix !== null;
}

function carrierOf({ auth: { tested } }: Plan): { header: string; word: string } {
  const carrier = tested?.carrier;
  if (carrier?.kind !== 'header') return { header: 'authorization', word: 'Bearer' };
  return { header: carrier.name.toLowerCase(), word: carrier.prefix ?? '' };
}

function placeTest(sample: OperationPlan, plan: Plan): string {
  const { header, word } = carrierOf(plan);
  const unknown = platformError('unauthenticated', plan.model).status;
  return code`
    test('a token is read as a whole and in its place', async () => {
      const good = await token();
      const said: [text: string, known: boolean][] = [
        [\`${word} \${good}\`, true],
        [\`${word.toLowerCase()} \${good}\`, true],
        [\`${word} \${good} more\`, false],
        [\`no ${word} \${good}\`, false],
        [\`Basic \${good}\`, false],
        [good, false],
        [${quote(word)}, false],
      ];
      for (const [text, known] of said) {
        const headers = { ${print(key(header))}: text };
        ${print(['const { status } = await ', requestOf(sample, quote(examplePath(sample, plan)), plan, 'headers'), ';'], 4)}
        assert.equal(status !== ${unknown}, known, text.replace(good, '…'));
      }
    });
  `;
}

/** What a token may say that a caller is, other than as it should be said. */
function claimsTest(sample: OperationPlan, plan: Plan): string {
  const { access } = sample.endpoint;
  const { roles, scopes } = access.kind === 'public' ? { roles: [], scopes: [] } : access;
  const scope = scopes.length > 0 ? [`scope: ${quote(scopes.join(' '))}`] : [];
  const needed = roles.length > 0 ? [`roles: [${roles.map(quote).join(', ')}]`] : [];
  const wrong: Doc[] = [
    ...roles.slice(0, 1).map((role) => list('{', [...scope, `more: { roles: ${quote(role)} }`], '}', true)),
    ...(roles.length > 0 ? [list('{', [...scope, 'more: { roles: [7] }'], '}', true)] : []),
    ...(scopes.length > 0 ? [list('{', [...needed, 'more: { scope: 7 }'], '}', true)] : []),
  ];
  const path = quote(examplePath(sample, plan));
  const standard = bodyShape('unauthenticated', plan.model) === null;
  const callers = scope.length > 0 && wrong.length > 1 ? rows('[', wrong, ']') : list('[', wrong, ']');
  const tried = code`
    ${print(['for (const as of ', callers, ') {'], 2)}
      ${print(['const { status } = await ', requestOf(sample, path, plan, 'as'), ';'], 4)}
      assert.equal(status, ${platformError('forbidden', plan.model).status});
    }
  `;
  return code`
    test('what a token says in another form counts for nothing', async () => {
      ${when(wrong.length > 0, tried)}
      ${print(['const nobody = await ', requestOf(sample, path, plan, "as: { sub: '' }"), ';'], 2)}
      ${standard ? "assert.equal(nobody.body['detail'], 'The token names nobody');" : toldAs('nobody.body', 'unauthenticated', plan, 2)}
      ${print(['const forged = await ', requestOf(sample, path, plan, 'as: { forged: true }'), ';'], 2)}
      ${standard ? "assert.equal(forged.body['detail'], 'The token is not valid');" : toldAs('forged.body', 'unauthenticated', plan, 2)}
    });
  `;
}

/** The expression that knows callers by keys at an address; null where there is more to know them by. */
function knowsKeysBy({ auth: { tested, schemes } }: Plan): string | null {
  const settings = '{ issuer: ISSUER, audience: AUDIENCE, jwksUrl }';
  if (tested === null) return `bearerTokens(${settings})`;
  const [only, ...others] = schemes;
  if (only?.kind !== 'issuer' || others.length > 0) return null;
  return `authenticating({ ${only.name}: ${settings} })`;
}

function keysTest(sample: OperationPlan, plan: Plan): string {
  const known = knowsKeysBy(plan);
  if (known === null) return '';
  const { header, word } = carrierOf(plan);
  const { status } = platformError('unavailable', plan.model);
  const path = quote(examplePath(sample, plan));
  const asked = [`method: ${quote(sample.endpoint.method)}`, `url: ${path}`, 'headers'];
  return code`
    test('keys that cannot be had are no fault of the token', async (t) => {
      t.mock.method(console, 'error', () => undefined);
      const headers = { ${print(key(header))}: \`${word} \${await token()}\` };
      for (const jwksUrl of ['http://127.0.0.1:9/keys', 'data:application/json,{}', 'data:application/json,no']) {
        ${print(['const app = newApp(', list('{', ['...service', `authenticate: ${known}`], '}', true), ');'], 4)}
        ${print(['const answer = await app.inject(', list('{', asked, '}', true), ');'], 4)}
        await app.close();
        assert.equal(answer.statusCode, ${status}, jwksUrl);
        ${when(bodyShape('unavailable', plan.model) === null, "assert.equal(answer.json().detail, 'The keys of the issuer cannot be had at the moment');")}
      }
    });
  `;
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { eq } from 'drizzle-orm';
import type { NextApiRequest, NextApiResponse } from 'next';
import nextAuthModule from 'next-auth';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { auditEntries, people, sessions } from '#db/schema.ts';
import { Browser } from '../testing/browser.ts';
import { close, type IdentityProvider, listen, openIdentityProvider } from '../testing/identity-provider.ts';
import { signedIn } from '../testing/sign-in-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { authOptions } from './auth-handler.ts';
import { readSessionCookie, sessionCookieName } from './session-cookie.ts';
import { verifySession } from './verify-session.ts';

const NextAuth = 'default' in nextAuthModule ? (nextAuthModule.default as typeof nextAuthModule) : nextAuthModule;

let database: TestDatabase;
let provider: IdentityProvider;
let server: Server;
let site: string;
beforeAll(async () => {
  database = await openTestDatabase();
  server = createServer((request, response) => void serve(request, response));
  site = `http://127.0.0.1:${await listen(server)}`;
  provider = await openIdentityProvider(`${site}/api/auth/callback/oidc`);
});
afterAll(async () => {
  await provider.close();
  await close(server);
  await database.close();
});
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_URL', site);
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the test only, of some length');
  vi.stubEnv('OIDC_ISSUER', provider.issuer);
  vi.stubEnv('OIDC_CLIENT_ID', 'plumbline');
  vi.stubEnv('OIDC_CLIENT_SECRET', 'a secret of the test only');
  vi.stubEnv('OIDC_NAME', 'Test bank');
  vi.stubEnv('OIDC_ROLE_CLAIM', 'groups');
});

/** The same next-auth options as the application's route, behind a bare HTTP server. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', site);
  if (!url.pathname.startsWith('/api/auth/')) {
    response.end('a page');
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const cookies = Object.fromEntries(
    (request.headers.cookie ?? '')
      .split('; ')
      .map((pair) => [pair.split('=')[0] ?? '', decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]),
  );
  const asked = Object.assign(request, {
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) },
    cookies,
    body: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
  });
  const answer = Object.assign(response, {
    status: (code: number) => Object.assign(response, { statusCode: code }),
    json: (value: unknown) => response.end(JSON.stringify(value)),
    send: (value: unknown) => response.end(typeof value === 'object' ? JSON.stringify(value) : value),
  });
  const before = readSessionCookie(cookies[sessionCookieName()]);
  await NextAuth(
    asked as unknown as NextApiRequest,
    answer as unknown as NextApiResponse,
    authOptions(database.db, before),
  );
}

/** Signs in through the provider's own pages and gives the session that the browser ends up with, or where it was sent. */
async function signIn(login: string, browser = new Browser()) {
  const { csrfToken } = JSON.parse((await browser.get(`${site}/api/auth/csrf`)).text);
  let page = await browser.post(`${site}/api/auth/signin/oidc`, { csrfToken, callbackUrl: `${site}/` });
  for (let step = 0; step < 4 && page.url.startsWith(provider.issuer); step++) {
    const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? page.url;
    page = await browser.post(new URL(action, page.url).href, { prompt, login, password: 'any' });
  }
  const sessionId = await readSessionCookie(browser.cookie(site, sessionCookieName()));
  const actor = sessionId && (await verifySession(database.db, sessionId, new Date()));
  return { actor: actor || null, at: page.url.replace(site, ''), browser };
}

const personOf = async (email: string) => (await database.db.select().from(people).where(eq(people.email, email)))[0];

test('the claim admits a new person with its role, and the ledger says so', async () => {
  provider.accounts.set('zoe', {
    email: 'zoe@bank.test',
    email_verified: true,
    name: 'Zoe',
    groups: ['staff', 'plumbline-expert'],
  });
  const { actor, at } = await signIn('zoe');
  expect({ name: actor?.name, role: actor?.role, at }).toEqual({ name: 'Zoe', role: 'expert', at: '/' });
  expect(Math.abs(Date.now() - (actor?.authenticatedAt.getTime() ?? 0))).toBeLessThan(120_000);
  const person = await personOf('zoe@bank.test');
  expect(person).toMatchObject({ passwordHash: null, oidcSubject: `${provider.issuer}#zoe` });
  const added = await database.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.subject, `person:${person?.id}`));
  expect(added.map(({ action, actorId }) => ({ action, actorId }))).toEqual([
    { action: 'person.added', actorId: null },
  ]);
});

test('no role, or two, is no access: nobody is added and no session starts', async () => {
  provider.accounts.set('nil', { email: 'nil@bank.test', email_verified: true, groups: ['staff'] });
  provider.accounts.set('two', { email: 'two@bank.test', email_verified: true, groups: ['expert', 'monitor'] });
  expect(await signIn('nil')).toMatchObject({ actor: null, at: '/sign-in?error=no-access' });
  expect(await signIn('two')).toMatchObject({ actor: null, at: '/sign-in?error=several-roles' });
  expect(await personOf('nil@bank.test')).toBeUndefined();
});

test('the claim rules at each sign-in: a new role holds, a lost one ends access', async () => {
  const account = { email: 'ron@bank.test', email_verified: true };
  provider.accounts.set('ron', { ...account, groups: 'architect' });
  expect((await signIn('ron')).actor?.role).toBe('architect');
  provider.accounts.set('ron', { ...account, groups: 'monitor' });
  expect((await signIn('ron')).actor?.role).toBe('monitor');
  provider.accounts.set('ron', account);
  expect(await signIn('ron')).toMatchObject({ actor: null, at: '/sign-in?error=no-access' });
});

test('a local person with a password is never taken over by an e-mail address of the provider', async () => {
  const local = await signedIn(database.db, 'administrator', { password: 'a sentence of some length' });
  provider.accounts.set('eve', { email: local.actor.email, email_verified: true, groups: 'architect' });
  expect(await signIn('eve')).toMatchObject({ actor: null, at: '/sign-in?error=email-taken' });
});

test('without a role claim only people whom an administrator added come in, and only by a verified address', async () => {
  vi.stubEnv('OIDC_ROLE_CLAIM', '');
  const added = await signedIn(database.db, 'expert');
  provider.accounts.set('una', { email: added.actor.email, email_verified: false, groups: 'administrator' });
  expect(await signIn('una')).toMatchObject({ actor: null, at: '/sign-in?error=no-access' });
  provider.accounts.set('una', {
    email: added.actor.email.toUpperCase(),
    email_verified: true,
    groups: 'administrator',
  });
  expect((await signIn('una')).actor).toMatchObject({ id: added.actor.id, role: 'expert' });
  await database.db.update(people).set({ active: false }).where(eq(people.id, added.actor.id));
  expect(await signIn('una')).toMatchObject({ actor: null, at: '/sign-in?error=deactivated' });
});

test('signing in again ends the session before it, and signing out ends the last', async () => {
  provider.accounts.set('lea', { email: 'lea@bank.test', email_verified: true, groups: 'expert' });
  const first = await signIn('lea');
  const second = await signIn('lea', first.browser);
  const { csrfToken } = JSON.parse((await second.browser.get(`${site}/api/auth/csrf`)).text);
  await second.browser.post(`${site}/api/auth/signout`, { csrfToken });
  const ids = [first.actor?.sessionId, second.actor?.sessionId];
  expect(new Set(ids).size).toBe(2);
  const rows = await database.db
    .select()
    .from(sessions)
    .where(eq(sessions.personId, first.actor?.id ?? ''));
  expect(rows.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
});

test('an answer that this browser did not ask for is refused (state, nonce, PKCE)', async () => {
  const attacker = new Browser();
  const { csrfToken } = JSON.parse((await attacker.get(`${site}/api/auth/csrf`)).text);
  const page = await attacker.post(`${site}/api/auth/signin/oidc`, { csrfToken, callbackUrl: site });
  expect(page.url).toContain(provider.issuer);
  const stolen = await new Browser().get(`${site}/api/auth/callback/oidc?code=abc&state=def&iss=${provider.issuer}`);
  expect(stolen.url.replace(site, '')).toMatch(/^\/sign-in\?.*error=OAuthCallback/);
});

import { type IdentityProvider, openIdentityProvider } from '#lib/server/testing/identity-provider.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/testing/test-database.ts';
import { startApplication } from './support/application.ts';
import { expect, signIn, test as story } from './support/story.ts';

interface Around {
  database: TestDatabase;
  provider: { current: IdentityProvider | null };
}

/** An application on a PostgreSQL that is not its own, with an identity provider: a real workspace, with nobody in it. */
const test = story.extend<object, Around>({
  database: [
    async ({}, use) => {
      const database = await openTestDatabase();
      await use(database);
      await database.close();
    },
    { scope: 'worker' },
  ],
  provider: [
    async ({}, use) => {
      const provider: Around['provider'] = { current: null };
      await use(provider);
      await provider.current?.close();
    },
    { scope: 'worker' },
  ],
  app: [
    async ({ database, provider }, use) => {
      const app = await startApplication(async (url) => {
        provider.current = await openIdentityProvider(`${url}/api/auth/callback/oidc`);
        return {
          DATABASE_URL: database.url,
          OIDC_ISSUER: provider.current.issuer,
          OIDC_CLIENT_ID: 'plumbline',
          OIDC_CLIENT_SECRET: 'a secret of the test only',
          OIDC_NAME: 'Test bank',
          OIDC_ROLE_CLAIM: 'groups',
        };
      });
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const ADMINISTRATOR = { email: 'first@bank.test', password: 'a sentence that nobody guesses' };

test('a real workspace has no default password: the first administrator is set up by the code of the terminal, others come by OIDC', async ({
  stranger,
  app,
  provider,
  expectedErrors,
}) => {
  // The test provider's own sign-in page asks for a font elsewhere; the request is stopped before it leaves.
  expectedErrors.push(/fonts\.googleapis\.com/);
  const code = /set-up code ([^\s)]+)/.exec(app.log())?.[1] ?? '';
  await stranger.goto('/');
  await expect(stranger).toHaveURL(/\/set-up/);
  await stranger.getByLabel('Set-up code').fill(code);
  await stranger.getByLabel('Your name').fill('First Person');
  await stranger.getByLabel('E-mail').fill(ADMINISTRATOR.email);
  await stranger.getByLabel('Password').fill(ADMINISTRATOR.password);
  await stranger.getByRole('main').getByRole('button').click();
  await stranger.waitForURL('**/settings');
  await stranger.goto('/set-up');
  await expect(stranger).not.toHaveURL(/\/set-up/);

  await test.step('nobody of the demo workspace exists here', async () => {
    await leave(stranger);
    await stranger.goto('/sign-in');
    await expect(stranger.getByText('asha@demo.local')).toHaveCount(0);
  });
  await signIn(stranger, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await stranger.goto('/settings');
  await expect(stranger.getByText('First Person').first()).toBeVisible();

  await test.step('an architect of the identity provider signs in and gets the role of the claim', async () => {
    provider.current?.accounts.set('noor', {
      email: 'noor@bank.test',
      email_verified: true,
      name: 'Noor Khan',
      groups: ['plumbline-architect'],
    });
    await leave(stranger);
    await stranger.goto('/sign-in');
    await stranger.getByRole('button', { name: /Test bank/ }).click();
    await stranger.locator('input[name=login]').fill('noor');
    await stranger.locator('input[name=password]').fill('any');
    await stranger.getByRole('button', { name: /sign-in|sign in/i }).click();
    await stranger.getByRole('button', { name: /continue/i }).click();
    await stranger.waitForURL(`${app.url}/`);
    await stranger.goto('/settings');
    await expect(stranger.getByText('Noor Khan').first()).toBeVisible();
    await expect(stranger.getByText(/architect/i).first()).toBeVisible();
  });
});

/** Goes away and forgets the session. A page that is still open would ask on without it, and be refused. */
async function leave(page: import('@playwright/test').Page): Promise<void> {
  await page.goto('about:blank');
  await page.context().clearCookies();
}

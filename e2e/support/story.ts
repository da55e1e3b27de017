import { type Browser, type BrowserContext, test as base, chromium, expect, type Page } from '@playwright/test';
import { type Application, startApplication } from './application.ts';

export { expect };

/** The people of the demo workspace. */
export const PEOPLE = {
  architect: 'asha@demo.local',
  orchestrator: 'omar@demo.local',
  monitor: 'mina@demo.local',
  expert: 'ravi@demo.local',
  administrator: 'ada@demo.local',
} as const;
export const PASSWORD = 'plumbline';

interface Fixtures {
  /** Opens a browser window signed in as one of the demo people. */
  as(person: keyof typeof PEOPLE, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  /** A window that is not signed in. */
  stranger: Page;
  /** Console messages that a story expects: everything else of kind error fails it. */
  expectedErrors: RegExp[];
}

/**
 * A story: a browser that fails on any console error, on any uncaught exception and on any request that leaves the machine,
 * beside an application of its own per worker.
 */
export const test = base.extend<Fixtures, { app: Application; chromiumBrowser: Browser }>({
  app: [
    async ({}, use) => {
      const app = await startApplication();
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  chromiumBrowser: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  expectedErrors: async ({}, use) => use([]),
  as: async ({ app, chromiumBrowser, expectedErrors }, use) => {
    const problems: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (person, options) => {
      const context = await chromiumBrowser.newContext({
        baseURL: app.url,
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      contexts.push(context);
      const page = await guardedPage(context, problems, expectedErrors);
      await signIn(page, PEOPLE[person]);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(problems).toEqual([]);
  },
  stranger: async ({ app, chromiumBrowser, expectedErrors }, use) => {
    const problems: string[] = [];
    const context = await chromiumBrowser.newContext({ baseURL: app.url });
    await use(await guardedPage(context, problems, expectedErrors));
    await context.close();
    expect(problems).toEqual([]);
  },
});

/** Signs in with e-mail and password on the sign-in page. */
export async function signIn(page: Page, email: string, password: string = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Starts the Chromium that `npm test` found, or the system's when a story is run by hand. */
export async function launchBrowser(): Promise<Browser> {
  const args: string[] = JSON.parse(
    process.env['PLUMBLINE_CHROMIUM_ARGS'] ?? '["--no-sandbox","--disable-dev-shm-usage","--disable-gpu"]',
  );
  const env: Record<string, string> = JSON.parse(process.env['PLUMBLINE_CHROMIUM_ENV'] ?? '{}');
  const executablePath = process.env['PLUMBLINE_CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args, env: { ...definedEnvironment(), ...env } });
}

/** A page that writes down every console error, exception and request to another machine. */
async function guardedPage(context: BrowserContext, problems: string[], expected: readonly RegExp[]): Promise<Page> {
  const note = (problem: string): void => {
    if (!expected.some((pattern) => pattern.test(problem))) problems.push(problem);
  };
  await context.route('**/*', (route) => {
    const { protocol, hostname } = new URL(route.request().url());
    const local =
      ['data:', 'blob:', 'about:'].includes(protocol) || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
    if (local) return route.fallback();
    note(`request left the machine: ${route.request().url()}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => note(`exception: ${error.message}`));
  return page;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

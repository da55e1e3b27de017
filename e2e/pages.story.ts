import { approve, generate, newService, waitForReview } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const SERVICE = 'kyc-pictures';
/** Keeps pictures of the main pages when asked: `PLUMBLINE_SCREENSHOTS=folder`. Without it the pages are only opened. */
const KEEP = process.env['PLUMBLINE_SCREENSHOTS'];

test('every main page opens in light and dark, wide and narrow, without an error, and does not scroll sideways', async ({
  as,
}) => {
  test.setTimeout(300_000);
  const asha = await as('architect');
  await newService(asha, SERVICE, /KYC verification, brief/);
  const run = await generate(asha, 'The brief text, word for word');
  await waitForReview(asha);
  const ravi = await as('expert');
  const before: Record<string, string> = {
    run: `/runs/${run}`,
    review: `/runs/${run}/review`,
    'review-files': `/runs/${run}/review?tab=files`,
    approvals: '/approvals',
  };
  await photograph(ravi, before);
  await approve(ravi, run);
  await asha.goto(`/deployments/${SERVICE}`);
  await asha.getByRole('button', { name: 'Send' }).click();
  await expect(asha.getByText('Status 202')).toBeVisible();
  await photograph(asha, {
    home: '/',
    services: '/services',
    service: `/services/${SERVICE}`,
    editor: `/services/${SERVICE}/edit`,
    runs: '/runs',
    'run-finished': `/runs/${run}`,
    deployments: '/deployments',
    deployment: `/deployments/${SERVICE}`,
    tasks: '/tasks',
    agents: '/agents',
    ledger: '/ledger',
    reference: '/reference',
    'reference-code': '/reference/DEC6001',
    settings: '/settings',
  });
});

async function photograph(page: import('@playwright/test').Page, pages: Record<string, string>): Promise<void> {
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await expect(page.locator('main')).toBeVisible();
      // Pages that stream never fall silent: what they show first is there a moment after they loaded.
      await page.waitForTimeout(KEEP ? 1_500 : 150);
      if (KEEP) await page.screenshot({ path: `${KEEP}/${name}-${scheme}.png` });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(150);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (KEEP) await page.screenshot({ path: `${KEEP}/${name}-narrow.png` });
    expect(overflow, `${name} scrolls sideways on a phone`).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
}

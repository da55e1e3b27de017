import { addressOf, approve, generate, newService, replaceInEditor, waitForReview } from './support/steps.ts';
import { expect, test } from './support/story.ts';
import { startTraffic } from './support/traffic.ts';

const SERVICE = 'loan-quotes';
const LOAN = { amount: '12000.00', months: 24, monthly_income: '4000.00' };

test('a precise service computes; one changed line changes one thing; the switch and the way back drop no request', async ({
  as,
}) => {
  const asha = await as('architect');
  const omar = await as('orchestrator');
  await newService(asha, SERVICE, /loan quotes/i);
  const first = await generate(asha, 'Prices by the first table');
  await waitForReview(asha);
  await approve(omar, first);

  const address = await addressOf(asha, SERVICE);
  const token = await tokenFor(asha);
  const quote = async (): Promise<unknown> => {
    const answer = await fetch(`${address}/quotes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(LOAN),
    });
    return { status: answer.status, body: await answer.json() };
  };
  // 12,000 over 24 months of 4,000 income is a burden of 0.125: prime at 8.50 %, 2,040 interest, 585.00 a month.
  expect(await quote()).toMatchObject({
    status: 200,
    body: { grade: 'prime', yearly_rate: '8.50', monthly_payment: '585.00' },
  });

  await asha.goto(`/services/${SERVICE}/edit`);
  await replaceInEditor(asha, '8.50', '8.25');
  await expect(asha.getByText(/^Draft saved/)).toBeVisible();
  const second = await generate(asha, 'Prime loans cost a quarter less');
  await waitForReview(asha);

  await test.step('the diff holds only what the line changes', async () => {
    await omar.goto(`/runs/${second}/review?tab=files`);
    const tree = omar.getByRole('navigation', { name: 'Files' }).or(omar.getByLabel('Files')).first();
    await expect(tree).toContainText('pricing');
    await expect(omar.getByRole('tab', { name: /^Files/ })).toContainText(/\+\d+ −\d+/);
  });

  const traffic = startTraffic(quote);
  await approve(omar, second);
  expect(await quote()).toMatchObject({ status: 200, body: { yearly_rate: '8.25' } });

  await test.step('one press rolls back', async () => {
    await omar.goto(`/deployments/${SERVICE}`);
    await omar.getByRole('button', { name: 'Roll back to 1' }).click();
    await omar.getByRole('dialog').getByRole('button', { name: 'Roll back to release 1' }).click();
    await expect(omar.getByRole('dialog')).toBeHidden({ timeout: 30_000 });
    expect(await quote()).toMatchObject({ status: 200, body: { yearly_rate: '8.50' } });
  });

  const { answered, failures } = await traffic.stop();
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(50);
});

/** The token in the command that the page offers to copy. */
async function tokenFor(page: import('@playwright/test').Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByRole('button', { name: 'Copy curl' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  return /Bearer ([\w.-]+)/.exec(command)?.[1] ?? '';
}

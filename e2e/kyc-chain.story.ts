import { approve, generate, openEditor, waitForReview } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const SERVICE = 'kyc-verification-api';

test('from the brief KYC text to an answer: generate, approve by a second person, call it, people do the prose steps', async ({
  as,
}) => {
  const asha = await as('architect');
  await openEditor(asha, SERVICE);
  await expect(asha.getByRole('navigation', { name: 'Outline' })).toContainText('POST /kyc/verify');
  const run = await generate(asha, 'The brief text, word for word');
  await waitForReview(asha);
  await expect(asha.getByRole('tab', { name: /Test/ })).toContainText(/\d/);

  await test.step('the author sees why somebody else must sign', async () => {
    await asha.goto(`/runs/${run}/review`);
    await expect(asha.getByText('You cannot sign.')).toBeVisible();
    await expect(asha.getByRole('button', { name: 'Approve…' })).toBeDisabled();
  });

  const ravi = await as('expert');
  await test.step('the second person finds it in the approvals and signs', async () => {
    await ravi.goto('/approvals');
    await expect(ravi.getByText(SERVICE).first()).toBeVisible();
    await approve(ravi, run);
  });

  await test.step('the live service takes a real request from the page and makes a task', async () => {
    await asha.goto(`/deployments/${SERVICE}`);
    await asha.getByRole('button', { name: 'Send' }).click();
    await expect(asha.getByRole('region', { name: 'Answer', exact: true })).toContainText('Status 202');
    await expect(asha.getByText('waiting for people')).toBeVisible();
  });

  await test.step("the service's own operator page shows the task too", async () => {
    const [page] = await Promise.all([
      ravi.context().waitForEvent('page'),
      ravi
        .goto(`/deployments/${SERVICE}`)
        .then(() => ravi.getByRole('button', { name: 'Open its operator page' }).click()),
    ]);
    await expect(page.getByText('Extract text ocr').first()).toBeVisible();
    await page.close();
  });

  await test.step('a person does the four prose steps in the inbox', async () => {
    await ravi.goto('/tasks');
    await ravi
      .getByRole('link', { name: /extract/i })
      .first()
      .click();
    for (let step = 1; step <= 4; step++) {
      await ravi.getByRole('button', { name: 'Claim' }).click();
      if (step === 4) await fillVerdict(ravi);
      const address = ravi.url();
      await ravi.getByRole('button', { name: 'Complete' }).click();
      await ravi.waitForURL((url) => url.toString() !== address);
    }
  });

  await test.step('the caller reads the final answer', async () => {
    await expect(asha.getByText('succeeded')).toBeVisible({ timeout: 20_000 });
    await expect(asha.getByRole('region', { name: 'Final answer' })).toContainText('"verification_status": "approved"');
  });
});

async function fillVerdict(page: import('@playwright/test').Page): Promise<void> {
  const status = page.getByLabel(/verification_status/);
  if ((await status.evaluate((element) => element.tagName)) === 'SELECT') await status.selectOption('approved');
  else {
    await status.click();
    await page.getByRole('option', { name: 'approved' }).click();
  }
  await page.getByLabel(/confidence_score/).fill('0.97');
  await page.getByLabel(/compliance_report/).fill('{"checked_by": "a person"}');
}

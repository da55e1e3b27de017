import { generate, newService, waitForReview } from './support/steps.ts';
import { expect, PASSWORD, test } from './support/story.ts';

const REASON = 'The rate of prime loans is not the one that the credit committee decided.';

test('a rejection needs a reason, which appears on the run; nothing goes live; the next run may', async ({
  as,
  expectedErrors,
}) => {
  // A wrong password is answered with 401.
  expectedErrors.push(/status of 401/);
  const asha = await as('architect');
  await newService(asha, 'rejected-loans', /loan quotes/i);
  const run = await generate(asha, 'A first try');
  await waitForReview(asha);

  const ravi = await as('expert');
  await ravi.goto(`/runs/${run}/review`);
  await ravi.getByRole('button', { name: 'Reject…' }).click();
  const sheet = ravi.getByRole('dialog', { name: 'Reject' });
  await sheet.getByLabel('Your password').fill(PASSWORD);
  await expect(sheet.getByRole('button', { name: 'Sign and reject' })).toBeDisabled();
  await sheet.getByLabel('Reason').fill(REASON);

  await test.step('a wrong password signs nothing and keeps the words', async () => {
    await sheet.getByLabel('Your password').fill('not the password');
    await sheet.getByRole('button', { name: 'Sign and reject' }).click();
    await expect(
      sheet
        .getByText(/password/i)
        .filter({ hasText: /wrong|not right|does not/i })
        .first(),
    ).toBeVisible();
    await expect(sheet.getByLabel('Reason')).toHaveValue(REASON);
  });

  await sheet.getByLabel('Your password').fill(PASSWORD);
  await sheet.getByRole('button', { name: 'Sign and reject' }).click();
  await ravi.waitForURL(`**/runs/${run}`);
  await expect(asha.getByText(REASON).first()).toBeVisible({ timeout: 20_000 });
  await asha.goto('/deployments');
  await expect(asha.getByRole('link', { name: 'rejected-loans' })).toHaveCount(0);
  await asha.goto(`/runs/${run}`);
  await asha.getByRole('button', { name: 'Run again' }).click();
  await asha.waitForURL((url) => /\/runs\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(run));
  await waitForReview(asha);
});

import { addressOf, approve, generate, newService, waitForReview } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a world of the gallery is generated as it is, signed by a second person, and called from the browser with a file', async ({
  as,
}) => {
  const asha = await as('architect');
  await newService(asha, 'claims-desk', /^Insurance claims/);
  const runId = await generate(asha, 'The claims of the gallery');
  await waitForReview(asha);
  const ravi = await as('expert');
  await approve(ravi, runId);
  const address = await addressOf(ravi, 'claims-desk');
  await expect(ravi.getByText('Simulated, not real')).toBeVisible();
  await expect(ravi.getByText('payments', { exact: true })).toBeVisible();

  // The example of the form is one that the service accepts: it goes on to look for the policy.
  await ravi.getByRole('button', { name: /^reportClaim/ }).click();
  await expect(ravi.getByText(/image\/jpeg or image\/png, 1 KB to 8 MB/)).toBeVisible();
  await ravi.getByRole('button', { name: 'Send' }).click();
  await expect(ravi.getByText('Status 404')).toBeVisible();
  await expect(ravi.getByText('Policy is not known')).toBeVisible();
  await ravi.getByRole('button', { name: /^listClaims/ }).click();
  await ravi.getByRole('button', { name: 'Send' }).click();
  await expect(ravi.getByText('Status 200')).toBeVisible();

  const stranger = await ravi.request.post(`${address}/claims`, { data: {} });
  expect(stranger.status()).toBe(401);
  const ready = await ravi.request.get(`${address}/readyz`);
  expect(await ready.json()).toMatchObject({ status: 'ready', simulated: ['payments'] });
});

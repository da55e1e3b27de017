import { addressOf, approve, generate, newService, waitForReview } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a world of the gallery is generated as it is, signed by a second person, and answers', async ({ as }) => {
  const asha = await as('architect');
  await newService(asha, 'corner-shop', /^Shop/);
  const runId = await generate(asha, 'The shop of the gallery');
  await waitForReview(asha);
  const ravi = await as('expert');
  await approve(ravi, runId);
  const address = await addressOf(ravi, 'corner-shop');
  const products = await ravi.request.get(`${address}/products`);
  expect([products.status(), await products.json()]).toEqual([200, { products: [] }]);
  const stranger = await ravi.request.post(`${address}/orders`, { data: {} });
  expect(stranger.status()).toBe(401);
  const ready = await ravi.request.get(`${address}/readyz`);
  expect(await ready.text()).toContain('gateway');
});

import { generate, newService, waitForReview } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const SERVICE = 'kyc-interrupted';

test('a run continues after everything was killed in the middle: no event is lost, none comes twice', async ({
  as,
  app,
  expectedErrors,
}) => {
  // While nothing answers, the browser says so in its console.
  expectedErrors.push(
    /ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|Failed to load resource|Failed to fetch|network error/i,
  );
  const asha = await as('architect');
  await newService(asha, SERVICE, /KYC verification, brief/);
  const run = await generate(asha, 'A run that is interrupted');
  // The first results are there, the last ones are not.
  await expect(asha.getByRole('complementary', { name: 'This run' })).toContainText(/\d+ passed/, { timeout: 30_000 });
  await app.kill();
  await expect(asha.getByText(/reconnect/i).first()).toBeVisible({ timeout: 15_000 });
  await app.restart();
  await waitForReview(asha);

  const events = await eventsOf(asha, run);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const tests = events.flatMap(({ event }) => (event.kind === 'test.finished' ? [event.name] : []));
  expect(new Set(tests).size).toBe(tests.length);
  expect(events.filter(({ event }) => event.kind === 'review.waiting')).toHaveLength(1);
  expect(events.some(({ event }) => event.kind === 'stage.resumed')).toBe(true);

  await test.step('a reload shows the same', async () => {
    const before = await asha.getByRole('tablist', { name: 'Stages of this run' }).innerText();
    await asha.reload();
    await waitForReview(asha);
    expect(await asha.getByRole('tablist', { name: 'Stages of this run' }).innerText()).toBe(before);
  });
});

interface Stored {
  seq: number;
  event: { kind: string; name?: string };
}

/** Reads the run's stream from its first event until it waits. */
function eventsOf(page: import('@playwright/test').Page, run: string): Promise<Stored[]> {
  return page.evaluate(
    (id) =>
      new Promise<Stored[]>((done, fail) => {
        const seen: Stored[] = [];
        const source = new EventSource(`/api/runs/${id}/events?after=0`);
        source.onmessage = ({ data }) => {
          const stored = JSON.parse(data) as Stored;
          seen.push(stored);
          if (stored.event.kind === 'review.waiting') {
            source.close();
            done(seen);
          }
        };
        setTimeout(() => fail(new Error(`the stream stopped after ${seen.length} events`)), 20_000);
      }),
    run,
  );
}

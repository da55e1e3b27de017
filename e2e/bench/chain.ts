import type { Page } from '@playwright/test';
import { startApplication } from '../support/application.ts';
import { approve, generate, newService, waitForReview } from '../support/steps.ts';
import { launchBrowser, PEOPLE, signIn } from '../support/story.ts';
import { memoryOf, type ProcessMemory } from './memory.ts';

const RUNS = 5;
const IDLE_MS = 20_000;

export interface ChainFigures {
  /** From the press of Generate to a run that waits for approval, in ms, one per run. */
  generate: number[];
  /** From the press of Sign to the first request that the new service answers, in ms. */
  approve: number;
  /** After everything was used once and left alone. */
  memory: ProcessMemory[];
}

/** Measures the chain on a fresh workspace in a real browser, as a person sees it. */
export async function chain(): Promise<ChainFigures> {
  const app = await startApplication();
  const browser = await launchBrowser();
  try {
    const asha = await (await browser.newContext({ baseURL: app.url })).newPage();
    const ravi = await (await browser.newContext({ baseURL: app.url })).newPage();
    await signIn(asha, PEOPLE.architect);
    await signIn(ravi, PEOPLE.expert);
    const figures: number[] = [];
    let run = '';
    // A service of its own each time: pressing twice for one version gives the run that is already there.
    for (let round = 1; round <= RUNS; round++) {
      await newService(asha, `kyc-bench-${round}`, /KYC verification, brief/);
      const started = performance.now();
      run = await generate(asha, 'Bench');
      await waitForReview(asha);
      figures.push(performance.now() - started);
    }
    const signed = await approvalToAnswer(ravi, run);
    await new Promise((done) => setTimeout(done, IDLE_MS));
    return { generate: figures, approve: signed, memory: await memoryOf(app.data) };
  } finally {
    await browser.close();
    await app.stop();
  }
}

/** Until the address, as the page shows it, answers a request of ours. */
async function approvalToAnswer(page: Page, run: string): Promise<number> {
  let signed = 0;
  await approve(page, run, () => {
    signed = performance.now();
  });
  const shown = await page
    .getByText(/^http:\/\/127\.0\.0\.1:\d+$/)
    .first()
    .textContent();
  const answer = await fetch(`${shown}/readyz`);
  if (!answer.ok) throw new Error(`the live service answered ${answer.status}`);
  return performance.now() - signed;
}

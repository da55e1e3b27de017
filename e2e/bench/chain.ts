import type { Page } from '@playwright/test';
import { startApplication } from '../support/application.ts';
import { approve, generate, openEditor, waitForReview } from '../support/steps.ts';
import { launchBrowser, PEOPLE, signIn } from '../support/story.ts';
import { memoryOf, type ProcessMemory } from './memory.ts';

const SERVICE = 'kyc-verification-api';
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
    await openEditor(asha, SERVICE);
    const figures: number[] = [];
    let run = '';
    for (let round = 0; round < RUNS; round++) {
      const started = performance.now();
      run = round === 0 ? await generate(asha, 'Bench') : await generateAgain(asha);
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

async function generateAgain(page: Page): Promise<string> {
  await page.goto(`/services/${SERVICE}`);
  await page.getByRole('button', { name: 'Generate version 1' }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
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

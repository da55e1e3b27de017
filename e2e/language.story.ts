import { draftText, editorReady, newService, replaceInEditor } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a world of the gallery opens without an error, shows what it means, and says what is not generated yet', async ({
  as,
}) => {
  const asha = await as('architect');
  await asha.goto('/services/new');
  await asha.getByRole('textbox', { name: 'Name', exact: true }).fill('clinic');
  await asha.getByRole('radio', { name: /Hospital appointments/ }).click();
  await asha.getByRole('button', { name: /create/i }).click();
  await asha.waitForURL('**/services/clinic/edit');
  await expect(asha.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 60_000 });
  await asha.getByRole('tab', { name: /^Around/ }).click();
  await expect(asha.getByText('messages', { exact: true }).first()).toBeVisible();
  await expect(asha.getByText('remind', { exact: true }).first()).toBeVisible();
  await asha.getByRole('tab', { name: /^Examples/ }).click();
  await expect(asha.getByText('cancelling', { exact: true }).first()).toBeVisible();
});

test('the reference holds every part of the language, and a problem leads to its page', async ({ as }) => {
  const asha = await as('architect');
  await asha.goto('/reference');
  for (const name of [
    /endpoint/i,
    /entity/i,
    /integration/i,
    /scorecard/i,
    /scenario/i,
    /deployment/i,
    /schedule/i,
    /compliance rules/i,
  ])
    await expect(asha.getByRole('heading', { name }).first()).toBeVisible();
  await asha.goto('/reference/FLW5001');
  await expect(asha.getByRole('heading', { level: 1 })).toContainText('FLW5001');
  await newService(asha, 'leads', /Loan quotes/);
  await replaceInEditor(asha, 'hitPolicy', 'hitPolcy');
  await expect(asha.getByRole('status').filter({ hasText: 'Did you mean hitPolicy?' })).toBeVisible();
});

test('Format Document gives the canonical form and keeps comments', async ({ as }) => {
  const asha = await as('architect');
  await newService(asha, 'tidy', /Loan quotes/);
  await replaceInEditor(asha, 'domain: lending', 'domain:      lending   # kept');
  await asha.locator('.monaco-editor').first().click();
  await asha.keyboard.press('Control+Shift+I');
  await expect(asha.getByText(/^Draft saved/)).toBeVisible();
  await expect.poll(() => draftText(asha, 'tidy')).toMatch(/^domain: lending {1,2}# kept$/m);
  await asha.reload();
  await editorReady(asha);
});

import { expect, type Page } from '@playwright/test';
import { PASSWORD } from './story.ts';

/** The steps that several stories take. Each does what a person does, on the page, and waits for what a person sees. */

/** Starts a service from a template and lands in its editor. */
export async function newService(page: Page, name: string, template: RegExp): Promise<void> {
  await page.goto('/services/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('radio', { name: template }).click();
  await page.getByRole('button', { name: /create/i }).click();
  await page.waitForURL(`**/services/${name}/edit`);
  await editorReady(page);
}

/** Opens the editor of a service and waits until its text was checked. */
export async function openEditor(page: Page, service: string): Promise<void> {
  await page.goto(`/services/${service}/edit`);
  await editorReady(page);
}

export async function editorReady(page: Page): Promise<void> {
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^Generate/ })).not.toHaveAttribute('aria-disabled', 'true', {
    timeout: 30_000,
  });
}

/** Replaces a piece of the text by typing: find, select, type. */
export async function replaceInEditor(page: Page, from: string, to: string): Promise<void> {
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+F');
  const find = page.locator('.find-widget textarea').first();
  await find.fill(from);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.type(to);
}

/** Presses Generate, saves a version with the message, and gives the run's id once its page is open. */
export async function generate(page: Page, message: string): Promise<string> {
  await page.getByRole('button', { name: /^Generate/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What changed?').fill(message);
  await dialog.getByRole('button', { name: 'Save and generate' }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

/** Waits on the run's page until a person must decide. */
export async function waitForReview(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: 'Review', exact: true })).toBeVisible({ timeout: 60_000 });
}

/** Opens the review of a run, signs it with a password, and waits until the version answers. */
export async function approve(page: Page, runId: string, onSign: () => void = () => {}): Promise<void> {
  await page.goto(`/runs/${runId}/review`);
  await page.getByRole('button', { name: 'Approve…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Approve' });
  await sheet.getByLabel('Your password').fill(PASSWORD);
  onSign();
  await sheet.getByRole('button', { name: 'Sign and approve' }).click();
  await page.waitForURL(`**/runs/${runId}`);
  await expect(page.getByRole('link', { name: 'Open deployment' })).toBeVisible({ timeout: 30_000 });
}

/** The address that a live service answers on, as its page shows it. */
export async function addressOf(page: Page, service: string): Promise<string> {
  await page.goto(`/deployments/${service}`);
  const shown = await page
    .getByText(/^http:\/\/127\.0\.0\.1:\d+$/)
    .first()
    .textContent();
  return shown ?? '';
}

/** The stored draft of a service, as the server has it. */
export async function draftText(page: Page, service: string): Promise<string> {
  const answer = await page.request.get(`/api/specs/${service}/draft`);
  const { text }: { text: string } = await answer.json();
  return text;
}

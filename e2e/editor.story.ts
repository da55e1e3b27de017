import { draftText, editorReady, newService, openEditor, replaceInEditor } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('problems appear under the cursor with a suggestion, and go when they are mended', async ({ as }) => {
  const asha = await as('architect');
  await newService(asha, 'typing', /loan quotes/i);
  await replaceInEditor(asha, 'hitPolicy', 'hitPolcy');
  await expect(asha.getByRole('status').filter({ hasText: 'Did you mean hitPolicy?' })).toBeVisible();
  await expect(asha.getByRole('button', { name: '1 error' })).toBeVisible();
  await replaceInEditor(asha, 'hitPolcy', 'hitPolicy');
  await expect(asha.getByText('No problems').first()).toBeVisible();
});

test('two people who change the same line never overwrite each other silently', async ({ as, expectedErrors }) => {
  // One of them is cut off for a while, and learns of the other's draft by a 409: the browser writes both into its console.
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|status of 409|exception: Event/);
  const asha = await as('architect');
  await newService(asha, 'together', /loan quotes/i);
  const omar = await as('orchestrator');
  await openEditor(omar, 'together');

  await omar.context().setOffline(true);
  await replaceInEditor(omar, '8.50', '8.75');
  await replaceInEditor(asha, '8.50', '8.25');
  await expect(asha.getByText(/^Draft saved/)).toBeVisible();
  await omar.context().setOffline(false);
  await expect(omar.getByText(/Asha Rao saved another draft|Asha Rao has a newer draft/).first()).toBeVisible({
    timeout: 30_000,
  });
  await omar.getByRole('button', { name: 'Compare and decide' }).click();
  await omar.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await expect(omar.getByText(/^Draft saved by Omar/)).toBeVisible();
  await asha.reload();
  await editorReady(asha);
  expect(await draftText(asha, 'together')).toContain('8.75');
});

const HOSTILE: Readonly<Record<string, string>> = {
  'a text of 5 MB': `service: big\n${'# '.padEnd(1_000, 'x')}\n`.repeat(5_000),
  'nesting of 10,000 levels': `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'billion laughs': `a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n`,
  'control characters': 'service: \u0000\u0001\u001b[31mred\n',
  'scripts in every string':
    'service: "<script>window.hacked=1</script>"\nsummary: "<img src=x onerror=window.hacked=1>"\n',
  '10,000 wrong endpoints': `service: many\nendpoints:\n${Array.from({ length: 10_000 }, (_, n) => `  - {path: /p${n}, method: GTE}`).join('\n')}\n`,
};

test('bad input gives a clear answer, the page stays alive, and the last good draft is kept', async ({
  as,
  expectedErrors,
}) => {
  // A draft that is refused answers 4xx, which the browser writes into its console.
  expectedErrors.push(/status of 4\d\d/);
  const asha = await as('architect');
  await newService(asha, 'hostile', /loan quotes/i);
  for (const [name, text] of Object.entries(HOSTILE)) {
    await test.step(name, async () => {
      await paste(asha, text);
      await expect(asha.getByRole('button', { name: /^[\d,]+ errors?/ })).toBeVisible({ timeout: 20_000 });
      await expect(asha.getByRole('button', { name: /^Generate/ })).toHaveAttribute('aria-disabled', 'true');
      await asha.locator('.monaco-editor').first().click();
      await asha.keyboard.press('Control+Z');
      await editorReady(asha);
    });
  }
  expect(await asha.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(asha.getByText(/^Draft saved/)).toBeVisible();
  await asha.reload();
  await editorReady(asha);
  expect(await draftText(asha, 'hostile')).toContain('service: hostile');
});

/** Puts the text over everything, as a paste does. */
async function paste(page: import('@playwright/test').Page, text: string): Promise<void> {
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+A');
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

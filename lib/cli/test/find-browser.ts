import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Chromium that was seen to start, and what it needs to be started with. */
export interface Browser {
  /** Where it was found, in words for the test's log. */
  found: string;
  executable: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

/** Needed as root and in containers: no setuid sandbox, no shared memory, no GPU, no calls home. */
const ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const NO_BROWSER =
  'No Chromium was found that starts. Install one (Debian, Ubuntu: `apt-get install chromium`; macOS: Google Chrome; ' +
  'anywhere: `npx playwright install chromium`), or name one with PLUMBLINE_CHROMIUM=/path/to/chromium.';

/**
 * Finds a Chromium for the browser stories, in this order: PLUMBLINE_CHROMIUM, the system's, Playwright's own, and the one
 * inside the npm package @sparticuz/chromium (unpacked once below node_modules/.cache). Each is started before it is
 * believed. Gives null when none starts: `NO_BROWSER` says what to do.
 */
export async function findBrowser(): Promise<Browser | null> {
  for (const candidate of [named, system, playwrights, packaged]) {
    const browser = await candidate();
    if (browser !== null && (await starts(browser))) return browser;
  }
  return null;
}

async function named(): Promise<Browser | null> {
  const executable = process.env['PLUMBLINE_CHROMIUM'];
  return executable ? { found: 'named by PLUMBLINE_CHROMIUM', executable, args: ARGS, env: {} } : null;
}

async function system(): Promise<Browser | null> {
  const executable = SYSTEM.find((path) => existsSync(path));
  return executable === undefined ? null : { found: "the system's", executable, args: ARGS, env: {} };
}

async function playwrights(): Promise<Browser | null> {
  const { chromium } = await import('@playwright/test');
  const executable = chromium.executablePath();
  return existsSync(executable) ? { found: "Playwright's own", executable, args: ARGS, env: {} } : null;
}

async function packaged(): Promise<Browser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const cache = resolve('node_modules/.cache/chromium');
  await mkdir(cache, { recursive: true, mode: 0o700 });
  // The package unpacks into TMPDIR, and brings its shared libraries only where it believes to be on Lambda.
  const env = { ...process.env, TMPDIR: cache, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const script = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
  const unpacked = await run(process.execPath, ['--input-type=module', '-e', script], { env }).catch(() => null);
  if (unpacked === null) return null;
  await writeFile(join(cache, 'fonts.conf'), fontSettings(cache));
  return {
    found: 'inside the npm package @sparticuz/chromium',
    executable: unpacked.stdout.trim(),
    args: [...ARGS, '--no-zygote'],
    env: { LD_LIBRARY_PATH: join(cache, 'al2023', 'lib'), FONTCONFIG_FILE: join(cache, 'fonts.conf') },
  };
}

/** The package's own settings name a folder that is only there on Lambda; without a face, no text has a size. */
function fontSettings(cache: string): string {
  return `<?xml version="1.0"?>
<fontconfig><dir>${join(cache, 'fonts')}</dir><cachedir>${join(cache, 'font-cache')}</cachedir></fontconfig>
`;
}

async function starts({ executable, args, env }: Browser): Promise<boolean> {
  const { chromium } = await import('@playwright/test');
  const options = { executablePath: executable, args: [...args], env: { ...process.env, ...env }, timeout: 30_000 };
  const browser = await chromium.launch(options).catch(() => null);
  if (browser === null) return false;
  try {
    const page = await browser.newPage();
    await page.setContent('<p>alive</p>');
    return (await page.innerText('p')) === 'alive';
  } catch {
    return false;
  } finally {
    await browser.close();
  }
}

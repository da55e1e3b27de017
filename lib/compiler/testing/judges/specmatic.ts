import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentOperation } from './exchange.ts';
import type { Example } from './specmatic-example.ts';

export interface Verdict {
  passed: number;
  failed: number;
  /** What it says of each that failed. */
  findings: readonly string[];
}

/** Where Specmatic's jar is: in the folder of its npm package, installed without being kept (`npm install --no-save specmatic`). */
export function specmaticJar(): string {
  return process.env['SPECMATIC_JAR'] ?? join(import.meta.dirname, '../../../../node_modules/specmatic/specmatic.jar');
}

/**
 * Holds recorded requests and answers against an API document: nothing is sent. Of a refusal only the answer is judged, for the
 * request was meant to be wrong; where the request cannot even be told, `unsaid` counts it.
 */
export async function validateExamples(
  jar: string,
  folder: string,
  examples: readonly Example[],
): Promise<Verdict & { unsaid: number }> {
  writeExamples(join(folder, 'recorded'), examples);
  const out = await run(jar, folder, ['examples', 'validate', `--spec-file=${DOCUMENT}`, '--examples-dir=recorded']);
  const valid = Number(/(?:^|All )(\d+) example\(s\) are valid/m.exec(out)?.[1] ?? 0);
  const invalid = Number(/(?:^|valid\. |All )(\d+) example\(s\) are invalid/m.exec(out)?.[1] ?? 0);
  if (valid + invalid !== examples.length) throw new Error(`Specmatic validated nothing: ${out.slice(-2000)}`);
  const all = out
    .split(/\n(?=Error\(s\) found in the Example directory)/)
    .slice(1)
    .map((one) => one.replace(/\n=+ Example Directory Validation Summary.*$/s, ''));
  const findings = all.filter((one) => !isOfRefusedRequest(one, examples));
  return { passed: valid, failed: findings.length, findings, unsaid: all.length - findings.length };
}

/** Whether a finding is about nothing but the request of a refusal. */
function isOfRefusedRequest(finding: string, examples: readonly Example[]): boolean {
  const at = Number(/recorded\/(\d+)\.json/.exec(finding)?.[1]);
  const places = Array.from(finding.matchAll(/^>> (\w+)/gm), ([, place]) => place);
  const refused = (examples[at]?.['http-response'].status ?? 0) >= 400;
  return refused && places.length > 0 && places.every((place) => place === 'REQUEST');
}

/** Lets Specmatic send the requests of examples to a running service, and judge what it answers by the document alone. */
export async function testService(
  jar: string,
  folder: string,
  url: string,
  examples: readonly Example[],
): Promise<Verdict> {
  writeExamples(join(folder, 'live'), examples);
  const args = ['test', DOCUMENT, '--strict', '--examples=live', `--testBaseURL=${url}`, '--timeout=30'];
  const out = await run(jar, folder, args);
  const [, ran = '0', passed = '0', failed = '0'] =
    /Tests run: (\d+), Successes: (\d+), Failures: (\d+)/.exec(out) ?? [];
  if (ran === '0') throw new Error(`Specmatic ran no test: ${out.slice(-2000)}`);
  const at = out.indexOf('Unsuccessful Scenarios:');
  const findings =
    at < 0
      ? []
      : out
          .slice(at)
          .split(/\n(?=\s*"(?:Scenario: |Specmatic Test Suite))/)
          .slice(1);
  return { passed: Number(passed), failed: Number(failed), findings };
}

/**
 * Lets Specmatic make wrong requests of good ones, by the document: without what is needed, of other types, beyond bounds. Each has
 * to be refused as the document says. The right ones that it makes besides do not count: it knows no decimals, and no rules. It
 * makes as many as it can in a while: all of a large service would take hours.
 */
export async function sendWrong(
  jar: string,
  folder: string,
  url: string,
  examples: readonly Example[],
  operations: readonly DocumentOperation[],
): Promise<Verdict> {
  writeExamples(join(folder, 'made'), examples);
  const args = ['test', DOCUMENT, '--strict', '--examples=made', `--testBaseURL=${url}`, '--timeout=30'];
  const out = await run(jar, folder, args, MAKING, MAKING_MS);
  const said = out.match(/^\s*-ve +Scenario: .*has FAILED$/gm) ?? [];
  const failed = said.filter((line) => !isOfNobody(line, operations));
  const passed = out.match(/^\s*-ve +Scenario: .*has SUCCEEDED$/gm) ?? [];
  return { passed: passed.length, failed: failed.length, findings: failed };
}

/** Nothing is wrong with a request that only leaves out a token where callers may be nobody: Specmatic takes every token as needed. */
function isOfNobody(line: string, operations: readonly DocumentOperation[]): boolean {
  const [, method, path = ''] = /Scenario: (\w+) (\S+) -> 4xx/.exec(line) ?? [];
  const plain = path.replace(/\((\w+):[^)]*\)/g, '{$1}');
  const operation = operations.find((one) => one.method === method && one.path === plain);
  return operation?.forNobody === true && !line.includes(' where ');
}

const MAKING = { SPECMATIC_GENERATIVE_TESTS: 'true' };
const MAKING_MS = 120_000;

/** The document as Specmatic is given it. */
export const DOCUMENT = 'judged.json';

function writeExamples(folder: string, examples: readonly Example[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [at, example] of examples.entries())
    writeFileSync(join(folder, `${at}.json`), JSON.stringify(example, null, 2));
}

async function run(
  jar: string,
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  mostMs?: number,
): Promise<string> {
  const child = spawn('java', ['-jar', jar, ...args], {
    cwd,
    env: { NODE_ENV: 'test', PATH: process.env['PATH'], SPECMATIC_GENERATIVE_TESTS: 'false', ...TOKENS, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const limit = mostMs === undefined ? undefined : setTimeout(() => child.kill(), mostMs);
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  await once(child, 'close');
  clearTimeout(limit);
  if (process.env['DEBUG'] === '1') console.log(out);
  return out;
}

/** What it shows for each way of knowing callers; the proxy before the service puts what is good in its place. */
const TOKENS = Object.fromEntries(
  ['bearer', 'jwt', 'oidc', 'apiKey', 'jwt2', 'oidc2', 'apiKey2'].map((scheme) => [scheme, 'shown by the proxy']),
);

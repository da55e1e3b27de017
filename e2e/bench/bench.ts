import { chain } from './chain.ts';
import { freshChecker, workerBundle } from './checker.ts';
import { compileGallery, compileMany, importLines } from './compiler.ts';
import { firstStart } from './first-start.ts';
import { gates } from './gates.ts';
import { fromTheStart, keystrokes } from './keystrokes.ts';
import { startUp } from './start-up.ts';
import { summarise } from './summary.ts';
import { proveTables } from './tables.ts';
import { throughput } from './throughput.ts';

/**
 * `npm run bench [-- checker|tables|compile|service|gates|throughput|chain|start]`: prints the figures that the product promises, measured here and now, with a peer
 * beside them where there is one. It judges nothing: compare figures of one run, and ratios over runs.
 */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  checker,
  tables: async () => decisions(),
  compile: compiler,
  service: services,
  gates: fastGates,
  throughput: underLoad,
  chain: wholeChain,
  start: cleanClone,
};

const [only] = process.argv.slice(2);
if (only !== undefined && !Object.hasOwn(PARTS, only)) {
  console.error(`Usage: npm run bench [-- ${Object.keys(PARTS).join('|')}]`);
  process.exitCode = 2;
} else {
  for (const [name, part] of Object.entries(PARTS)) if (only === undefined || only === name) await part();
}

async function checker(): Promise<void> {
  console.log('Key stroke to diagnostics in one process; beside it yaml-language-server, same texts, our JSON Schema');
  for (const lines of [100, 1_000, 10_000]) {
    const { ours, server } = await keystrokes(lines);
    const figures = `p95 ${ms(ours.p95)}  median ${ms(ours.median)}  server ${ms(server.median)}`;
    console.log(`  ${String(lines).padStart(6)} lines  ${figures}  (server/ours ${ratio(server.median, ours.median)})`);
  }
  const fresh = freshChecker(10_000);
  console.log('A text of 10000 lines, read from the start');
  const warm = fromTheStart(10_000);
  console.log(`  warm  ${ms(warm)}  in a fresh process ${ms(fresh.first)}  heap with it open ${mb(fresh.heap)}`);
}

function decisions(): void {
  console.log(
    'Gaps, overlaps and unreachable rules of a decision table, proven: processor time, median and most of nine',
  );
  for (const { name, rules, inputs, median, most, proven } of proveTables()) {
    const times = `${ms(median).padStart(8)}${ms(most).padStart(9)}`;
    console.log(`  ${rules} x ${inputs}${times}  ${name}${proven ? '' : ' (not proven in full)'}`);
  }
}

async function compiler(): Promise<void> {
  console.log('From a model to all files of its service');
  for (const { name, time } of compileGallery([
    'kyc-brief',
    'kyc-precise',
    'loan-quotes',
    'loan-origination',
    'shop',
  ])) {
    const said =
      time === null
        ? 'says what is not generated yet'
        : `warm ${ms(time.warm)}  best ${ms(time.best)}  cold ${ms(time.cold)}`;
    console.log(`  ${name.padEnd(18)} ${said}`);
  }
  for (const many of [250, 500, 1000]) {
    const { endpoints, files, warm, best } = compileMany(many);
    console.log(
      `  ${String(endpoints).padStart(5)} endpoints    ${ms(warm)}  best ${ms(best)}, ${ms(best / endpoints)} each  ${files} files`,
    );
  }
  const { lines, ms: took, losses } = importLines(10_000);
  console.log(`An OpenAPI document of ${lines} lines becomes a specification`);
  console.log(`  first time in a process ${ms(took)}  ${losses} losses said`);
}

async function services(): Promise<void> {
  console.log('A generated service starts, and waits');
  for (const { name, database, readyMs, cpuMs, idle } of await startUp())
    console.log(
      `  ${name.padEnd(12)} ${database.padEnd(10)}  ready ${ms(readyMs)} (${ms(cpuMs)} of a processor)  idle ${mb(idle)} resident`,
    );
}

async function fastGates(): Promise<void> {
  console.log('Types and tests of a generated service, side by side, on the embedded database');
  for (const { name, tests, wallMs, cpuMs } of await gates(['kyc-precise', 'kyc-brief']))
    console.log(`  ${name.padEnd(12)} ${tests} tests  ${ms(wallMs)} (${ms(cpuMs)} of a processor)`);
}

async function underLoad(): Promise<void> {
  console.log('POST /kyc/verify on PostgreSQL, 16 connections, generated and by hand with the same checks and rows');
  const { figures, notInstalled } = await throughput();
  for (const { name, perSecond, cpuMicros, rateRatio, cpuRatio } of figures) {
    const ratios = `generated/this ${rateRatio.toFixed(2)}, ${cpuRatio.toFixed(2)} by processor time`;
    console.log(`  ${name.padEnd(10)} ${perSecond.toFixed(0)}/s  ${cpuMicros.toFixed(0)} µs each  ${ratios}`);
  }
  if (notInstalled !== null) console.log(`  Express and Nest could not be installed: ${notInstalled}`);
}

async function wholeChain(): Promise<void> {
  console.log('The chain in a browser, KYC example, production build');
  const figures = await chain();
  const runs = summarise(figures.generate);
  const spread = `median ${ms(runs.median)}  max ${ms(runs.max)}  of ${figures.generate.length} runs`;
  console.log(`  Generate to waiting for approval   ${spread}`);
  console.log(`  approval to first answered request ${ms(figures.approve)}`);
  console.log(`  idle memory of everything          ${mb(figures.memory.reduce((sum, { pss }) => sum + pss, 0))}`);
  for (const { name, pss } of [...figures.memory].sort((a, b) => b.pss - a.pss).slice(0, 12)) {
    console.log(`    ${mb(pss).padStart(8)}  ${name}`);
  }
  // The production build is there now.
  console.log(`  the editor's worker, gzipped       ${((await workerBundle()) / 1024).toFixed(0)} KB`);
}

async function cleanClone(): Promise<void> {
  console.log('A clean clone of HEAD, an empty npm cache, npm install && npm start');
  console.log(`  until a page answers               ${((await firstStart()) / 1000).toFixed(0)} s`);
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function mb(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}

function ratio(theirs: number, ours: number): string {
  return (theirs / ours).toFixed(1);
}

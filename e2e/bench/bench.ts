import { chain } from './chain.ts';
import { freshChecker, workerBundle } from './checker.ts';
import { firstStart } from './first-start.ts';
import { fromTheStart, keystrokes } from './keystrokes.ts';
import { summarise } from './summary.ts';
import { proveTables } from './tables.ts';

/**
 * `npm run bench`: prints the figures that the product promises, measured here and now, with a peer beside them where there
 * is one. It judges nothing: compare figures of one run, and ratios over runs.
 */
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

console.log(
  'Key stroke to diagnostics in one process; beside it yaml-language-server on the same texts with our JSON Schema',
);
for (const lines of [100, 1_000, 10_000]) {
  const { ours, server } = await keystrokes(lines);
  const ratio = (server.median / ours.median).toFixed(1);
  console.log(
    `  ${String(lines).padStart(6)} lines  p95 ${ms(ours.p95)}  median ${ms(ours.median)}  max ${ms(ours.max)}  server ${ms(server.median)}  (server/ours ${ratio})`,
  );
}
const fresh = freshChecker(10_000);
console.log('A text of 10000 lines, read from the start');
console.log(
  `  warm  ${ms(fromTheStart(10_000))}  in a fresh process ${ms(fresh.first)}  heap with it open ${mb(fresh.heap)}`,
);

console.log('Gaps, overlaps and unreachable rules of a decision table, proven');
for (const { name, rules, inputs, median, proven } of proveTables())
  console.log(`  ${rules} x ${inputs}  ${ms(median)}  ${name}${proven ? '' : ' (not proven)'}`);

console.log('The chain in a browser, KYC example, production build');
const figures = await chain();
const runs = summarise(figures.generate);
console.log(
  `  Generate to waiting for approval   median ${ms(runs.median)}  max ${ms(runs.max)}  of ${figures.generate.length} runs`,
);
console.log(`  approval to first answered request ${ms(figures.approve)}`);
console.log(`  idle memory of everything          ${mb(figures.memory.reduce((sum, { pss }) => sum + pss, 0))}`);
for (const { name, pss } of [...figures.memory].sort((a, b) => b.pss - a.pss).slice(0, 12)) {
  console.log(`    ${mb(pss).padStart(8)}  ${name}`);
}

console.log(`  the editor's worker, gzipped        ${((await workerBundle()) / 1024).toFixed(0)} KB`);

console.log('A clean clone of HEAD, an empty npm cache, npm install && npm start');
console.log(`  until a page answers               ${((await firstStart()) / 1000).toFixed(0)} s`);

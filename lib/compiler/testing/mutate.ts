/**
 * How much the generated tests notice: changes one place of a generated service at a time (with Stryker's mutators) and runs the
 * service's own tests, on a PostgreSQL of its own, until one fails.
 *
 *     node lib/compiler/testing/mutate.ts [NAME of a folder of e2e/golden …] [--most=200 | --all] [--seed=1] [--only=TEXT,… in a path]
 *                                         [--jobs=2] [--minutes=30] [--record]
 *
 * Prints what no test noticed, and for each file and in total the share that was. Changes that the type check refuses are no
 * mutants (as with Stryker). Those that no test noticed and that make no difference are listed with the reason
 * (`mutation/equivalents.ts`) and left out.
 * `--record` writes the figures to e2e/golden/mutation.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { compile } from '../index.ts';
import { mutateWorld, type Score } from './mutation/mutate-world.ts';
import { openDatabases } from './mutation/open-databases.ts';
import { goldenFolder, goldenText, modelOf } from './read-golden.ts';

const WORLDS = [
  'loan-quotes',
  'kyc-brief',
  'kyc-precise',
  'shop',
  'hospital-appointments',
  'insurance-claims',
  'payment-disputes',
  'chargebacks',
  'loan-origination',
  'article-platform',
];

const args = process.argv.slice(2);
const option = (name: string): string | undefined =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const named = args.filter((arg) => !arg.startsWith('--'));

const databases = await openDatabases();
try {
  for (const name of named.length > 0 ? named : WORLDS) {
    const { files } = compile(modelOf(goldenText(name)));
    const score = await mutateWorld(name, new Map(files.map(({ path, text }) => [path, text])), {
      most: args.includes('--all') ? Number.POSITIVE_INFINITY : Number(option('most') ?? '200'),
      seed: Number(option('seed') ?? '1'),
      only: option('only') ?? '',
      jobs: Number(option('jobs') ?? String(Math.min(4, availableParallelism()))),
      endsAt: Date.now() + Number(option('minutes') ?? '60') * 60_000,
      databases,
      progress: (text) => console.error(`${seconds()} s: ${text}`),
    });
    say(name, score);
    if (args.includes('--record')) record(name, score);
  }
} finally {
  await databases.close();
}

function seconds(): string {
  return (performance.now() / 1000).toFixed(0).padStart(5);
}

function say(name: string, { survivors, files, total, equivalents }: Score): void {
  for (const { path, start, kind, before, after } of survivors) {
    console.log(`not noticed: ${path}:${start.line + 1} (${kind})\n  - ${oneLine(before)}\n  + ${oneLine(after)}`);
  }
  for (const { mutant, reason } of equivalents) {
    console.log(`makes no difference: ${mutant.path}:${mutant.start.line + 1} ${oneLine(mutant.before)}: ${reason}`);
  }
  for (const [path, { noticed, tried }] of files) console.log(`${share(noticed, tried)}  ${path}`);
  console.log(
    `${name}: ${total.noticed} of ${total.tried} noticed (${share(total.noticed, total.tried).trim()}); ` +
      `${total.possible} possible, ${total.refused} refused by the type check, ${equivalents.length} without a difference, ` +
      `${total.left} not tried in time`,
  );
}

function share(noticed: number, tried: number): string {
  return (
    `${tried === 0 ? '—' : Math.floor((100 * noticed) / tried)} %`.padStart(6) + ` ${noticed}/${tried}`.padStart(9)
  );
}

function oneLine(text: string): string {
  const short = text.replace(/\s+/g, ' ').trim();
  return short.length > 160 ? `${short.slice(0, 157)}…` : short;
}

function record(name: string, { total, files, equivalents }: Score): void {
  const path = join(goldenFolder(name), '../mutation.json');
  const known: Record<string, unknown> = readRecord(path);
  known[name] = {
    date: new Date().toISOString().slice(0, 10),
    ...total,
    share: Math.floor((1000 * total.noticed) / total.tried) / 10,
    withoutDifference: equivalents.length,
    files: Object.fromEntries([...files].map(([file, { noticed, tried }]) => [file, `${noticed}/${tried}`])),
  };
  writeFileSync(path, `${JSON.stringify(known, null, 2)}\n`);
}

function readRecord(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Lets tools that are not ours judge services: Redocly their API documents, Specmatic what they answer, by the document alone.
 *
 *     node lib/compiler/testing/judge.ts [--record] [NAME of a folder of e2e/golden …]
 *
 * Specmatic needs Java 17 and its jar: `npm install --no-save specmatic@2.55.1`, or SPECMATIC_JAR. Without it this says so and
 * only lints. `--record` writes the figures to e2e/golden/judges.json. Ends with 1 where something is found.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../index.ts';
import { notYet } from '../not-yet.ts';
import { planOf } from '../plan.ts';
import { judgeService } from './judges/judge-service.ts';
import { lintDocuments } from './judges/lint-documents.ts';
import { specmaticJar } from './judges/specmatic.ts';
import { openDatabases } from './mutation/open-databases.ts';
import { goldenFolder, goldenText, modelOf } from './read-golden.ts';
import { newWorkshop, writeService } from './service-folder.ts';

const GALLERY = goldenFolder('.');
const RECORD = process.argv.includes('--record');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const worlds = (named.length > 0 ? named : worldsIn(GALLERY)).flatMap((name) => {
  const model = modelOf(goldenText(name));
  const missing = notYet(model).length;
  if (missing > 0) console.log(`${name}: not judged, ${missing} parts are not generated yet`);
  return missing > 0 ? [] : [{ name, model, files: compile(model).files }];
});

const documents = worlds.map(({ name, files }): [string, string] => {
  return [name, files.find(({ path }) => path === 'openapi.json')?.text ?? ''];
});
const found = await lintDocuments(new Map(documents));
console.log(`Redocly: ${documents.length} documents, ${found.length} findings`);
for (const one of found) console.log(`  ${one}`);
if (found.length > 0) process.exitCode = 1;

const jar = specmaticJar();
if (!existsSync(jar)) console.log(`Specmatic: not run, there is no ${jar}`);
else {
  const workshop = newWorkshop();
  const databases = await openDatabases();
  try {
    for (const { name, model, files } of worlds) {
      const folder = writeService(workshop.folder, name, files);
      try {
        const { recorded, live, wrong, ...seen } = await judgeService(jar, folder, planOf(model), files, databases);
        const failed = recorded.failed + live.failed + wrong.failed;
        console.log(
          `Specmatic: ${name}: ${failed} findings in ${recorded.passed} recorded exchanges (and ${recorded.unsaid} whose wrong request it cannot be told), ` +
            `${live.passed} live ones, and ${wrong.passed} with wrong requests of its own; ` +
            `${seen.judged} of ${seen.declared} declared answers seen, ${seen.succeeded} of ${seen.operations} operations with success`,
        );
        for (const one of [...recorded.findings, ...live.findings, ...wrong.findings]) console.log(one);
        if (failed > 0) process.exitCode = 1;
        const findings = failed + found.filter((one) => one.startsWith(`${name}.json`)).length;
        const passed = { recorded: recorded.passed, live: live.passed, wrong: wrong.passed };
        if (RECORD) record(name, { date: new Date().toISOString().slice(0, 10), findings, ...passed, ...seen });
      } catch (error) {
        console.log(`Specmatic: ${name}: not judged: ${String(error)}`);
        process.exitCode = 1;
      }
    }
  } finally {
    await databases.close();
    workshop.remove();
  }
}

function worldsIn(gallery: string): string[] {
  const entries = readdirSync(gallery, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function record(name: string, figures: object): void {
  const path = join(GALLERY, 'judges.json');
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const all = Object.entries({ ...known, [name]: figures }).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

/**
 * Lets tools that are not ours judge services: Redocly their API documents, Specmatic the running service by its document.
 *
 *     node lib/compiler/testing/judge.ts [NAME of a folder of e2e/golden …]
 *
 * Specmatic needs Java 17 and its jar: `npm install --no-save specmatic@2.55.1`, or SPECMATIC_JAR. Without it this says so and
 * only lints. Ends with 1 where something is found.
 */
import { existsSync } from 'node:fs';
import { compile } from '../index.ts';
import { notYet } from '../not-yet.ts';
import { planOf } from '../plan.ts';
import { askSpecmatic, specmaticJar } from './judges/ask-specmatic.ts';
import { lintDocuments } from './judges/lint-documents.ts';
import { goldenText, modelOf } from './read-golden.ts';
import { newWorkshop, writeService } from './service-folder.ts';

const ALL = [
  'article-platform',
  'chargebacks',
  'hospital-appointments',
  'insurance-claims',
  'kyc-brief',
  'kyc-precise',
  'loan-origination',
  'loan-quotes',
  'payment-disputes',
  'shop',
];

const named = process.argv.slice(2);
const models = (named.length > 0 ? named : ALL).map((name) => ({ name, model: modelOf(goldenText(name)) }));
const worlds = models.filter(({ name, model }) => {
  const missing = notYet(model).length;
  if (missing > 0) console.log(`${name}: not judged, ${missing} parts are not generated yet`);
  return missing === 0;
});
const compiled = worlds.map(({ name, model }) => ({ name, model, files: compile(model).files }));

const documents = compiled.map(({ name, files }): [string, string] => {
  return [name, files.find(({ path }) => path === 'openapi.json')?.text ?? ''];
});
const found = await lintDocuments(new Map(documents));
console.log(`Redocly: ${documents.length} documents, ${found.length} findings`);
for (const one of found) console.log(`  ${one}`);
if (found.length > 0) process.exitCode = 1;

const jar = specmaticJar();
if (existsSync(jar)) {
  const workshop = newWorkshop();
  try {
    for (const { name, model, files } of compiled) {
      const folder = writeService(workshop.folder, name, files);
      const plan = planOf(model);
      if (plan.auth.tested?.carrier.kind === 'cookie') {
        console.log(`Specmatic: ${name}: not judged: it knows no tokens in cookies`);
        continue;
      }
      const judged = await askSpecmatic(jar, folder, plan).catch((error: unknown) => String(error));
      if (typeof judged === 'string') console.log(`Specmatic: ${name}: not judged: ${judged}`);
      else {
        console.log(`Specmatic: ${name}: ${judged.passed} passed, ${judged.failed} failed`);
        for (const one of judged.findings) console.log(one);
      }
      if (typeof judged === 'string' || judged.failed > 0) process.exitCode = 1;
    }
  } finally {
    workshop.remove();
  }
} else {
  console.log(`Specmatic: not run, there is no ${jar}`);
}

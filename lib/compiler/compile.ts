import { AppError } from '../core/app-error.ts';
import { assert } from '../core/assert.ts';
import type { Model } from '../spec/model.ts';
import type { Compilation, Released } from './compilation.ts';
import { evidenceFiles } from './docs/evidence-files.ts';
import { readme } from './docs/readme.ts';
import type { GeneratedFile } from './generated-file.ts';
import { BUILT_IN_NAMES } from './named-errors.ts';
import { notYet } from './not-yet.ts';
import { openapiDocument } from './openapi/document.ts';
import { opsFiles } from './ops/ops-files.ts';
import { type Plan, planOf } from './plan.ts';
import { expressionFiles } from './platform/expression-files.ts';
import { platformFiles } from './platform/platform-files.ts';
import { usedParts } from './platform/used-parts.ts';
import { appFile } from './service/app.ts';
import { contractModule, customModule } from './service/custom.ts';
import { dataModule } from './service/data.ts';
import { decisionModule } from './service/decision.ts';
import { envExample } from './service/env-example.ts';
import { errorsFile } from './service/errors.ts';
import { eventModule } from './service/event.ts';
import { folderModule } from './service/folder.ts';
import { adapterModule, integrationsIndex } from './service/integrations/adapter.ts';
import { simulationModule } from './service/integrations/simulation.ts';
import { internalContract } from './service/internal-contract.ts';
import { operationModule } from './service/operation.ts';
import { packageJson, packageLock, tsconfigJson } from './service/package.ts';
import { processModule } from './service/process.ts';
import { allRowsModule, hasWide } from './service/row-invariants.ts';
import { scheduleModule } from './service/schedule.ts';
import { scorecardModule } from './service/scorecard.ts';
import { viewModule, viewsOf } from './service/view.ts';
import { vocabularyFile } from './service/vocabulary.ts';
import { migrationFiles } from './sql/history.ts';
import { helperTests, testFiles } from './tests/test-files.ts';
import { json } from './text/json.ts';
import { generatedFile } from './text/origin.ts';

/**
 * Compiles a model into the complete repository of its service. Pure: the same model gives the same bytes, on a server and
 * in a browser worker. Takes models without error diagnostics only; refuses with an AppError (`unprocessable`) what it cannot
 * compile yet, and a change of the schema that would lose stored data.
 *
 * `previous` is the release whose database this one will meet: its migrations are kept and the change is appended.
 */
export function compile(model: Model, { previous }: { previous?: Released } = {}): Compilation {
  refuseNotYet(model);
  const named = planOf(model);
  const migrations = migrationFiles(named, previous);
  const plan = { ...named, migrations };
  const texts = textsOf(plan);
  const paths = new Set(texts.map(([path]) => path));
  const helpers = expressionFiles(
    texts.map(([, text]) => text),
    (path) => paths.has(path),
  );
  const known = new Set([...paths, ...helpers.map(([path]) => path)]);
  const parts = usedParts(
    [...texts, ...helpers, ...helperTests((path) => known.has(path))],
    (path) =>
      // Steps that are written by hand may compute with all of it.
      plan.customs.length > 0 && path === 'src/platform/decimal.ts',
  );
  const made = [...parts, ...migrations];
  const all = [...made, ...evidenceFiles(plan, made)];
  const about: Text = ['README.md', readme(plan, new Set(all.map(([path]) => path)))];
  const files = [...all, about].map(([path, text]) => fileOf(path, text)).sort(byPath);
  assert(new Set(files.map(({ path }) => path)).size === files.length, 'each path is made once');
  return { files };
}

/** What is in `custom/` is made once and then left alone. */
function fileOf(path: string, text: string): GeneratedFile {
  const file = generatedFile(path, text);
  return path.startsWith('custom/') ? { ...file, once: true } : file;
}

/** Says the first few of what is not generated, so that the author knows where to look. */
function refuseNotYet(model: Model): void {
  const missing = notYet(model);
  if (missing.length === 0) return;
  const [first = '', ...others] = [...new Set(missing.map(({ what }) => what))];
  const named = [first, ...others.slice(0, 4)].join('; ');
  const more = others.length > 4 ? `; and ${others.length - 4} more` : '';
  throw new AppError(
    'unprocessable',
    `This version does not generate everything that the specification says: ${named}${more}. Nothing was compiled; the specification is kept.`,
  );
}

function byPath(a: GeneratedFile, b: GeneratedFile): number {
  return a.path < b.path ? -1 : 1;
}

type Text = readonly [path: string, text: string];

function textsOf(plan: Plan): Text[] {
  const { model } = plan;
  return [
    ['.env.example', envExample(plan)],
    ['openapi.json', json(openapiDocument(plan))],
    ['package-lock.json', packageLock(plan)],
    ['package.json', packageJson(plan)],
    ['tsconfig.json', tsconfigJson()],
    ['src/app.ts', appFile(plan)],
    ...(model.types.length > 0 ? [['src/vocabulary.ts', vocabularyFile(plan)] as const] : []),
    ...(model.errors.some(({ name }) => !BUILT_IN_NAMES.includes(name))
      ? [['src/errors.ts', errorsFile(plan)] as const]
      : []),
    ...plan.operations.map((operation): Text => [`src/${operation.module}.ts`, operationModule(operation, plan)]),
    ...plan.entities.map((planned): Text => {
      const { files } = planned.entity;
      const text = files === null ? dataModule(planned, plan) : folderModule(planned, files, plan);
      return [`src/data/${planned.file}.ts`, text];
    }),
    ...(hasWide(plan) ? [['src/data/all-rows.ts', allRowsModule(plan)] as const] : []),
    ...viewsOf(plan).map((view, _, all): Text => [`src/views/${view.file}.ts`, viewModule(view, all, plan)]),
    ...plan.decisions.map((planned): Text => {
      const decision = model.decisions.find(({ name }) => name === planned.name);
      assert(decision !== undefined, 'every planned decision is in the model');
      return [`src/decisions/${planned.file}.ts`, decisionModule(decision, planned, plan)];
    }),
    ...plan.scorecards.map((planned): Text => [`src/scorecards/${planned.file}.ts`, scorecardModule(planned, plan)]),
    ...(plan.internal ? [['src/internal.json', internalContract(plan)] as const] : []),
    ...plan.customs.flatMap((planned): Text[] => [
      [`custom/${planned.file}.ts`, customModule(planned)],
      [`src/custom/${planned.file}.ts`, contractModule(planned, plan)],
    ]),
    ...plan.processes.map((planned): Text => [`src/processes/${planned.file}.ts`, processModule(planned, plan)]),
    ...plan.schedules.map((planned): Text => [`src/schedules/${planned.file}.ts`, scheduleModule(planned, plan)]),
    ...plan.events.map((planned): Text => [`src/events/${planned.file}.ts`, eventModule(planned, plan)]),
    ...(plan.outside ? integrationFiles(plan) : []),
    ...opsFiles(plan),
    ...platformFiles(plan),
    ...testFiles(plan),
  ];
}

function integrationFiles(plan: Plan): Text[] {
  return [
    ['src/integrations/index.ts', integrationsIndex(plan)],
    ...plan.integrations.flatMap((planned): Text[] => [
      [`src/integrations/${planned.file}.ts`, adapterModule(planned, plan)],
      [`src/simulators/${planned.file}.ts`, simulationModule(planned, plan)],
    ]),
  ];
}

import type { EntityPlan } from '../plan.ts';
import { type Doc, list } from '../text/doc.ts';
import { value } from './expression.ts';
import { folderOf } from './folder.ts';
import { fromData, fromFile, type Module } from './module.ts';
import { rowQuery, select } from './row-query.ts';
import type { Condition } from './sql-condition.ts';
import { type Of, property } from './steps.ts';

const FILE = '../platform/folder-writes.ts';

/** `putFile<Outbox>(tx, outboxFolder, { path: …, text: … }, false)`: stores a file of a folder. */
export function putFile(step: Of<'create'> | Of<'upsert'>, planned: EntityPlan, module: Module): Doc {
  fromFile(module, FILE, 'putFile');
  module.types.add(planned.type);
  const replaces = String(step.kind === 'upsert');
  return list(
    `putFile<${planned.type}>(`,
    [...placeOf(planned, module), contentsOf(step, planned, module), replaces],
    ')',
  );
}

/** `changeFiles(tx, outboxFolder, tx.query<Outbox>(…), { text: … })`, and `dropFiles` likewise: what happens to the files that are found. */
export function changedFiles(
  step: Of<'update'> | Of<'delete'>,
  planned: EntityPlan,
  where: Condition,
  module: Module,
): Doc {
  const name = step.kind === 'update' ? 'changeFiles' : 'dropFiles';
  fromFile(module, FILE, name);
  const found = rowQuery(planned, select(planned, where, ' FOR UPDATE', module), where.values, module);
  const contents = step.kind === 'update' ? [contentsOf(step, planned, module)] : [];
  return list(`${name}(`, [...placeOf(planned, module), found, ...contents], ')');
}

function placeOf(planned: EntityPlan, module: Module): string[] {
  module.needs.add('tx');
  return ['tx', fromData(module, planned.entity.name, folderOf(planned))];
}

function contentsOf(step: Of<'create'> | Of<'upsert'> | Of<'update'>, { entity }: EntityPlan, module: Module): Doc {
  const given = step.with.map(({ name, value: source }) => {
    const field = entity.fields.find((one) => one.name === name);
    return property(name, value(source, field?.type ?? null, module));
  });
  return list('{', given, '}', true);
}

import { looksAround } from '../../spec/expressions/looks-around.ts';
import type { Invariant, Model } from '../../spec/model.ts';
import { camel, pascal } from '../names.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, quote, sqlName } from '../text/quote.ts';
import { type Module, moduleImports, newModule } from './module.ts';
import { effectsOn, type RowEffect } from './row-effects.ts';
import { template } from './row-query.ts';
import { rowValue } from './sql-condition.ts';

/**
 * Whether an invariant of rows looks at the time or at other rows, itself or by a field that is computed: then the database
 * checks it, before a transaction ends.
 */
export function isWide({ of, holds }: Invariant, model: Model): boolean {
  const entity = of.kind === 'entity' ? model.entities.find(({ name }) => name === of.name) : undefined;
  return entity !== undefined && looksAround(holds, entity);
}

/** Whether some invariant of a service is of that kind. */
export function hasWide({ model }: Plan): boolean {
  return model.invariants.some((one) => isWide(one, model));
}

/** What the module of all rows calls the effects of changes of an entity. */
function effectsName({ columns }: EntityPlan): string {
  return columns.replace(/Columns$/, 'Effects');
}

interface Wide {
  invariant: Invariant;
  planned: EntityPlan;
  variable: string;
  effects: readonly RowEffect[];
}

const KNOWN = new WeakMap<Plan, readonly Wide[]>();

function wideOnes(plan: Plan): readonly Wide[] {
  const known = KNOWN.get(plan);
  if (known !== undefined) return known;
  const found = plan.model.invariants
    .filter((one) => isWide(one, plan.model))
    .flatMap((invariant): Wide[] => {
      const planned = plan.entities.find(({ entity }) => entity.name === invariant.of.name);
      const effects = effectsOn(invariant, plan);
      if (planned === undefined) return [];
      return [{ invariant, planned, variable: camel(pascal(invariant.name)), effects }];
    });
  KNOWN.set(plan, found);
  return found;
}

/** What the change of a row has to be followed by: the name of its effects in `src/data/all-rows.ts`; null where it breaks nothing. */
export function effectsAfter(planned: EntityPlan, plan: Plan, deletes = false): string | null {
  const key = planned.entity.fields.find((field) => field.key)?.name;
  // What a deleted row alone was about is gone with it.
  const some = wideOnes(plan).some(({ effects }) =>
    effects.some(({ entity, of, isWide: all }) => entity === planned && (!deletes || all || of !== key)),
  );
  return some ? effectsName(planned) : null;
}

/** src/data/all-rows.ts: what always holds of rows together, or at a time. */
export function allRowsModule(plan: Plan): string {
  const module: Module = { ...newModule(plan), everyRow: true };
  const all = wideOnes(plan);
  const constants = all.map((one) => invariantText(one, module));
  const changed = plan.entities.filter((planned) => effectsAfter(planned, plan) !== null);
  const effects = changed.map((planned) => effectsText(planned, all));
  const types = changed.map(({ file, type }): Import => [`./${file}.ts`, `type ${type}`]);
  const platform: Import = ['../platform/invariants.ts', 'type Effect', 'type RowInvariant'];
  const lines = [...moduleImports(module), platform, ...types].sort(([a], [b]) => (a < b ? -1 : 1));
  return code`
    ${imports(lines)}

    ${constants.join('\n\n')}

    /** All of them, for the check of all rows. */
    ${print([
      'export const rowInvariants: readonly RowInvariant[] = ',
      list(
        '[',
        all.map(({ variable }) => variable),
        ']',
      ),
      ';',
    ])}

    ${effects.join('\n\n')}
  `;
}

function invariantText({ invariant, planned, variable }: Wide, module: Module): string {
  const key = planned.entity.fields.find((field) => field.key)?.name ?? '';
  const own: Module = { ...module, needs: new Set() };
  const { sql, values } = rowValue(invariant.holds, planned, own);
  const now = own.needs.has('now');
  for (const used of own.needs) if (used !== 'now') module.needs.add(used);
  const holds: Doc = [
    `(${now ? 'now' : ''}) => (`,
    list('{', [`sql: ${template(sql)}`, ['values: ', list('[', values, ']')]], '}', true),
    ')',
  ];
  const members: Doc[] = [
    `name: ${quote(invariant.name)}`,
    `table: ${quote(sqlName(planned.table))}`,
    `key: ${quote(sqlName(key))}`,
    ['holds: ', holds],
  ];
  const text = print([`const ${variable}: RowInvariant = `, list('{', members, '}', true), ';']);
  return `/** ${comment(invariant.text === '' ? invariant.name : invariant.text)} */\n${origin(invariant, text)}`;
}

/** Stands for the place of the values. */
const KEYS = '\u0005';

function effectsText(planned: EntityPlan, all: readonly Wide[]): string {
  const effects = all.flatMap(({ variable, effects: own }) =>
    own
      .filter(({ entity }) => entity === planned)
      .map(({ of, rows }): Doc => {
        const condition = template(rows(KEYS)).replaceAll(KEYS, `\${${'keys'}}`);
        const members = [`invariant: ${variable}`, `rows: (keys) => ${condition}`, `of: (row) => row.${of}`];
        return list('{', members, '}', true);
      }),
  );
  const head = `export const ${effectsName(planned)}: readonly Effect<${planned.type}>[] = `;
  return `/** What a change of ${comment(planned.entity.name)} may break. */\n${print([head, list('[', effects, ']'), ';'])}`;
}

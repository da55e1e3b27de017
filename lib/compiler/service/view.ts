import type { Field, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hugged, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { comment, key, sqlName } from '../text/quote.ts';
import { encryptedFields, sealedNames } from './encrypted.ts';
import { fromData, fromFile, type Module, moduleImports, newModule } from './module.ts';
import { columnsWithin } from './row-columns.ts';
import { fieldsOf, pickedField, sourceTypeOf, type View, viewsWithin, viewType } from './shape.ts';
import { visible } from './sql-rows.ts';
import { isOptional, keyTypeOf, plainType, typescript } from './types.ts';

/** All views that outputs of operations and processes call, each once. */
export function viewsOf(plan: Plan): View[] {
  const found = outputsOf(plan).flatMap(({ from, type }) => viewsWithin(from, type, plan));
  return [...new Map(found.map((view) => [view.file, view])).values()];
}

/** What outputs are made of, and what they become. */
function outputsOf({ model: { endpoints, processes } }: Plan): { from: Type; type: Type }[] {
  const flows = [
    ...endpoints.map(({ processing, output, wholeOutput }) => ({
      processing,
      given: wholeOutput === null ? output : [wholeOutput],
    })),
    ...processes.map(({ processing, output }) => ({ processing, given: output })),
  ];
  return flows.flatMap(({ processing, given }) =>
    given.flatMap((output) => {
      const from = sourceTypeOf(output.from, processing);
      return from === null ? [] : [{ from, type: output.type }];
    }),
  );
}

/** src/views/<view>.ts: rows as the specification gives them out, with what their references lead to. */
export function viewModule(view: View, all: readonly View[], plan: Plan): string {
  const { planned, name } = view;
  const module = newModule(plan);
  module.types.add(planned.type);
  fromFile(module, '../platform/operation.ts', 'type Run');
  if (plan.wire.optional) fromFile(module, '../platform/auth.ts', 'type Visitor');
  const type = viewType(view, module);
  const followed = view.fields.flatMap((wanted) => followedBy(wanted, view, plan));
  const reads = followed.map(({ wanted, inner }) => {
    fromFile(module, `./${inner.file}.ts`, `${inner.name}ByKey`);
    return code`
      const ${variableOf(wanted)} = await ${inner.name}ByKey(
        run,
        rows.map((row) => row${access(wanted.name)}),
      );
    `;
  });
  const fields = view.fields.map((wanted): string => {
    const own = followed.find((one) => one.wanted === wanted);
    return `${print([key(wanted.name), ': ', own === undefined ? plainField(wanted, view, plan) : behind(wanted, own.from, module)])},`;
  });
  const leads = leadsTo(view, plan);
  if (leads) module.needs.add('Problem').add('not_found');
  const needsFound = leads || followed.some(({ from }) => !isOptional(from, plan.model));
  const isTarget = all.some(
    (other) => other !== view && other.fields.some((wanted) => isInner(wanted, other, view, plan)),
  );
  const byKey = isTarget || leads ? byKeyFunction(view, type, module) : '';
  const lines = moduleImports(module).filter(([from]) => from !== `../views/${view.file}.ts`);
  return code`
    ${imports(lines)}

    /** What reading needs of a run. */
    type Reader = Pick<Run<unknown${when(plan.wire.optional, ', Visitor')}>, 'tx' | 'caller' | 'now'>;

    /** Rows of ${comment(planned.entity.name)} as they are given out: some fields by their names, with what references lead to. */
    ${functionHead(name, [`${reads.length > 0 ? 'run' : '_run'}: Reader`, `rows: readonly ${planned.type}[]`], `${type}[]`)}
      ${reads.join('\n')}
      return rows.map((row) => ({
        ${fields.join('\n')}
      }));
    }

    ${when(byKey !== '', byKey)}

    ${when(leads, behindFunction(view, type, plan))}

    ${when(needsFound, FOUND)}
  `;
}

function plainField(wanted: Field, { planned }: View, plan: Plan): Doc {
  const found = planned.entity.fields.find(({ name }) => name === wanted.name);
  return found === undefined ? 'null' : pickedField(wanted, found, plan);
}

interface Followed {
  wanted: Field;
  from: Type;
  inner: View;
}

function followedBy(wanted: Field, { planned }: View, plan: Plan): Followed[] {
  const from = fieldsOf({ kind: 'entity', name: planned.entity.name }, plan).find(
    ({ name }) => name === wanted.name,
  )?.type;
  const [inner] = from === undefined ? [] : viewsWithin(from, wanted.type, plan);
  return from === undefined || inner === undefined ? [] : [{ wanted, from, inner }];
}

function isInner(wanted: Field, outer: View, view: View, plan: Plan): boolean {
  return followedBy(wanted, outer, plan).some(({ inner }) => inner.file === view.file);
}

function behind(wanted: Field, from: Type, module: Module): Doc {
  const found = `${variableOf(wanted)}.get(row${access(wanted.name)}`;
  if (isOptional(from, module.plan.model)) return `${found} ?? '') ?? null`;
  module.needs.add('Problem').add('not_found');
  return `found(${found}))`;
}

function variableOf({ name }: Field): string {
  return `${name.replace(/\W/g, '_')}Views`;
}

function access(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `['${name}']`;
}

/** Whether some output is a reference that becomes this view. */
function leadsTo({ file }: View, plan: Plan): boolean {
  return outputsOf(plan).some(
    ({ from, type }) => plainType(from, plan.model).kind === 'ref' && viewsWithin(from, type, plan)[0]?.file === file,
  );
}

function behindFunction({ planned, name }: View, type: string, plan: Plan): string {
  const key = print(typescript(keyTypeOf(planned.entity.name, plan), plan, new Set()));
  return code`
    /** The same of the one row that a reference leads to. */
    ${functionHead(`${name}Behind`, ['run: Reader', `key: ${key}`], type)}
      return found((await ${name}ByKey(run, [key])).get(key));
    }
  `;
}

/** The same by the keys of rows. One that the caller may not see is left out. */
function byKeyFunction(view: View, type: string, module: Module): string {
  const { planned, name } = view;
  const { plan } = module;
  const keyField = planned.entity.fields.find((field) => field.key)?.name ?? 'id';
  const keyType = print(typescript(plainType(keyTypeOf(planned.entity.name, plan), plan.model), plan, module.types));
  fromData(module, planned.entity.name, planned.columns);
  module.needs.add('present');
  const values: Doc[] = ['[...new Set(wanted)]'];
  const scope = { ...module, needs: new Set<string>() };
  const place = { scope, values } as unknown as Parameters<typeof visible>[1];
  const row = { kind: 'row', planned, alias: planned.table } as const;
  const tests = [`${sqlName(keyField)} = ANY ($1)`, ...visible(row, { ...place, qualified: false })];
  const sql = `SELECT ${columnsWithin(planned, values, scope)} FROM ${sqlName(planned.table)} WHERE ${tests.join(' AND ')}`;
  const sealed = encryptedFields(planned, plan).length > 0 ? sealedNames(planned) : null;
  if (sealed !== null) {
    fromData(module, planned.entity.name, `type ${sealed.stored}`);
    fromData(module, planned.entity.name, sealed.open);
  }
  const read = `tx.query<${sealed?.stored ?? planned.type}>(`;
  const lead = sealed === null ? `const rows = await ${read}` : read;
  const asked = hugged(lead, [`\`${sql}\``], { open: '[', items: values, close: ']' }, ')');
  const query = sealed === null ? asked : list(`const rows = await ${sealed.open}(`, [asked], ')');
  const taken = ['tx', ...['caller', 'now'].filter((one) => scope.needs.has(one) || print(values).includes(`${one}.`))];
  return code`
    /** The same by keys. Rows that are not there, or that the caller may not see, are left out. */
    ${functionHead(`${name}ByKey`, ['run: Reader', `keys: readonly (${keyType} | null)[]`], `Map<${keyType}, ${type}>`)}
      const { ${taken.join(', ')} } = run;
      const wanted = keys.filter((key) => key !== null);
      ${print([query, ';'], 2)}
      const views = await ${name}(run, rows);
      return new Map(rows.map((row, at) => [row${access(keyField)}, present(views[at])]));
    }
  `;
}

function functionHead(name: string, parameters: readonly string[], result: string): string {
  return print([`export async function ${name}`, list('(', parameters, ')'), `: Promise<${result}> {`]);
}

const FOUND = code`
  /** What a reference leads to. What the caller may not see is a 404. */
  function found<T>(view: T | undefined): T {
    if (view === undefined) throw new Problem(not_found);
    return view;
  }
`;

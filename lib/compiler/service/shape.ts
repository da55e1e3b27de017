import type { Field, OutputField, Step, Type } from '../../spec/model.ts';
import { camel, kebab, pascal } from '../names.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { stepsWithin } from '../steps-within.ts';
import { type Doc, hardline, indent, print } from '../text/doc.ts';
import { key, member } from '../text/quote.ts';
import { notCompiled } from './expression.ts';
import { fromFile, type Module } from './module.ts';
import { isOptional, plainType, typescript } from './types.ts';

/** Rows of an entity that are given out as an object type with references followed: a function in a file of its own. */
export interface View {
  planned: EntityPlan;
  type: Type;
  fields: readonly Field[];
  /** `articleViewsOf`. */
  name: string;
  /** `src/views/article-view-of-article.ts` without folder and ending. */
  file: string;
}

/** Deeper objects in each other are refused. */
const MAX_DEPTH = 12;

/**
 * A value where a narrower object is meant: the fields that the type names, by their names; references are followed. Everything
 * else stays as it is.
 */
export function shaped(given: Doc, from: Type, to: Type, module: Module): Doc {
  const { plan } = module;
  if (!isNarrowed(from, to, plan)) return given;
  const views = viewsWithin(from, to, plan);
  if (views.length === 0) return picked(given, from, to, plan, 0);
  const [view] = views;
  if (view === undefined) return given;
  return viewed(given, from, view, module);
}

/** Calls the function of a view: for rows, for a row, or for one that may be missing. */
function viewed(given: Doc, from: Type, view: View, module: Module): Doc {
  const { plan } = module;
  module.needs.add('tx').add('caller').add('now');
  if (plainType(from, plan.model).kind === 'ref') {
    const behind = fromFile(module, `../views/${view.file}.ts`, `${view.name}Behind`);
    const led: Doc = [`await ${behind}({ tx, caller, now }, `, given, ')'];
    return isOptional(from, plan.model) ? [given, ' === null ? null : ', led] : led;
  }
  fromFile(module, `../views/${view.file}.ts`, view.name);
  const call = (rows: Doc): Doc => ['await ', view.name, '({ tx, caller, now }, ', rows, ')'];
  if (plainType(from, plan.model).kind === 'list') return call(given);
  const one = (row: Doc): Doc => {
    module.needs.add('present');
    return ['present((', call(['[', row, ']']), ')[0])'];
  };
  if (!isOptional(from, plan.model)) return one(given);
  return [given, ' === null ? null : ', one(given)];
}

/** The fields of an object by their names, without reading anything. */
function picked(given: Doc, from: Type, to: Type, plan: Plan, depth: number): Doc {
  if (depth > MAX_DEPTH) return notCompiled('An object so deep in others');
  if (!isNarrowed(from, to, plan)) return given;
  const [source, target] = [plainType(from, plan.model), plainType(to, plan.model)];
  const text = print(given);
  const atom = /^[\w.[\]'?]+$/.test(text) ? given : ['(', given, ')'];
  if (source.kind === 'list' && target.kind === 'list') {
    const item = depth === 0 ? 'row' : `row${depth + 1}`;
    const maybe = isOptional(from, plan.model) ? '?' : '';
    const each = picked(item, source.of, target.of, plan, depth + 1);
    return [atom, maybe, `.map((${item}) => `, objectIn(each), ')', maybe === '' ? '' : ' ?? null'];
  }
  if (target.kind !== 'object') return given;
  const entries = target.fields.map((wanted): Doc => {
    const found = fieldsOf(from, plan).find(({ name }) => name === wanted.name);
    if (found === undefined) return [key(wanted.name), ': null'];
    return [key(wanted.name), ': ', picked(member(print(atom), wanted.name), found.type, wanted.type, plan, depth + 1)];
  });
  const object: Doc = ['{', indent(entries.map((entry): Doc => [hardline, entry, ','])), hardline, '}'];
  return isOptional(from, plan.model) ? [atom, ' === null ? null : ', object] : object;
}

/** An object as the whole body of an arrow function stands in parentheses. */
function objectIn(doc: Doc): Doc {
  return print(doc).startsWith('{') ? ['(', doc, ')'] : doc;
}

/** Whether a value of `from` has to be made narrower to be one of `to`. */
export function isNarrowed(from: Type, to: Type, plan: Plan, depth = 0): boolean {
  if (depth > MAX_DEPTH || (from.kind === 'named' && to.kind === 'named' && from.name === to.name)) return false;
  const [source, target] = [plainType(from, plan.model), plainType(to, plan.model)];
  if (source.kind === 'list' && target.kind === 'list') return isNarrowed(source.of, target.of, plan, depth + 1);
  if (target.kind !== 'object') return false;
  if (source.kind === 'entity' || source.kind === 'ref') return true;
  if (source.kind !== 'object') return false;
  return (
    source.fields.length !== target.fields.length ||
    target.fields.some((wanted) => {
      const found = source.fields.find(({ name }) => name === wanted.name);
      return found === undefined || isNarrowed(found.type, wanted.type, plan, depth + 1);
    })
  );
}

/** The views that making `to` of `from` calls, that of the outermost row first; none where no reference is followed. */
export function viewsWithin(from: Type, to: Type, plan: Plan, depth = 0): View[] {
  if (depth > MAX_DEPTH) return [];
  const [source, target] = [plainType(from, plan.model), plainType(to, plan.model)];
  if (source.kind === 'list' && target.kind === 'list') return viewsWithin(source.of, target.of, plan, depth + 1);
  if (target.kind !== 'object' || (source.kind !== 'entity' && source.kind !== 'ref')) return [];
  const entity = source.kind === 'entity' ? source.name : source.entity;
  const planned = plan.entities.find((one) => one.entity.name === entity);
  if (planned === undefined) return [];
  const inner = target.fields.flatMap((wanted) => {
    const found = planned.entity.fields.find(({ name }) => name === wanted.name);
    return found === undefined ? [] : viewsWithin(found.type, wanted.type, plan, depth + 1);
  });
  return inner.length === 0 && source.kind === 'entity' ? [] : [viewOf(planned, to, target.fields), ...inner];
}

function viewOf(planned: EntityPlan, type: Type, fields: readonly Field[]): View {
  const plain = type.kind === 'optional' ? type.of : type;
  const stem =
    plain.kind === 'named' ? pascal(plain.name) : pascal(fields.map(({ name }) => name).join('_')).slice(0, 60);
  return {
    planned,
    type: plain,
    fields,
    name: `${camel(stem)}Of${planned.type}`,
    file: `${kebab(stem)}-of-${planned.file}`,
  };
}

/** The fields of a row or an object. */
export function fieldsOf(type: Type, plan: Plan): readonly Field[] {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'object') return plain.fields;
  if (plain.kind !== 'entity') return [];
  return plan.entities.find(({ entity }) => entity.name === plain.name)?.entity.fields ?? [];
}

/** The value of one field of a view's row, where it follows no reference. */
export function pickedField(wanted: Field, found: Field, plan: Plan): Doc {
  return picked(member('row', wanted.name), found.type, wanted.type, plan, 1);
}

/** The type of a view's result. */
export function viewType({ type }: View, module: Module): string {
  return print(typescript(type, module.plan, module.types));
}

/** The type of what an output is made of; null where it is no row for sure. `steps` are those of its flow. */
export function sourceTypeOf(from: OutputField['from'], steps: readonly Step[]): Type | null {
  if (from.kind === 'expression') return from.expr.type;
  if (from.kind !== 'step') return null;
  const step = stepsWithin(steps).find(({ name }) => name === from.step);
  if (step === undefined || !('entity' in step) || step.kind === 'count') return null;
  const row: Type = { kind: 'entity', name: step.entity };
  if (step.kind === 'list') return { kind: 'list', of: row, length: null };
  const mayBeMissing = step.when !== null || (step.kind === 'find' && step.else === null);
  return mayBeMissing ? { kind: 'optional', of: row } : row;
}

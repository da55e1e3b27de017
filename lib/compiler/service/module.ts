import { BUILT_IN_NAMES } from '../named-errors.ts';
import type { DecisionPlan, Plan } from '../plan.ts';
import { EXPRESSION_FILES } from '../platform/expression-files.ts';
import type { Import } from '../text/imports.ts';
import type { Scope } from './expression.ts';
import { OUTERMOST, type Place } from './place.ts';

/** A module that is being written, and what it will have to import. */
export interface Module extends Scope {
  /** Names from platform/operation.ts. */
  platform: Set<string>;
  errors: Set<string>;
  /** Decision tables, by variable. */
  decisionsUsed: Set<string>;
  /** From the data modules: entity name → names. */
  data: Map<string, Set<string>>;
  /** From other modules of the service: path → names. */
  files: Map<string, Set<string>>;
  /** Where in a flow the statement that is written stands. */
  place: Place;
}

/** A module that imports nothing yet. */
export function newModule(plan: Plan): Module {
  return {
    plan,
    decimals: new Set(),
    needs: new Set(),
    row: null,
    closure: false,
    types: new Set(),
    platform: new Set(),
    errors: new Set(),
    decisionsUsed: new Set(),
    data: new Map(),
    files: new Map(),
    place: OUTERMOST,
  };
}

/** Notes that something of an entity's data module is used. */
export function fromData(module: Module, entity: string, name: string): string {
  const names = module.data.get(entity) ?? new Set<string>();
  module.data.set(entity, names.add(name));
  return name;
}

/** Notes that something of another module of the service is used. */
export function fromFile(module: Module, path: string, name: string): string {
  const names = module.files.get(path) ?? new Set<string>();
  module.files.set(path, names.add(name));
  return name;
}

/** The import lines of a module in `src/<area>/`, in the order of their paths. */
export function moduleImports(module: Module, hasTasks = false): Import[] {
  const { plan } = module;
  const types = [...module.types];
  const known = namesOf(plan);
  const vocabulary = inOrder(types, known.types);
  for (const { name, type } of inOrder(types, known.rows)) fromData(module, name, `type ${type}`);
  const decimal = [...module.decimals, ...(types.includes('Decimal') ? ['type Decimal'] : [])];
  const platform = [...module.platform, ...(types.includes('Json') ? ['type Json'] : [])];
  const fromPlatform: Import[] = [
    ['../platform/decimal.ts', ...sorted(decimal)],
    ['../platform/operation.ts', ...sorted(platform)],
    ['../platform/problems.ts', ...sorted([...BUILT_IN_NAMES, 'Problem'].filter((name) => module.needs.has(name)))],
    ['../platform/run.ts', ...['later', 'sideBySide'].filter((name) => module.needs.has(name))],
    ['../platform/waiting.ts', ...(hasTasks ? ['type TaskDefinition'] : [])],
    ['../platform/files.ts', ...(types.includes('StoredFile') ? ['type StoredFile'] : [])],
    ...expressionImports(module),
  ];
  const lines: Import[] = [
    ['node:crypto', ...(module.needs.has('randomUUID') ? ['randomUUID'] : [])],
    ...inOrder(module.data.keys(), known.entities).map(
      ({ name, file }): Import => [`../data/${file}.ts`, ...sorted(module.data.get(name) ?? [])],
    ),
    ...[...new Set(inOrder(module.decisionsUsed, known.decisions))].map(
      ({ variable, type, file }): Import => [
        `../decisions/${file}.ts`,
        ...sorted([variable, `type ${type}`].filter((name) => module.decisionsUsed.has(name))),
      ],
    ),
    ['../errors.ts', ...sorted(module.errors)],
    ...[...fromPlatform, ...[...module.files].map(([from, names]): Import => [from, ...sorted(names)])].sort(
      ([a], [b]) => (a < b ? -1 : 1),
    ),
    ['../vocabulary.ts', ...sorted(vocabulary.map((name) => `type ${name}`))],
  ];
  return lines.filter(([, ...names]) => names.length > 0);
}

/** What modules import by name, each with its place in the plan: every module asks, so they are looked through once. */
interface KnownNames {
  types: Known<string>;
  rows: Known<{ name: string; type: string }>;
  entities: Known<{ name: string; file: string }>;
  decisions: Known<DecisionPlan>;
}

type Known<T> = ReadonlyMap<string, { at: number; of: T }>;

const NAMES = new WeakMap<Plan, KnownNames>();

function namesOf(plan: Plan): KnownNames {
  const known = NAMES.get(plan);
  if (known !== undefined) return known;
  const entities = plan.entities.map(({ entity, file, type }, at) => ({ at, of: { name: entity.name, file, type } }));
  const found: KnownNames = {
    types: new Map([...plan.typeNames.values()].map((of, at) => [of, { at, of }])),
    rows: new Map(entities.map((one) => [one.of.type, one])),
    entities: new Map(entities.map((one) => [one.of.name, one])),
    decisions: new Map(
      plan.decisions.flatMap((of, at) => [of.variable, `type ${of.type}`].map((name) => [name, { at, of }] as const)),
    ),
  };
  NAMES.set(plan, found);
  return found;
}

/** What names stand for, in the order of the plan; names of other things are left out. */
function inOrder<T>(names: Iterable<string>, known: Known<T>): T[] {
  const found = [...names].flatMap((name) => known.get(name) ?? []);
  return found.sort((a, b) => a.at - b.at).map(({ of }) => of);
}

/** The platform's functions that expressions of the module call. */
function expressionImports({ needs }: Module): Import[] {
  return Object.entries(EXPRESSION_FILES).map(([file, { names }]) => [
    `../platform/${file}.ts`,
    ...sorted(names.filter((name) => needs.has(name))),
  ]);
}

/** By name, whatever comes before it. */
export function sorted(names: Iterable<string>): string[] {
  const plain = (name: string): string => name.replace('type ', '').toLowerCase();
  return [...names].sort((a, b) => (plain(a) < plain(b) ? -1 : plain(a) > plain(b) ? 1 : 0));
}

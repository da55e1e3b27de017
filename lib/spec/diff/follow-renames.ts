import type { Expr } from '../expressions/ast.ts';
import { open } from '../expressions/static-types.ts';
import type { Entity, Model, Renamable } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';

/** Kinds of declarations that keep their identity under another name, by the section that holds them. */
export const RENAMABLE = [
  'types',
  'entities',
  'errors',
  'endpoints',
  'processes',
  'decisions',
  'scorecards',
  'events',
  'schedules',
  'integrations',
  'invariants',
] as const;
export type RenamableSection = (typeof RENAMABLE)[number];

/** A declaration of the earlier version under its later name. */
export interface Rename {
  section: RenamableSection | 'fields';
  /** The entity of a field, by its later name. */
  of: string | null;
  from: string;
  to: string;
}

/** The earlier model with the later names, and what was renamed. */
export interface FollowedRenames {
  before: Model;
  renames: readonly Rename[];
}

/**
 * Follows `renamedFrom`: gives the earlier model as it would read with the later names, everywhere where a name stands, so that
 * a rename is one change and not a removal with an addition. A name that the earlier version does not have, or that the later
 * one still has, is not followed. Total; the models are not changed.
 */
export function followRenames(before: Model, after: Model): FollowedRenames {
  const renames = findRenames(before, after);
  if (renames.length === 0) return { before, renames };
  const table: TypeTable = {
    types: new Map(before.types.map((type) => [type.name, type])),
    entities: new Map(before.entities.map((entity) => [entity.name, entity])),
  };
  return { before: rename(before, new Names(renames, table)), renames };
}

function findRenames(before: Model, after: Model): Rename[] {
  const renames = RENAMABLE.flatMap((section) =>
    renamedPairs(before[section], after[section]).map(([from, to]): Rename => ({ section, of: null, from, to })),
  );
  const entities = new Map(renames.filter(({ section }) => section === 'entities').map(({ from, to }) => [to, from]));
  const fields = after.entities.flatMap((entity) => {
    const old = before.entities.find(({ name }) => name === (entities.get(entity.name) ?? entity.name));
    return renamedPairs(old?.fields ?? [], entity.fields).map(
      ([from, to]): Rename => ({ section: 'fields', of: entity.name, from, to }),
    );
  });
  return [...renames, ...fields];
}

/** Earlier and later names of what `renamedFrom` says to be the same. */
export function renamedPairs(before: readonly Renamed[], after: readonly Renamed[]): [string, string][] {
  const [old, now] = [before, after].map((nodes) => new Set(nodes.map(({ name }) => name)));
  return after.flatMap(({ name, renamedFrom }) =>
    renamedFrom !== null && old?.has(renamedFrom) && !old.has(name) && !now?.has(renamedFrom)
      ? [[renamedFrom, name] as [string, string]]
      : [],
  );
}

/** The later name of each earlier one. */
class Names {
  readonly #later = new Map<string, string>();
  readonly table: TypeTable;

  constructor(renames: readonly Rename[], table: TypeTable) {
    this.table = table;
    const entities = new Map(renames.filter(({ section }) => section === 'entities').map(({ from, to }) => [to, from]));
    for (const { section, of, from, to } of renames) {
      const owner = of === null ? '' : (entities.get(of) ?? of);
      this.#later.set(`${section} ${owner} ${from}`, to);
    }
  }

  of(section: RenamableSection, name: string): string {
    return this.#later.get(`${section}  ${name}`) ?? name;
  }

  field(entity: string, name: string): string {
    return this.#later.get(`fields ${entity} ${name}`) ?? name;
  }

  /** An id with later names: `entities/Old/fields/a` becomes `entities/New/fields/b`. */
  id(id: string): string {
    const [section = '', name = '', part = '', field, ...rest] = id.split('/');
    const known = RENAMABLE.find((each) => each === section);
    if (known === undefined || name === '') return id;
    const inside = part === 'fields' && field !== undefined && known === 'entities' ? this.field(name, field) : field;
    const parts = [section, this.of(known, name), ...(part === '' ? [] : [part])];
    return [...parts, ...(inside === undefined ? [] : [inside]), ...rest].join('/');
  }
}

type Renamed = Pick<Renamable, 'name' | 'renamedFrom'>;

type Plain = Readonly<Record<string, unknown>>;

/** Which section a member's text names, whatever holds the member. */
const NAMED_BY: Readonly<Record<string, RenamableSection>> = {
  entity: 'entities',
  decision: 'decisions',
  scorecard: 'scorecards',
  event: 'events',
  process: 'processes',
  integration: 'integrations',
  else: 'errors',
  error: 'errors',
  subject: 'entities',
  burnRate: 'endpoints',
};

/** Copies a part of the model with later names. Models are trees of bounded depth. */
function rename<T>(part: T, names: Names, entity: string | null = null): T {
  if (Array.isArray(part)) return part.map((item: unknown) => rename(item, names, entity)) as T;
  if (typeof part !== 'object' || part === null) return part;
  const node = part as Plain;
  const inside = entityOf(node) ?? entity;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) copy[key] = renameMember(node, key, value, names, inside);
  return copy as T;
}

/** The entity whose fields bare names inside a node are. */
function entityOf(node: Plain): string | null {
  if (typeof node['entity'] === 'string' && typeof node['kind'] === 'string' && 'name' in node) return node['entity'];
  return typeof node['id'] === 'string' && /^entities\/[^/]+$/.test(node['id']) ? node['id'].slice(9) : null;
}

function renameMember(node: Plain, key: string, value: unknown, names: Names, entity: string | null): unknown {
  if (typeof value === 'string') return renameText(node, key, value, names, entity);
  if (entity !== null && FIELD_LISTS.has(key) && isTexts(value)) return fieldNames(value, names, entity);
  if (key === 'with' && entity !== null && ROW_KINDS.has(String(node['kind'])) && Array.isArray(value))
    return value.map((assignment: Plain) => ({
      ...rename(assignment, names, entity),
      name: names.field(entity, String(assignment['name'])),
    }));
  return rename(value, names, entity);
}

const FIELD_LISTS = new Set(['indexes', 'uniques', 'key']);
const ROW_KINDS = new Set(['create', 'update', 'upsert']);

function isTexts(value: unknown): value is readonly (string | readonly string[])[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' || isTexts(item));
}

function fieldNames(value: readonly (string | readonly string[])[], names: Names, entity: string): unknown {
  return value.map((item) => (typeof item === 'string' ? names.field(entity, item) : fieldNames(item, names, entity)));
}

function renameText(node: Plain, key: string, value: string, names: Names, entity: string | null): string {
  if (key === 'id') return names.id(value);
  const section = NAMED_BY[key];
  if (section !== undefined) return names.of(section, value);
  if (key === 'name') return renameName(node, value, names, entity);
  if (entity !== null && (key === 'field' || key === 'from' || key === 'owner')) return names.field(entity, value);
  return value;
}

function renameName(node: Plain, value: string, names: Names, entity: string | null): string {
  const id = typeof node['id'] === 'string' ? node['id'] : null;
  if (id !== null) {
    const renamed = names.id(id).split('/').at(-1);
    return id.endsWith(`/${value}`) && renamed !== undefined ? renamed : value;
  }
  switch (node['kind']) {
    case 'named':
      return names.of('types', value);
    case 'entity':
      return names.of('entities', value);
    case 'decision':
      return names.of('decisions', value);
    case 'scorecard':
      return names.of('scorecards', value);
    case 'operation':
      return names.of('endpoints', value);
    case 'name':
      if (node['scope'] === 'row' && entity !== null) return names.field(entity, value);
      return node['scope'] === 'entity' ? names.of('entities', value) : value;
    case 'member':
      return memberName(node['of'] as Expr, value, names, entity);
    default:
      return value;
  }
}

/** A field of a row, whichever expression gives the row. */
function memberName(of: Expr, value: string, names: Names, entity: string | null): string {
  if (of.kind === 'name' && of.name === 'row' && entity !== null) return names.field(entity, value);
  const { type } = open(names.table, of.type);
  const rows: Entity['name'] | null = type.kind === 'entity' ? type.name : type.kind === 'ref' ? type.entity : null;
  return rows === null ? value : names.field(rows, value);
}

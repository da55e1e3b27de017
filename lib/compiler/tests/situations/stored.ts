import type { Assignment, Entity, EntityField, Step } from '../../../spec/model.ts';
import { platformError } from '../../named-errors.ts';
import type { EntityPlan, Plan } from '../../plan.ts';
import { invariantsOf } from '../../service/invariant.ts';
import { fixesKey } from '../../service/row-query.ts';
import { isOptional, plainType } from '../../service/types.ts';
import { evaluate, type Known, sourceValue, type World } from '../evaluate.ts';
import { subjectId } from '../fixture-auth.ts';
import { jsonOf } from '../outcome.ts';
import { sameId, UNKNOWN, type Value } from '../value.ts';
import type { Waiting } from './people.ts';
import { NOW, usual } from './situation.ts';

/** What comes of a step. */
export type Deed = { value: Value } | { status: number; problem: string } | { waits: Waiting } | 'unknown';

/** The problem of a change whose row is not there. */
export const MISSING = ' missing';

type Row = ReadonlyMap<string, Value>;
type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** Rows as the steps of one request change them. */
export class Stored {
  readonly #rows: Map<string, readonly Row[]>;
  readonly #plan: Plan;
  #changed = false;

  constructor(rows: World['rows'], plan: Plan) {
    this.#rows = new Map(rows);
    this.#plan = plan;
  }

  /** Whether something was stored, changed or deleted. */
  get changed(): boolean {
    return this.#changed;
  }

  get rows(): World['rows'] {
    return this.#rows;
  }

  /** The rows that a step finds, with what is computed of them; null where that is not known. */
  find(step: Of<'find'> | Of<'list'> | Of<'count'>, known: Known): readonly Row[] | null {
    const planned = this.#planned(step.entity);
    if (planned === undefined || planned.entity.files !== null) return null;
    const { visibleTo } = planned.entity;
    const rows = this.#matching(planned, step.where, visibleTo.length === 0, known);
    return rows?.map((row) => this.#shown(planned.entity, row, known)) ?? null;
  }

  create(step: Of<'create'>, known: Known): Deed {
    const planned = this.#planned(step.entity);
    if (planned === undefined || planned.entity.files !== null) return 'unknown';
    const row = this.#made(planned.entity, step.with, known);
    if (row === null) return 'unknown';
    const wrong = this.#wrong(planned.entity, row, null);
    if (wrong !== null) return wrong;
    this.#put(planned, [...this.#of(planned), row]);
    return { value: { fields: this.#shown(planned.entity, row, known) } };
  }

  upsert(step: Of<'upsert'>, known: Known): Deed {
    const planned = this.#planned(step.entity);
    if (planned === undefined || planned.entity.files !== null) return 'unknown';
    const { entity } = planned;
    const row = this.#made(entity, step.with, known);
    if (row === null || step.key.some((name) => row.get(name) === UNKNOWN)) return 'unknown';
    const before = this.#of(planned).find((one) =>
      step.key.every((name) => same(one.get(name), row.get(name)) === true),
    );
    if (before === undefined) return this.create({ ...step, kind: 'create' }, known);
    const { owner } = entity;
    if (owner !== null && same(before.get(owner), row.get(owner)) !== true) return 'unknown';
    const named = step.with.filter(({ name }) => !step.key.includes(name) && name !== owner);
    const after = new Map([...before, ...named.map(({ name }): [string, Value] => [name, row.get(name) ?? null])]);
    return this.#replace(planned, [[before, after]], known, true);
  }

  change(step: Of<'update'> | Of<'delete'>, known: Known): Deed {
    const planned = this.#planned(step.entity);
    if (planned === undefined || planned.entity.files !== null) return 'unknown';
    const { entity } = planned;
    const found = this.#matching(planned, step.where, true, known);
    if (found === null) return 'unknown';
    const keyed = fixesKey(step, planned);
    if (found.length === 0) {
      if (!keyed) return { value: { items: [] } };
      return step.when === null ? { status: 404, problem: MISSING } : { value: null };
    }
    if (step.kind === 'delete') return this.#remove(planned, found, keyed, known);
    const values = step.with.map(({ name, value }): [string, Value] => [name, sourceValue(value, known)]);
    const moved = found.map((row): [Row, Row] => [row, new Map([...row, ...values])]);
    const { lifecycle } = entity;
    if (lifecycle !== null && values.some(([name]) => name === lifecycle.field)) {
      for (const [before, after] of moved) {
        const [from, to] = [before.get(lifecycle.field), after.get(lifecycle.field)];
        if (typeof from !== 'string' || typeof to !== 'string') return 'unknown';
        if (from !== to && lifecycle.moves[from]?.includes(to) !== true) return this.#platform('conflict');
      }
    }
    return this.#replace(planned, moved, known, keyed);
  }

  #platform(name: string): Deed {
    return { status: platformError(name, this.#plan.model).status, problem: name };
  }

  #planned(name: string): EntityPlan | undefined {
    return this.#plan.entities.find(({ entity }) => entity.name === name);
  }

  #of({ entity }: EntityPlan): readonly Row[] {
    return this.#rows.get(entity.name) ?? [];
  }

  #put({ entity }: EntityPlan, rows: readonly Row[]): void {
    this.#changed = true;
    this.#rows.set(entity.name, rows);
  }

  /** `mine`: of owned rows only those of the caller. */
  #matching(planned: EntityPlan, where: Of<'list'>['where'], mine: boolean, known: Known): readonly Row[] | null {
    const { entity } = planned;
    const { owner } = entity;
    const found: Row[] = [];
    for (const row of this.#of(planned)) {
      const own = owner === null || !mine ? true : same(row.get(owner), subjectId(this.#plan));
      const holds = where === null ? true : evaluate(where, { ...known, row: this.#shown(entity, row, known) });
      if (own === false || holds === false) continue;
      if (own !== true || holds !== true) return null;
      found.push(row);
    }
    return found;
  }

  /** A row with what is computed of it. */
  #shown(entity: Entity, row: Row, known: Known): Row {
    const computed = entity.fields.flatMap(({ name, value }): [string, Value][] => {
      return value === null ? [] : [[name, evaluate(value, { ...known, row })]];
    });
    return computed.length === 0 ? row : new Map([...row, ...computed]);
  }

  /** A new row; null where something of it is not known to be taken. */
  #made(entity: Entity, given: readonly Assignment[], known: Known): Row | null {
    const row = new Map<string, Value>();
    for (const field of entity.fields) {
      if (field.value !== null) continue;
      const source = given.find(({ name }) => name === field.name)?.value;
      const value =
        entity.owner === field.name
          ? subjectId(this.#plan)
          : source === undefined
            ? this.#default(field, known)
            : sourceValue(source, known);
      row.set(field.name, value);
    }
    return entity.fields.every((field) => field.value !== null || this.#fits(field, row.get(field.name) ?? null))
      ? row
      : null;
  }

  #default(field: EntityField, known: Known): Value {
    const given = usual(field, this.#plan);
    return given === NOW && known.world !== undefined ? known.world.now : given;
  }

  #fits({ type }: EntityField, value: Value): boolean {
    const { model } = this.#plan;
    if (value === null) return isOptional(type, model);
    if (typeof value !== 'object' || !('number' in value)) return true;
    return plainType(type, model).kind === 'ref' || jsonOf(value, type, this.#plan) !== null;
  }

  /** Why the database does not take a row beside the others; null where it does. */
  #wrong(entity: Entity, row: Row, instead: Row | null): Deed | null {
    const planned = this.#planned(entity.name);
    const others = planned === undefined ? [] : this.#of(planned).filter((one) => one !== instead);
    const single = entity.fields.flatMap(({ name, key, unique }) => (key || unique ? [[name]] : []));
    for (const names of [...single, ...entity.uniques]) {
      for (const other of others) {
        const alike = names.map((name) => sameStored(row.get(name), other.get(name)));
        if (alike.every((one) => one === true)) return this.#platform('conflict');
      }
    }
    for (const { name, type } of entity.fields) {
      const plain = plainType(type, this.#plan.model);
      const value = row.get(name) ?? null;
      if (plain.kind !== 'ref' || value === null) continue;
      const target = this.#planned(plain.entity);
      const own = target?.entity.fields.find(({ key }) => key)?.name ?? '';
      const there = target === undefined ? [] : this.#of(target).map((one) => same(one.get(own), value));
      if (there.includes(true)) continue;
      return there.includes(UNKNOWN) || value === UNKNOWN ? 'unknown' : this.#platform('conflict');
    }
    return this.#broken(entity, row);
  }

  #broken(entity: Entity, row: Row): Deed | null {
    const known: Known = { model: this.#plan.model, input: new Map(), steps: new Map(), row };
    for (const { holds } of invariantsOf('entity', entity.name, this.#plan.model)) {
      const held = evaluate(holds, known);
      if (held === false) return this.#platform('internal');
      if (held !== true) return 'unknown';
    }
    return null;
  }

  #replace(planned: EntityPlan, changes: readonly (readonly [Row, Row])[], known: Known, keyed: boolean): Deed {
    const { entity } = planned;
    for (const [before, after] of changes) {
      if (!entity.fields.every((field) => field.value !== null || this.#fits(field, after.get(field.name) ?? null)))
        return 'unknown';
      const wrong = this.#wrong(entity, after, before);
      if (wrong !== null) return wrong;
    }
    const changed = new Map(changes);
    this.#put(
      planned,
      this.#of(planned).map((row) => changed.get(row) ?? row),
    );
    return given(
      changes.map(([, after]) => this.#shown(entity, after, known)),
      keyed,
    );
  }

  #remove(planned: EntityPlan, rows: readonly Row[], keyed: boolean, known: Known): Deed {
    const own = planned.entity.fields.find(({ key }) => key)?.name ?? '';
    const gone = rows.map((row) => row.get(own) ?? null);
    const shown = rows.map((row) => this.#shown(planned.entity, row, known));
    this.#put(
      planned,
      this.#of(planned).filter((row) => !rows.includes(row)),
    );
    for (const other of this.#plan.entities) {
      for (const { name, type, onDelete } of other.entity.fields) {
        const plain = plainType(type, this.#plan.model);
        if (plain.kind !== 'ref' || plain.entity !== planned.entity.name) continue;
        const referring = this.#of(other).filter((row) => gone.some((key) => same(row.get(name), key) === true));
        if (referring.length === 0) continue;
        if (onDelete === 'refuse') return this.#platform('conflict');
        if (onDelete === 'null') return 'unknown';
        const cascade = this.#remove(other, referring, false, known);
        if (cascade === 'unknown' || !('value' in cascade)) return cascade;
      }
    }
    return given(shown, keyed);
  }
}

function given(rows: readonly Row[], keyed: boolean): Deed {
  const [first] = rows;
  if (keyed) return { value: first === undefined ? null : { fields: first } };
  return { value: { items: rows.map((fields) => ({ fields })) } };
}

/** Whether two values are the same; structures are not looked into. */
function same(one: Value | undefined, other: Value | undefined): boolean | typeof UNKNOWN {
  if (one === undefined || other === undefined || one === UNKNOWN || other === UNKNOWN) return UNKNOWN;
  const alike = sameId(one, other);
  if (alike !== null) return alike;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return one === other;
  if (!('number' in one) || !('number' in other)) return UNKNOWN;
  const scale = BigInt(Math.max(one.number.scale, other.number.scale));
  const units = ({ number }: typeof one) => number.units * 10n ** (scale - BigInt(number.scale));
  return units(one) === units(other);
}

/** As a unique index tells: what is made anew each time is never the same, and neither is what is not there. */
function sameStored(one: Value | undefined, other: Value | undefined): boolean {
  return one !== null && one !== undefined && same(one, other) === true;
}

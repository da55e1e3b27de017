import type { Expr } from '../../expressions/ast.ts';
import { heldAs } from '../../expressions/beyond-database.ts';
import { someExpr } from '../../expressions/expr-parts.ts';
import type { Entity, EntityField, Step } from '../../model.ts';
import { allSteps, flowsOf } from '../../step-tree.ts';
import type { PrivacyRule, PrivacySubject } from '../findings.ts';
import { holdsHash, isStoredEncrypted, isStoredHash } from '../stored-sealed.ts';

/**
 * DAT6539: a field that is encrypted, hashed or found by a hash in a way that cannot be: as the key or the owner of its rows, of a value
 * that is written in several ways, or inside of another value. DAT6540: a step that changes an encrypted field without saying of
 * which row.
 */
export const sealedFields: PrivacyRule = (subject, reporter) => {
  const { model } = subject;
  const steps = flowsOf(model).flatMap((flow) => allSteps(flow.steps));
  for (const entity of model.entities) {
    if (entity.files !== null) continue;
    for (const field of entity.fields) {
      const reason = field.value === null ? reasonAgainst(field, entity, steps, subject) : null;
      if (reason !== null) reporter.report('DAT6539', field.span, { field: `${entity.name}.${field.name}`, reason });
    }
  }
  for (const step of steps) {
    const found = changedBlindly(step, subject);
    if (found !== null) reporter.report('DAT6540', step.span, { field: `${found.entity.name}.${found.field.name}` });
  }
};

function reasonAgainst(
  field: EntityField,
  entity: Entity,
  steps: readonly Step[],
  { table }: PrivacySubject,
): string | null {
  const hashed = isStoredHash(field, table);
  if (!hashed && holdsHash(field.type, table))
    return 'only a field of its own can be a hash. Take the part that is one out of the object or the list.';
  if (!hashed && !isStoredEncrypted(field, table)) return null;
  if (field.key) return 'a key is compared, referred to and shown. Give the rows an id, and make this field unique.';
  if (field.name === entity.owner)
    return 'an owner is compared with each caller. Keep the caller\u2019s id, which says nothing by itself.';
  if (!hashed && !isFoundBy(field, entity, steps)) return null;
  const held = heldAs(field.type, table);
  return ['text', 'whole', 'date', 'bool'].includes(held)
    ? null
    : 'rows are found by a hash of a text, a whole number, a day or an id; other values are written in more than one way.';
}

/** Whether rows are found by what a field holds. */
function isFoundBy(field: EntityField, entity: Entity, steps: readonly Step[]): boolean {
  if (field.unique || [...entity.indexes, ...entity.uniques].some((names) => names.includes(field.name))) return true;
  return steps.some(
    (step) =>
      'entity' in step &&
      step.entity === entity.name &&
      'where' in step &&
      step.where !== null &&
      looksFor(step.where, field.name),
  );
}

function looksFor(where: Expr, name: string): boolean {
  return someExpr(
    where,
    (part) =>
      part.kind === 'binary' &&
      part.left.kind !== 'null' &&
      part.right.kind !== 'null' &&
      [part.left, part.right].some((side) => side.kind === 'name' && side.scope === 'row' && side.name === name),
  );
}

/** What is encrypted belongs to its row: a step that gives it another value has to name the row by its key. */
function changedBlindly(step: Step, { table }: PrivacySubject): { entity: Entity; field: EntityField } | null {
  if (step.kind !== 'update' && step.kind !== 'upsert') return null;
  const entity = table.entities.get(step.entity);
  const key = entity?.fields.find((field) => field.key)?.name;
  if (entity === undefined || key === undefined || entity.files !== null) return null;
  const names = step.with.map(({ name }) => name);
  const changed = entity.fields.filter(
    (field) => names.includes(field.name) && field.name !== entity.owner && isStoredEncrypted(field, table),
  );
  const [field] = step.kind === 'upsert' ? changed.filter(({ name }) => !step.key.includes(name)) : changed;
  if (field === undefined) return null;
  const says = step.kind === 'upsert' ? step.key.join() === key : namesRow(step.where, key);
  return says ? null : { entity, field };
}

/** Whether a condition says of one row by its key that it is this one. */
function namesRow(where: Expr, key: string): boolean {
  if (where.kind !== 'binary') return false;
  if (where.operator === '&&') return namesRow(where.left, key) || namesRow(where.right, key);
  const isKey = (side: Expr): boolean => side.kind === 'name' && side.scope === 'row' && side.name === key;
  return where.operator === '==' && (isKey(where.left) || isKey(where.right));
}

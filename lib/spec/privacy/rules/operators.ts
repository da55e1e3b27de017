import type { Expr } from '../../expressions/ast.ts';
import { exprParts } from '../../expressions/expr-parts.ts';
import type { Entity, Protection, Step } from '../../model.ts';
import { allSteps, flowsOf } from '../../step-tree.ts';
import { protectedCore } from '../fields-of.ts';
import type { PrivacyRule, PrivacySubject } from '../findings.ts';
import { fieldsOfType } from '../worst-field.ts';

const EQUALITY: readonly string[] = ['==', '!=', 'in', '&&', '||'];

/**
 * DAT6530 and DAT6531: a condition asks the database for more than equality of a value that is stored encrypted, or as a keyed
 * hash. Values of rows that were read are decrypted and may be used for anything.
 */
export const operators: PrivacyRule = (subject, reporter) => {
  const report = (field: string, protection: Protection, used: string, span: Expr['span']): void => {
    if (protection.encrypt !== null) reporter.report('DAT6530', span, { field, used });
    else if (protection.hash !== null) reporter.report('DAT6531', span, { field, used });
  };
  for (const flow of flowsOf(subject.model)) {
    for (const step of allSteps(flow.steps)) {
      const entity = 'entity' in step ? subject.table.entities.get(step.entity) : undefined;
      if (entity === undefined) continue;
      if ('where' in step && step.where !== null) seeCondition(subject, entity, step.where, report);
      if (step.kind === 'list') seeOrder(subject, entity, step, report);
    }
  }
};

type Report = (field: string, protection: Protection, used: string, span: Expr['span']) => void;

function seeOrder(
  subject: PrivacySubject,
  entity: Entity,
  step: Extract<Step, { kind: 'list' }>,
  report: Report,
): void {
  for (const { field } of step.orderBy) {
    const declared = entity.fields.find(({ name }) => name === field);
    if (declared === undefined) continue;
    const { protection } = protectedCore(subject.table, declared.type, declared.protection);
    report(`${entity.name}.${field}`, protection, 'orderBy', step.span);
  }
}

function seeCondition(subject: PrivacySubject, entity: Entity, where: Expr, report: Report): void {
  const visit = (expr: Expr): void => {
    const used = usedFor(expr);
    if (used !== null)
      for (const part of operandsOf(expr)) {
        const found = columnOf(subject, entity, part);
        if (found !== null) report(found.name, found.protection, used, expr.span);
      }
    for (const part of exprParts(expr)) visit(part);
  };
  visit(where);
}

/** The operator or function that an expression is, unless equality can stand for it. */
export function usedFor(expr: Expr): string | null {
  if (expr.kind === 'binary') return EQUALITY.includes(expr.operator) ? null : expr.operator;
  if (expr.kind === 'call') return `${expr.name}()`;
  return expr.kind === 'comprehension' ? expr.method : null;
}

function operandsOf(expr: Expr): readonly Expr[] {
  return expr.kind === 'comprehension' ? [expr.over] : exprParts(expr);
}

/** The column that an expression reads: a field of the row, of a row that a reference leads to, or of a row of a collection. */
function columnOf(
  { table }: PrivacySubject,
  entity: Entity,
  expr: Expr,
): { name: string; protection: Protection } | null {
  if (expr.kind === 'name' && expr.scope === 'row') return columnNamed(table, entity, expr.name);
  if (expr.kind !== 'member' || !readsRow(expr.of)) return null;
  const owner = expr.follows === undefined ? rowOf(table, entity, expr.of) : table.entities.get(expr.follows);
  if (owner !== undefined) return columnNamed(table, owner, expr.name);
  // A field inside a stored object.
  const field = fieldsOfType(table, expr.of.type).find(({ name }) => name === expr.name);
  if (field === undefined) return null;
  return { name: expr.name, protection: protectedCore(table, field.type, field.protection).protection };
}

function columnNamed(
  table: PrivacySubject['table'],
  entity: Entity,
  name: string,
): { name: string; protection: Protection } | null {
  const field = entity.fields.find((candidate) => candidate.name === name);
  if (field === undefined) return null;
  return { name: `${entity.name}.${name}`, protection: protectedCore(table, field.type, field.protection).protection };
}

function readsRow(expr: Expr): boolean {
  if (expr.kind === 'name') return expr.scope === 'row' || expr.scope === 'local';
  return expr.kind === 'member' && readsRow(expr.of);
}

function rowOf(table: PrivacySubject['table'], entity: Entity, expr: Expr): Entity | undefined {
  const { core } = protectedCore(table, expr.type, null);
  if (core.kind === 'entity') return table.entities.get(core.name);
  return expr.kind === 'name' && expr.name === 'row' ? entity : undefined;
}

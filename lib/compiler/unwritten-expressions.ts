import type { Span } from '../core/text-range.ts';
import type { Expr } from '../spec/expressions/ast.ts';
import type { Model } from '../spec/model.ts';
import { type EntityPlan, planOf } from './plan.ts';
import { notEmitted } from './service/not-emitted.ts';
import { isWide } from './service/row-invariants.ts';
import { isNumbered } from './sql/sequence.ts';

/** Something that the specification says and that this version does not generate. */
export interface Unwritten {
  /** The node of the model that it belongs to. */
  id: string;
  span: Span;
  /** As the subject of a sentence: "The field `Case.photo` with a decoded content". */
  what: string;
}

/** More than this are not looked for: one is enough to refuse. */
const MAX_FOUND = 50;

/**
 * The expressions of a model that the emitters refuse, in the order of the model. Takes time for each expression, so it is for
 * Generate and for the editor's slower checks, not for every key stroke.
 */
export function unwrittenExpressions(model: Model): Unwritten[] {
  const plan = planOf(model);
  const found: Unwritten[] = [];
  const planned = new Map(plan.entities.map((entity) => [entity.entity.name, entity]));
  const visit = (part: unknown, id: string, rows: EntityPlan | null, isValue = false): void => {
    if (part === null || typeof part !== 'object' || found.length >= MAX_FOUND) return;
    if (isExpr(part)) {
      const what = notEmitted(part, plan, rows, isValue);
      if (what !== null) found.push({ id, span: part.span, what });
      return;
    }
    if (Array.isArray(part)) {
      for (const item of part) visit(item, id, rows);
      return;
    }
    const node: Readonly<Record<string, unknown>> = { ...part };
    const own = typeof node['id'] === 'string' ? node['id'] : id;
    const entity = typeof node['entity'] === 'string' ? (planned.get(node['entity']) ?? null) : null;
    for (const [key, item] of Object.entries(node)) visit(item, own, key === 'where' ? entity : null);
  };
  for (const { name, fields } of model.entities) {
    for (const field of fields) {
      if (!isNumbered(field)) visit(field.default, field.id, null);
      visit(field.value, field.id, planned.get(name) ?? null, true);
    }
  }
  for (const part of [model.endpoints, model.processes, model.schedules, model.decisions, model.scorecards])
    visit(part, '', null);
  for (const one of model.invariants)
    visit(one.holds, one.id, isWide(one, model) ? (planned.get(one.of.name) ?? null) : null, true);
  return found;
}

function isExpr(part: object): part is Expr {
  return 'kind' in part && 'type' in part && 'span' in part;
}

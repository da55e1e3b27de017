import { lineIndex } from '../../core/text-range.ts';
import { type Change, diffModels, versionTooSmall } from '../../spec/index.ts';
import type { Model } from '../../spec/model.ts';
import type { ReadSpec } from './read-meaning.ts';
import type { ReviewChanges } from './review-view.ts';

/**
 * What a version means differently from the last approved one, with the lines of both texts. Without one (`before` null)
 * everything is new, and is counted. A text that has errors for the checker of today is not compared, which is said.
 */
export function readChanges(now: ReadSpec | null, before: ReadSpec | null, isFirst: boolean): ReviewChanges {
  if (now === null || !now.clean)
    return { kind: 'not-compared', reason: 'This version has errors, so its meaning cannot be compared.' };
  if (isFirst) return { kind: 'first', counts: countsOf(now.model) };
  if (before === null || !before.clean)
    return {
      kind: 'not-compared',
      reason:
        'The approved version has errors by the rules of today, so the meanings cannot be compared. The texts can.',
    };
  const { changes, bump } = diffModels(before.model, now.model);
  const small = versionTooSmall(before.model.version, now.model.version, bump);
  return {
    kind: 'compared',
    changes: withLines(changes, before.text, now.text),
    bump,
    versions: { before: before.model.version, after: now.model.version },
    versionTooSmall: small?.message ?? null,
  };
}

function withLines(changes: readonly Change[], before: string, after: string) {
  const [old, now] = [lineIndex(before), lineIndex(after)];
  return changes.map((change) => ({
    class: change.class,
    code: change.code,
    path: change.path,
    message: change.message,
    beforeLine: change.before && old.line(change.before.start) + 1,
    afterLine: change.after && now.line(change.after.start) + 1,
  }));
}

/** Declared things by their plural and singular names, in the order of the language; what there is none of is left out. */
function countsOf(model: Model): { one: string; many: string; count: number }[] {
  const count = (one: string, many: string, list: readonly unknown[]) => ({ one, many, count: list.length });
  return [
    count('operation', 'operations', model.endpoints),
    count(
      'step',
      'steps',
      model.endpoints.flatMap((endpoint) => endpoint.processing),
    ),
    count('entity', 'entities', model.entities),
    count('type', 'types', model.types),
    count('role', 'roles', model.roles),
    count('error', 'errors', model.errors),
    count('decision', 'decisions', model.decisions),
    count(
      'rule',
      'rules',
      model.decisions.flatMap((decision) => decision.rules),
    ),
    count('integration', 'integrations', model.integrations),
    count('requirement', 'requirements', model.requirements),
    count('framework', 'frameworks', model.frameworks),
  ].filter((each) => each.count > 0);
}

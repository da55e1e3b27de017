import { comparePeriods } from '../../diff/compare-periods.ts';
import type { Entity, Type } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import type { PrivacyRule } from '../findings.ts';

/** DAT6532: a reference that outlives its target, because the target is erased by its age and what refers to it is kept for longer. */
export const outlives: PrivacyRule = ({ model, table }, reporter) => {
  for (const entity of model.entities) {
    for (const field of entity.fields) {
      const name = targetOf(field.type);
      const target = name === null ? undefined : table.entities.get(name);
      if (target === undefined || target.retention === null || field.onDelete !== 'refuse') continue;
      if (target === entity || !isKeptLonger(entity, target)) continue;
      reporter.report('DAT6532', field.span, {
        field: `${entity.name}.${field.name}`,
        target: target.name,
        kept: entity.retention === null ? 'for ever' : `for ${sayPeriod(entity.retention.keep)}`,
        erased: sayPeriod(target.retention.keep),
      });
    }
  }
};

function targetOf(type: Type): string | null {
  if (type.kind === 'optional') return targetOf(type.of);
  return type.kind === 'ref' ? type.entity : null;
}

/** Equal periods are not longer: both rows may go on the same day. */
function isKeptLonger({ retention, hold }: Entity, target: Entity): boolean {
  if (target.retention === null || target.hold !== null) return false;
  return retention === null || hold !== null || comparePeriods(target.retention.keep, retention.keep) === 'longer';
}

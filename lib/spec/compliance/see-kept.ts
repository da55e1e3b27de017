import type { Entity, Period } from '../model.ts';
import { sayPeriod } from '../phrases/duration.ts';
import { isAtLeast } from './least-period.ts';
import { type Observation, open, satisfied, violated } from './rule.ts';
import { controlsOf, type Subject } from './subject.ts';

/** Looks at how long rows of the given entities are kept. An entity without retention is never erased. */
export function seeRowsKept(entities: readonly Entity[], least: Period): readonly Observation[] {
  return entities.map((entity) => {
    const name = `\`${entity.name}\``;
    const { retention } = entity;
    if (retention === null) return satisfied(`Rows of ${name} are never erased.`, entity.span);
    if (entity.hold !== null) return satisfied(`Erasing rows of ${name} is suspended by a hold.`, retention.span);
    const said = `Rows of ${name} are kept for ${sayPeriod(retention.keep)}`;
    const long = isAtLeast(retention.keep, least);
    if (long === 'yes') return satisfied(`${said}.`, retention.span);
    if (long === 'no')
      return violated(`${said}; ${sayPeriod(least)} are demanded.`, retention.span, 'retention', {
        kind: 'keep',
        least,
      });
    return open(`${said}; whether that is ${sayPeriod(least)} depends on the calendar. Write it in years or months.`);
  });
}

/** Looks at how long the audit log is kept: by `audit_retention`, and by the operations that say it themselves. */
export function seeAuditKept({ model }: Subject, least: Period): readonly Observation[] {
  const required = controlsOf(model, 'audit_retention').map(({ requirement, control }) => ({
    keep: control.keep,
    span: requirement.span,
    whose: '`audit_retention`',
  }));
  const own = model.endpoints.flatMap(({ audit, name }) =>
    audit === null || audit.keep === null
      ? []
      : [{ keep: audit.keep, span: audit.span, whose: `The audit of \`${name}\`` }],
  );
  const periods = [...required, ...own];
  if (periods.length === 0)
    return [open('Neither `audit_retention` nor `audit: {keep}` says how long the audit log is kept.')];
  return periods.map(({ keep, span, whose }) => {
    const long = isAtLeast(keep, least);
    if (long === 'yes') return satisfied(`${whose} keeps records for ${sayPeriod(keep)}.`, span);
    const said = `${whose} keeps records for ${sayPeriod(keep)}`;
    if (long === 'no')
      return violated(`${said}; ${sayPeriod(least)} are demanded.`, span, 'retention', { kind: 'keep', least });
    return open(`${said}; whether that is ${sayPeriod(least)} depends on the calendar.`);
  });
}

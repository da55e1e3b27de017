import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Model } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import { isAtLeast } from '../least-period.ts';
import { controlsOf } from '../subject.ts';

/** Reports operations whose audit is kept for less time than the service's own `audit_retention` says. */
export function seeAuditPeriods(model: Model, reporter: Reporter): void {
  for (const { control } of controlsOf(model, 'audit_retention')) {
    for (const { name, audit } of model.endpoints) {
      if (audit === null || audit.keep === null || isAtLeast(audit.keep, control.keep) === 'yes') continue;
      reporter.report('CMP8026', audit.span, {
        operation: name,
        kept: sayPeriod(audit.keep),
        demanded: sayPeriod(control.keep),
      });
    }
  }
}

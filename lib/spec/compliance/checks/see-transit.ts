import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Model } from '../../model.ts';
import { controlsOf } from '../subject.ts';
import { strengthOf } from '../transit.ts';

/** Reports a requirement of `encryption` that admits connections which are no longer safe (RFC 8996). */
export function seeTransit(model: Model, reporter: Reporter): void {
  for (const { requirement, control } of controlsOf(model, 'encryption'))
    if (control.inTransit !== null && strengthOf(control.inTransit) === 'weak')
      reporter.report('CMP8029', requirement.span, { text: control.inTransit });
}

import type { Type } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';

/** Named errors: their status, which programs act on, and their texts, which people read. */
export function diffErrors(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.errors, differ.after.model.errors);
  for (const error of removed)
    differ.report('error-removed', placeOf(error, null), `Error ${said(error.name)} is gone.`);
  for (const error of added)
    differ.report(
      'error-added',
      placeOf(null, error),
      `Error ${said(error.name)} is new, with status ${error.status}.`,
    );
  const body = (type: Type | null): string | null => type && sayTypeOf(type);
  for (const [old, now] of both) {
    const place = placeOf(old, now);
    const subject = `Error ${said(now.name)}`;
    if (old.status !== now.status)
      differ.report('error-status-changed', place, `${subject}: status ${old.status} → ${now.status}.`);
    if (old.title !== now.title)
      differ.report('error-text-changed', place, `${subject}: title ${saidChange(old.title, now.title)}.`);
    if (old.detail !== now.detail)
      differ.report('error-text-changed', place, `${subject}: detail ${saidChange(old.detail, now.detail)}.`);
    if (body(old.body) !== body(now.body))
      differ.report('error-body-changed', place, `${subject}: body ${saidChange(body(old.body), body(now.body))}.`);
  }
}

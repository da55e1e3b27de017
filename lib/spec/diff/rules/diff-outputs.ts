import type { Endpoint, OutputField } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { diffTypes } from '../type-uses.ts';
import { meaningOfValue, type Renames, writeValue } from '../write-expression.ts';
import { diffSummary } from './diff-service.ts';

/** What callers get, and where it comes from. */
export function diffOutputs(differ: Differ, before: Endpoint, after: Endpoint, renames: Renames): void {
  const { both, removed, added } = match(before.output, after.output, (field) => field.name);
  const of = said(after.name);
  for (const field of removed)
    differ.report(
      'output-removed',
      placeOf(field, null),
      `Output ${said(field.name)} of ${of}: ${said(sayTypeOf(field.type))} → no such output.`,
    );
  for (const field of added)
    differ.report(
      'output-added',
      placeOf(null, field),
      `Output ${said(field.name)} of ${of}: no such output → ${said(sayTypeOf(field.type))}.`,
    );
  for (const [old, now] of both) {
    const place = placeOf(old, now);
    const subject = `Output ${said(now.name)} of ${of}`;
    const label = `${after.name}.output.${now.name}`;
    diffTypes(differ, { use: 'output', place, subject, label }, old.type, now.type);
    if (sourceOf(old, renames) !== sourceOf(now, { steps: new Map(), inputs: new Map() }))
      differ.report('output-source-changed', place, `${subject}: value ${saySource(old)} → ${saySource(now)}.`);
    if (old.as !== now.as)
      differ.report(
        'wire-name-changed',
        place,
        `${subject}: given as ${saidChange(old.as ?? old.name, now.as ?? now.name)}.`,
      );
    diffSummary(differ, subject, old, now);
  }
}

/** A step's result is the same value whether the output names the step or has its name. */
function sourceOf({ from }: OutputField, renames: Renames): string {
  if (from.kind === 'step') return `steps.${renames.steps.get(from.step) ?? from.step}`;
  // Whichever task asks for it: a person gives the value.
  if (from.kind === 'form') return 'form';
  return meaningOfValue(from, renames);
}

function saySource({ from }: OutputField): string {
  if (from.kind === 'step') return `of the step ${said(from.step)}`;
  if (from.kind === 'form') return `that a person fills in at ${said(from.step)}`;
  return said(writeValue(from));
}

import type { Endpoint, OutputField } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { diffTypes } from '../type-uses.ts';
import { meaningOfValue, NO_RENAMES, type Renames, writeValue } from '../write-expression.ts';
import { diffSummary } from './diff-service.ts';

/** What callers get, and where it comes from. */
export function diffOutputs(differ: Differ, before: Endpoint, after: Endpoint, renames: Renames): void {
  const old = before.output.map((field) => ({ ...placed(field), name: renames.outputs.get(field.name) ?? field.name }));
  const now = after.output.map((field) => ({ ...placed(field), name: field.name }));
  const { both, removed, added } = match(old, now, ({ name }) => name);
  const of = said(after.name);
  for (const { field } of removed)
    differ.report(
      'output-removed',
      placeOf(field, null),
      `Output ${said(field.name)} of ${of}: ${said(sayTypeOf(field.type))} → no such output.`,
    );
  for (const { field } of added)
    differ.report(
      'output-added',
      placeOf(null, field),
      `Output ${said(field.name)} of ${of}: no such output → ${said(sayTypeOf(field.type))}.`,
    );
  for (const [{ field: old }, { field: now }] of both) {
    const place = placeOf(old, now);
    const subject = `Output ${said(now.name)} of ${of}`;
    const label = `${after.name}.output.${now.name}`;
    diffTypes(differ, { use: 'output', place, subject, label }, old.type, now.type);
    diffName(differ, subject, old, now);
    if (sourceOf(old, renames) !== sourceOf(now, NO_RENAMES))
      differ.report('output-source-changed', place, `${subject}: value ${saySource(old)} → ${saySource(now)}.`);
    if (old.as !== now.as && old.name === now.name)
      differ.report(
        'wire-name-changed',
        place,
        `${subject}: given as ${saidChange(old.as ?? old.name, now.as ?? now.name)}.`,
      );
    diffSummary(differ, subject, old, now);
  }
}

function placed(field: OutputField) {
  return { field, id: field.id, span: field.span };
}

/** Callers know the name on the wire. */
function diffName(differ: Differ, subject: string, old: OutputField, now: OutputField): void {
  if (old.name === now.name) return;
  const [was, is] = [old.as ?? old.name, now.as ?? now.name];
  const place = placeOf(old, now);
  if (was === is)
    differ.report(
      'declaration-renamed',
      place,
      `${subject}: called ${saidChange(old.name, now.name)}, given as ${said(is)} as before.`,
    );
  else differ.report('output-renamed', place, `${subject}: given as ${saidChange(was, is)}.`);
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

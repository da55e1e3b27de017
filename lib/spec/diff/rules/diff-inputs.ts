import { open } from '../../expressions/static-types.ts';
import type { Endpoint, InputField } from '../../model.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { diffTypes } from '../type-uses.ts';
import { meaningOfValue, NO_RENAMES, writeValue } from '../write-expression.ts';
import { diffSummary } from './diff-service.ts';

/** What callers give. `renamed` are inputs by their earlier names. */
export function diffInputs(
  differ: Differ,
  before: Endpoint,
  after: Endpoint,
  renamed: ReadonlyMap<string, string>,
): void {
  const old = given(before).map((field) => ({ field, name: renamed.get(field.name) ?? field.name, ...at(field) }));
  const now = given(after).map((field) => ({ field, name: field.name, ...at(field) }));
  const { both, removed, added } = match(old, now, (input) => input.name);
  const of = said(after.name);
  for (const { field } of removed)
    differ.report(
      'input-removed',
      placeOf(field, null),
      `Input ${said(field.name)} of ${of}: ${said(sayTypeOf(field.type))} → no such input; ${
        field.in === 'body' ? 'who sends it is refused' : 'who sends it is not heard'
      }.`,
    );
  for (const { field } of added) {
    const needed = !open(differ.after.types, field.type).optional;
    const what = `Input ${said(field.name)} of ${of}: no such input → ${said(sayTypeOf(field.type))}`;
    if (needed) differ.report('input-required-added', placeOf(null, field), `${what}, and it has to be sent.`);
    else differ.report('input-added', placeOf(null, field), `${what}.`);
  }
  for (const [{ field: from }, { field: to }] of both) diffInput(differ, after, from, to);
}

/** What pages add by themselves is said with the pages. */
function given({ input }: Endpoint): readonly InputField[] {
  return input.filter(({ typeOrigin }) => typeOrigin !== 'default');
}

function at({ id, span }: InputField) {
  return { id, span };
}

function diffInput(differ: Differ, endpoint: Endpoint, before: InputField, after: InputField): void {
  const place = placeOf(before, after);
  const subject = `Input ${said(after.name)} of ${said(endpoint.name)}`;
  if (before.name !== after.name && after.in !== 'path') diffName(differ, subject, before, after);
  else if (before.name !== after.name)
    differ.report(
      'path-parameter-renamed',
      place,
      `Parameter of the path of ${said(endpoint.name)}: ${said(before.name)} → ${said(after.name)}; clients made from the API document see it.`,
    );
  if (before.in !== after.in)
    differ.report('input-moved', place, `${subject}: sent in the ${before.in} → in the ${after.in}.`);
  diffTypes(
    differ,
    { use: 'input', place, subject, label: `${endpoint.name}.input.${after.name}` },
    before.type,
    after.type,
  );
  const value = (field: InputField): string | null => field.default && meaningOfValue(field.default, NO_RENAMES);
  if (value(before) !== value(after))
    differ.report(
      'input-default-changed',
      place,
      `${subject}: default ${saidChange(before.default && writeValue(before.default), after.default && writeValue(after.default))}.`,
    );
  if (before.name === after.name && wireName(before) !== wireName(after) && (before.as !== null || after.as !== null))
    differ.report('wire-name-changed', place, `${subject}: sent as ${saidChange(wireName(before), wireName(after))}.`);
  diffSummary(differ, subject, before, after);
}

/** Callers know the name on the wire. */
function diffName(differ: Differ, subject: string, before: InputField, after: InputField): void {
  const [was, is] = [wireName(before), wireName(after)];
  const place = placeOf(before, after);
  if (was === is)
    differ.report(
      'declaration-renamed',
      place,
      `${subject}: called ${saidChange(before.name, after.name)}, sent as ${said(is)} as before.`,
    );
  else differ.report('input-renamed', place, `${subject}: sent as ${saidChange(was, is)}.`);
}

function wireName({ as, name }: InputField): string {
  return as ?? name;
}

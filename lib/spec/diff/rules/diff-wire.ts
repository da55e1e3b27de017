import type { Endpoint, Period, RateLimit } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import type { ChangeCode } from '../change-codes.ts';
import { type Differ, match, placeOf, said, saidChange, setChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { diffTypes } from '../type-uses.ts';
import { meaningOfValue, NO_RENAMES, type Renames, writeValue } from '../write-expression.ts';

/** How an operation looks from outside besides its inputs and outputs: repetition, limits, pages, whole bodies, headers. */
export function diffWire(differ: Differ, before: Endpoint, after: Endpoint, renames: Renames): void {
  const report = (code: ChangeCode, key: string, what: string): void =>
    differ.report(code, { ...placeOf(before, after), path: `${after.id}/${key}` }, `${said(after.name)}: ${what}.`);
  diffIdempotency(before, after, report);
  diffRateLimit(before, after, renames, report);
  diffPages(before, after, report);
  diffBody(differ, before, after, report);
  diffAnswerForm(differ, before, after, renames, report);
  diffResponse(before, after, renames, report);
  const { removed, added } = setChange(before.errors, after.errors);
  if (removed.length + added.length > 0)
    report(
      'operation-errors-changed',
      'errors',
      `errors ${saidChange(before.errors.join(', '), after.errors.join(', '))}`,
    );
  if (before.nulls !== after.nulls) report('nulls-changed', 'nulls', `nulls ${saidChange(before.nulls, after.nulls)}`);
}

type Report = (code: ChangeCode, key: string, what: string) => void;

function diffIdempotency({ idempotency: old }: Endpoint, { idempotency: now }: Endpoint, report: Report): void {
  const key = 'idempotency';
  if (old === null && now === null) return;
  if (old === null || now === null) {
    if (old === null) report('idempotency-added', key, `no key is needed → ${said(now?.header ?? '')} has to be sent`);
    else
      report('idempotency-removed', key, `${said(old.header)} is heard → not heard: a repetition does the work again`);
    return;
  }
  if (old.header.toLowerCase() !== now.header.toLowerCase())
    report('idempotency-header-changed', key, `the key stands in ${saidChange(old.header, now.header)}`);
  if (sayPeriod(old.keep) !== sayPeriod(now.keep))
    report(
      'idempotency-keep-changed',
      key,
      `answers are repeated for ${saidChange(sayPeriod(old.keep), sayPeriod(now.keep))}`,
    );
}

const SECONDS: Readonly<Record<Period['unit'], number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
};

function diffRateLimit(
  { rateLimit: old }: Endpoint,
  { rateLimit: now }: Endpoint,
  renames: Renames,
  report: Report,
): void {
  const [was, is] = [sayLimit(old, renames), sayLimit(now, NO_RENAMES)];
  if (was === is) return;
  const rate = (limit: RateLimit | null): number =>
    limit === null ? Number.POSITIVE_INFINITY : limit.limit / (limit.per.count * SECONDS[limit.per.unit]);
  const looser = rate(now) > rate(old) || (rate(now) === rate(old) && old !== null);
  report(looser ? 'rate-limit-loosened' : 'rate-limit-tightened', 'rateLimit', `calls ${saidChange(was, is)}`);
}

function sayLimit(limit: RateLimit | null, { inputs }: Renames): string | null {
  if (limit === null) return null;
  const by = limit.by.kind === 'input' ? `input.${inputs.get(limit.by.input) ?? limit.by.input}` : limit.by.kind;
  return `${limit.limit} in ${sayPeriod(limit.per)} by ${by}`;
}

function diffPages({ paginate: old }: Endpoint, { paginate: now }: Endpoint, report: Report): void {
  if (old === null || now === null) {
    if (now !== null) report('pages-added', 'paginate', `the whole list → pages of ${now.limit}`);
    if (old !== null) report('pages-removed', 'paginate', `pages of ${old.limit} → the whole list`);
    return;
  }
  if (old.style !== now.style) report('pages-added', 'paginate', `pages by ${saidChange(old.style, now.style)}`);
  const size = ({ limit, max }: typeof now): string => `${limit}, at most ${max}`;
  if (size(old) !== size(now))
    report('page-size-changed', 'paginate', `rows of a page ${saidChange(size(old), size(now))}`);
}

function diffBody(differ: Differ, before: Endpoint, after: Endpoint, report: Report): void {
  const [old, now] = [before.body, after.body];
  if (old === null && now === null) return;
  const say = (body: Endpoint['body']): string => (body === null ? 'an object of the inputs' : sayTypeOf(body.type));
  if (old === null || now === null) {
    report('body-form-changed', 'body', `the body is ${saidChange(say(old), say(now))}`);
    return;
  }
  if (old.contentType !== now.contentType)
    report('media-type-changed', 'body', `the body's media type ${saidChange(old.contentType, now.contentType)}`);
  const place = { path: `${after.id}/body`, before: old.span, after: now.span };
  const subject = `Body of ${said(after.name)}`;
  diffTypes(differ, { use: 'input', place, subject, label: `${after.name}.body` }, old.type, now.type);
}

function diffAnswerForm(differ: Differ, before: Endpoint, after: Endpoint, renames: Renames, report: Report): void {
  const [old, now] = [before.wholeOutput, after.wholeOutput];
  if (old === null && now === null) return;
  const say = (whole: Endpoint['wholeOutput']): string =>
    whole === null ? 'an object of the outputs' : sayTypeOf(whole.type);
  if (old === null || now === null) {
    report('answer-form-changed', 'output', `the answer is ${saidChange(say(old), say(now))}`);
    return;
  }
  const place = placeOf(old, now);
  const subject = `Answer of ${said(after.name)}`;
  diffTypes(differ, { use: 'output', place, subject, label: `${after.name}.output` }, old.type, now.type);
  const source = ({ from }: typeof now, names: Renames): string => {
    if (from.kind === 'step') return `steps.${names.steps.get(from.step) ?? from.step}`;
    return from.kind === 'form' ? 'form' : meaningOfValue(from, names);
  };
  if (source(old, renames) !== source(now, NO_RENAMES))
    differ.report(
      'output-source-changed',
      place,
      `${subject}: value ${saidChange(source(old, NO_RENAMES), source(now, NO_RENAMES))}.`,
    );
}

function diffResponse(before: Endpoint, after: Endpoint, renames: Renames, report: Report): void {
  const [old, now] = [before.response, after.response];
  if ((old?.contentType ?? null) !== (now?.contentType ?? null))
    report(
      'media-type-changed',
      'response',
      `the answer's media type ${saidChange(old?.contentType ?? null, now?.contentType ?? null)}`,
    );
  if ((old?.template ?? null) !== (now?.template ?? null))
    report('template-changed', 'response', `template ${saidChange(old?.template ?? null, now?.template ?? null)}`);
  const headers = match(old?.headers ?? [], now?.headers ?? [], ({ name }) => name.toLowerCase());
  for (const { name } of headers.removed) report('header-removed', 'response', `header ${said(name)} → none`);
  for (const { name, value } of headers.added)
    report('header-added', 'response', `no header ${said(name)} → ${said(writeValue(value))}`);
  for (const [was, is] of headers.both)
    if (meaningOfValue(was.value, renames) !== meaningOfValue(is.value, NO_RENAMES))
      report(
        'header-changed',
        'response',
        `header ${said(is.name)} ${saidChange(writeValue(was.value), writeValue(is.value))}`,
      );
}

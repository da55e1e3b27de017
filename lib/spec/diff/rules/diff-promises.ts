import { compareDecimals } from '../../decimal-text.ts';
import type { Audit, Endpoint, Period, Sla } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import type { ChangeCode } from '../change-codes.ts';
import { comparePeriods } from '../compare-periods.ts';
import { type Differ, placeOf, said, saidAll, setChange } from '../differ.ts';

/** What an operation promises about time and availability. */
export function diffSla(differ: Differ, before: Endpoint, after: Endpoint): void {
  const [old, now] = [before.sla, after.sla];
  const place = { ...placeOf(old ?? before, now ?? after), path: `${after.id}/sla` };
  const report = (code: ChangeCode, what: string): void =>
    differ.report(code, place, `Service level of ${said(after.name)}: ${what}.`);
  const [promised, promises] = [promisesOf(old), promisesOf(now)];
  for (const [name, promise] of promises) {
    const known = promised.get(name);
    if (known === undefined) report('sla-added', `no promise → ${said(promise.say)}`);
    else if (known.say !== promise.say)
      report(isTighter(known, promise) ? 'sla-tightened' : 'sla-loosened', `${said(known.say)} → ${said(promise.say)}`);
  }
  for (const [name, promise] of promised)
    if (!promises.has(name)) report('sla-removed', `${said(promise.say)} → no promise`);
  const window = (period: Period | null | undefined): string => (period ? said(sayPeriod(period)) : 'not said');
  if (window(old?.window) !== window(now?.window))
    report('sla-window-changed', `counted over ${window(old?.window)} → ${window(now?.window)}`);
}

/** A share of requests, in percent, and the time in which they are answered. */
interface Promised {
  say: string;
  share: string;
  withinMs: number;
}

function promisesOf(sla: Sla | null): Map<string, Promised> {
  const found = new Map<string, Promised>();
  const latency = sla?.latency ?? null;
  if (latency !== null) {
    const say = `${latency.percentile}% under ${latency.withinMs} ms`;
    found.set('latency', { say, share: String(latency.percentile), withinMs: latency.withinMs });
  }
  const availability = sla?.availability ?? null;
  if (availability !== null)
    found.set('availability', { say: `${availability} available`, share: availability.replace('%', ''), withinMs: 0 });
  return found;
}

/** Nothing that was promised is promised less. */
function isTighter(before: Promised, after: Promised): boolean {
  return compareDecimals(after.share, before.share) >= 0 && after.withinMs <= before.withinMs;
}

/** What an operation records, and how long. */
export function diffAudit(differ: Differ, before: Endpoint, after: Endpoint): void {
  const [old, now] = [recordOf(before.audit), recordOf(after.audit)];
  const place = { ...placeOf(before.audit ?? before, after.audit ?? after), path: `${after.id}/audit` };
  const report = (code: ChangeCode, what: string): void =>
    differ.report(code, place, `Audit of ${said(after.name)}: ${what}.`);
  const { removed, added } = setChange(old, now);
  if (old.length === 0 && added.length > 0) report('audit-added', `nothing recorded → ${saidAll(added)}`);
  else if (added.length > 0) report('audit-part-added', `${saidAll(added)} not recorded → recorded`);
  if (now.length === 0 && removed.length > 0) report('audit-removed', `${saidAll(removed)} recorded → nothing`);
  else if (removed.length > 0) report('audit-part-removed', `${saidAll(removed)} recorded → not recorded`);
  diffKeep(before.audit?.keep ?? null, after.audit?.keep ?? null, report);
  diffGuarding(before.audit, after.audit, report);
}

/** Masks are applied unless the text says that they are not. */
function diffGuarding(old: Audit | null, now: Audit | null, report: (code: ChangeCode, what: string) => void): void {
  const [masked, masks] = [old?.redact !== 'none', now?.redact !== 'none'];
  if (masked !== masks)
    report(
      masks ? 'audit-redaction-strengthened' : 'audit-redaction-weakened',
      masks ? 'classified values are kept as they are → masked' : 'classified values are masked → kept as they are',
    );
  const [chained, chains] = [old?.tamperEvident ?? false, now?.tamperEvident ?? false];
  if (chained !== chains)
    report(
      chains ? 'tamper-evidence-added' : 'tamper-evidence-removed',
      chains ? 'not tamper-evident → tamper-evident' : 'tamper-evident → not tamper-evident',
    );
}

function recordOf(audit: Audit | null): readonly string[] {
  return audit?.record ?? [];
}

function diffKeep(before: Period | null, after: Period | null, report: (code: ChangeCode, what: string) => void): void {
  const say = (period: Period | null): string => (period === null ? 'no time that is said' : said(sayPeriod(period)));
  const change = before !== null && after !== null ? comparePeriods(before, after) : before === after ? 'same' : null;
  if (change === 'same') return;
  // Where no time is said, nothing is promised.
  const longer = change === 'longer' || before === null;
  report(longer ? 'audit-keep-lengthened' : 'audit-keep-shortened', `kept for ${say(before)} → ${say(after)}`);
}

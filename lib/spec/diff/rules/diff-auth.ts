import type { AuthScheme } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import type { ChangeCode } from '../change-codes.ts';
import { comparePeriods } from '../compare-periods.ts';
import { type Differ, match, placeOf, said, saidChange } from '../differ.ts';

/** How callers are known. Another way in is CONTROL, a way that is gone is BREAKING. */
export function diffAuth(differ: Differ): void {
  const known = (scheme: AuthScheme): string => `${scheme.scheme} ${issuerOf(scheme) ?? ''}`;
  const exact = match(differ.before.model.auth, differ.after.model.auth, known);
  const loose = match(exact.removed, exact.added, ({ scheme }) => scheme);
  for (const [old, now] of [...exact.both, ...loose.both]) diffScheme(differ, old, now);
  for (const scheme of loose.removed)
    differ.report('auth-removed', placeOf(scheme, null), `Callers known by ${sayScheme(scheme)} → no longer known.`);
  for (const scheme of loose.added)
    differ.report('auth-added', placeOf(null, scheme), `Callers are now known by ${sayScheme(scheme)} too.`);
}

function diffScheme(differ: Differ, before: AuthScheme, after: AuthScheme): void {
  const subject = `Callers known by ${said(after.scheme)}`;
  const compare = (code: ChangeCode, what: string, old: string | null, now: string | null): void => {
    if (old !== now) differ.report(code, placeOf(before, after), `${subject}: ${what} ${saidChange(old, now)}.`);
  };
  compare('auth-issuer-changed', 'issuer', issuerOf(before), issuerOf(after));
  compare('auth-issuer-changed', 'audience', before.audience, after.audience);
  compare('auth-issuer-changed', 'secret', before.secret, after.secret);
  compare('auth-credential-moved', 'credentials stand in', credentialOf(before), credentialOf(after));
  compare('auth-subject-changed', 'subject', before.subject, after.subject);
  diffLife(differ, subject, before, after);
}

function diffLife(differ: Differ, subject: string, before: AuthScheme, after: AuthScheme): void {
  const say = ({ expires }: AuthScheme): string => (expires === null ? 'the usual time' : said(sayPeriod(expires)));
  if (say(before) === say(after)) return;
  const change = before.expires && after.expires ? comparePeriods(before.expires, after.expires) : 'unclear';
  if (change === 'same') return;
  differ.report(
    change === 'shorter' ? 'token-life-shortened' : 'token-life-lengthened',
    placeOf(before, after),
    `${subject}: tokens are good for ${say(before)} → ${say(after)}.`,
  );
}

function issuerOf({ issuer }: AuthScheme): string | null {
  if (issuer === null) return null;
  return issuer.kind === 'setting' ? `$${issuer.name}` : issuer.text;
}

function credentialOf({ header, cookie }: AuthScheme): string | null {
  if (cookie !== null)
    return `the cookie ${cookie.name}, same site ${cookie.sameSite}${cookie.secure === false ? ', not secure' : ''}`;
  if (header === null) return null;
  return `the header ${header.name}${header.prefix === null ? '' : ` behind ${header.prefix}`}`;
}

function sayScheme(scheme: AuthScheme): string {
  const issuer = issuerOf(scheme);
  return issuer === null ? said(scheme.scheme) : `${said(scheme.scheme)} of ${said(issuer)}`;
}

import type { Access, Endpoint } from '../../model.ts';
import type { ChangeCode } from '../change-codes.ts';
import { type Differ, placeOf, said, saidAll, saidChange, setChange } from '../differ.ts';
import { meaningOf, NO_RENAMES, type Renames, writeExpression } from '../write-expression.ts';

type SignedIn = Exclude<Access, { kind: 'public' }>;

/** Who may call an operation. Fewer callers is BREAKING, more callers is CONTROL. */
export function diffAccess(differ: Differ, before: Endpoint, after: Endpoint, renames: Renames): void {
  const old = before.access;
  const now = after.access;
  const subject = said(after.name);
  const report: Report = (code, message) =>
    differ.report(code, { ...placeOf(before, after), path: `${after.id}/access` }, message);
  if (old.kind !== 'public' && now.kind !== 'public') {
    diffRoles(subject, old, now, report);
    diffScopes(subject, old, now, report);
    diffAnonymous(subject, old, now, report);
    diffCondition(subject, old, now, renames, report);
  } else if (old.kind !== 'public') {
    report('access-opened', `${subject} may be called by ${sayAccess(old)} → anybody, without signing in.`);
  } else if (now.kind !== 'public') {
    report('access-closed', `${subject} may be called by anybody, without signing in → ${sayAccess(now)}.`);
  }
}

type Report = (code: ChangeCode, message: string) => void;

function diffRoles(subject: string, old: SignedIn, now: SignedIn, report: Report): void {
  const { removed, added } = setChange(old.roles, now.roles);
  if (removed.length === 0 && added.length === 0) return;
  const change = `${subject} may be called by ${sayRoles(old)} → ${sayRoles(now)}`;
  if (old.roles.length === 0) report('role-needed', `${change}.`);
  else if (now.roles.length === 0) report('role-not-needed', `${change}.`);
  else {
    if (added.length > 0) report('role-admitted', `${change}: ${saidAll(added)} may call it now.`);
    if (removed.length > 0) report('role-refused', `${change}: ${saidAll(removed)} may no longer call it.`);
  }
}

function diffScopes(subject: string, old: SignedIn, now: SignedIn, report: Report): void {
  const { removed, added } = setChange(old.scopes, now.scopes);
  if (added.length > 0) report('scope-needed', `${subject}: a token needs no scope ${saidAll(added)} → it needs it.`);
  if (removed.length > 0)
    report('scope-not-needed', `${subject}: a token needs the scope ${saidAll(removed)} → it does not.`);
}

function diffAnonymous(subject: string, old: SignedIn, now: SignedIn, report: Report): void {
  if (old.kind === now.kind) return;
  if (now.kind === 'optional') report('access-anonymous-admitted', `${subject} is for known callers → for anybody.`);
  else report('access-anonymous-refused', `${subject} is for anybody → for known callers.`);
}

function diffCondition(subject: string, old: SignedIn, now: SignedIn, renames: Renames, report: Report): void {
  const was = old.when && meaningOf(old.when, renames);
  const is = now.when && meaningOf(now.when, NO_RENAMES);
  if (was === is) return;
  const change = `${subject}: condition ${saidChange(old.when && writeExpression(old.when), now.when && writeExpression(now.when))}.`;
  report(
    old.when === null
      ? 'access-condition-added'
      : now.when === null
        ? 'access-condition-removed'
        : 'access-condition-changed',
    change,
  );
}

function sayAccess(access: SignedIn): string {
  return access.scopes.length === 0 ? sayRoles(access) : `${sayRoles(access)} with the scope ${saidAll(access.scopes)}`;
}

function sayRoles({ roles }: SignedIn): string {
  return roles.length === 0 ? 'any signed-in caller' : roles.map(said).join(' or ');
}

import type { Alert, Deployment } from '../../model.ts';
import type { ChangeCode } from '../change-codes.ts';
import { type Differ, match, placeOf, said, saidAll, saidChange, setChange } from '../differ.ts';

/** How the service is run: what loosens the way in which versions come into use is CONTROL. */
export function diffDeployment(differ: Differ): void {
  const [old, now] = [differ.before.model.deployment, differ.after.model.deployment];
  if (old === null && now === null) return;
  const place = { ...placeOf(old, now), path: 'deployment' };
  const report: Report = (code, what) => differ.report(code, place, `Deployment: ${what}.`);
  const compare = (code: ChangeCode, what: string, was: string | null, is: string | null): void => {
    if (was !== is) report(code, `${what} ${saidChange(was, is)}`);
  };
  compare('replicas-changed', 'replicas', replicasOf(old), replicasOf(now));
  compare('resources-changed', 'resources', resourcesOf(old), resourcesOf(now));
  compare('rollout-changed', 'rollout', stepsOf(old), stepsOf(now));
  diffAborts(old, now, report);
  const [back, returns] = [old?.rollback ?? 'manual', now?.rollback ?? 'manual'];
  if (back !== returns)
    report(returns === 'manual' ? 'rollback-loosened' : 'rollback-tightened', `rollback ${saidChange(back, returns)}`);
  const [was, is] = [old?.unrefined ?? 'operator', now?.unrefined ?? 'operator'];
  if (was !== is)
    report(is === 'operator' ? 'unrefined-admitted' : 'unrefined-refused', `prose steps ${saidChange(was, is)}`);
  const regions = setChange(old?.regions ?? [], now?.regions ?? []);
  for (const region of regions.added) report('region-added', `not in ${said(region)} → in it`);
  for (const region of regions.removed) report('region-removed', `in ${said(region)} → no longer`);
}

type Report = (code: ChangeCode, what: string) => void;

function replicasOf(of: Deployment | null): string | null {
  const replicas = of?.replicas ?? null;
  return replicas && `${replicas.min ?? ''}..${replicas.max ?? ''}`;
}

function resourcesOf(of: Deployment | null): string | null {
  const resources = of?.resources ?? null;
  return resources && `cpu ${resources.cpu ?? 'not said'}, memory ${resources.memory ?? 'not said'}`;
}

function stepsOf(of: Deployment | null): string | null {
  const rollout = of?.rollout ?? null;
  if (rollout === null) return null;
  const hold = rollout.holdMs === null ? '' : `, each for ${rollout.holdMs / 1000} s`;
  return `${rollout.strategy} ${rollout.steps.map((share) => `${share}%`).join(' ')}${hold}`;
}

function diffAborts(old: Deployment | null, now: Deployment | null, report: Report): void {
  const { removed, added } = setChange(old?.rollout?.abortOn ?? [], now?.rollout?.abortOn ?? []);
  if (removed.length > 0) report('rollout-loosened', `${saidAll(removed)} stops a rollout → no longer`);
  if (added.length > 0) report('rollout-tightened', `${saidAll(added)} now stops a rollout`);
}

/** Alerts and who is paged. */
export function diffMonitoring(differ: Differ): void {
  const alerts = ({ monitoring }: { monitoring: { alerts: readonly Alert[] } | null }) => monitoring?.alerts ?? [];
  const { both, removed, added } = match(
    alerts(differ.before.model),
    alerts(differ.after.model),
    ({ burnRate }) => burnRate,
  );
  for (const gone of removed)
    differ.report(
      'alert-removed',
      placeOf(gone, null),
      `Alert on ${said(gone.burnRate)}: ${said(sayAlert(gone))} → none.`,
    );
  for (const found of added)
    differ.report(
      'alert-added',
      placeOf(null, found),
      `Alert on ${said(found.burnRate)} is new: ${said(sayAlert(found))}.`,
    );
  for (const [old, now] of both)
    if (sayAlert(old) !== sayAlert(now))
      differ.report(
        'alert-changed',
        placeOf(old, now),
        `Alert on ${said(now.burnRate)}: ${saidChange(sayAlert(old), sayAlert(now))}.`,
      );
}

function sayAlert({ rates, page }: Alert): string {
  const said = rates.map(({ factor, windowMs }) => `${factor}x in ${windowMs / 60_000} min`);
  return `${said.join(', ')}, pages ${page}`;
}

import type { AuditAction } from '#lib/domain/audit/actions.ts';

const TEXTS: Readonly<Record<AuditAction, string>> = {
  'session.started': 'signed in',
  'session.revoked': 'signed out',
  'person.added': 'added a person',
  'person.changed': 'changed a person',
  'service.created': 'created a service',
  'version.saved': 'saved a version',
  'run.started': 'started a run',
  'run.cancelled': 'cancelled a run',
  'run.approved': 'approved a run',
  'run.rejected': 'rejected a run',
  'release.created': 'made a release',
  'deployment.live': 'deployed a release',
  'deployment.failed': 'failed to deploy',
  'deployment.rollback': 'rolled back',
  'task.completed': 'completed a task',
  'token.issued': 'issued a token',
  'agent.drafted': 'drafted with an agent',
};

/** What somebody did, after their name. A kind that this page does not know yet is shown as it is. */
export function actionText(action: string): string {
  return Object.entries(TEXTS).find(([known]) => known === action)?.[1] ?? action;
}

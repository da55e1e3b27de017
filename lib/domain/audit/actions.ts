/** Every kind of ledger entry, with what its detail holds. Personal data stays out: people are named by id. */
export interface AuditDetails {
  'session.started': { sessionId: string; by: 'password' | 'oidc' };
  'session.revoked': { sessionId: string };
  'person.added': { personId: string; role: string };
  'person.changed': { personId: string; role?: string; active?: boolean; password?: 'changed' | 'reset' };
  'service.created': { name: string; from: string };
  'version.saved': { number: number; digest: string; message: string };
  'run.started': { number: number; versionDigest: string };
  'run.cancelled': { number: number };
  'run.approved': { number: number; digest: string; environment: string; meaning: string; nonce: string };
  'run.rejected': { number: number; digest: string; reason: string };
  'release.created': { number: number; digest: string };
  'deployment.live': { releaseNumber: number; environment: string; kind: 'deploy' | 'rollback' };
  'deployment.failed': { releaseNumber: number; environment: string; kind: 'deploy' | 'rollback'; reason: string };
  'deployment.rollback': { fromRelease: number; toRelease: number; environment: string };
  'task.completed': { taskId: string; operation: string; step: string };
  'token.issued': { service: string; roles: readonly string[]; scopes: readonly string[]; expiresInSeconds: number };
  'agent.drafted': { model: string; rounds: number; accepted: boolean };
}

export type AuditAction = keyof AuditDetails;

/** The roles of the platform (not of the services it makes). */
export type PlatformRole = 'architect' | 'orchestrator' | 'monitor' | 'expert' | 'administrator';

/** Everything that a person may or may not do. A use case asks for exactly one of these first. */
export type Permission =
  | 'read'
  | 'spec.edit'
  | 'run.start'
  | 'run.cancel'
  | 'review.decide'
  | 'deployment.rollback'
  | 'deployment.call'
  | 'task.complete'
  | 'agent.use'
  | 'people.manage';

const GRANTS: Readonly<Record<PlatformRole, readonly Permission[]>> = {
  architect: [
    'read',
    'spec.edit',
    'run.start',
    'run.cancel',
    'review.decide',
    'deployment.call',
    'task.complete',
    'agent.use',
  ],
  orchestrator: [
    'read',
    'spec.edit',
    'run.start',
    'run.cancel',
    'review.decide',
    'deployment.call',
    'deployment.rollback',
    'task.complete',
    'agent.use',
  ],
  monitor: ['read', 'run.cancel', 'deployment.call', 'deployment.rollback', 'task.complete'],
  expert: ['read', 'review.decide', 'deployment.call', 'task.complete'],
  administrator: ['read', 'people.manage'],
};

/** Whether a role carries a permission. Administrators manage people and nothing else: they bypass no approval. */
export function may(role: PlatformRole, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}

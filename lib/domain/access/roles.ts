import type { PlatformRole } from './permissions.ts';

/** The roles in the order in which they are offered, with the name that people read and what they do. */
export const ROLE_TEXTS: Readonly<Record<PlatformRole, { label: string; does: string }>> = {
  architect: { label: 'Specification architect', does: 'writes specifications, starts runs, reviews' },
  orchestrator: { label: 'Agent orchestrator', does: 'runs agents, handles escalations, rolls back' },
  monitor: { label: 'System monitor', does: 'watches what runs, stops and rolls back' },
  expert: { label: 'Domain expert', does: 'reads evidence, completes tasks, approves' },
  administrator: { label: 'Administrator', does: 'manages people and sign-in, approves nothing' },
};

/** The roles as a list. */
export const ROLES: readonly PlatformRole[] = ['architect', 'orchestrator', 'monitor', 'expert', 'administrator'];

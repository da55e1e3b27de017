import type { Rights, ServiceOperation } from './service-operation.ts';
import type { TokenPlace } from './token-place.ts';

/** How a live service does. `restarting`: its replica died and is coming back. `stopped`: nothing takes traffic. */
export type DeploymentHealth = 'starting' | 'running' | 'restarting' | 'stopped' | 'unreachable';

/** A release that takes traffic. Instants are RFC 3339. */
export interface LiveRelease {
  releaseId: string;
  releaseNumber: number;
  versionNumber: number;
  address: string;
  since: string;
}

/** One attempt to make a release answer. */
export interface DeploymentEntry {
  id: string;
  kind: 'deploy' | 'rollback';
  status: 'starting' | 'live' | 'superseded' | 'failed' | 'stopped';
  releaseNumber: number;
  versionNumber: number;
  startedBy: string;
  reason: string | null;
  createdAt: string;
  liveAt: string | null;
  endedAt: string | null;
}

/** A release that was live before and may be again. */
export interface RollbackChoice {
  releaseId: string;
  releaseNumber: number;
  versionNumber: number;
  createdAt: string;
}

/** One line of the deployments page. */
export interface DeploymentSummary {
  service: string;
  live: LiveRelease | null;
  health: DeploymentHealth;
  restarts: number;
}

/** How callers of a service are known. */
export interface Callers {
  place: TokenPlace;
  /**
   * `made`: a token is made here. `stored`: so it is, but operations that look for the caller's row of the entity
   * want a token that one of them gave.
   * `keys`: callers have keys of their own, which nobody here knows.
   */
  kind: 'made' | 'stored' | 'keys';
  /** The entity of `stored`. */
  entity: string | null;
}

/** Everything that the page of one deployed service shows. Its rights are all that a caller of the live release may have, sorted. */
export interface ServiceDeployment extends Rights {
  service: string;
  live: LiveRelease | null;
  health: DeploymentHealth;
  restarts: number;
  memoryBytes: number | null;
  /** Other systems that a stand-in answers for, by the service's own word. */
  simulated: readonly string[];
  /** Programs that its steps start and that this machine does not have. */
  missing: readonly string[];
  /** Newest first, at most 50. */
  history: readonly DeploymentEntry[];
  /** Newest first; empty if nothing else was ever live. */
  rollbackTo: readonly RollbackChoice[];
  operations: readonly ServiceOperation[];
  /** Where callers of the live release say who they are, and whether this environment can make what they show. */
  callers: Callers | null;
  /** The roles that may do its tasks; empty if no step is left to people. */
  taskRoles: readonly string[];
  /** The last lines that the replica wrote. */
  log: readonly string[];
}

/** A value for each parameter by name, and the body if the operation takes one. */
export interface OperationCall extends Rights {
  service: string;
  operation: string;
  parameters: Readonly<Record<string, string>>;
  /** JSON text; null for none. */
  body: string | null;
  /** A token or key of the caller's own, such as one that an operation of the service gave; null: one is made here if it can be. */
  credential: string | null;
}

/** What the service answered. */
export interface CallAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  durationMs: number;
}

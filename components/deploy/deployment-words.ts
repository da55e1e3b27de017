import type {
  DeploymentEntry,
  DeploymentHealth,
  DeploymentSummary,
} from '#lib/domain/deployments/service-deployment.ts';
import type { StatusKind } from '../ui/status.tsx';

const HEALTH: Readonly<Record<DeploymentHealth, { kind: StatusKind; word: string }>> = {
  running: { kind: 'pass', word: 'running' },
  starting: { kind: 'running', word: 'starting' },
  restarting: { kind: 'warn', word: 'restarting' },
  stopped: { kind: 'not-run', word: 'stopped' },
  unreachable: { kind: 'fail', word: 'unreachable' },
};

const ENTRY: Readonly<Record<DeploymentEntry['status'], { kind: StatusKind; word: string }>> = {
  live: { kind: 'pass', word: 'live' },
  starting: { kind: 'running', word: 'starting' },
  superseded: { kind: 'not-run', word: 'superseded' },
  failed: { kind: 'fail', word: 'failed' },
  stopped: { kind: 'not-run', word: 'stopped' },
};

/** A service's health as status and word. */
export function healthWord(health: DeploymentHealth): { kind: StatusKind; word: string } {
  return HEALTH[health];
}

/** An attempt's outcome as status and word. */
export function entryWord(status: DeploymentEntry['status']): { kind: StatusKind; word: string } {
  return ENTRY[status];
}

/** How a deployment stands, in one sentence. */
export function stateSentence({ service, live, health, restarts }: DeploymentSummary): string {
  if (!live) return `${service} is not live. A run puts it live once it is approved.`;
  const release = `Release ${live.releaseNumber} (version ${live.versionNumber})`;
  const again = restarts === 0 ? '' : ` It came back after ${restarts} ${restarts === 1 ? 'crash' : 'crashes'}.`;
  switch (health) {
    case 'running':
      return `${release} answers all traffic.${again}`;
    case 'starting':
      return `${release} is starting and answers when it is healthy.`;
    case 'restarting':
      return `${release} died and is coming back.${again}`;
    case 'stopped':
      return `${release} is stopped: nothing answers.`;
    case 'unreachable':
      return `${release} should answer, but the local deployment service cannot be reached. It comes back by itself with the application; if it does not, start the application again.`;
  }
}

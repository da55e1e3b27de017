import { resolve } from 'node:path';
import { localTarget } from '../../adapters/target/local-target.ts';
import type { DeploymentTarget } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';

const shared = globalThis as { plumblineTarget?: DeploymentTarget };

/** This process's target: the local environment of the data folder that the start command names. Shared, because Next may load a module twice. */
export function getTarget(): DeploymentTarget {
  shared.plumblineTarget ??= localTarget(dataFolder());
  return shared.plumblineTarget;
}

function dataFolder(): string {
  const folder = process.env['PLUMBLINE_DATA'];
  if (folder) return resolve(folder);
  throw new AppError('unavailable', 'Deployments are not available: PLUMBLINE_DATA is not set.');
}

/** Puts another target in the place of the local one, for tests. */
export function useTarget(target: DeploymentTarget): void {
  shared.plumblineTarget = target;
}

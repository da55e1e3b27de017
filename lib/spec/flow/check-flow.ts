import type { Reporter } from '../diagnostics/reporter.ts';
import type { Model } from '../model.ts';
import { checkCatches } from './check-catches.ts';
import { checkForks } from './check-forks.ts';
import { checkMoves } from './check-moves.ts';
import { checkOwnership } from './check-ownership.ts';
import { checkProcesses } from './check-processes.ts';
import { checkRows } from './check-rows.ts';
import { checkTasks } from './check-tasks.ts';
import { checkTokens } from './check-tokens.ts';
import { checkWorstCase } from './check-worst-case.ts';
import { checkWritesBeforeCalls } from './check-writes-before-calls.ts';
import { findUnreachable } from './find-unreachable.ts';
import { findUnreachedStatuses } from './find-unreached-statuses.ts';
import { findUnusedResults } from './find-unused-results.ts';
import type { FlowRule } from './flow-rule.ts';

/** Every rule about how steps follow each other. */
export const FLOW_RULES: readonly FlowRule[] = [
  findUnreachable,
  checkProcesses,
  checkWorstCase,
  checkWritesBeforeCalls,
  checkForks,
  checkCatches,
  checkMoves,
  findUnreachedStatuses,
  checkOwnership,
  checkRows,
  checkTasks,
  checkTokens,
  findUnusedResults,
];

/** Looks at the whole model once it is read. */
export function checkFlow(model: Model, reporter: Reporter): void {
  for (const rule of FLOW_RULES) rule(model, reporter.report);
}

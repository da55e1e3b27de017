import type { Reporter } from '../diagnostics/reporter.ts';
import type { Model } from '../model.ts';
import { checkCatches } from './check-catches.ts';
import { checkForks } from './check-forks.ts';
import { checkMedia } from './check-media.ts';
import { checkMoves } from './check-moves.ts';
import { checkNeverMatches } from './check-never-matches.ts';
import { checkOwnership } from './check-ownership.ts';
import { checkPages } from './check-pages.ts';
import { checkProcessRecursion } from './check-process-recursion.ts';
import { checkRows } from './check-rows.ts';
import { checkSavepoints } from './check-savepoints.ts';
import { checkSpoken } from './check-spoken.ts';
import { checkTasks } from './check-tasks.ts';
import { checkTokens } from './check-tokens.ts';
import { checkWorstCase } from './check-worst-case.ts';
import { checkWritesBeforeCalls } from './check-writes-before-calls.ts';
import { findUnreachable } from './find-unreachable.ts';
import { findUnreachedStatuses } from './find-unreached-statuses.ts';
import { findUnusedProcesses } from './find-unused-processes.ts';
import { findUnusedResults } from './find-unused-results.ts';
import type { FlowRule } from './flow-rule.ts';

/** What is wrong with what is there. */
const RULES: readonly FlowRule[] = [
  findUnreachable,
  checkProcessRecursion,
  checkWorstCase,
  checkWritesBeforeCalls,
  checkSavepoints,
  checkForks,
  checkMoves,
  checkOwnership,
  checkNeverMatches,
  checkRows,
  checkTasks,
  checkMedia,
  checkSpoken,
];

/** What is missing. Asked only of texts without errors: what could not be read is not missing. */
const RULES_OF_ABSENCE: readonly FlowRule[] = [
  findUnusedProcesses,
  checkCatches,
  checkTokens,
  checkPages,
  findUnreachedStatuses,
  findUnusedResults,
];

/** Looks at the whole model once it is read: how steps follow each other. */
export function checkFlow(model: Model, reporter: Reporter): void {
  const whole = !reporter.hasErrors();
  for (const rule of [...RULES, ...(whole ? RULES_OF_ABSENCE : [])]) rule(model, reporter.report);
}

import type { StepKind } from '../../shape/step-shape.ts';
import { readCall } from './read-call.ts';
import { readCount } from './read-count.ts';
import { readCreate } from './read-create.ts';
import { readCustom } from './read-custom.ts';
import { readDecide } from './read-decide.ts';
import { readDelete } from './read-delete.ts';
import { readEmit } from './read-emit.ts';
import { readExtract } from './read-extract.ts';
import { readFind } from './read-find.ts';
import { readFor } from './read-for.ts';
import { readFork } from './read-fork.ts';
import { readGuard } from './read-guard.ts';
import { readInfer } from './read-infer.ts';
import { readIssueToken } from './read-issue-token.ts';
import { readList } from './read-list.ts';
import { readRaise } from './read-raise.ts';
import { readRun } from './read-run.ts';
import { readScore } from './read-score.ts';
import { readScreen } from './read-screen.ts';
import { readSet } from './read-set.ts';
import { readSwitch } from './read-switch.ts';
import { readTry } from './read-try.ts';
import { readUpdate } from './read-update.ts';
import { readUpsert } from './read-upsert.ts';
import { readUserTask } from './read-user-task.ts';
import { readWait } from './read-wait.ts';
import type { StepReader } from './step-reading.ts';

/** Who reads which kind of step. */
export const STEP_READERS: Readonly<Record<StepKind, StepReader>> = {
  set: readSet,
  guard: readGuard,
  raise: readRaise,
  find: readFind,
  list: readList,
  count: readCount,
  create: readCreate,
  update: readUpdate,
  delete: readDelete,
  upsert: readUpsert,
  decide: readDecide,
  score: readScore,
  call: readCall,
  screen: readScreen,
  extract: readExtract,
  infer: readInfer,
  issueToken: readIssueToken,
  emit: readEmit,
  userTask: readUserTask,
  switch: readSwitch,
  for: readFor,
  fork: readFork,
  try: readTry,
  wait: readWait,
  run: readRun,
  custom: readCustom,
};

import type { Plan, Subject } from './plan.ts';
import { proposeCall } from './propose-call.ts';
import { proposeEvent } from './propose-event.ts';
import { proposeExtract } from './propose-extract.ts';
import { proposeInfer } from './propose-infer.ts';
import { proposeScore } from './propose-score.ts';
import { proposeScreen } from './propose-screen.ts';
import { proposeTask } from './propose-task.ts';

/**
 * The precise form that a sentence proposes, or null where too little is known: a calculation, a rule or a record cannot be
 * guessed from a sentence.
 */
export function propose(subject: Subject): Plan | null {
  switch (subject.proposal.kind) {
    case 'extract':
      return proposeExtract(subject);
    case 'call':
      return proposeCall(subject);
    case 'screen':
      return proposeScreen(subject);
    case 'score':
      return proposeInfer(subject) ?? proposeScore(subject);
    case 'userTask':
      return proposeTask(subject);
    case 'emit':
      return proposeEvent(subject);
    case null:
      return subject.proposal.integration === null ? null : proposeCall(subject);
    default:
      return null;
  }
}

import { may, type PlatformRole } from '../access/permissions.ts';
import type { RunStatus } from '../runs/events.ts';
import { type Evidence, missingProof } from './evidence.ts';

export interface SigningQuestion {
  person: { id: string; role: PlatformRole };
  run: { status: RunStatus; startedBy: string };
  /** Everybody who wrote any part of the version, by id. */
  versionAuthors: readonly string[];
  /** The decisions that were already taken on this run. */
  decisions: readonly { personId: string; decision: 'approved' | 'rejected' }[];
  evidence: Evidence;
}

/** `reason` is a sentence for the person who asks. */
export type SigningAnswer = { ok: true } | { ok: false; reason: string };

/**
 * Whether a person may approve a run: a second person (no author of the version, not who started the run) whose role
 * decides reviews, on a waiting run that nobody has decided, with every gate passed. No answer is ever a yes by default.
 */
export function maySign(question: SigningQuestion): SigningAnswer {
  const reason = personalReason(question) ?? runReason(question) ?? missingProof(question.evidence);
  return reason === null ? { ok: true } : { ok: false, reason };
}

/** Whether a person may reject a run: the same rule, except that a rejection needs no proof. */
export function mayReject(question: SigningQuestion): SigningAnswer {
  const reason = personalReason(question) ?? runReason(question);
  return reason === null ? { ok: true } : { ok: false, reason };
}

/** Why this person could never be the second person of this version, whatever state the run is in. */
export function personalReason({
  person,
  run,
  versionAuthors,
}: Pick<SigningQuestion, 'person' | 'versionAuthors'> & { run: { startedBy: string } }): string | null {
  if (!may(person.role, 'review.decide')) return `Your role (${person.role}) does not decide reviews.`;
  if (versionAuthors.includes(person.id)) return 'You wrote part of this version: a second person must decide.';
  if (run.startedBy === person.id) return 'You started this run: a second person must decide.';
  return null;
}

function runReason({ person, run, decisions }: SigningQuestion): string | null {
  const own = decisions.find((decision) => decision.personId === person.id);
  if (own) return `You have ${own.decision} this run already.`;
  const [other] = decisions;
  if (other) return `Another person has ${other.decision} this run already.`;
  if (run.status !== 'waiting') return STATUS_REASON[run.status];
  return null;
}

const STATUS_REASON: Readonly<Record<Exclude<RunStatus, 'waiting'>, string>> = {
  queued: 'The run has not started yet.',
  running: 'The run is still working: it is not waiting for a decision.',
  succeeded: 'The run is finished.',
  failed: 'The run failed: there is nothing to approve.',
  rejected: 'The run was rejected.',
  cancelled: 'The run was cancelled.',
};

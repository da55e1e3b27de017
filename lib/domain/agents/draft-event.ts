import { z } from 'zod';

/** Bounds of one draft. Texts are counted in UTF-16 units unless a name says bytes. */
export const DRAFT_LIMITS = {
  paragraph: 20_000,
  /** The specification that the draft starts from. */
  currentText: 200_000,
  /** What a model may answer in one round, in UTF-8 bytes. */
  answerBytes: 256 * 1024,
  rounds: 3,
  problems: 50,
} as const;

const problem = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  /** 1-based. */
  line: z.int().positive(),
  message: z.string(),
});

const totals = {
  rounds: z.int().min(0),
  /** Null when the model's server reports no usage. */
  inputTokens: z.int().nonnegative().nullable(),
  outputTokens: z.int().nonnegative().nullable(),
  /** Millionths of a US dollar; null when tokens or price are not known. */
  costMicros: z.int().nonnegative().nullable(),
  durationMs: z.number().nonnegative(),
};

/**
 * What happens while the specification agent drafts, one line of NDJSON each, in order. `text` carries the next piece of the
 * round's specification text (the words around it are left out); a new round starts its text from nothing.
 */
export const draftEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), draftId: z.uuid(), model: z.string() }),
  z.object({ kind: z.literal('round.started'), round: z.int().positive(), of: z.int().positive() }),
  /** The model's server asked to wait, or failed in a way that passes. */
  z.object({ kind: z.literal('waiting'), seconds: z.number().nonnegative(), reason: z.string() }),
  z.object({ kind: z.literal('text'), delta: z.string() }),
  z.object({
    kind: z.literal('checked'),
    round: z.int().positive(),
    errors: z.int().nonnegative(),
    warnings: z.int().nonnegative(),
    problems: z.array(problem),
  }),
  z.object({
    kind: z.literal('finished'),
    text: z.string(),
    /** Whether no error is left. */
    clean: z.boolean(),
    problems: z.array(problem),
    ...totals,
  }),
  /** `text` is what came before the failure, null when nothing usable did. */
  z.object({ kind: z.literal('failed'), reason: z.string(), text: z.string().nullable(), ...totals }),
]);

export type DraftEvent = z.infer<typeof draftEvent>;
export type DraftProblem = z.infer<typeof problem>;

/** What a browser sends to start a draft. */
export const draftRequest = z.strictObject({
  service: z.string().min(1).max(100).nullable(),
  paragraph: z.string().trim().min(1, 'Paste a paragraph first.').max(DRAFT_LIMITS.paragraph),
  currentText: z.string().max(DRAFT_LIMITS.currentText),
  /** What an answer that was cut off had brought, to go on from. */
  continueFrom: z.string().max(DRAFT_LIMITS.answerBytes).nullable(),
});

export type DraftRequest = z.infer<typeof draftRequest>;

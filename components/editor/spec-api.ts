import { z } from 'zod';
import { MAX_SPEC_BYTES } from '#lib/spec/index.ts';
import type { StoredDraft } from './draft-state.ts';

/** What came of sending a draft. */
export type SaveAnswer =
  | { kind: 'stored'; revision: number; savedAt: string }
  | { kind: 'conflict'; theirs: StoredDraft }
  | { kind: 'refused'; message: string }
  | { kind: 'signedOut' }
  | { kind: 'offline' };

/** What came of another request: a value, or a sentence for people. */
export type Answer<T> = { ok: true; value: T } | { ok: false; message: string; data?: unknown };

export interface SpecApi {
  save(text: string, baseRevision: number): Promise<SaveAnswer>;
  newerThan(revision: number): Promise<StoredDraft | null>;
  saveVersion(message: string, baseRevision: number): Promise<Answer<{ id: string; number: number }>>;
  startRun(version: number): Promise<Answer<{ runId: string }>>;
}

const storedDraft = z.object({
  revision: z.int(),
  text: z.string(),
  updatedBy: z.object({ id: z.string(), name: z.string() }),
  updatedAt: z.string(),
});
const stored = z.object({ revision: z.int(), savedAt: z.string() });
const problem = z.object({ title: z.string(), code: z.string().optional(), data: z.unknown().optional() });
const savedVersion = z.object({ id: z.string(), number: z.int() });
const startedRun = z.object({ runId: z.string() });

const ANSWER_WITHIN_MS = 15_000;
const UNREACHABLE = 'The server did not answer. Your text is kept; try again.';

/** The editor's requests for one service. None rejects: what can go wrong is part of the answer. */
export function specApi(service: string): SpecApi {
  const base = `/api/specs/${encodeURIComponent(service)}`;
  return {
    async save(text, baseRevision) {
      const bytes = new TextEncoder().encode(text).length;
      // The server would refuse it too; there is no need to send it first.
      if (bytes > MAX_SPEC_BYTES) return { kind: 'refused', message: tooLarge(bytes) };
      return readSave(await send('PUT', `${base}/draft`, { text, baseRevision }));
    },
    async newerThan(revision) {
      const response = await send('GET', `${base}/draft?after=${revision}`);
      if (response?.status !== 200) return null;
      const parsed = storedDraft.safeParse(await json(response));
      return parsed.success ? parsed.data : null;
    },
    saveVersion: async (message, baseRevision) =>
      readAnswer(await send('POST', `${base}/versions`, { message, baseRevision }), savedVersion),
    startRun: async (version) => readAnswer(await send('POST', `${base}/runs`, { version }), startedRun),
  };
}

function tooLarge(bytes: number): string {
  return `The text is ${(bytes / 1024 / 1024).toFixed(1)} MiB; a specification may have 1 MiB. The last saved draft was kept.`;
}

/** The response, or null when none came in time. */
async function send(method: string, url: string, body?: unknown): Promise<Response | null> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const content =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return fetch(url, { method, signal, cache: 'no-store', ...content }).catch(() => null);
}

async function readSave(response: Response | null): Promise<SaveAnswer> {
  if (response === null || response.status >= 500 || response.status === 429) return { kind: 'offline' };
  const body = await json(response);
  if (response.ok) {
    const parsed = stored.safeParse(body);
    return parsed.success ? { kind: 'stored', ...parsed.data } : { kind: 'offline' };
  }
  const read = problem.safeParse(body);
  if (response.status === 401) return { kind: 'signedOut' };
  if (!read.success) return { kind: 'refused', message: `The server refused the text (${response.status}).` };
  const theirs = storedDraft.safeParse(read.data.data);
  if (response.status === 409 && theirs.success) return { kind: 'conflict', theirs: theirs.data };
  return { kind: 'refused', message: read.data.title };
}

async function readAnswer<T>(response: Response | null, shape: z.ZodType<T>): Promise<Answer<T>> {
  if (response === null) return { ok: false, message: UNREACHABLE };
  const body = await json(response);
  if (response.ok) {
    const parsed = shape.safeParse(body);
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, message: UNREACHABLE };
  }
  const read = problem.safeParse(body);
  if (read.success) return { ok: false, message: read.data.title, data: read.data.data };
  return { ok: false, message: `The server answered ${response.status}. Try again.` };
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

import type { CheckedText, PlaceAnswer, SpecAnswer, SpecRequest } from './spec-protocol.ts';

/** What the client needs of a worker: `Worker` has it, and so does a fake in a test. */
export interface WorkerLike {
  postMessage(message: SpecRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<SpecAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** How checking stands. `stuck`: this text took too long or broke the checker; checking goes on with the next change. */
export type CheckState = { kind: 'checking' } | { kind: 'checked' } | { kind: 'stuck'; reason: string };

export interface SpecClient {
  /** Checks a text. Only the newest text is ever answered; what waits behind a running check is replaced, not queued. */
  check(text: string): void;
  /** Asks about a place; formatting is about the whole text. Null when the worker had to be restarted, or did not answer in time. */
  ask(
    kind: 'complete' | 'hover' | 'define' | 'format' | 'fix',
    text: string,
    offset: number,
  ): Promise<PlaceAnswer | null>;
  stop(): void;
}

export interface SpecClientOptions {
  start: () => WorkerLike;
  /** Called with the answer about the newest text, and that text. */
  onChecked: (checked: CheckedText, text: string) => void;
  onState: (state: CheckState) => void;
  /** How long one answer may take before the worker is ended and started anew. */
  patienceMs?: number;
}

const PATIENCE_MS = 3_000;
/** Loading the worker's code is the network's time, not the checker's. */
const START_MS = 30_000;

/**
 * Talks to the language worker with version numbers: a stale answer is dropped, a worker that does not answer in time or breaks is
 * replaced, and the text that did it is not sent again.
 */
export function createSpecClient({
  start,
  onChecked,
  onState,
  patienceMs = PATIENCE_MS,
}: SpecClientOptions): SpecClient {
  let worker = start();
  let version = 0;
  let newest = '';
  let ready = false;
  let running: number | null = null;
  /** The newest answer about the newest text. */
  let last: CheckedText | null = null;
  let waiting: { version: number; text: string } | null = null;
  let watchdog: ReturnType<typeof setTimeout> | null = null;
  const questions = new Map<number, (answer: PlaceAnswer | null) => void>();
  let lastQuestion = 0;

  const send = (next: { version: number; text: string }) => {
    running = next.version;
    worker.postMessage({ kind: 'check', ...next });
    watch();
  };
  const sendWaiting = () => {
    if (waiting === null) return;
    const next = waiting;
    waiting = null;
    send(next);
  };
  // Further requests do not postpone it: a stuck worker is found out however fast somebody types.
  const watch = () => {
    if (ready) watchdog ??= setTimeout(() => replace(`checking took longer than ${patienceMs / 1000} s`), patienceMs);
    else watchdog ??= setTimeout(() => replace('the checker could not be loaded'), START_MS);
  };
  const unwatch = () => {
    if (watchdog !== null) clearTimeout(watchdog);
    watchdog = null;
  };
  const settled = () => {
    unwatch();
    if (running !== null || questions.size > 0) watch();
  };
  const replace = (reason: string) => {
    unwatch();
    worker.terminate();
    for (const resolve of questions.values()) resolve(null);
    questions.clear();
    const wasChecking = running !== null;
    running = null;
    ready = false;
    worker = start();
    listen();
    if (waiting !== null) sendWaiting();
    else if (wasChecking) onState({ kind: 'stuck', reason });
  };
  const listen = () => {
    worker.onmessage = ({ data }) => receive(data);
    worker.onerror = (event) => replace(`the checker failed: ${event.message || 'it did not start'}`);
  };
  const receive = (answer: SpecAnswer) => {
    if (answer.kind === 'ready') {
      ready = true;
      return settled();
    }
    if (answer.kind === 'answered') {
      questions.get(answer.id)?.(answer.value);
      questions.delete(answer.id);
      settled();
      return;
    }
    if (answer.kind === 'generable') {
      if (answer.version === version && last !== null) onChecked({ ...last, notYet: answer.notYet }, newest);
      return;
    }
    if (answer.version === running) running = null;
    settled();
    // A text typed meanwhile makes this answer stale: its ranges would point at other words.
    if (answer.version === version) {
      if (answer.kind === 'failed') onState({ kind: 'stuck', reason: `the checker failed: ${answer.message}` });
      else {
        last = answer;
        onChecked(answer, newest);
        onState({ kind: 'checked' });
      }
    }
    sendWaiting();
  };

  listen();
  return {
    check(text) {
      version++;
      newest = text;
      onState({ kind: 'checking' });
      if (running === null) send({ version, text });
      else waiting = { version, text };
    },
    ask(kind, text, offset) {
      const id = ++lastQuestion;
      worker.postMessage({ kind, id, text, offset });
      const answer = new Promise<PlaceAnswer | null>((resolve) => questions.set(id, resolve));
      watch();
      return answer;
    },
    stop() {
      unwatch();
      for (const resolve of questions.values()) resolve(null);
      questions.clear();
      worker.terminate();
    },
  };
}

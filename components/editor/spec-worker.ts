import { openSession } from '#lib/spec/index.ts';
import { readMeaning } from './meaning.ts';
import { answerAt } from './place-answers.ts';
import type { CheckedText, SpecAnswer, SpecRequest } from './spec-protocol.ts';

/** More markers than this make an editor slow and help nobody. */
const MAX_DIAGNOSTICS = 500;

/** One worker, one document: each text is the last one with a change. */
let session = openSession();

/** The language service of the editor: checks texts and answers about places, off the page's thread. One message, one answer. */
self.onmessage = ({ data }: MessageEvent<SpecRequest>) => {
  self.postMessage(answer(data));
};

self.postMessage({ kind: 'ready' } satisfies SpecAnswer);

function answer(request: SpecRequest): SpecAnswer {
  if (request.kind !== 'check') return { kind: 'answered', id: request.id, value: answerAt(request) };
  try {
    return { kind: 'checked', version: request.version, ...check(request.text) };
  } catch (error) {
    // What broke it may have left half an answer in it.
    session = openSession();
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', version: request.version, message: message.slice(0, 500) };
  }
}

function check(text: string): CheckedText {
  const started = performance.now();
  const { model, diagnostics, readiness, outline } = session.check(text);
  return {
    diagnostics: diagnostics.slice(0, MAX_DIAGNOSTICS),
    more: Math.max(0, diagnostics.length - MAX_DIAGNOSTICS),
    readiness,
    outline,
    meaning: model && readMeaning(model, text),
    ms: performance.now() - started,
  };
}

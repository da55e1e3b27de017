import { openSession } from '#lib/spec/index.ts';
import type { Model } from '#lib/spec/model.ts';
import { readMeaning } from './meaning.ts';
import { answerAt } from './place-answers.ts';
import type { CheckedText, SpecAnswer, SpecRequest } from './spec-protocol.ts';

/** More markers than this make an editor slow and help nobody. */
const MAX_DIAGNOSTICS = 500;

/** One worker, one document: each text is the last one with a change. */
let session = openSession();

/** The model of the last text, if it has no errors. */
let checkedModel: Model | null = null;
let looking: ReturnType<typeof setTimeout> | undefined;
/** Nobody types for so long: then there is time to see what can be generated. */
const QUIET_MS = 250;

/** Sees what this version does not generate. The compiler's part is loaded with the first look, not with the editor. */
function lookAhead(version: number): void {
  clearTimeout(looking);
  const model = checkedModel;
  if (model === null) return;
  looking = setTimeout(async () => {
    const { notYetRows } = await import('./not-yet-rows.ts');
    if (model === checkedModel)
      self.postMessage({ kind: 'generable', version, notYet: notYetRows(model) } satisfies SpecAnswer);
  }, QUIET_MS);
}

/** The language service of the editor: checks texts and answers about places, off the page's thread. One message, one answer. */
self.onmessage = ({ data }: MessageEvent<SpecRequest>) => {
  self.postMessage(answer(data));
  if (data.kind === 'check') lookAhead(data.version);
  // Behind the messages that wait already.
  setTimeout(settle, 0);
};

/** The first answer is out; the next one will need only what changed. */
function settle(): void {
  try {
    session.settle();
  } catch {
    session = openSession();
  }
}

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
  checkedModel = readiness.errors === 0 ? model : null;
  return {
    diagnostics: diagnostics.slice(0, MAX_DIAGNOSTICS),
    more: Math.max(0, diagnostics.length - MAX_DIAGNOSTICS),
    readiness,
    outline,
    meaning: model && readMeaning(model, text),
    notYet: null,
    ms: performance.now() - started,
  };
}

// Not by the folder's face: what only questions about places need is loaded later.
import { openSession } from '#lib/spec/check-spec.ts';
import type { Model } from '#lib/spec/model.ts';
import { readMeaning } from './meaning.ts';
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
self.onmessage = async ({ data }: MessageEvent<SpecRequest>) => {
  if (data.kind === 'check') {
    self.postMessage(answer(data));
    lookAhead(data.version);
  } else {
    const help = await loadHelp();
    self.postMessage({ kind: 'answered', id: data.id, value: help?.answerAt(data) ?? null } satisfies SpecAnswer);
  }
  // Behind the messages that wait already.
  setTimeout(settle, 0);
};

/** Help with places is not needed to check a text, so it is loaded behind the first answer. Null without a network. */
function loadHelp(): Promise<typeof import('./place-answers.ts') | null> {
  return import('./place-answers.ts').catch(() => null);
}

/** The first answer is out: the next one will need only what changed, and help with a place is at hand. */
function settle(): void {
  void loadHelp();
  try {
    session.settle();
  } catch {
    session = openSession();
  }
}

self.postMessage({ kind: 'ready' } satisfies SpecAnswer);

function answer(request: Extract<SpecRequest, { kind: 'check' }>): SpecAnswer {
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

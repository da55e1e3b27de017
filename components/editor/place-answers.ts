import type { TextEdit } from '#lib/spec/index.ts';
import { completionsAt, definitionAt, fixesAt, formatSpec, hoverAt } from '#lib/spec/index.ts';
import type { PlaceAnswer, SpecRequest } from './spec-protocol.ts';

/** Answers a question about a place in a text. A question that breaks the language service is answered with nothing. */
export function answerAt(request: Exclude<SpecRequest, { kind: 'check' }>): PlaceAnswer {
  const { kind, text, offset } = request;
  switch (kind) {
    case 'complete':
      return { kind: 'completions', items: orElse([], () => completionsAt(text, offset)) };
    case 'hover':
      return { kind: 'hover', hover: orElse(null, () => hoverAt(text, offset)) };
    case 'define':
      return { kind: 'definition', span: orElse(null, () => definitionAt(text, offset)) };
    case 'fix':
      return { kind: 'fixes', fixes: orElse([], () => fixesAt(text, offset)) };
    case 'format':
      return { kind: 'edits', edits: orElse([], () => formattingOf(text)) };
  }
}

function formattingOf(text: string): readonly TextEdit[] {
  const result = formatSpec(text);
  return result.kind === 'formatted' ? result.edits : [];
}

/** A half-typed text must not end the worker: help that cannot be given is left out. */
function orElse<T>(nothing: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    console.warn('no help for this place:', error);
    return nothing;
  }
}

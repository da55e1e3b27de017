import type { PlaceAnswer, SpecRequest } from './spec-protocol.ts';

/** Answers a question about a place in a text. */
export function answerAt(request: Exclude<SpecRequest, { kind: 'check' }>): PlaceAnswer {
  switch (request.kind) {
    case 'complete':
      return { kind: 'completions', items: [] };
    case 'hover':
      return { kind: 'hover', hover: null };
    case 'define':
      return { kind: 'definition', span: null };
    case 'fix':
      return { kind: 'fixes', fixes: [] };
  }
}

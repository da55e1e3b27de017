import type { Diagnostic } from './diagnostic.ts';
import { createReporter } from './diagnostics/reporter.ts';
import { createReadingMemory, type ReadingMemory } from './incremental/reading-memory.ts';
import type { Model } from './model.ts';
import { type OutlineNode, outlineOf } from './outline.ts';
import { analyse } from './read/analyse.ts';
import { type Readiness, readinessOf } from './readiness.ts';

/** The longest specification that is read, in UTF-8 bytes. A longer text gets one diagnostic and is not parsed. */
export const MAX_SPEC_BYTES = 1024 * 1024;

/** What a text means and what is wrong with it. */
export interface Checked {
  /** Null only if the text has no meaning at all. A model that comes with error diagnostics must not be compiled. */
  model: Model | null;
  /** In text order. */
  diagnostics: readonly Diagnostic[];
  readiness: Readiness;
  outline: readonly OutlineNode[];
}

/** Reads a specification. Total: any text gives an answer, none throws, and equal texts give equal answers. */
export function checkSpec(text: string): Checked {
  return check(text);
}

/** Checks one text after the other, as somebody types: what did not change is not read again. */
export interface Session {
  /**
   * Gives what `checkSpec` gives. The answer is true until the next text: what did not change stays the same objects, and their
   * places move with the text. Who keeps an answer longer copies it, as a message to another thread does.
   */
  check(text: string): Checked;
  /**
   * Gets ready for the first change, when nobody waits: reads the first text once more and keeps what it gives. Without it the
   * second text pays for that. Does nothing at any other time; the last answer stays as it is.
   */
  settle(): void;
}

/** Opens a session for one document. It holds what it knows of the last text, and nothing else. */
export function openSession(): Session {
  const memory = createReadingMemory();
  let first: string | null = null;
  return {
    check(text) {
      const answer = check(text, memory);
      first = memory.keeps ? null : text;
      memory.keeps = true;
      return answer;
    },
    settle() {
      if (first !== null) check(first, memory);
      first = null;
    },
  };
}

function check(text: string, memory?: ReadingMemory): Checked {
  const bytes = utf8Length(text);
  if (bytes > MAX_SPEC_BYTES) {
    const reporter = createReporter();
    reporter.report('YML1001', { start: 0, end: 0 }, { bytes, limit: MAX_SPEC_BYTES });
    return answer(null, reporter.diagnostics());
  }
  const { root, model, reporter } = analyse(text, {}, memory);
  const found = reporter.diagnostics();
  if (root !== null || found.length > 0) return answer(model, found);
  reporter.report('YML1013', { start: 0, end: Math.min(1, text.length) }, {});
  return answer(null, reporter.diagnostics());
}

function answer(model: Model | null, diagnostics: readonly Diagnostic[]): Checked {
  return { model, diagnostics, readiness: readinessOf(model, diagnostics), outline: outlineOf(model, diagnostics) };
}

const ASCII = /^[\u0000-\u007f]*$/;

/** UTF-8 bytes without encoding: a long text is refused before anything is made of it. */
function utf8Length(text: string): number {
  if (ASCII.test(text)) return text.length;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    // Each half of a pair counts two of the four bytes.
    else bytes += unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
  }
  return bytes;
}

import { AppError } from '../../core/app-error.ts';
import { MAX_SPEC_BYTES } from '../../spec/index.ts';

/**
 * What a text must be before it is stored: at most 1 MiB of UTF-8, without NUL (PostgreSQL cannot hold it) and without lone
 * surrogates (UTF-8 cannot). Whether it is a good specification is not asked: a draft may be wrong.
 * Throws `too_large` or `invalid`, saying what was found, where, and that the last draft was kept.
 */
export function acceptText(text: string): string {
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes > MAX_SPEC_BYTES) {
    throw new AppError('too_large', `The text is ${megabytes(bytes)}; a specification may have 1 MiB. ${KEPT}`);
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    throw new AppError('invalid', `Line ${lineOf(text, nul)} holds a NUL character, so this is not text. ${KEPT}`);
  }
  if (!text.isWellFormed()) {
    const at = lineOf(text, firstLoneSurrogate(text));
    throw new AppError(
      'invalid',
      `Line ${at} holds half a character (a lone surrogate), so it cannot be stored. ${KEPT}`,
    );
  }
  return text;
}

const KEPT = 'Nothing was stored; the last saved draft was kept.';

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 * 1.05 ? `${bytes.toLocaleString('en')} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function firstLoneSurrogate(text: string): number {
  return text.search(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
}

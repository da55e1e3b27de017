import { quote } from '../text/quote.ts';

/** Contents that are recognised as a media type, one character for each byte. */
const SAMPLES: Readonly<Record<string, string>> = {
  'application/gzip': '\x1f\x8b\x08\x00',
  'application/json': '{}',
  'application/octet-stream': '\x00',
  'application/pdf': '%PDF-1.7\n',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PK\x03\x04ppt/presentation.xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'PK\x03\x04xl/workbook.xml',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'PK\x03\x04word/document.xml',
  'application/xml': '<a/>',
  'application/zip': 'PK\x03\x04',
  'audio/mpeg': 'ID3\x04',
  'audio/wav': 'RIFF\x00\x00\x00\x00WAVE',
  'image/avif': '\x00\x00\x00\x1cftypavif',
  'image/gif': 'GIF89a',
  'image/heic': '\x00\x00\x00\x1cftypheic',
  'image/jpeg': '\xff\xd8\xff\xe0',
  'image/png': '\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR',
  'image/tiff': 'II*\x00',
  'image/webp': 'RIFF\x00\x00\x00\x00WEBPVP8 ',
  'text/csv': 'a,b\n',
  'text/markdown': 'text\n',
  'text/plain': 'text\n',
  'text/xml': '<a/>',
  'video/mp4': '\x00\x00\x00\x1cftypisom',
};

/** Types whose contents may be followed by blanks, not by zero bytes. */
const BLANK = /^text\/|json$|xml$/;

/** The beginning of contents of a media type, and what they may be filled up with, one character for each byte. */
export function sampleContent(media: string): { begins: string; filler: string } {
  return { begins: SAMPLES[media] ?? '\x00', filler: BLANK.test(media) ? ' ' : '\x00' };
}

/** More than this are not written out. */
const MOST_WRITTEN = 48;

/** Contents of a media type with at least so many bytes, in base64, as TypeScript. Null: any contents. */
export function sampleBase64(media: string | null, bytes: number): string {
  const { begins, filler } = media === null ? { begins: '', filler: '\x00' } : sampleContent(media);
  if (bytes <= MOST_WRITTEN) return quote(btoa(begins.padEnd(Math.max(1, bytes), filler)));
  return `btoa(${quote(begins)}.padEnd(${bytes}, ${quote(filler)}))`;
}

/** A file of a media type with so many bytes, as TypeScript: `sampleFile` is a function of test/forms.ts. */
export function sampleFile(media: string, bytes: number): string {
  return `sampleFile(${quote(media)}, ${bytes})`;
}

/** How many characters that is. */
export function sampleLength(media: string | null, bytes: number): number {
  const least = media === null ? 1 : sampleContent(media).begins.length;
  return Math.ceil(Math.max(least, bytes) / 3) * 4;
}

/** A media type that is none of these, and that every service tells apart from them. */
export function otherMedia(media: readonly string[]): string {
  return ['application/gzip', 'image/gif', 'application/pdf', 'image/png'].find((one) => !media.includes(one)) ?? '';
}

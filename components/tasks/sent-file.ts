/** A file that was sent as base64, as far as its first bytes tell. Only kinds that a browser shows without running anything. */
export interface SentFile {
  media: string;
  /** Bytes. */
  size: number;
  picture: boolean;
}

/** The first characters of the base64 of each kind's signature. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['JVBERi0', 'application/pdf'],
];

/** What a text is when it is the base64 of a known kind of file; null for every other text. */
export function sentFile(text: string): SentFile | null {
  const media = SIGNATURES.find(([start]) => text.startsWith(start))?.[1];
  if (media === undefined || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const size = (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  return { media, size, picture: media.startsWith('image/') };
}

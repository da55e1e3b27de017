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

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

const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** The same for media types that only services know which name them. */
const RARE_SAMPLES: Readonly<Record<string, string>> = {
  'application/dicom': `${'\x00'.repeat(128)}DICM`,
  'application/epub+zip': 'PK\x03\x04mimetypeapplication/epub+zip',
  'application/msword': `${OLE}${wide('WordDocument')}`,
  'application/ogg': 'OggS\x00',
  'application/postscript': '%!PS-Adobe-3.0\n',
  'application/rtf': '{\\rtf1}',
  'application/vnd.apache.parquet': 'PAR1',
  'application/vnd.ms-excel': `${OLE}${wide('Workbook')}`,
  'application/vnd.ms-outlook': `${OLE}${wide('__substg1.0')}`,
  'application/vnd.ms-powerpoint': `${OLE}${wide('PowerPoint Document')}`,
  'application/vnd.oasis.opendocument.presentation':
    'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet': 'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.text': 'PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text',
  'application/vnd.rar': 'Rar!\x1a\x07\x00',
  'application/vnd.sqlite3': 'SQLite format 3\x00',
  'application/wasm': '\x00asm\x01\x00\x00\x00',
  'application/x-7z-compressed': "7z\xbc\xaf'\x1c",
  'application/zstd': '\x28\xb5\x2f\xfd',
  'audio/AMR': '#!AMR\n',
  'audio/aac': '\xff\xf1',
  'audio/flac': 'fLaC',
  'audio/mp4': '\x00\x00\x00\x1cftypM4A ',
  'audio/ogg': 'OggS\x00',
  'font/otf': 'OTTO',
  'font/ttf': '\x00\x01\x00\x00',
  'font/woff': 'wOFF',
  'font/woff2': 'wOF2',
  'image/bmp': 'BM\x01\x01\x01\x01\x00\x00\x00\x00',
  'image/jp2': '\x00\x00\x00\x0cjP  \r\n\x87\n',
  'image/jxl': '\xff\n',
  'image/svg+xml': '<svg ',
  'image/vnd.adobe.photoshop': '8BPS\x00\x01',
  'text/calendar': 'BEGIN:VCALENDAR\r\n',
  'text/html': '<!doctype html>',
  'text/vcard': 'BEGIN:VCARD\r\n',
  'video/3gpp': '\x00\x00\x00\x1cftyp3gp5',
  'video/matroska': '\x1aE\xdf\xa3\x93matroska',
  'video/mpeg': '\x00\x00\x01\xba',
  'video/ogg': 'OggS\x00',
  'video/quicktime': '\x00\x00\x00\x1cftypqt  ',
  'video/webm': '\x1aE\xdf\xa3\x93webm',
};

/** One of each kind, for a type such as `image/*`. */
const OF_FAMILIES: Readonly<Record<string, string>> = {
  'application/*': 'application/pdf',
  'audio/*': 'audio/wav',
  'image/*': 'image/png',
  'text/*': 'text/plain',
  'video/*': 'video/mp4',
};

function wide(text: string): string {
  return [...text].join('\x00');
}

/** Types whose contents may be followed by blanks, not by zero bytes. */
const BLANK = /^text\/|json$|xml$/;

/** The beginning of contents of a media type, and what they may be filled up with, one character for each byte. */
export function sampleContent(media: string): { begins: string; filler: string } {
  const one = sampleMedia(media);
  return { begins: SAMPLES[one] ?? RARE_SAMPLES[one] ?? unsigned(one), filler: BLANK.test(one) ? ' ' : '\x00' };
}

/** The media type itself, or one of its family. */
export function sampleMedia(media: string): string {
  return OF_FAMILIES[media] ?? media;
}

/** Contents of a type that has no sign: what its name says they are written in, or anything. */
function unsigned(media: string): string {
  if (media.endsWith('+json')) return '{}';
  if (media.endsWith('+xml')) return '<a/>';
  if (media.endsWith('+zip')) return 'PK\x03\x04';
  return media.startsWith('text/') ? 'text\n' : '\x00';
}

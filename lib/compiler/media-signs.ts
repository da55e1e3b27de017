import type { Model } from '../spec/model.ts';
import { isCheckedBytes, scalarsOf } from './files-plan.ts';
import { KNOWN_MEDIA, KNOWN_SIGNS } from './platform/media.ts';
import { holdsFile } from './service/file-fields.ts';

/** How contents of a media type are recognised, as the members of a `Sign`; and the ending that names of such files have. */
export interface MediaSign {
  /** The source of a pattern for the first bytes, one character for each. */
  begins: string;
  /** What is found further on; such contents begin as ZIP or as OLE 2 do. */
  holds?: string;
  ending: string;
}

const ZIP = '^PK\\x03\\x04';
const OLE = '^\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1';

/** A text as UTF-16, as names of streams are within OLE 2. */
const wide = (text: string): string => [...text].join('\\0');

/** Media types with signs of their own that only services know which name them; the signs are those of their registrations. */
export const RARE_SIGNS: Readonly<Record<string, MediaSign>> = {
  'application/dicom': { begins: '^.{128}DICM', ending: 'dcm' },
  'application/epub+zip': { begins: ZIP, holds: 'mimetypeapplication/epub+zip', ending: 'epub' },
  'application/msword': { begins: OLE, holds: wide('WordDocument'), ending: 'doc' },
  'application/ogg': { begins: '^OggS\\0', ending: 'ogx' },
  'application/postscript': { begins: '^%!PS-Adobe-\\d', ending: 'ps' },
  'application/rtf': { begins: '^\\{\\\\rtf1', ending: 'rtf' },
  'application/vnd.apache.parquet': { begins: '^PAR1', ending: 'parquet' },
  'application/vnd.ms-excel': { begins: OLE, holds: wide('Workbook'), ending: 'xls' },
  'application/vnd.ms-outlook': { begins: OLE, holds: wide('__substg1.0'), ending: 'msg' },
  'application/vnd.ms-powerpoint': { begins: OLE, holds: wide('PowerPoint Document'), ending: 'ppt' },
  'application/vnd.oasis.opendocument.presentation': {
    begins: ZIP,
    holds: 'mimetypeapplication/vnd.oasis.opendocument.presentation',
    ending: 'odp',
  },
  'application/vnd.oasis.opendocument.spreadsheet': {
    begins: ZIP,
    holds: 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
    ending: 'ods',
  },
  'application/vnd.oasis.opendocument.text': {
    begins: ZIP,
    holds: 'mimetypeapplication/vnd.oasis.opendocument.text',
    ending: 'odt',
  },
  'application/vnd.rar': { begins: '^Rar!\\x1a\\x07[\\0\\x01]', ending: 'rar' },
  'application/vnd.sqlite3': { begins: '^SQLite format 3\\0', ending: 'sqlite3' },
  'application/wasm': { begins: '^\\0asm\\x01\\0\\0\\0', ending: 'wasm' },
  'application/x-7z-compressed': { begins: "^7z\\xbc\\xaf'\\x1c", ending: '7z' },
  'application/zstd': { begins: '^\\x28\\xb5\\x2f\\xfd', ending: 'zst' },
  'audio/AMR': { begins: '^#!AMR\\n', ending: 'amr' },
  'audio/aac': { begins: '^\\xff[\\xf0\\xf1\\xf8\\xf9]', ending: 'aac' },
  'audio/flac': { begins: '^fLaC', ending: 'flac' },
  'audio/mp4': { begins: '^.{4}ftypM4[AB] ', ending: 'm4a' },
  'audio/ogg': { begins: '^OggS\\0', ending: 'ogg' },
  'font/otf': { begins: '^OTTO', ending: 'otf' },
  'font/ttf': { begins: '^\\0\\x01\\0\\0', ending: 'ttf' },
  'font/woff': { begins: '^wOFF', ending: 'woff' },
  'font/woff2': { begins: '^wOF2', ending: 'woff2' },
  'image/bmp': { begins: '^BM.{4}\\0{4}', ending: 'bmp' },
  'image/jp2': { begins: '^\\0\\0\\0\\x0cjP \\x20\\r\\n\\x87\\n', ending: 'jp2' },
  'image/jxl': { begins: '^(\\xff\\n|\\0\\0\\0\\x0cJXL \\r\\n\\x87\\n)', ending: 'jxl' },
  'image/svg+xml': { begins: '^(\\xef\\xbb\\xbf)?\\s*(<\\?xml[^>]*>\\s*)?<svg[\\s>]', ending: 'svg' },
  'image/vnd.adobe.photoshop': { begins: '^8BPS\\0\\x01', ending: 'psd' },
  'text/calendar': { begins: '^(\\xef\\xbb\\xbf)?BEGIN:VCALENDAR\\r?\\n', ending: 'ics' },
  'text/html': { begins: '^(\\xef\\xbb\\xbf)?\\s*<(!doctype\\s+html|html[\\s>])', ending: 'html' },
  'text/vcard': { begins: '^(\\xef\\xbb\\xbf)?BEGIN:VCARD\\r?\\n', ending: 'vcf' },
  'video/3gpp': { begins: '^.{4}ftyp3g[epgrs]', ending: '3gp' },
  'video/matroska': { begins: '^\\x1aE\\xdf\\xa3.{0,100}matroska', ending: 'mkv' },
  'video/mpeg': { begins: '^\\0\\0\\x01[\\xb3\\xba]', ending: 'mpg' },
  'video/ogg': { begins: '^OggS\\0', ending: 'ogv' },
  'video/quicktime': { begins: '^.{4}ftypqt  ', ending: 'mov' },
  'video/webm': { begins: '^\\x1aE\\xdf\\xa3.{0,100}webm', ending: 'webm' },
};

/** The media types that a model demands of contents and that not every service tells apart. */
export interface RareMedia {
  /** With a sign of their own, in the order of their names. */
  signed: readonly (readonly [media: string, sign: MediaSign])[];
  /** Without: contents are taken for one if they are recognised as nothing else. */
  unsigned: readonly string[];
  /** Some type is a whole family, such as `image/*`. */
  families: boolean;
  /** All that contents are ever asked to be, where the first bytes tell each; null where anything else has to be told apart too. */
  only: readonly (readonly [media: string, sign: Pick<MediaSign, 'begins'>])[] | null;
}

/** Finds the media types of a model that need something of its service. */
export function rareMedia(model: Model): RareMedia {
  const all = [...new Set(scalarsOf(model).flatMap(({ media }) => media ?? []))].sort();
  const families = all.filter(isFamily);
  const rare = all.filter((media) => !KNOWN_MEDIA.includes(media) && !families.includes(media));
  return {
    signed: rare.flatMap((media) => (RARE_SIGNS[media] === undefined ? [] : [[media, RARE_SIGNS[media]] as const])),
    unsigned: rare.filter((media) => RARE_SIGNS[media] === undefined),
    families: families.length > 0,
    only: onlyMedia(model),
  };
}

/** Files that other systems or folders give are named by whatever they are. */
function onlyMedia(model: Model): RareMedia['only'] {
  const anything =
    model.entities.some(({ files }) => files !== null) ||
    model.integrations.some(({ operations }) =>
      operations.some(({ output }) => output.some(({ type }) => holdsFile(type, model))),
    );
  const asked = scalarsOf(model).filter((scalar) => scalar.name === 'file' || isCheckedBytes(scalar));
  if (anything || asked.some(({ name, media }) => name === 'file' && media === null)) return null;
  const all = new Set(asked.flatMap(({ media }) => media ?? []));
  const signs = [...KNOWN_SIGNS, ...Object.entries(RARE_SIGNS)].filter(([media]) => all.has(media));
  return signs.length > 0 && signs.length === all.size && signs.every(([, { holds }]) => holds === undefined)
    ? signs
    : null;
}

/** Whether a media type stands for all of a kind: `image/*`. */
export function isFamily(media: string): boolean {
  return media.endsWith('/*');
}

/** Whether contents of a media type are known by what they hold. */
export function isSigned(media: string): boolean {
  return (
    RARE_SIGNS[media] !== undefined || (KNOWN_MEDIA.includes(media) && !/^text\/|octet-stream$|json$|xml$/.test(media))
  );
}

import type { MediaSign, RareMedia } from '../media-signs.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** The media types that src/platform/media.ts tells apart. Others cannot be demanded of contents. */
export const KNOWN_MEDIA: readonly string[] = [
  'application/gzip',
  'application/json',
  'application/octet-stream',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/xml',
  'application/zip',
  'audio/mpeg',
  'audio/wav',
  'image/avif',
  'image/gif',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
  'text/csv',
  'text/markdown',
  'text/plain',
  'text/xml',
  'video/mp4',
];

type Sign = Pick<MediaSign, 'begins' | 'holds'>;

/** How contents of media types are recognised that have signs. What is more exact comes first. */
export const KNOWN_SIGNS: readonly (readonly [media: string, sign: Sign])[] = [
  ['application/pdf', { begins: String.raw`^%PDF-\d\.\d` }],
  ['image/jpeg', { begins: String.raw`^\xff\xd8\xff[\xc0-\xfe]` }],
  ['image/png', { begins: String.raw`^\x89PNG\r\n\x1a\n\0{3}\rIHDR` }],
  ['image/gif', { begins: '^GIF8[79]a' }],
  ['image/webp', { begins: '^RIFF.{4}WEBPVP8[ LX]' }],
  ['image/tiff', { begins: String.raw`^(II\*\0|MM\0\*)` }],
  ['image/avif', { begins: '^.{4}ftypavi[fs]' }],
  ['image/heic', { begins: '^.{4}ftyp(hei[cmsx]|mif1)' }],
  ['video/mp4', { begins: '^.{4}ftyp(isom|iso[2-6]|mp4[12]|avc1)' }],
  ['audio/mpeg', { begins: String.raw`^(ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])` }],
  ['audio/wav', { begins: '^RIFF.{4}WAVE' }],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    { begins: String.raw`^PK\x03\x04`, holds: 'word/document.xml' },
  ],
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    { begins: String.raw`^PK\x03\x04`, holds: 'xl/workbook.xml' },
  ],
  [
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    { begins: String.raw`^PK\x03\x04`, holds: 'ppt/presentation.xml' },
  ],
  ['application/zip', { begins: String.raw`^PK(\x03\x04|\x05\x06)` }],
  ['application/gzip', { begins: String.raw`^\x1f\x8b\x08` }],
];

/** src/platform/media.ts: what contents are, by what they begin with. `streams`: they are looked at while they arrive. */
export function mediaFile(streams: boolean, rare: RareMedia): string {
  if (rare.only !== null) return onlyMediaFile(streams, rare.only);
  const { signed } = rare;
  const deep = signed.some(([, { begins }]) => looksDeep(begins));
  const wide = signed.some(([, { begins, holds }]) => holds !== undefined && !begins.startsWith('^PK'));
  return code`
    ${imports([['./json-syntax.ts', ...(streams ? ['JsonSyntax'] : [])]])}

    interface Sign {
      /** The first bytes, one character for each. */
      begins: RegExp;
      /** What is found further on, where the first bytes do not say it all. */
      holds?: string;
    }

    /** How contents of a media type are recognised. What is more exact comes first. */
    const SIGNS: Readonly<Record<string, Sign>> = {
      ${signed.map(signText)}
      ${KNOWN_SIGNS.map(signText)}
    };

    ${adapted(streams ? IN_PIECES : AT_ONCE, rare, deep, wide)}

    ${when(rare.unsigned.length > 0 || rare.families, FITS(rare))}

    function isXml(text: string): boolean {
      return /^\s*<(\?xml\s|[A-Za-z_])/.test(text) && /^\s*<(?!html)/i.test(text);
    }

    ${when(!streams, IS_JSON)}
  `;
}

/** The same where contents are only asked whether they are of some media types, each of which their first bytes tell. */
function onlyMediaFile(streams: boolean, only: NonNullable<RareMedia['only']>): string {
  const deep = only.some(([, { begins }]) => looksDeep(begins));
  return code`
    /** What contents of a media type begin with, one character for each byte. */
    const SIGNS: Readonly<Record<string, RegExp>> = {
      ${only.map(([media, { begins }]) => `${quote(media)}: ${patternText(media, begins)},`)}
    };

    /** Bytes at the beginning that are looked at. */
    const FIRST = ${deep ? 132 : 32};

    /** The one of some media types that contents are, by the contents alone: neither a name nor what a caller says counts. */
    export function mediaOf(bytes: Uint8Array, wanted: readonly string[]): string | null {
      const first = Buffer.from(bytes.subarray(0, FIRST)).toString('latin1');
      return wanted.find((media) => SIGNS[media]?.test(first)) ?? null;
    }

    ${when(streams, ONLY_IN_PIECES)}
  `;
}

const ONLY_IN_PIECES = code`
  /** The one of some media types that contents are, of those that they are. */
  export function chosen(kinds: readonly string[], wanted: readonly string[]): string | null {
    return wanted.find((media) => kinds.includes(media)) ?? null;
  }

  /** Finds out what contents are while they go by, piece by piece; keeps none of them. */
  export class Recognition {
    #first = '';

    add(piece: Uint8Array): void {
      this.#first += Buffer.from(piece.subarray(0, FIRST - this.#first.length)).toString('latin1');
    }

    /** The media types that they are. */
    kinds(): readonly string[] {
      return Object.keys(SIGNS).filter((media) => SIGNS[media]?.test(this.#first));
    }
  }
`;

/** A sign that only some services know, as a member. */
function signText([media, { begins, holds }]: readonly [media: string, sign: Sign]): string {
  const pattern = patternText(media, begins);
  const flat = `${quote(media)}: { begins: ${pattern}${holds === undefined ? '' : `, holds: '${holds}'`} },`;
  if (flat.length <= 118 || holds === undefined) return flat;
  return `${quote(media)}: {\n  begins: ${pattern},\n  holds: '${holds}',\n},`;
}

/** Whether a pattern reads further than the first few bytes. */
function looksDeep(begins: string): boolean {
  return /\.\{\d|\*|\+/.test(begins.replace(/^\^\.\{4\}/, ''));
}

function patternText(media: string, begins: string): string {
  const flags = `${/\.[{*]|\[\^/.test(begins) ? 's' : ''}${media.startsWith('text/') ? 'i' : ''}`;
  return `/${begins.replaceAll('/', '\\/')}/${flags}`;
}

/** The recognition, as far as the media types of a service need it: more of the beginning, other containers, other choices. */
function adapted(text: string, { unsigned, families }: RareMedia, deep: boolean, wide: boolean): string {
  const choosing = unsigned.length > 0 || families;
  return text
    .replace(/(const FIRST = |subarray\(0, )32/, `$1${deep ? 132 : 32}`)
    .replace(
      "this.#first.startsWith('PK')",
      wide ? '/^(PK|\\xd0\\xcf)/.test(this.#first)' : "this.#first.startsWith('PK')",
    )
    .replace('return wanted.find((media) => kinds.includes(media)) ?? null;', choosing ? CHOOSE : '$&')
    .replace(
      'return wanted.find((media) => found.includes(media)) ?? null;',
      choosing ? CHOOSE.replaceAll('kinds', 'found') : '$&',
    );
}

const CHOOSE = `const one = wanted.find((media) => isOf(media, kinds) !== null);
  return one === undefined ? null : isOf(one, kinds);`;

function FITS({ unsigned, families }: RareMedia): string {
  return code`
    ${when(unsigned.length > 0, UNSIGNED(unsigned))}

    /** The media type that contents of these kinds have where one is wanted; null where they are none of that. */
    function isOf(wanted: string, kinds: readonly string[]): string | null {
      ${when(families, FAMILY)}
      ${unsigned.length > 0 ? UNSIGNED_FITS : 'return kinds.includes(wanted) ? wanted : null;'}
    }
  `;
}

const FAMILY = code`
  // All of a kind, such as image/*.
  if (wanted.endsWith('/*')) return kinds.find((kind) => kind.startsWith(wanted.slice(0, -1))) ?? null;
`;

const UNSIGNED = (media: readonly string[]): string => code`
  /** Media types that nothing in contents shows: whatever is recognised as nothing else is taken for them. */
  ${print(['const UNSIGNED: readonly string[] = ', list('[', media.map(quote), ']'), ';'])}
`;

const UNSIGNED_FITS = code`
  if (kinds.includes(wanted)) return wanted;
  const [, suffix = ''] = /\+(json|xml|zip)$/.exec(wanted) ?? [];
  const like = suffix !== '' ? \`application/\${suffix}\` : wanted.startsWith('text/') ? 'text/plain' : OTHER;
  return UNSIGNED.includes(wanted) && kinds.includes(like) ? wanted : null;
`;

const IN_PIECES = code`
  /** Media types of texts, and what a text has to be for them besides. */
  const TEXTS: Readonly<Record<string, 'any' | 'xml' | 'json'>> = {
    'text/plain': 'any',
    'text/csv': 'any',
    'text/markdown': 'any',
    'text/xml': 'xml',
    'application/xml': 'xml',
    'application/json': 'json',
  };

  const OTHER = 'application/octet-stream';

  /**
   * The media type of contents, by the contents alone: neither a name nor what a caller says counts. With \`wanted\`, the one of
   * them that the contents are, and null if they are none. What is recognised as something else is no text, whatever it holds.
   */
  export function mediaOf(bytes: Uint8Array, wanted: readonly string[] = []): string | null {
    const recognition = new Recognition();
    recognition.add(bytes);
    return chosen(recognition.kinds(), wanted);
  }

  /** The media type to name contents by, of those that they are. */
  export function chosen(kinds: readonly string[], wanted: readonly string[]): string | null {
    if (wanted.length === 0) return kinds[0] ?? OTHER;
    return wanted.find((media) => kinds.includes(media)) ?? null;
  }

  /** Bytes at the beginning that are looked at. */
  const FIRST = 32;
  /** Characters at the beginning of a text that say whether it is XML. */
  const BEGIN = 1000;

  const HELD = Object.values(SIGNS).flatMap(({ holds }) => holds ?? []);
  const LONGEST_HELD = Math.max(...HELD.map((text) => text.length));

  /** Finds out what contents are while they go by, piece by piece; keeps none of them. Takes linear time. */
  export class Recognition {
    #first = '';
    #last: Uint8Array = new Uint8Array();
    readonly #held = new Set<string>();
    readonly #decoder = new TextDecoder('utf-8', { fatal: true });
    readonly #json = new JsonSyntax();
    #begin = '';
    #isText = true;

    add(piece: Uint8Array): void {
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      this.#first += bytes.toString('latin1', 0, FIRST - this.#first.length);
      if (this.#first.startsWith('PK')) this.#lookFor(Buffer.concat([this.#last, bytes]));
      this.#read(bytes);
    }

    /** The media types that all of it is; the one to name it by comes first. */
    kinds(): readonly string[] {
      const signs = Object.entries(SIGNS).filter(
        ([, { begins, holds }]) => begins.test(this.#first) && (holds === undefined || this.#held.has(holds)),
      );
      if (signs.length > 0) return signs.map(([media]) => media);
      this.#read(null);
      if (!this.#isText) return [OTHER];
      const is = { any: true, xml: isXml(this.#begin), json: this.#json.isWhole() };
      const texts = Object.entries(TEXTS).filter(([, kind]) => is[kind]);
      return [...texts.map(([media]) => media), OTHER];
    }

    #lookFor(window: Buffer): void {
      for (const text of HELD) if (window.includes(text)) this.#held.add(text);
      this.#last = Uint8Array.from(window.subarray(1 - LONGEST_HELD));
    }

    /** Text is UTF-8 without control characters. No bytes: the end. */
    #read(bytes: Uint8Array | null): void {
      if (!this.#isText) return;
      try {
        const text = bytes === null ? this.#decoder.decode() : this.#decoder.decode(bytes, { stream: true });
        this.#isText = !/[\0-\x08\x0e-\x1f\x7f]/.test(text);
        this.#begin += text.slice(0, BEGIN - this.#begin.length);
        this.#json.add(text);
      } catch {
        this.#isText = false;
      }
    }
  }
`;

const AT_ONCE = code`
  /** Media types of texts: what a text has to look like. */
  const TEXTS: Readonly<Record<string, (text: string) => boolean>> = {
    'text/plain': () => true,
    'text/csv': () => true,
    'text/markdown': () => true,
    'text/xml': isXml,
    'application/xml': isXml,
    'application/json': isJson,
  };

  const OTHER = 'application/octet-stream';

  /**
   * The media type of contents, by the contents alone: neither a name nor what a caller says counts. With \`wanted\`, the one of
   * them that the contents are, and null if they are none. What is recognised as something else is no text, whatever it holds.
   */
  export function mediaOf(bytes: Uint8Array, wanted: readonly string[] = []): string | null {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const first = content.subarray(0, 32).toString('latin1');
    const signs = Object.entries(SIGNS).filter(
      ([, { begins, holds }]) => begins.test(first) && (holds === undefined || content.includes(holds)),
    );
    const signed = signs.map(([media]) => media);
    if (signed.length > 0) return chosen(signed, wanted);
    const text = textOf(content);
    if (text === null) return chosen([OTHER], wanted);
    const texts = Object.entries(TEXTS).filter(([, fits]) => fits(text));
    return chosen([...texts.map(([media]) => media), OTHER], wanted);
  }

  function chosen(found: readonly string[], wanted: readonly string[]): string | null {
    if (wanted.length === 0) return found[0] ?? OTHER;
    return wanted.find((media) => found.includes(media)) ?? null;
  }

  /** Contents as text: UTF-8 without control characters; null for anything else. */
  function textOf(content: Buffer): string | null {
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
      return /[\0-\x08\x0e-\x1f\x7f]/.test(text) ? null : text;
    } catch {
      return null;
    }
  }
`;

const IS_JSON = code`
  function isJson(text: string): boolean {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }
`;

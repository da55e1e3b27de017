import { sampleContent, sampleMedia } from '../../core/sample-content.ts';
import type { Field } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { plainType } from '../service/types.ts';
import { quote } from '../text/quote.ts';

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
  return `sampleFile(${quote(sampleMedia(media))}, ${bytes})`;
}

/** The media type of the contents that stand for a file; of any contents where none is said. */
export function mediaOfSample(field: Pick<Field, 'type'> | undefined, { model }: Pick<Plan, 'model'>): string {
  const plain = field === undefined ? null : plainType(field.type, model);
  return sampleMedia((plain?.kind === 'scalar' ? plain.media?.[0] : null) ?? 'application/octet-stream');
}

/** How many characters that is. */
export function sampleLength(media: string | null, bytes: number): number {
  const least = media === null ? 1 : sampleContent(media).begins.length;
  return Math.ceil(Math.max(least, bytes) / 3) * 4;
}

/** A media type that is none of these, and that every service tells apart from them. */
export function otherMedia(media: readonly string[]): string {
  return (
    ['application/gzip', 'image/gif', 'application/pdf', 'image/png'].find(
      (one) => !media.some((wanted) => wanted === one || wanted === `${one.split('/')[0]}/*`),
    ) ?? ''
  );
}

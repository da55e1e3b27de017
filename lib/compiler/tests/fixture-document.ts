import { sampleContent } from '../../core/sample-content.ts';
import type { ExtractStep, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { quote } from '../text/quote.ts';

/**
 * A document that a scenario names but nobody has put beside the specification: contents of its media type, which say what the
 * name says. The programs that read documents are stood in for in tests (`readerFile`), so `pan_asha_rao.png` is somebody's card.
 * Null where no step reads documents, or where the value is not one.
 */
export function fixtureDocument(name: string, type: Type, plan: Plan): string | null {
  if (!plan.extracts || type.kind !== 'scalar' || (type.name !== 'base64' && type.name !== 'bytes')) return null;
  const media = type.media?.find((one) => one.startsWith('image/') || one === 'application/pdf') ?? type.media?.[0];
  const { begins, filler } = media === undefined ? { begins: '', filler: '\x00' } : sampleContent(media);
  const contents = quote(`${begins}${SAYS}${saidBy(name, plan)}\n`);
  const bytes = type.length?.min ?? 0;
  return bytes > 0 ? `btoa(${contents}.padEnd(${bytes}, ${quote(filler)}))` : `btoa(${contents})`;
}

/** What stands before the words that a document says. */
export const SAYS = '\nsays ';

/** Whether some scenario names a document that is read. */
export function hasFixtures({ extracts, model }: Plan): boolean {
  return extracts && JSON.stringify(model.scenarios.map(({ when }) => when)).includes('"fixture(');
}

/** The words of a file's name as a title, without those that are names of fields which are looked for. */
function saidBy(name: string, { steps }: Plan): string {
  const read = steps.flatMap((step): ExtractStep['read'] => (step.kind === 'extract' ? step.read : []));
  const fields = new Set(read.map((reader) => reader.name.toLowerCase()));
  const words = name
    .replace(/\.[^.]*$/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '' && !fields.has(word.toLowerCase()));
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(' ') || 'text';
}

import type { ExtractStep, Step } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { plainType } from '../service/types.ts';
import { stepsReached } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { hasFixtures } from './fixture-document.ts';
import { example } from './values.ts';

type Reading = Extract<Step, { kind: 'extract' }>;

/** test/reader.ts: stands in for the programs that read documents, so that tests neither need nor start them; empty without such steps. */
export function readerFile(plan: Plan): string {
  if (!plan.extracts) return '';
  const flows = [...plan.operations, ...plan.schedules];
  const steps = flows
    .flatMap(({ steps: all }) => stepsReached(all, plan.model.processes))
    .filter((step): step is Reading => step.kind === 'extract');
  const lines = [...new Set(steps.flatMap((step) => linesOf(step, plan)))];
  const named = hasFixtures(plan);
  return code`
    ${imports([['../src/platform/extract.ts', 'type Program']])}

    /** What every document says: a line for each field that some step looks for${named ? '; `*` is what it says of itself' : ''}. */
    ${print(['const LINES: readonly string[] = ', list('[', lines.map(quote), ']'), ';'])}

    /** Reads a document as tesseract does, or as pdftotext. */
    export const reader: Program = async (${named ? 'words, document' : 'words'}) => {
      ${when(named, TOLD)}
      if (!words.includes('tsv')) return ${named ? 'lines' : 'LINES'}.join('\n');
      const rows = ${named ? 'lines' : 'LINES'}.flatMap((line, at) =>
        line.split(' ').map((word) => [5, 1, 1, 1, at + 1, 1, 0, 0, 0, 0, 90, word].join('\t')),
      );
      return ['level', ...rows].join('\n');
    };
  `;
}

function linesOf(step: Reading, plan: Plan): string[] {
  const declared = plan.model.types.find(({ name }) => name === step.as);
  const filled = declared === undefined ? null : plainType(declared.type, plan.model);
  const fields = filled?.kind === 'object' ? filled.fields : [];
  return step.read.map((reader) => {
    const field = fields.find(({ name }) => name === reader.name);
    const text = field === undefined ? 'text' : print(example(field.type, plan)).replace(/^(['"])(.*)\1$/s, '$2');
    const said = text === 'text' && hasFixtures(plan) ? '*' : laidOut(text, reader);
    return `${reader.after === null ? '' : `${reader.after}: `}${said}`;
  });
}

function laidOut(text: string, { format }: ExtractStep['read'][number]): string {
  const [year = '', month = '', day = ''] = text.split('-');
  if (format === null) return text;
  return format.replace('yyyy', year).replace('MM', month).replace('dd', day).replace('M', month).replace('d', day);
}

const TOLD = code`
  const said = /\nsays (.*)/.exec(document.toString('latin1'))?.[1] ?? 'text';
  const lines = LINES.map((line) => line.replace('*', said));
`;

import { wordsOf } from './words.ts';

/** What a prose step could become. Nothing of it is executed: it is a proposal that a person refines. */
export interface StepProposal {
  kind: 'extract' | 'call' | 'screen' | 'score' | 'decide' | 'create' | 'update' | 'emit' | 'userTask' | 'set' | null;
  /** The integration that the sentence seems to mean. */
  integration: string | null;
  /** An engine or algorithm that it names. */
  engine: string | null;
  /** What a precise step would still need, one question each. */
  missing: readonly string[];
}

type Kind = NonNullable<StepProposal['kind']>;

/** The lexicon, in order of preference: what a sentence mentions, and the kind of step that it proposes. */
const LEXICON: readonly (readonly [RegExp, Kind])[] = [
  [/\b(ocr|extract|scan|read (the )?(text|document)s?)\b/, 'extract'],
  [/\b(sanctions?|pep|watch ?lists?|screen(ing)?|fuzzy|list matching|adverse media)\b/, 'screen'],
  [/\b(risk|fraud|score|scoring|ml model|model)\b/, 'score'],
  [/\b(check against|look up|lookup|fetch|query|verify with|validate (with|against)|call)\b/, 'call'],
  [/\b(decide|eligib\w*|rules?|classify|determine)\b/, 'decide'],
  [/\b(notify|send|inform|publish|alert)\b/, 'emit'],
  [/\b(approve|approval|review|sign off|manual)\b/, 'userTask'],
  [/\b(store|save|create|register|record|open a)\b/, 'create'],
  [/\b(update|change|close|mark)\b/, 'update'],
  [/\b(calculate|compute|sum|add up)\b/, 'set'],
];

const MISSING: Readonly<Record<Kind, readonly string[]>> = {
  extract: ['Which fields are read?', 'From which quality on is a document readable?'],
  screen: ['From which score on is it a hit?', 'What happens when the list cannot be reached?'],
  score: ['Which characteristics count, and with what weight?'],
  call: ['Which operation is called, with which values?', 'What happens when it cannot be reached?'],
  decide: ['Which inputs decide, by which rules?'],
  emit: ['Who is told, and what?'],
  userTask: ['Who may decide, and by when?'],
  create: ['Which record is stored, with which values?'],
  update: ['Which record is changed, and how?'],
  set: ['What is computed from what?'],
};

const GENERIC = /^(api|apis|service|system|db|the|a|an|and|of)$/;

/**
 * Reads a prose step as a proposal. An integration is bound if every telling word of its name is in the step's sentence or
 * name; the one with the most such words wins, the first written of equals.
 */
export function readStepPhrase(name: string, text: string, integrations: readonly string[]): StepProposal {
  const sentence = `${name.replaceAll('_', ' ')} ${text}`.toLowerCase();
  const kind = LEXICON.find(([pattern]) => pattern.test(sentence))?.[1] ?? null;
  const engine = /\b(tesseract|pdftotext|jaro[- ]winkler)\b/.exec(sentence)?.[1] ?? null;
  const words = new Set(wordsOf(sentence).map((word) => word.lower));
  let integration: string | null = null;
  let best = 0;
  for (const candidate of integrations) {
    const telling = candidate
      .toLowerCase()
      .split(/[_-]/)
      .filter((word) => !GENERIC.test(word));
    if (telling.length > best && telling.every((word) => words.has(word))) {
      integration = candidate;
      best = telling.length;
    }
  }
  const missing = kind === null ? ['What exactly is done?'] : MISSING[kind];
  return { kind, integration, engine, missing };
}

/** The proposal in one or two sentences, for the diagnostic and the inlay. Empty if nothing was recognised. */
export function sayProposal(proposal: StepProposal): string {
  if (proposal.kind === null && proposal.integration === null) return '';
  const on = proposal.integration === null ? '' : ` on \`${proposal.integration}\``;
  const by = proposal.engine === null ? '' : ` with ${proposal.engine}`;
  return `It reads like \`${proposal.kind ?? 'call'}\`${on}${by}. Open: ${proposal.missing.join(' ')}`;
}

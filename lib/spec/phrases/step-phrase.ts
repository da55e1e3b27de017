import { type Reading, type Word, wordsOf } from './words.ts';

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

/** Words that only hold a sentence together. */
const GLUE =
  /^(a|an|and|the|of|for|with|in|at|all|is|are|to|by|per|on|only|from|against|into|as|or|use|using|uses|via|do|does|then|it|its|their|our|&)$/;

/** Reads a prose step as a proposal. See `readStepSentence`. */
export function readStepPhrase(name: string, text: string, integrations: readonly string[]): StepProposal {
  return readStepSentence(name, text, integrations).value;
}

/**
 * Reads a prose step as a proposal. Grammar: `VERB … [with ENGINE] [INTEGRATION]`, in any order: the lexicon's first verb that the
 * sentence or the step's name mentions gives the kind. An integration is bound if every telling word of its name is in the
 * sentence or the name; the one with the most such words wins, the first written of equals. What is not understood stays an
 * instruction for a person, and a refinement says that it is left out.
 */
export function readStepSentence(name: string, text: string, integrations: readonly string[]): Reading<StepProposal> {
  const sentence = `${name.replaceAll('_', ' ')} ${text}`.toLowerCase();
  const [pattern, kind] = LEXICON.find(([verb]) => verb.test(sentence)) ?? [null, null];
  const engine = ENGINES.exec(sentence)?.[1] ?? null;
  const integration = boundIn(sentence, integrations);
  const missing = kind === null ? ['What exactly is done?'] : MISSING[kind];
  const lower = text.toLowerCase();
  const ranges = [pattern, ENGINES].flatMap((one) => (one === null ? [] : rangesOf(lower, one)));
  const named = new Set(
    integration === null ? [] : [...tellingWords(integration), ...integration.toLowerCase().split(/[_-]/)],
  );
  const understood = (word: Word): boolean =>
    GLUE.test(word.lower) ||
    named.has(word.lower) ||
    ranges.some(({ start, end }) => word.start < end && start < word.end);
  const words = wordsOf(text);
  return {
    value: { kind, integration, engine, missing },
    assumptions: [],
    understood: words.filter(understood),
    notUnderstood: words.filter((word) => !understood(word)),
  };
}

const ENGINES = /\b(tesseract|pdftotext|jaro[- ]winkler)\b/;

/** Where a pattern matches, at most so often as a sentence has words. */
function rangesOf(text: string, pattern: RegExp): { start: number; end: number }[] {
  const all = text.slice(0, 2000).matchAll(new RegExp(pattern.source, 'g'));
  return [...all].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function boundIn(sentence: string, integrations: readonly string[]): string | null {
  const words = new Set(wordsOf(sentence).map((word) => word.lower));
  let bound: string | null = null;
  let best = 0;
  for (const candidate of integrations) {
    const telling = tellingWords(candidate);
    if (telling.length > best && telling.every((word) => words.has(word))) {
      bound = candidate;
      best = telling.length;
    }
  }
  return bound;
}

function tellingWords(integration: string): string[] {
  return integration
    .toLowerCase()
    .split(/[_-]/)
    .filter((word) => !GENERIC.test(word));
}

/** The proposal in one or two sentences, for the diagnostic and the inlay. Empty if nothing was recognised. */
export function sayProposal(proposal: StepProposal): string {
  if (proposal.kind === null && proposal.integration === null) return '';
  const on = proposal.integration === null ? '' : ` on \`${proposal.integration}\``;
  const by = proposal.engine === null ? '' : ` with ${proposal.engine}`;
  return `It reads like \`${proposal.kind ?? 'call'}\`${on}${by}. Open: ${proposal.missing.join(' ')}`;
}

import { openSession, type Session } from '../check-spec.ts';
import { judgeCheck, judgeFeatures } from './judge-text.ts';
import { MUTATORS, mutateText } from './mutate-text.ts';
import { pick, type Random, randomFrom } from './random.ts';

export interface FuzzOptions {
  /** How many texts are judged. */
  count: number;
  /** The first seed; each text has the next one. A seed alone is enough to see its text again. */
  seed: number;
  /** What is spoiled. */
  texts: readonly string[];
  /** Of so many texts, one is also formatted and asked about by the editor's features. */
  featuresEvery: number;
  onProgress?: (done: number) => void;
}

export interface FuzzFailure {
  seed: number;
  complaint: string;
  /** As short as it was found to fail in the same way. */
  text: string;
}

/** The most failures that are kept: the first ones tell enough. */
const MAX_FAILURES = 5;

/** Judges mutants of the texts. Every text is also checked by one session that saw all the texts before. */
export function fuzzMutation({ count, seed, texts, featuresEvery, onProgress }: FuzzOptions): FuzzFailure[] {
  const failures: FuzzFailure[] = [];
  const session = openSession();
  for (let done = 0; done < count && failures.length < MAX_FAILURES; done++) {
    const random = randomFrom(seed + done);
    const text = mutateText(pick(random, texts, ''), random, texts);
    const withFeatures = (seed + done) % featuresEvery === 0;
    const complaint = judgeCheck(text, session) ?? (withFeatures ? judgeFeatures(text, random) : null);
    if (complaint !== null) failures.push(shrunk(seed + done, complaint, text));
    onProgress?.(done + 1);
  }
  return failures;
}

/** Judges every text on the way of somebody who types, pastes, deletes and undoes in one document. */
export function fuzzEdits({ count, seed, texts, onProgress }: FuzzOptions): FuzzFailure[] {
  const failures: FuzzFailure[] = [];
  for (let done = 0; done < count && failures.length < MAX_FAILURES; ) {
    const start = seed + done;
    const random = randomFrom(start);
    const session = openSession();
    const settled = random(2) === 0;
    const history = [pick(random, texts, '')];
    for (let step = 0; step < 40 && done < count; step++, done++) {
      const text = edited(history, random, texts);
      const complaint = judgeCheck(text, session);
      if (settled) session.settle();
      if (complaint !== null) {
        failures.push({ seed: start, complaint: `${complaint} (step ${step} of the sequence)`, text });
        break;
      }
      onProgress?.(done + 1);
    }
    done++;
  }
  return failures;
}

/** The next text of a sequence; it is added to the history. */
function edited(history: string[], random: Random, texts: readonly string[]): string {
  const now = history.at(-1) ?? '';
  const at = random(now.length + 1);
  const kind = random(14);
  let next: string;
  if (kind < 5) next = now.slice(0, at) + pick(random, TYPED, 'x') + now.slice(at);
  else if (kind < 7) next = now.slice(0, at) + now.slice(at + 1 + random(8));
  else if (kind === 7) next = history[Math.max(0, history.length - 2 - random(4))] ?? now;
  else if (kind === 8) next = now.slice(0, at) + now.slice(random(now.length), random(now.length)) + now.slice(at);
  else if (kind === 9) next = mutateText(now, random, texts);
  // One name or number changed in one place: what refers to it stands elsewhere.
  else
    next = (MUTATORS[pick(random, ['changeToken', 'deleteLine', 'swapLines', 'changeNumber'], '')] ?? ((same) => same))(
      now,
      random,
      texts,
    );
  history.push(next);
  return next;
}

const TYPED = [
  'x',
  'e',
  ' ',
  '\n',
  '\n  ',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '#',
  '=',
  '.',
  '(',
  '|',
  '1',
  '\t',
];

/** Takes lines away for as long as the text fails in the same way, when seen by a session of its own. */
function shrunk(seed: number, complaint: string, text: string): FuzzFailure {
  const fails = (candidate: string): boolean => {
    const session: Session = openSession();
    return kindOf(judgeCheck(candidate, session) ?? judgeFeatures(candidate, randomFrom(seed))) === kindOf(complaint);
  };
  let lines = text.split('\n');
  if (!fails(text)) return { seed, complaint, text };
  for (let size = lines.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < lines.length; ) {
      const fewer = [...lines.slice(0, from), ...lines.slice(from + size)];
      if (fails(fewer.join('\n'))) lines = fewer;
      else from += size;
    }
  }
  return { seed, complaint, text: lines.join('\n') };
}

function kindOf(complaint: string | null): string | null {
  return complaint === null ? null : complaint.slice(0, 20);
}

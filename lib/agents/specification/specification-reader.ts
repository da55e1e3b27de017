/** Cuts the specification out of a model's answer while it streams. */
export interface SpecificationReader {
  /** Takes the next piece of the answer and gives the next piece of the specification, often ''. */
  push(delta: string): string;
  /** Ends the answer and gives what was held back. */
  end(): string;
  /** The specification so far: the concatenation of all that `push` and `end` gave. */
  text(): string;
}

type Phase =
  | { at: 'before' }
  | { at: 'foreign'; fence: string }
  | { at: 'inside'; fence: string | null }
  | { at: 'after' };

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w.+-]*)\s*$/;
const YAML_LABELS = ['', 'yaml', 'yml'];
/** A line that can only be the beginning of a specification that was sent without a fence. */
const BARE_START =
  /^(specVersion|service|version|domain|summary|compliance|auth|types|roles|entities|errors|endpoints)\s*:(\s|$)/;

/**
 * Reads the first fenced block labelled `yaml`, `yml` or not at all; without a fence, all from the first line that starts with
 * a top-level key. Words around it are dropped, other fenced blocks are skipped. The result does not depend on how the answer
 * was cut into pieces.
 */
export function specificationReader(): SpecificationReader {
  let phase: Phase = { at: 'before' };
  let line = '';
  /** How much of the unfinished line was given out already. */
  let given = 0;
  let text = '';

  const give = (piece: string): string => {
    text += piece;
    return piece;
  };
  const endLine = (ending: string): string => {
    const whole = line;
    const rest = whole.slice(given) + ending;
    const next = after(phase, whole.replace(/\r$/, ''));
    const isSpecification = next.at === 'inside' && (phase.at === 'inside' || next.fence === null);
    phase = next;
    line = '';
    given = 0;
    return isSpecification ? give(rest) : '';
  };
  const giveEarly = (): string => {
    if (phase.at !== 'inside' || mayBeFence(line)) return '';
    const piece = line.slice(given);
    given = line.length;
    return give(piece);
  };

  return {
    push(delta) {
      const lines = delta.split('\n');
      const last = lines.pop() ?? '';
      const done = lines.map((part) => {
        line += part;
        return endLine('\n');
      });
      line += last;
      return done.join('') + giveEarly();
    },
    end: () => endLine(''),
    text: () => text,
  };
}

/** The phase after a whole line. */
function after(phase: Phase, line: string): Phase {
  const fence = FENCE.exec(line);
  switch (phase.at) {
    case 'before':
      if (fence)
        return {
          at: YAML_LABELS.includes((fence[2] ?? '').toLowerCase()) ? 'inside' : 'foreign',
          fence: fence[1] ?? '',
        };
      return BARE_START.test(line) ? { at: 'inside', fence: null } : phase;
    case 'foreign':
      return closes(fence, phase.fence) ? { at: 'before' } : phase;
    case 'inside':
      return closes(fence, phase.fence ?? '```') ? { at: 'after' } : phase;
    case 'after':
      return phase;
  }
}

/** CommonMark 0.31 §4.5: the same character, at least as long, and no label. */
function closes(fence: RegExpExecArray | null, opening: string): boolean {
  return fence !== null && fence[2] === '' && (fence[1] ?? '').startsWith(opening);
}

/** Whether an unfinished line could still become the closing fence; such a line is held back. */
function mayBeFence(line: string): boolean {
  return /^ {0,3}(?:`{0,}|~{0,})\s*$/.test(line);
}

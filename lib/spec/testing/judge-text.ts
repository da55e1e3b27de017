import { isDeepStrictEqual } from 'node:util';
import { type Checked, checkSpec, type Session } from '../check-spec.ts';
import { completionsAt } from '../editor/completions.ts';
import { definitionAt } from '../editor/definition.ts';
import { fixesAt } from '../editor/fixes.ts';
import { hoverAt } from '../editor/hover.ts';
import { formatSpec } from '../format/format-spec.ts';
import type { Random } from './random.ts';

/** The longest that one check of one text may take, in seconds of processor time. */
const PATIENCE = 2;

/**
 * What every text is promised, whatever is written in it: an answer without an exception in time, a model or something to say, places
 * inside of the text, the same answer from a session. Gives what was broken, or null.
 */
export function judgeCheck(text: string, session: Session): string | null {
  return orThrown(() => {
    const started = process.cpuUsage();
    const checked = checkSpec(text);
    const used = process.cpuUsage(started);
    const seconds = (used.user + used.system) / 1e6;
    if (seconds > PATIENCE) return `checking took ${seconds.toFixed(1)} s`;
    if (checked.model === null && checked.diagnostics.length === 0) return 'neither a model nor a diagnostic';
    return misplaced(checked, text) ?? difference(session.check(text), checked);
  });
}

/** The same promise for the editor's features at a place, and for the formatter. */
export function judgeFeatures(text: string, random: Random): string | null {
  return (
    orThrown(() => {
      const at = random(text.length + 1);
      completionsAt(text, at);
      hoverAt(text, at);
      definitionAt(text, at);
      fixesAt(text, at);
      return null;
    }) ?? orThrown(() => judgeFormat(text))
  );
}

function judgeFormat(text: string): string | null {
  const once = formatSpec(text);
  if (once.kind === 'refused') return null;
  const twice = formatSpec(once.text);
  if (twice.kind === 'refused') return `the formatted text is refused: ${twice.reason}`;
  if (twice.edits.length > 0) return 'formatting twice is not formatting once';
  const [before, after] = [checkSpec(text), checkSpec(once.text)].map(({ model }) => withoutPlaces(model));
  return before === after ? null : 'the formatted text means something else';
}

/** Says what is different between the answer of a session and that of a check from the start. */
export function difference(incremental: Checked, scratch: Checked): string | null {
  if (isDeepStrictEqual(incremental, scratch)) return null;
  const [own, other] = [incremental, scratch].map((checked) => JSON.stringify(checked) ?? '');
  let at = 0;
  while (own !== undefined && at < own.length && own[at] === other?.[at]) at++;
  return `the session says …${own?.slice(Math.max(0, at - 120), at + 80)}… and a fresh check …${other?.slice(Math.max(0, at - 120), at + 80)}…`;
}

function misplaced({ diagnostics, outline }: Checked, text: string): string | null {
  const fixes = diagnostics.flatMap((diagnostic) => diagnostic.fixes.flatMap(({ edits }) => edits));
  for (const { span } of [...diagnostics, ...fixes, ...outline]) {
    const inside = span.start >= 0 && span.start <= span.end && span.end <= Math.max(1, text.length);
    if (!inside) return `the place ${span.start}..${span.end} is not in the text of ${text.length} characters`;
  }
  return null;
}

function withoutPlaces(value: unknown): string | undefined {
  return JSON.stringify(value, (key, member: unknown) => (key === 'span' ? undefined : member));
}

function orThrown(judge: () => string | null): string | null {
  try {
    return judge();
  } catch (error) {
    return error instanceof Error ? `thrown: ${error.stack ?? error.message}` : `thrown: ${String(error)}`;
  }
}

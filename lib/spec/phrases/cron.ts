/** A time by the clock: the values of each field that fit, in ascending order. */
export interface Cron {
  minutes: readonly number[];
  hours: readonly number[];
  days: readonly number[];
  months: readonly number[];
  /** 0 is Sunday. */
  weekdays: readonly number[];
  /** Days of the month and weekdays are both limited: then either fits, as in POSIX. */
  eitherDay: boolean;
}

/** Why a text is no time by the clock: one sentence, and which part of the text. */
export interface CronProblem {
  reason: string;
  start: number;
  end: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface FieldForm {
  name: string;
  min: number;
  max: number;
  names: readonly string[];
}

const FIELDS: readonly FieldForm[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of the month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'weekday', min: 0, max: 7, names: DAYS },
];
/** The most days that each month can have. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const LONGEST = 200;

/**
 * Reads a time by the clock as POSIX crontab writes it: minute, hour, day of the month, month and weekday; `*`, numbers, ranges,
 * lists and steps (`1-5`, `MON,WED`, `0-59/15`). Names are those of months and weekdays in English, three letters, in any case.
 */
export function readCron(text: string): Cron | CronProblem {
  const words = [...text.slice(0, LONGEST).matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }));
  if (words.length !== FIELDS.length || text.length > LONGEST) return wrongCount(text, words.length);
  const sets: (readonly number[])[] = [];
  for (const [i, word] of words.entries()) {
    const form = FIELDS[i];
    const values = form === undefined ? 'no such field' : readField(word.text, form);
    if (typeof values === 'string') return { reason: values, start: word.start, end: word.start + word.text.length };
    sets.push(values);
  }
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = sets;
  const eitherDay = words[2]?.text !== '*' && words[4]?.text !== '*';
  const never = words[4]?.text === '*' && months.every((month) => days.every((day) => day > (LENGTHS[month - 1] ?? 0)));
  const at = { start: words[2]?.start ?? 0, end: text.length };
  if (never) return { reason: 'No month of these has such a day, so it never runs.', ...at };
  return { minutes, hours, days, months, weekdays: fold(weekdays), eitherDay };
}

function wrongCount(text: string, count: number): CronProblem {
  const said = 'A time has five fields: minute, hour, day of the month, month and weekday, such as 0 2 * * 1-5';
  if (/^\s*@/.test(text)) return { reason: `${said}; short names such as @daily are not known.`, ...whole(text) };
  if (count === 6) return { reason: `${said}; there are no seconds.`, ...whole(text) };
  return { reason: `${said}; here are ${count}.`, ...whole(text) };
}

function whole(text: string): { start: number; end: number } {
  return { start: 0, end: text.length };
}

/** The values of one field in ascending order, or what is wrong with it. */
function readField(text: string, form: FieldForm): readonly number[] | string {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(\*|[A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return `\`${part.slice(0, 20)}\` is no ${form.name}: write \`*\`, a number, a range or a list.`;
    const [, from = '', to, every] = match;
    const low = from === '*' ? form.min : numberOf(from, form);
    const high =
      from === '*' ? form.max : to === undefined ? (every === undefined ? low : form.max) : numberOf(to, form);
    if (low === null || high === null || (from === '*' && to !== undefined)) return outside(part, form);
    if (low > high) return `\`${part}\` runs backwards; write it as two ranges.`;
    const step = every === undefined ? 1 : Number(every);
    if (step < 1 || step > form.max) return `A step of ${step} does not fit a ${form.name}.`;
    for (let value = low; value <= high; value += step) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function numberOf(text: string, { min, max, names }: FieldForm): number | null {
  const named = names.indexOf(text.toUpperCase());
  // Months count from 1, weekdays from 0.
  const value = named >= 0 ? named + min : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}

function outside(part: string, { name, min, max, names }: FieldForm): string {
  const words = names.length === 0 ? '' : ` or ${names[0]} to ${names.at(-1)}`;
  return `\`${part.slice(0, 20)}\` is no ${name}: ${min} to ${max}${words}.`;
}

/** Sunday is 0 and 7. */
function fold(weekdays: readonly number[]): readonly number[] {
  return [...new Set(weekdays.map((day) => day % 7))].sort((a, b) => a - b);
}

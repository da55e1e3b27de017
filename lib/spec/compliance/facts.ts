import type { Framework, JsonLiteral } from '../model.ts';
import type { FactAsked, IsoDay } from './rule.ts';

/** The facts that a specification gives about the institution, for one framework. Later frameworks do not overrule earlier ones. */
export type Facts = ReadonlyMap<string, JsonLiteral>;

/** The facts of the frameworks that select the same rules, such as `RBI` and `RBI-KYC`, together. */
export function factsOf(frameworks: readonly Framework[]): Facts {
  const found = new Map<string, JsonLiteral>();
  for (const framework of frameworks)
    for (const fact of framework.facts) if (!found.has(fact.name)) found.set(fact.name, fact.value);
  return found;
}

/** A fact's words: one, or those of a list; none where it is left out or is no text. */
export function wordsOf(facts: Facts, name: string): readonly string[] {
  const value = facts.get(name);
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => (typeof item === 'string' ? [item.toLowerCase()] : []));
}

/** A fact that is a day; null where it is left out or is none. */
export function dayOf(facts: Facts, name: string): IsoDay | null {
  const [day] = wordsOf(facts, name);
  return day !== undefined && isDay(day) ? day : null;
}

/** Whether a text is a day of the calendar, as `2026-11-22`. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}

/** The same day a year later; 29 February becomes 1 March where there is none. */
export function yearAfter(day: IsoDay): IsoDay {
  const next = `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`;
  return isDay(next) ? next : `${next.slice(0, 5)}03-01`;
}

/** Whether a fact says that a rule applies; null where it is not given or says something else. */
export function answerOf(facts: Facts, asked: FactAsked): boolean | null {
  const value = facts.get(asked.name);
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  if (asked.values === null) {
    const [word] = wordsOf(facts, asked.name);
    return word === 'yes' || word === 'true' ? true : word === 'no' || word === 'false' ? false : null;
  }
  const words = wordsOf(facts, asked.name);
  if (words.length === 0 || !words.every((word) => asked.values?.includes(word) === true)) return null;
  return asked.applies === null || words.some((word) => asked.applies?.includes(word) === true);
}

import { parsePattern } from '../expressions/linear-pattern.ts';
import { isDate, isDuration, isTimestamp } from '../expressions/time-text.ts';

/** The forms of scalars that are written as texts, each with the rule in words. By the scalar's name. */
export const LITERAL_FORMATS: Readonly<Record<string, readonly [(text: string) => boolean, string]>> = {
  date: [isDate, 'a date that there is, written as 2026-01-31, is expected'],
  timestamp: [isTimestamp, 'a timestamp is written as 2026-01-31T12:00:00Z'],
  duration: [isDuration, 'a duration is written as PT8H'],
  uuid: [
    (text) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text),
    'a uuid has 32 hexadecimal digits in five groups',
  ],
  email: [(text) => /^[^@\s]{1,64}@[^@\s]{1,255}$/.test(text), 'an email address has one @'],
  url: [(text) => /^https?:\/\/\S{1,2000}$/.test(text), 'a URL starts with https://'],
  regex: [(text) => !('problem' in parsePattern(text)), 'a pattern in RE2 syntax is expected'],
};

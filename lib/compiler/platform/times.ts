import { code } from '../text/code.ts';

/** src/platform/times.ts: moments, days and lengths of time; only for services that need it. */
export function timesFile(): string {
  return code`
    const DAY = 86_400_000;

    /** Milliseconds since 1970 of a moment written by RFC 3339, with any offset. */
    export function instantOf(moment: string): number {
      const value = Date.parse(moment);
      if (Number.isNaN(value)) throw new RangeError(\`\${moment} is not a moment\`);
      return value;
    }

    /** The order of moments, for sorting. */
    export function byInstant(left: string, right: string): number {
      return instantOf(left) - instantOf(right);
    }

    /** Whether two moments are the same, or both missing. */
    export function sameInstant(left: string | null | undefined, right: string | null | undefined): boolean {
      return left == null || right == null ? left == right : instantOf(left) === instantOf(right);
    }

    const DURATION =
      /^(-?)P(?=.)(?:(\d{1,6})W|(?:(\d{1,9})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?)$/;

    /** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds: months and years have no length. */
    export function lengthOf(duration: string): number {
      const [all, sign, ...parts] = DURATION.exec(duration) ?? [];
      if (all === undefined) throw new RangeError(\`\${duration} is not a length of time\`);
      const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
      const value = (weeks * 7 + days) * DAY + hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000);
      return sign === '-' ? -value : value;
    }

    /** The order of lengths of time, for sorting. */
    export function byLength(left: string, right: string): number {
      return lengthOf(left) - lengthOf(right);
    }

    /** Whether two lengths of time are the same, or both missing. */
    export function sameLength(left: string | null | undefined, right: string | null | undefined): boolean {
      return left == null || right == null ? left == right : lengthOf(left) === lengthOf(right);
    }

    /** A moment moved by a length of time: later with the sign 1, earlier with -1. */
    export function timeLater(moment: string, duration: string, sign: 1 | -1): string {
      return new Date(instantOf(moment) + sign * lengthOf(duration)).toISOString();
    }

    /** A day moved by whole days; anything else is a RangeError. */
    export function dayLater(day: string, duration: string, sign: 1 | -1): string {
      const length = lengthOf(duration);
      if (length % DAY !== 0) throw new RangeError(\`\${duration} is not a number of days\`);
      return new Date(instantOf(day) + sign * length).toISOString().slice(0, 10);
    }

    /** How long it is from one moment to another; negative if the second is earlier. */
    export function durationBetween(from: string, until: string): string {
      return writtenLength(instantOf(until) - instantOf(from));
    }

    /** Two lengths of time together; with the sign -1 the second is taken away. */
    export function plusDuration(left: string, right: string, sign: 1 | -1): string {
      return writtenLength(lengthOf(left) + sign * lengthOf(right));
    }

    function writtenLength(milliseconds: number): string {
      const value = Math.abs(milliseconds);
      const [hours, minutes] = [Math.floor(value / 3_600_000), Math.floor(value / 60_000) % 60];
      const seconds = (value % 60_000) / 1000;
      const said = (count: number, unit: string): string => (count > 0 ? \`\${count}\${unit}\` : '');
      const parts = \`\${said(hours, 'H')}\${said(minutes, 'M')}\${said(seconds, 'S')}\`;
      return \`\${milliseconds < 0 ? '-' : ''}PT\${parts === '' ? '0S' : parts}\`;
    }

    /** A day or a moment, so many days later. */
    export function addDays(from: string, days: number): string {
      return movedTo(from, (date) => date.setUTCDate(date.getUTCDate() + days));
    }

    /** A day or a moment, so many months later by the calendar; a day that the month does not have is its last one. */
    export function addMonths(from: string, months: number): string {
      return movedTo(from, (date) => {
        const day = date.getUTCDate();
        date.setUTCDate(1);
        date.setUTCMonth(date.getUTCMonth() + months);
        const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
        date.setUTCDate(Math.min(day, last));
      });
    }

    /** A day or a moment, so many years later by the calendar. */
    export function addYears(from: string, years: number): string {
      return addMonths(from, years * 12);
    }

    function movedTo(from: string, move: (date: Date) => void): string {
      const date = new Date(instantOf(from));
      move(date);
      const year = date.getUTCFullYear();
      if (!(year >= 1 && year <= 9999)) throw new RangeError('a day is beyond the calendar');
      const moment = date.toISOString();
      return from.length === 10 ? moment.slice(0, 10) : moment;
    }

    /** Days from one day to another; negative if the second is earlier. */
    export function daysBetween(from: string, until: string): number {
      return Math.round((instantOf(until) - instantOf(from)) / DAY);
    }

    /** Whole years from one day to another; negative if the second is earlier. Who is born on 29 February is older on 1 March. */
    export function yearsBetween(from: string, until: string): number {
      if (until < from) return 0 - yearsBetween(until, from);
      const years = Number(until.slice(0, 4)) - Number(from.slice(0, 4));
      return until.slice(5) < from.slice(5) ? years - 1 : years;
    }

    /** The day of a moment in a time zone of the IANA database. */
    export function dayIn(timeZone: string, moment: string): string {
      const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
      const parts = new Map(format.formatToParts(instantOf(moment)).map(({ type, value }) => [type, value]));
      return \`\${parts.get('year')}-\${parts.get('month')}-\${parts.get('day')}\`;
    }

    /** The day of a moment in UTC. */
    export function dayOf(moment: string): string {
      return new Date(instantOf(moment)).toISOString().slice(0, 10);
    }

    /** The day that a text or a moment says, in UTC; null if it says none. */
    export function dateIn(value: unknown): string | null {
      const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
      return timestampIn(isDay ? \`\${value}T00:00:00Z\` : value)?.slice(0, 10) ?? null;
    }

    const MOMENT = /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

    /** The moment that a text says, in UTC with milliseconds; null if it says none. */
    export function timestampIn(value: unknown): string | null {
      const day = typeof value === 'string' ? MOMENT.exec(value)?.[1] : undefined;
      if (typeof value !== 'string' || day === undefined) return null;
      const start = new Date(\`\${day}T00:00:00Z\`);
      if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) return null;
      return new Date(value.toUpperCase()).toISOString();
    }

    /** The length of time that a text says; null if it says none. */
    export function durationIn(value: unknown): string | null {
      return typeof value === 'string' && DURATION.test(value) ? value : null;
    }
  `;
}

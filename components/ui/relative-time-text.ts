const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "4 min ago", "in 2 h", or the UTC date when it is more than a week away. Both in milliseconds since 1970. */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 5_000) return 'just now';
  if (distance >= 7 * DAY) return DATE.format(at);
  const amount = quantity(distance);
  return at <= now ? `${amount} ago` : `in ${amount}`;
}

/** A stretch of time in its largest fitting unit: "850 ms", "4.2 s", "3 min 20 s", "2 h 5 min". In milliseconds. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const [large, small] = ms < HOUR ? (['min', 's'] as const) : (['h', 'min'] as const);
  const unit = ms < HOUR ? MINUTE : HOUR;
  const rest = Math.floor((ms % unit) / (unit / 60));
  return `${Math.floor(ms / unit)} ${large}${rest ? ` ${rest} ${small}` : ''}`;
}

function quantity(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  const days = Math.floor(ms / DAY);
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

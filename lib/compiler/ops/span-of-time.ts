const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** Milliseconds as Prometheus writes times, in the largest unit that says them exactly: `5m`, `90s`, `1500ms`. */
export function promTime(ms: number): string {
  const unit = UNITS.find(([, size]) => ms % size === 0);
  return unit === undefined ? `${ms}ms` : `${ms / unit[1]}${unit[0]}`;
}

/** Milliseconds as whole seconds, at least one, rounded up. */
export function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

/** Milliseconds as Argo Rollouts reads them: hours, minutes or whole seconds. */
export function argoTime(ms: number): string {
  const seconds = wholeSeconds(ms);
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

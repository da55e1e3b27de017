import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Model } from '../../model.ts';

/** Says once that no alert watches some service levels: at the first of them, with how many there are. */
export function seeUnwatchedLevels({ endpoints, monitoring }: Model, reporter: Reporter): void {
  const watched = new Set(monitoring?.alerts.map(({ burnRate }) => burnRate));
  const unwatched = endpoints.flatMap(({ name, sla }) =>
    sla !== null && (sla.latency !== null || sla.availability !== null) && !watched.has(name) ? [{ name, sla }] : [],
  );
  const [first] = unwatched;
  if (first !== undefined)
    reporter.report('CMP8003', first.sla.span, { operation: first.name, others: unwatched.length - 1 });
}

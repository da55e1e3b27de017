import type { Endpoint, Model } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { fastifyPath } from '../service/operation.ts';
import { prom } from '../text/quote.ts';

/** What an operation promises, and how much of it may go wrong. */
export interface Objective {
  endpoint: Endpoint;
  /** `availability`: no status 5xx. `latency`: answered in time. */
  kind: 'availability' | 'latency';
  /** The share that has to be good, 0..1. */
  target: number;
  /** The share that may be bad: 1 - target. */
  budget: number;
  /** Seconds within which an answer is in time; null for availability. */
  withinSeconds: number | null;
}

const METRIC = 'http_request_duration_seconds';

/** The objective of an operation: its availability, or its latency where none is said. Null: it promises nothing. */
export function objectiveOf(endpoint: Endpoint): Objective | null {
  const { availability = null, latency = null } = endpoint.sla ?? {};
  const percent = availability === null ? latency?.percentile : Number.parseFloat(availability);
  if (percent === undefined || !(percent >= 0 && percent <= 100)) return null;
  return {
    endpoint,
    kind: availability === null ? 'latency' : 'availability',
    target: rounded(percent / 100),
    budget: rounded((100 - percent) / 100),
    withinSeconds: availability === null && latency !== null ? latency.withinMs / 1000 : null,
  };
}

/** Operations that an alert watches, each once, in the order of the alerts. */
export function watchedOperations({ endpoints, monitoring }: Model): Endpoint[] {
  const names = new Set((monitoring?.alerts ?? []).map(({ burnRate }) => burnRate));
  return [...names].flatMap((name) => endpoints.find((endpoint) => endpoint.name === name) ?? []);
}

/** The times, in seconds, at which the service's histogram has to count for alerts and analyses to be exact. */
export function measuredSeconds({ model }: Plan): number[] {
  const judged = model.deployment?.rollout?.abortOn.includes('sla') === true ? model.endpoints : [];
  return [...watchedOperations(model), ...judged].flatMap((one) => objectiveOf(one)?.withinSeconds ?? []);
}

/** The labels that pick an operation's requests; `more` are further matchers. */
export function labelsOf({ method, path }: Endpoint, model: Model, more: readonly string[] = []): string {
  const own = [`job=${prom(model.service.name)}`, `method=${prom(method)}`, `route=${prom(fastifyPath(path))}`];
  return [...own, ...more].join(',');
}

/** Bad requests of an objective. `per` is how they are counted: `rate` over a window such as `1h`. */
export function badRequests({ kind, withinSeconds }: Objective, labels: string, window: string): string {
  if (kind === 'availability') return `sum(rate(${METRIC}_count{${labels},status=~"5.."}[${window}]))`;
  return `(${allRequests(labels, window)} - sum(rate(${METRIC}_bucket{${labels},${bucket(withinSeconds ?? 0)}}[${window}])))`;
}

/** All requests that the labels pick. */
export function allRequests(labels: string, window: string): string {
  return `sum(rate(${METRIC}_count{${labels}}[${window}]))`;
}

/** Good requests since the start, and all of them, as counters. */
export function counters({ kind, withinSeconds }: Objective, labels: string): { good: string; total: string } {
  const total = `sum(${METRIC}_count{${labels}})`;
  const good =
    kind === 'availability'
      ? `sum(${METRIC}_count{${labels},status!~"5.."})`
      : `sum(${METRIC}_bucket{${labels},${bucket(withinSeconds ?? 0)}})`;
  return { good, total };
}

/** What an objective says, for people. */
export function objectiveText({ kind, target, withinSeconds }: Objective): string {
  const share = `${rounded(target * 100)} % of requests`;
  return kind === 'availability'
    ? `${share} are answered without a server error`
    : `${share} are answered within ${withinSeconds} s`;
}

/** Twelve digits are exact for what can be said, and hide what binary fractions add. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** Prometheus 3 stores whole bounds as `1.0`, version 2 as they came. */
function bucket(seconds: number): string {
  return Number.isInteger(seconds) ? `le=~"${seconds}(\\\\.0)?"` : `le="${seconds}"`;
}

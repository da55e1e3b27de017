type Labels = Readonly<Record<string, string>>;

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counts and durations of one process, in the text format of Prometheus. */
export class Metrics {
  #counts = new Map<string, number>();
  #durations = new Map<string, { buckets: number[]; sum: number; count: number }>();

  /** Adds one to a counter. Names and label values come from the program, never from a caller. */
  count(name: string, labels: Labels): void {
    const key = `${name}{${said(labels)}}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Takes the duration of one answered request, in seconds. */
  duration(labels: Labels, seconds: number): void {
    const key = said(labels);
    const seen = this.#durations.get(key) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
    const buckets = seen.buckets.map((count, at) => (seconds <= (BUCKETS[at] ?? 0) ? count + 1 : count));
    this.#durations.set(key, { buckets, sum: seen.sum + seconds, count: seen.count + 1 });
  }

  text(): string {
    const name = 'http_request_duration_seconds';
    const histogram = [...this.#durations].flatMap(([labels, { buckets, sum, count }]) => [
      ...buckets.map((seen, at) => `${name}_bucket{${labels},le="${BUCKETS[at]}"} ${seen}`),
      `${name}_bucket{${labels},le="+Inf"} ${count}`,
      `${name}_sum{${labels}} ${sum}`,
      `${name}_count{${labels}} ${count}`,
    ]);
    const counters = [...this.#counts].map(([key, value]) => `${key} ${value}`);
    const memory = `process_resident_memory_bytes ${process.memoryUsage.rss()}`;
    return `${[`# TYPE ${name} histogram`, ...histogram, ...counters, memory].join('\n')}\n`;
  }
}

function said(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');
}

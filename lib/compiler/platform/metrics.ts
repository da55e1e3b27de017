import { measuredSeconds } from '../ops/objective.ts';
import type { Plan } from '../plan.ts';
import { hasWide } from '../service/row-invariants.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** src/platform/metrics.ts: counts and durations for Prometheus. Times that are watched have a bucket of their own. */
export function metricsFile(plan: Plan): string {
  const buckets = [...new Set([...BUCKETS, ...measuredSeconds(plan)])].sort((a, b) => a - b);
  return code`
    type Labels = Readonly<Record<string, string>>;

    ${print(['const BUCKETS = ', list('[', buckets.map(String), ']'), ';'])}

    /** Counts and durations of one process, in the text format of Prometheus. */
    export class Metrics {
      #counts = new Map<string, number>();
      #durations = new Map<string, { buckets: number[]; sum: number; count: number }>();

      /** Adds one to a counter. Names and label values come from the program, never from a caller. */
      count(name: string, labels: Labels): void {
        const key = \`\${name}{\${said(labels)}}\`;
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
      }

      ${when(hasWide(plan), SET)}

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
          ...buckets.map((seen, at) => \`\${name}_bucket{\${labels},le="\${BUCKETS[at]}"} \${seen}\`),
          \`\${name}_bucket{\${labels},le="+Inf"} \${count}\`,
          \`\${name}_sum{\${labels}} \${sum}\`,
          \`\${name}_count{\${labels}} \${count}\`,
        ]);
        const counters = [...this.#counts].map(([key, value]) => \`\${key} \${value}\`);
        const memory = \`process_resident_memory_bytes \${process.memoryUsage.rss()}\`;
        return \`\${[\`# TYPE \${name} histogram\`, ...histogram, ...counters, memory].join('\n')}\n\`;
      }
    }

    function said(labels: Labels): string {
      return Object.entries(labels)
        .map(([name, value]) => \`\${name}="\${value}"\`)
        .join(',');
    }
  `;
}

const SET = code`
  /** Says how much there is of something now. */
  set(name: string, labels: Labels, value: number): void {
    this.#counts.set(\`\${name}{\${said(labels)}}\`, value);
  }
`;

import type { Deployment } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { prom } from '../text/quote.ts';
import { allRequests, badRequests, labelsOf, objectiveOf, objectiveText, rounded } from './objective.ts';

/** Something that a release is judged by. */
export interface ReleaseMetric {
  name: string;
  what: string;
  query: string;
  /** The greatest value with which the release goes on. */
  most: number;
}

const WINDOW = '5m';
/** How much faster than allowed a budget may burn: what pages at once (Google SRE Workbook, chapter 5). */
const FASTEST = 14.4;
/** The share of server errors where no operation promises an availability. */
const ERRORS = 0.01;

/** What a condition of `abortOn` asks Prometheus. `pods` are matchers that pick the pods of the new release. */
export function conditionMetrics(
  condition: NonNullable<Deployment['rollout']>['abortOn'][number],
  { model }: Plan,
  pods: readonly string[],
): ReleaseMetric[] {
  const labels = [`job=${prom(model.service.name)}`, ...pods].join(',');
  const none = (name: string, what: string, counter: string): ReleaseMetric => ({
    name,
    what,
    query: `sum(${counter}) or vector(0)`,
    most: 0,
  });
  switch (condition) {
    case 'contract':
      return [
        none(
          'contract',
          'An answer that breaks the contract is not sent: the caller reads 500, counted as `internal`.',
          `problems_total{${labels},name="internal"}`,
        ),
      ];
    case 'invariants':
      return [none('invariants', 'No invariant was broken.', `invariant_violations_total{${labels}}`)];
    case 'errors': {
      const asked = `${labels},route!~"/livez|/readyz|/metrics|/openapi.json"`;
      const bad = `sum(rate(http_request_duration_seconds_count{${asked},status=~"5.."}[${WINDOW}]))`;
      return [
        {
          name: 'errors',
          what: `At most ${rounded(ERRORS * 100)} % server errors. The specification says no number: this one is assumed.`,
          query: share(bad, allRequests(asked, WINDOW)),
          most: ERRORS,
        },
      ];
    }
    case 'sla':
      return model.endpoints.flatMap((endpoint, at) => {
        const objective = objectiveOf(endpoint);
        if (objective === null) return [];
        const picked = labelsOf(endpoint, model, pods);
        return [
          {
            name: `sla-${at + 1}`,
            what: `${endpoint.name}: ${objectiveText(objective)}; its budget burns at most ${FASTEST} times as fast as allowed.`,
            query: share(badRequests(objective, picked, WINDOW), allRequests(picked, WINDOW)),
            most: Math.min(1, rounded(objective.budget * FASTEST)),
          },
        ];
      });
  }
}

/** The share of bad requests; none at all are a share of 0. */
function share(bad: string, all: string): string {
  return `(${bad} or vector(0)) / ((${all} > 0) or vector(1))`;
}

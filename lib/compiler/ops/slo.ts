import type { Period } from '../../spec/model.ts';
import { kebab, Names } from '../names.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { yaml } from '../text/quote.ts';
import { counters, labelsOf, type Objective, objectiveOf, objectiveText, watchedOperations } from './objective.ts';

/** deploy/slo.yaml: the objectives that alerts watch, as OpenSLO v1 documents. */
export function sloFile(plan: Plan): string {
  const { service } = plan.model;
  const names = new Names();
  const documents = watchedOperations(plan.model).flatMap((endpoint) => {
    const objective = objectiveOf(endpoint);
    if (objective === null) return [];
    const name = names.take(`${kebab(endpoint.name).slice(0, 45)}-${objective.kind}`);
    return [origin(endpoint.sla ?? endpoint, sloText(objective, name, plan))];
  });
  const head = code`
    # OpenSLO v1. The scrape job has to be named ${service.name}. These documents were read by a parser only.
    apiVersion: openslo/v1
    kind: Service
    metadata:
      name: ${yaml(service.name)}
    spec:
      description: ${yaml((plan.model.summary ?? service.name).slice(0, LONGEST))}
  `;
  return [head, ...documents].join('\n---\n');
}

/** Characters of a description, and the largest target: OpenSLO v1. */
const LONGEST = 1050;
const NEAREST = 0.9999999;

function sloText(objective: Objective, name: string, { model }: Plan): string {
  const { endpoint, target } = objective;
  const { good, total } = counters(objective, labelsOf(endpoint, model));
  const window = endpoint.sla?.window ?? null;
  return code`
    apiVersion: openslo/v1
    kind: SLO
    metadata:
      name: ${yaml(name)}
      displayName: ${yaml(`${endpoint.name}, ${objective.kind}`)}
    spec:
      description: ${yaml(objectiveText(objective))}
      service: ${yaml(model.service.name)}
      indicator:
        metadata:
          name: ${yaml(`${name}-ratio`)}
        spec:
          ratioMetric:
            counter: true
            good:
              metricSource:
                type: Prometheus
                spec:
                  query: ${yaml(good)}
            total:
              metricSource:
                type: Prometheus
                spec:
                  query: ${yaml(total)}
      ${window === null && '# No window is said; 30 days are assumed.'}
      timeWindow:
        - duration: ${yaml(window === null ? '30d' : windowText(window))}
          isRolling: true
      budgetingMethod: Occurrences
      objectives:
        - displayName: ${yaml(endpoint.name)}
          ${target === 1 && '# OpenSLO knows no target of 1: this is the nearest that it takes.'}
          target: ${Math.min(target, NEAREST)}
  `;
}

const UNITS: Readonly<Record<Period['unit'], string>> = {
  second: 's',
  minute: 'm',
  hour: 'h',
  day: 'd',
  week: 'w',
  month: 'M',
  year: 'Y',
};

function windowText({ count, unit }: Period): string {
  // OpenSLO knows nothing shorter than minutes.
  return unit === 'second' ? `${Math.max(1, Math.ceil(count / 60))}m` : `${count}${UNITS[unit]}`;
}

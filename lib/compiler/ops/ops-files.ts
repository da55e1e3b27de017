import type { Plan } from '../plan.ts';
import { alertsFile } from './alerts.ts';
import { dockerfile } from './dockerfile.ts';
import { rolloutFile, rollsOut } from './rollout.ts';
import { runbook } from './runbook.ts';
import { serviceYaml } from './service-yaml.ts';
import { sloFile } from './slo.ts';

type Text = readonly [path: string, text: string];

/** What runs and watches the service from outside: the files that `deployment` and `monitoring` call for, by path. */
export function opsFiles(plan: Plan): Text[] {
  const { deployment, monitoring } = plan.model;
  const rollout = deployment?.rollout ?? null;
  return [
    ...(deployment === null
      ? []
      : ([
          ['Dockerfile', dockerfile(plan)],
          ['deploy/service.yaml', serviceYaml(plan, deployment)],
        ] as const)),
    ...(deployment !== null && rollout !== null && rollsOut(plan.model)
      ? ([['deploy/rollout.yaml', rolloutFile(plan, deployment, rollout)]] as const)
      : []),
    ...(monitoring === null || monitoring.alerts.length === 0
      ? []
      : ([
          ['deploy/alerts.yaml', alertsFile(plan)],
          ['deploy/slo.yaml', sloFile(plan)],
          ['RUNBOOK.md', runbook(plan)],
        ] as const)),
  ];
}

import type { Plan } from '../plan.ts';
import { alertTestsFile } from './alert-tests.ts';
import { alertsFile } from './alerts.ts';
import { ciFile } from './ci.ts';
import { dashboard } from './dashboard.ts';
import { dockerfile } from './dockerfile.ts';
import { flaggerFile } from './flagger.ts';
import { rolloutFile, rollsOut } from './rollout.ts';
import { routeFile } from './route.ts';
import { runbook } from './runbook.ts';
import { serviceYaml } from './service-yaml.ts';
import { sloFile } from './slo.ts';

type Text = readonly [path: string, text: string];

/** What runs and watches the service from outside: each file only where the specification calls for it. */
export function opsFiles(plan: Plan): Text[] {
  return [...deploymentFiles(plan), ...monitoringFiles(plan)];
}

function deploymentFiles(plan: Plan): Text[] {
  const { deployment } = plan.model;
  if (deployment === null) return [];
  const { rollout } = deployment;
  return [
    ['.github/workflows/ci.yaml', ciFile(plan)],
    ['Dockerfile', dockerfile(plan)],
    ['deploy/route.yaml', routeFile(plan)],
    ['deploy/service.yaml', serviceYaml(plan, deployment)],
    ...(rollout !== null && rollsOut(plan.model)
      ? ([
          ['deploy/flagger.yaml', flaggerFile(plan, deployment, rollout)],
          ['deploy/rollout.yaml', rolloutFile(plan, deployment, rollout)],
        ] as const)
      : []),
  ];
}

function monitoringFiles(plan: Plan): Text[] {
  const { monitoring } = plan.model;
  if (monitoring === null || monitoring.alerts.length === 0) return [];
  const tests = alertTestsFile(plan);
  return [
    ['deploy/alerts.yaml', alertsFile(plan)],
    ...(tests === null ? [] : ([['deploy/alerts.test.yaml', tests]] as const)),
    ['deploy/dashboard.json', dashboard(plan)],
    ['deploy/slo.yaml', sloFile(plan)],
    ['RUNBOOK.md', runbook(plan)],
  ];
}

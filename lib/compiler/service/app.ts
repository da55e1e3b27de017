import { askedTasks, runs } from '../asked-tasks.ts';
import type { FlowPlan, Plan, ProcessPlan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, group, type joined, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { encrypts } from './encrypted.ts';
import { hashes } from './hashed.ts';

/** src/app.ts: which operations are served. */
export function appFile(plan: Plan): string {
  const { operations, waits, people } = plan;
  const sealsFields = encrypts(plan) || hashes(plan);
  const ticking = plan.schedules.filter((schedule) => schedule.waits);
  const waiting = [...operations.filter((operation) => operation.waits), ...ticking];
  const modules = [
    ...operations.map(({ name, module, tasks }): Import => [`./${module}.ts`, name, ...tasksName(name, tasks)]),
    ...ticking.map(({ name, file, tasks }): Import => [`./schedules/${file}.ts`, name, ...tasksName(name, tasks)]),
    ...processesOf(waiting, plan).map(
      ({ name, file, tasks }): Import => [`./processes/${file}.ts`, ...tasksName(name, tasks)],
    ),
  ].filter(([, ...names]) => names.length > 0);
  const platform: Import[] = [
    ['./platform/fields.ts', ...(sealsFields ? ['sealFieldsWith'] : [])],
    ['./platform/operation.ts', 'type Service', 'serve'],
    ['./platform/server.ts', 'newServer', 'useProbes'],
    ['./platform/requests.ts', ...(waits && !people ? ['type Flow', 'useRequests'] : [])],
    ['./platform/subprocess.ts', ...(plan.processes.some(({ tasks }) => tasks.length > 0) ? ['tasksWithin'] : [])],
    ['./platform/tasks.ts', ...(people ? ['type Flow', 'useTasks'] : [])],
  ];
  const lines = [...modules, ...platform].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const flows = waiting.map((flow) => {
    const operation = 'schedule' in flow ? `${flow.name}.operation` : flow.name;
    return group(list('{', [`operation: ${operation}`, ['tasks: ', tasksText(flow, plan)]], '}', true));
  });
  const flowsText = `${people ? `/** The operations${ticking.length > 0 ? ' and schedules' : ''} that wait for people. */` : `/** The operations${ticking.length > 0 ? ' and schedules' : ''} that wait. */`}\n${print(['export const flows: readonly Flow[] = ', flowList(flows), ';'])}`;
  return code`
    ${imports([['fastify', 'type FastifyInstance'], ...lines])}

    ${when(waits, flowsText)}

    /** The whole service on one server that does not listen yet. */
    export function buildApp(service: Service, draining: () => boolean = () => false): FastifyInstance {
      ${when(sealsFields, 'sealFieldsWith(service.seal);')}
      const app = newServer(service);
      ${operations.map(({ name, endpoint }) => origin(endpoint, `serve(app, service, ${name});`))}
      ${when(waits, people ? 'useTasks(app, service, flows);' : 'useRequests(app, service, flows);')}
      useProbes(app, service, draining);
      return app;
    }
  `;
}

function tasksName(name: string, tasks: readonly unknown[]): string[] {
  return tasks.length > 0 ? [`${name}Tasks`] : [];
}

/** The processes that flows run, also within others, each once, in the order of the plan. */
function processesOf(flows: readonly FlowPlan[], plan: Plan): ProcessPlan[] {
  const found = flows.flatMap((flow) => runs(flow, plan).map(({ process }) => process));
  const all = found.length === 0 ? [] : [...found, ...processesOf(found, plan)];
  return plan.processes.filter((process) => all.includes(process));
}

/** The tasks of a flow, and those of the processes that it runs. */
function tasksText(flow: FlowPlan, plan: Plan): Doc {
  const own: Doc[] = flow.tasks.length > 0 ? [`Object.values(${flow.name}Tasks)`] : [];
  const inside = runs(flow, plan)
    .filter(({ process }) => askedTasks(process, plan).length > 0)
    .map(({ step, process }): Doc => list('...tasksWithin(', [quote(step), tasksText(process, plan)], ')'));
  if (inside.length === 0) return own[0] ?? '[]';
  return list('[', [...own.map((doc): Doc => ['...', doc]), ...inside], ']');
}

function flowList(flows: Parameters<typeof joined>[0]): ReturnType<typeof group> {
  const [only, ...others] = flows;
  return others.length === 0 && only !== undefined ? ['[', only, ']'] : list('[', flows, ']');
}

import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { group, type joined, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { encrypts } from './encrypted.ts';
import { hashes } from './hashed.ts';

/** src/app.ts: which operations are served. */
export function appFile(plan: Plan): string {
  const { operations, waits, people } = plan;
  const sealsFields = encrypts(plan) || hashes(plan);
  const modules = operations.map(({ name, module, tasks }): Import => {
    return [`./${module}.ts`, name, ...(tasks.length > 0 ? [`${name}Tasks`] : [])];
  });
  const platform: Import[] = [
    ['./platform/fields.ts', ...(sealsFields ? ['sealFieldsWith'] : [])],
    ['./platform/operation.ts', 'type Service', 'serve'],
    ['./platform/server.ts', 'newServer', 'useProbes'],
    ['./platform/requests.ts', ...(waits && !people ? ['type Flow', 'useRequests'] : [])],
    ['./platform/tasks.ts', ...(people ? ['type Flow', 'useTasks'] : [])],
  ];
  const lines = [...modules, ...platform].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const flows = operations
    .filter((operation) => operation.waits)
    .map(({ name, tasks }) => {
      const own = tasks.length > 0 ? `Object.values(${name}Tasks)` : '[]';
      return group(list('{', [`operation: ${name}`, `tasks: ${own}`], '}', true));
    });
  const flowsText = `${people ? '/** The operations that wait for people. */' : '/** The operations that wait. */'}\n${print(['export const flows: readonly Flow[] = ', flowList(flows), ';'])}`;
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

function flowList(flows: Parameters<typeof joined>[0]): ReturnType<typeof group> {
  const [only, ...others] = flows;
  return others.length === 0 && only !== undefined ? ['[', only, ']'] : list('[', flows, ']');
}

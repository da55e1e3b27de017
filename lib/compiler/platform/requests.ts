import type { Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { conductedType } from './operation-contract.ts';
import { resultFileRoute } from './result-files.ts';

/** src/platform/requests.ts: requests that wait, where no person is waited for. */
export function requestsFile(plan: Plan): string {
  const conducted = conductedType(plan);
  const later = awaitedFiles(plan).length > 0;
  return code`
    ${imports([
      ['fastify', 'type FastifyInstance'],
      ['./auth.ts', 'type Caller'],
      ['./files.ts', ...(later ? ['sendFile'] : [])],
      ['./operation.ts', `type ${conducted}`, 'type Service'],
      ['./problems.ts', 'not_found', 'Problem'],
      ['./result-files.ts', ...(later ? ['fileOf'] : [])],
    ])}

    /** An operation that waits. */
    export interface Flow {
      operation: ${conducted};
      tasks: readonly never[];
    }

    const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

    /** Serves the requests that wait. */
    export function useRequests(app: FastifyInstance, service: Service, ${later ? 'flows' : '_flows'}: readonly Flow[]): void {
      app.get<{ Params: { id: string } }>('/requests/:id', async (request, reply) => {
        request.caller = await service.authenticate(request);
        const found = await readRequest(service, request.caller, request.params.id);
        const waits = found.state === 'waiting' || found.state === 'running';
        return reply.headers(waits ? { 'retry-after': '5' } : {}).send(found);
      });
      ${resultFileRoute(plan, 'service, request.caller', 'request.caller = await service.authenticate(request);')}
    }

    interface RequestRow {
      operation: string;
      caller: string;
      state: 'waiting' | 'running' | 'succeeded' | 'failed';
      sealed: Uint8Array;
    }

    interface RequestView {
      id: string;
      operation: string;
      state: RequestRow['state'];
      result?: unknown;
      problem?: unknown;
    }

    /** How a request stands. Only who started it learns that it exists; kept for 30 days. */
    async function readRequest({ db, seal }: Service, caller: Caller, id: string): Promise<RequestView> {
      if (!UUID.test(id)) throw new Problem(not_found);
      const [row] = await db.query<RequestRow>(
        \`SELECT operation, caller, state, sealed FROM platform.request
         WHERE id = $1 AND (finished_at IS NULL OR finished_at > now() - interval '30 days')\`,
        [id],
      );
      if (row === undefined || row.caller !== caller.id) throw new Problem(not_found);
      const { result, problem } = seal.open<{ result?: unknown; problem?: unknown }>(id, row.sealed);
      const outcome = row.state === 'failed' ? { problem } : row.state === 'succeeded' ? { result } : {};
      return { id, operation: row.operation, state: row.state, ...outcome };
    }
  `;
}

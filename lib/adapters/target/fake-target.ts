import { AppError } from '../../core/app-error.ts';
import type { DeploymentTarget, DeployRequest, ServiceRequest, ServiceResponse, TokenRequest } from './target.ts';

/** What the fake remembers, for tests to look at, and what tests may make it do. */
export interface FakeTarget extends DeploymentTarget {
  readonly deployed: DeployRequest[];
  readonly tokens: { service: string; request: TokenRequest }[];
  readonly calls: { service: string; request: ServiceRequest }[];
  /** The next deploy fails with this reason. */
  failNext: string | null;
  /** Answers `call`. */
  answer: (service: string, request: ServiceRequest) => ServiceResponse;
}

/** A target in memory: every deploy succeeds at once, unless `failNext` says why not. */
export function fakeTarget(since = '2026-01-01T00:00:00.000Z'): FakeTarget {
  const live = new Map<string, DeployRequest>();
  const addressOf = (service: string): string => `http://127.0.0.1/${service}`;
  const target: FakeTarget = {
    deployed: [],
    tokens: [],
    calls: [],
    failNext: null,
    answer: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }),
    async deploy(request) {
      const reason = target.failNext;
      target.failNext = null;
      if (reason !== null) throw new AppError('unprocessable', reason);
      if (live.get(request.service)?.releaseId !== request.releaseId) target.deployed.push(request);
      live.set(request.service, request);
      request.onProgress?.('Healthy. Traffic switched.');
      return { address: addressOf(request.service) };
    },
    async status(service) {
      const release = live.get(service);
      return {
        service,
        state: release ? 'running' : 'absent',
        address: release ? addressOf(service) : null,
        releaseId: release?.releaseId ?? null,
        releaseNumber: release?.releaseNumber ?? null,
        since: release ? since : null,
        restarts: 0,
        memoryBytes: null,
        log: [],
      };
    },
    async stop(service) {
      live.delete(service);
    },
    async token(service, request) {
      target.tokens.push({ service, request });
      return `token-for-${request.subject}`;
    },
    async call(service, request) {
      target.calls.push({ service, request });
      if (!live.has(service)) throw new AppError('unavailable', `${service} is not deployed.`);
      return target.answer(service, request);
    },
  };
  return target;
}

import { AppError } from '../../core/app-error.ts';

/**
 * Refuses a state-changing request that does not come from our own pages (cross-site request forgery). Browsers name the
 * origin of every such request; one without it, or with another host than the one addressed, is refused.
 */
export function checkOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if ((site === null || site === 'same-origin') && origin && hostOf(origin) === request.headers.get('host')) return;
  throw new AppError('forbidden', 'This request did not come from a page of this workspace. Nothing was changed.');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

import type { StatusKind } from '#components/ui/status.tsx';

/** A run's status in our shapes and words. */
export function runStatus({ status, stage }: { status: string; stage: string }): { kind: StatusKind; label: string } {
  switch (status) {
    case 'succeeded':
      return { kind: 'pass', label: 'succeeded' };
    case 'failed':
      return { kind: 'fail', label: `failed in ${stage}` };
    case 'rejected':
      return { kind: 'fail', label: 'rejected' };
    case 'waiting':
      return { kind: 'waiting', label: 'waits for approval' };
    case 'cancelled':
      return { kind: 'not-run', label: 'cancelled' };
    default:
      return { kind: 'running', label: status === 'queued' ? 'queued' : `in ${stage}` };
  }
}

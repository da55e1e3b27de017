import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { type Crumb, PageHeader } from '#components/ui/page-header.tsx';
import type { AppError } from '#lib/core/app-error.ts';

/** A service that does not answer right now, with the reason and the way to where it can be looked at. */
export function Unreachable({ trail, error }: { trail: readonly Crumb[]; error: AppError }) {
  return (
    <>
      <PageHeader trail={trail} />
      <ErrorState
        title={error.code === 'forbidden' ? 'This is not shown to your role' : 'The service cannot be reached'}
        action={
          <Button asChild>
            <Link href="/deployments">Open deployments</Link>
          </Button>
        }
      >
        {error.message}
        {error.code !== 'forbidden' && ' What it stored is kept.'}
      </ErrorState>
    </>
  );
}

'use client';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';

/** A page that failed, inside the frame, so that the way to the other pages stays. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageHeader trail={[{ label: 'Failed' }]} />
      <ErrorState
        title="This page could not be shown"
        action={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        What was saved is kept.{' '}
        {error.digest
          ? `The server's log has the details under reference ${error.digest}.`
          : 'The failure was in this browser tab.'}
      </ErrorState>
    </>
  );
}

'use client';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';

/** A page that failed. What was saved is safe: every change is one transaction. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <ErrorState
        title="This page could not be shown"
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <Button asChild>
              <a href="/">Go home</a>
            </Button>
          </>
        }
      >
        What was saved is kept.{' '}
        {error.digest
          ? `The server's log has the details under reference ${error.digest}.`
          : 'The failure was in this browser tab.'}
      </ErrorState>
    </main>
  );
}

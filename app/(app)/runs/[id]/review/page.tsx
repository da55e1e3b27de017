import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ReviewView } from '#components/review/review-view.tsx';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { AppError } from '#lib/core/app-error.ts';
import type { ReviewView as View } from '#lib/domain/reviews/review-view.ts';
import type { Context } from '#lib/server/context.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { getReview } from '#lib/server/reviews/get-review.ts';
import { approveAction, openSigningAction, rejectAction } from './actions.ts';

export const metadata: Metadata = { title: 'Review' };

/** May this run go live? */
export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext();
  const { id } = await params;
  const view = await readReview(ctx, id);
  if (view instanceof AppError) return <Refused id={id} message={view.message} />;
  return (
    <ReviewView
      view={view}
      actions={{
        open: openSigningAction.bind(null, id),
        approve: approveAction.bind(null, id),
        reject: rejectAction.bind(null, id),
      }}
    />
  );
}

/** What was tampered with is said in its place; a run that does not exist is a page that does not exist. */
async function readReview(ctx: Context, id: string): Promise<View | AppError> {
  try {
    return await getReview(ctx, id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'not_found') notFound();
    return error;
  }
}

function Refused({ id, message }: { id: string; message: string }) {
  return (
    <>
      <PageHeader trail={[{ label: 'Runs', href: '/runs' }, { label: 'Review' }]} />
      <ErrorState
        title="This run cannot be reviewed."
        action={
          <Button asChild>
            <a href={`/runs/${id}`}>Open the run</a>
          </Button>
        }
      >
        {message}
      </ErrorState>
    </>
  );
}

import { CircleCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { ApprovalList } from '#components/review/approval-list.tsx';
import { KeepFresh } from '#components/run/keep-fresh.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { pageContext } from '#lib/server/people/request-context.ts';
import { listApprovals } from '#lib/server/reviews/list-approvals.ts';

export const metadata: Metadata = { title: 'Approvals' };

/** What waits for a decision, and whose. */
export default async function ApprovalsPage() {
  const { mine, others, decided } = await listApprovals(await pageContext());
  return (
    <>
      <PageHeader trail={[{ label: 'Approvals' }]} />
      <KeepFresh everyMs={15_000} />
      <PageBody>
        <Section title="Waiting for you" count={mine.length}>
          {mine.length === 0 ? (
            <EmptyState icon={<CircleCheck />} title="Nothing waits for your decision.">
              A run comes here when its tests have passed and you neither wrote its version nor started it.
            </EmptyState>
          ) : (
            <ApprovalList items={mine} action="Review" primary />
          )}
        </Section>
        {others.length > 0 && (
          <Section title="Waiting for others" count={others.length}>
            <ApprovalList items={others} action="Open" />
          </Section>
        )}
        {decided.length > 0 && (
          <Section title="Decided lately" count={decided.length}>
            <ApprovalList items={decided} action="Open" />
          </Section>
        )}
      </PageBody>
    </>
  );
}

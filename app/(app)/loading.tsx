import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';

/** While a page reads. */
export default function Loading() {
  return (
    <>
      <PageHeader trail={[{ label: 'Loading' }]} />
      <PageBody>
        <SkeletonRows rows={8} />
      </PageBody>
    </>
  );
}

import { SearchX } from 'lucide-react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';

/** Something that a page was asked for and that does not exist. */
export default function NotFound() {
  return (
    <>
      <PageHeader trail={[{ label: 'Not found' }]} />
      <EmptyState icon={<SearchX aria-hidden />} title="This does not exist">
        It was never here, or its name is written differently. ⌘K finds what there is.
      </EmptyState>
    </>
  );
}

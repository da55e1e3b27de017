import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export const metadata = { title: 'Not found' };

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such page"
        action={
          <Button asChild>
            <Link href="/">Go home</Link>
          </Button>
        }
      >
        The address is wrong, or what it named does not exist in this workspace.
      </EmptyState>
    </main>
  );
}

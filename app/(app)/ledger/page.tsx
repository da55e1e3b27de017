import { Download, ScrollText } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { AppError } from '#lib/core/app-error.ts';
import { type LedgerPage as Entries, ledgerFacets, listEntries } from '#lib/server/ledger/list-entries.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { LedgerFilters } from './_components/ledger-filters.tsx';
import { LedgerTable } from './_components/ledger-table.tsx';

export const metadata = { title: 'Ledger' };

type Search = Record<string, string | string[] | undefined>;

/** Who decided what, newest first. */
export default async function LedgerPage({ searchParams }: { searchParams: Promise<Search> }) {
  const ctx = await pageContext();
  const search = await searchParams;
  const [facets, found] = await Promise.all([ledgerFacets(ctx), entriesOr(() => listEntries(ctx, search))]);
  const query = (more: Record<string, string>) => new URLSearchParams({ ...filterOf(search), ...more }).toString();
  return (
    <>
      <PageHeader
        trail={[{ label: 'Ledger' }]}
        action={
          <Button asChild>
            <a href={`/ledger/export?${query({})}`} download>
              <Download aria-hidden />
              <span className="hidden sm:inline">Export NDJSON</span>
              <span className="sr-only sm:hidden">Export NDJSON</span>
            </a>
          </Button>
        }
      />
      <PageBody>
        <LedgerFilters facets={facets} chosen={filterOf(search)} />
        {typeof found === 'string' ? (
          <Notice tone="fail">{found}</Notice>
        ) : found.entries.length === 0 ? (
          <EmptyState icon={<ScrollText aria-hidden />} title="No entry matches">
            Widen the filter. Every decision in this workspace leaves an entry that cannot be changed.
          </EmptyState>
        ) : (
          <LedgerTable entries={found.entries} />
        )}
        {typeof found !== 'string' && (
          <div className="mt-4 flex gap-2">
            {search['before'] !== undefined && (
              <Button asChild>
                <Link href={`/ledger?${query({})}`}>Newest</Link>
              </Button>
            )}
            {found.next !== null && (
              <Button asChild>
                <Link href={`/ledger?${query({ before: String(found.next) })}`}>Older</Link>
              </Button>
            )}
          </div>
        )}
      </PageBody>
    </>
  );
}

async function entriesOr(read: () => Promise<Entries>): Promise<Entries | string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return error.message;
    throw error;
  }
}

function filterOf(search: Search): Record<string, string> {
  const names = ['service', 'person', 'action'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}

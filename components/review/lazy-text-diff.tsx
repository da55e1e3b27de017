'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** Monaco is large and needs a browser: it comes when a difference is looked at. */
export const LazyTextDiff = dynamic(() => import('./text-diff.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

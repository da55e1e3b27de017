'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '../ui/skeleton.tsx';
import type { DiffPaneProps } from './diff-pane.tsx';

const Diff = dynamic(() => import('./diff-pane.tsx').then((module) => module.DiffPane), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** Two texts side by side, loaded in the browser only. */
export function DiffLoader(props: DiffPaneProps) {
  return <Diff {...props} />;
}

'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '../ui/skeleton.tsx';
import type { TextPaneProps } from './text-pane.tsx';

const Text = dynamic(() => import('./text-pane.tsx').then((module) => module.TextPane), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

/** A text to read, loaded in the browser only. */
export function TextLoader(props: TextPaneProps) {
  return <Text {...props} />;
}

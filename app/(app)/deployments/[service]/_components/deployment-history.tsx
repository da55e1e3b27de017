'use client';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import { ReleaseHistory } from '#components/deploy/release-history.tsx';

/** The history, which reads the page anew after a rollback. */
export function DeploymentHistory(props: Omit<ComponentProps<typeof ReleaseHistory>, 'onDone'>) {
  const router = useRouter();
  return <ReleaseHistory {...props} onDone={() => router.refresh()} />;
}

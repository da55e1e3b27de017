'use client';
import { Check, CircleAlert, CloudOff, LoaderCircle, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { DraftState } from './draft-state.ts';

/** Where the text is: stored, on its way, or only here, and why. */
export function SaveState({ draft, wrap = false }: { draft: DraftState; wrap?: boolean }) {
  const { base, status } = draft;
  switch (status.kind) {
    case 'saved':
      return (
        <Line icon={<Check aria-hidden />}>
          Draft saved by {base.updatedBy.name} <RelativeTime at={base.updatedAt} />
        </Line>
      );
    case 'unsaved':
      return <Line icon={<Pencil aria-hidden />}>Changed</Line>;
    case 'saving':
      return <Line icon={<LoaderCircle className="animate-spin" aria-hidden />}>Saving</Line>;
    case 'offline':
      return (
        <Line icon={<CloudOff aria-hidden />} look="text-warn" wrap={wrap}>
          The server does not answer. Your text is kept on this device and sent when it does
        </Line>
      );
    case 'signedOut':
      return (
        <Line icon={<CircleAlert aria-hidden />} look="text-warn" wrap={wrap}>
          Your session ended. Sign in in another tab; your text is kept on this device
        </Line>
      );
    case 'refused':
      return (
        <Line icon={<CircleAlert aria-hidden />} look="text-fail">
          Not saved
        </Line>
      );
    case 'conflict':
      return (
        <Line icon={<CircleAlert aria-hidden />} look="text-warn">
          Not saved: {status.theirs.updatedBy.name} has a newer draft
        </Line>
      );
  }
}

function Line({
  icon,
  look = 'text-muted',
  wrap = false,
  children,
}: {
  icon: ReactNode;
  look?: string;
  wrap?: boolean;
  children: ReactNode;
}) {
  return (
    <span role="status" className={`flex min-w-0 items-center gap-1.5 [&_svg]:size-3.5 [&_svg]:shrink-0 ${look}`}>
      {icon}
      <span className={wrap ? undefined : 'truncate'}>{children}</span>
    </span>
  );
}

'use client';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { generateAction } from '../actions.ts';

/** Starts a run of a saved version and goes to it. A version whose run is not over leads to that run. */
export function GenerateButton({
  service,
  version,
  primary = false,
}: {
  service: string;
  version: number;
  primary?: boolean;
}) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const press = () =>
    start(async () => {
      const answer = await generateAction({ service, version });
      if (answer.ok) router.push(`/runs/${answer.value.runId}`);
      else toast('fail', answer.error.message);
    });
  return (
    <Button
      size={primary ? 'medium' : 'small'}
      variant={primary ? 'primary' : 'secondary'}
      busy={busy}
      icon={<Play aria-hidden />}
      onClick={press}
      aria-label={`Generate version ${version}`}
    >
      Generate
    </Button>
  );
}

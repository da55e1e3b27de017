'use client';
import { type FormEvent, useState } from 'react';
import { toast } from '#components/ui/toast.tsx';
import type { ActionResult } from '#lib/core/action-result.ts';

/** Sends a form to an action: busy while it runs, the failure's sentence where it failed, a toast and `onDone` when it worked. */
export function useSubmit(action: (form: unknown) => Promise<ActionResult<null>>, done: string, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const send = async (value: unknown) => {
    setBusy(true);
    setError(null);
    const answer = await action(value).catch(() => null);
    setBusy(false);
    if (answer?.ok) {
      toast('pass', done);
      onDone();
      return;
    }
    setError(answer?.error.message ?? 'The server does not answer. Nothing is known to have changed; try again.');
  };
  const submit = (build: (form: FormData) => unknown) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send(build(new FormData(event.currentTarget)));
  };
  return { busy, error, send, submit };
}

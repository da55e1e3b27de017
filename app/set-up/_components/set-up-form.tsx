'use client';
import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ActionFailure } from '#lib/core/action-result.ts';
import { setUpAction } from '../actions.ts';

/** Code, name, e-mail, password; then signs in at once. */
export function SetUpForm() {
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const field = failure?.data?.['field'];
  const at = (name: string) => (field === name ? failure?.message : undefined);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setFailure(null);
    const answer = await setUpAction(form).catch(() => null);
    if (answer?.ok) {
      await signIn('password', { email: form['email'], password: form['password'], redirect: false });
      location.assign('/settings');
      return;
    }
    setBusy(false);
    setFailure(answer?.error ?? { code: 'unavailable', message: 'The server does not answer. Try again in a minute.' });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {failure && !field && <Notice tone="fail">{failure.message}</Notice>}
      <Field
        label="Set-up code"
        hint="It was printed when the application started, and is in the file set-up-code of the data folder."
        error={at('code')}
      >
        <Input name="code" mono required autoComplete="off" maxLength={100} />
      </Field>
      <Field label="Your name" error={at('name')}>
        <Input name="name" autoComplete="name" required maxLength={100} />
      </Field>
      <Field label="E-mail" error={at('email')}>
        <Input name="email" type="email" autoComplete="username" required maxLength={254} />
      </Field>
      <Field label="Password" hint="At least 12 characters. A sentence is good." error={at('password')}>
        <Input name="password" type="password" autoComplete="new-password" required minLength={12} maxLength={200} />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        Make the first administrator
      </Button>
    </form>
  );
}

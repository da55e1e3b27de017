'use client';
import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { initials } from '#components/shell/initials.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { PlatformRole } from '#lib/domain/access/permissions.ts';
import { ROLE_TEXTS } from '#lib/domain/access/roles.ts';

interface Choices {
  provider: string | null;
  demo: { people: readonly { email: string; name: string; role: PlatformRole }[]; password: string } | null;
}

/** E-mail and password, the identity provider, and in the demo workspace one press per person. */
export function SignInForm({
  choices,
  target,
  again,
  refusal,
}: {
  choices: Choices;
  target: string;
  again: boolean;
  refusal: string | null;
}) {
  const [error, setError] = useState(refusal);
  const [busy, setBusy] = useState<string | null>(null);
  const enter = async (who: string, email: string, password: string) => {
    setBusy(who);
    setError(null);
    const answer = await signIn('password', { email, password, redirect: false }).catch(() => null);
    if (answer?.ok) {
      // A full load: the next page is another person's.
      location.assign(target);
      return;
    }
    setBusy(null);
    setError(answer?.error ?? 'The server does not answer. Try again in a minute.');
  };
  const enterByProvider = () => {
    setBusy('provider');
    signIn('oidc', { callbackUrl: target }, again ? { prompt: 'login' } : undefined).catch(() => {
      setBusy(null);
      setError('The server does not answer. Try again in a minute.');
    });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter('form', String(form.get('email')), String(form.get('password')));
  };
  return (
    <>
      {again && !error && <Notice className="mb-4">Prove again who you are. Then you are taken back.</Notice>}
      {error && (
        <Notice tone="fail" className="mb-4">
          {error}
        </Notice>
      )}
      {choices.demo && <DemoPeople demo={choices.demo} busy={busy} onEnter={enter} />}
      {choices.provider && (
        <div className="mb-6">
          <Button
            variant={choices.demo ? 'secondary' : 'primary'}
            className="w-full"
            busy={busy === 'provider'}
            disabled={busy !== null}
            onClick={enterByProvider}
          >
            {`Sign in with ${choices.provider}`}
          </Button>
        </div>
      )}
      <form onSubmit={submit} className="flex flex-col gap-4">
        {(choices.demo || choices.provider) && (
          <p className="border-hairline border-t pt-4 text-muted text-sm">Or with e-mail and password</p>
        )}
        <Field label="E-mail">
          <Input name="email" type="email" autoComplete="username" required maxLength={254} />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required maxLength={200} />
        </Field>
        <Button
          type="submit"
          variant={choices.demo || choices.provider ? 'secondary' : 'primary'}
          busy={busy === 'form'}
          disabled={busy !== null}
        >
          Sign in
        </Button>
      </form>
    </>
  );
}

function DemoPeople({
  demo,
  busy,
  onEnter,
}: {
  demo: NonNullable<Choices['demo']>;
  busy: string | null;
  onEnter: (who: string, email: string, password: string) => void;
}) {
  return (
    <section aria-label="Demo people" className="mb-6">
      <p className="mb-2 text-muted text-sm">This is a demo workspace. Choose who you are.</p>
      <ul className="divide-y divide-hairline overflow-hidden rounded-md border border-hairline bg-surface">
        {demo.people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              disabled={busy !== null}
              aria-busy={busy === person.email}
              onClick={() => onEnter(person.email, person.email, demo.password)}
              className="flex w-full items-center gap-3 px-3 py-2 text-left -outline-offset-2 hover:bg-hover disabled:opacity-60"
            >
              <span
                aria-hidden
                className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
              >
                {initials(person.name)}
              </span>
              <span className="min-w-0 flex-1">
                <span className="block font-medium text-sm">{person.name}</span>
                <span className="block truncate text-muted text-xs">{ROLE_TEXTS[person.role].label}</span>
              </span>
              <span className="text-faint text-xs">{busy === person.email ? 'Signing in' : ''}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

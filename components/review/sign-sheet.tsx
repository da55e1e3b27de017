'use client';
import Link from 'next/link';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { ActionFailure, ActionResult } from '#lib/core/action-result.ts';
import type { ReviewView } from '#lib/domain/reviews/review-view.ts';
import { EvidenceParts } from './evidence-tab.tsx';

export type DecisionKind = 'approve' | 'reject';

/** What the server gives when the sheet opens. */
export interface SigningForm {
  digest: string;
  nonce: string;
  /** How this person proves who they are: by a password here, or by having signed in lately. */
  proof: 'password' | 'provider';
}

export interface SignActions {
  open: () => Promise<ActionResult<SigningForm>>;
  approve: (signed: {
    digest: string;
    nonce: string;
    meaning: string;
    proof: { password?: string };
  }) => Promise<ActionResult<null>>;
  reject: (signed: {
    digest: string;
    nonce: string;
    reason: string;
    proof: { password?: string };
  }) => Promise<ActionResult<null>>;
}

interface SignSheetProps {
  view: ReviewView;
  kind: DecisionKind | null;
  actions: SignActions;
  onClose: () => void;
  onDecided: () => void;
  /** Asked for when the evidence shown is not the evidence of now. */
  onRefresh: () => void;
}

/** Where a person approves or rejects. Lists exactly what is signed, then asks for a sentence and a fresh proof. */
export function SignSheet({ view, kind, actions, onClose, onDecided, onRefresh }: SignSheetProps) {
  const approving = kind !== 'reject';
  return (
    <Sheet
      open={kind !== null}
      onOpenChange={(open) => !open && onClose()}
      title={approving ? 'Approve' : 'Reject'}
      description={
        approving
          ? `Lets version ${view.version.number} of ${view.run.service} go live.`
          : `Ends run ${view.run.number}. Your reason is shown on it.`
      }
    >
      {kind !== null && (
        <SignForm key={kind} view={view} kind={kind} actions={actions} onDecided={onDecided} onRefresh={onRefresh} />
      )}
    </Sheet>
  );
}

type Opened =
  | { state: 'opening' }
  | { state: 'refused'; failure: ActionFailure }
  | { state: 'open'; form: SigningForm };

function SignForm({
  view,
  kind,
  actions,
  onDecided,
  onRefresh,
}: Omit<SignSheetProps, 'kind' | 'onClose'> & { kind: DecisionKind }) {
  const { opened, reopen } = useSigning(actions);
  const [words, setWords] = useState(kind === 'approve' ? meaningOf(view) : '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  if (opened.state === 'opening') return <Skeleton className="h-64 w-full" />;
  if (opened.state === 'refused') return <Failure runId={view.run.id} failure={opened.failure} onRefresh={onRefresh} />;
  const { form } = opened;
  if (form.digest !== view.evidence.digest) return <Outdated onRefresh={onRefresh} />;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const result = await send(actions, kind, form, words, password).catch(() => UNREACHABLE);
    if (result.ok) return onDecided();
    setBusy(false);
    setPassword('');
    setFailure(result.error);
    // A nonce that is over its time cannot be sent again; the words that were typed stay.
    if (result.error.code === 'stale' && !result.error.data) reopen();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <EvidenceParts view={view} />
      <WordsField kind={kind} words={words} onChange={setWords} />
      <ProofField form={form} password={password} onChange={setPassword} />
      {failure && <Failure runId={view.run.id} failure={failure} onRefresh={onRefresh} />}
      <Button
        type="submit"
        variant={kind === 'approve' ? 'primary' : 'danger'}
        busy={busy}
        disabled={words.trim().length < 10 || (form.proof === 'password' && password === '')}
        className="self-end"
      >
        {kind === 'approve' ? 'Sign and approve' : 'Sign and reject'}
      </Button>
    </form>
  );
}

const UNREACHABLE: ActionResult<null> = {
  ok: false,
  error: {
    code: 'unavailable',
    message:
      'The server did not answer, so it is not known whether this was signed. Reload the page: it shows what stands.',
  },
};

function send(
  actions: SignActions,
  kind: DecisionKind,
  { digest, nonce, proof }: SigningForm,
  words: string,
  password: string,
) {
  const signed = { digest, nonce, proof: proof === 'password' ? { password } : {} };
  return kind === 'approve'
    ? actions.approve({ ...signed, meaning: words.trim() })
    : actions.reject({ ...signed, reason: words.trim() });
}

function useSigning(actions: SignActions): { opened: Opened; reopen: () => void } {
  const [opened, setOpened] = useState<Opened>({ state: 'opening' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once per attempt, whatever object the actions are in
  useEffect(() => {
    let gone = false;
    actions
      .open()
      .catch((): ActionResult<SigningForm> => ({ ok: false, error: OPEN_FAILED }))
      .then((result) => {
        if (!gone)
          setOpened(result.ok ? { state: 'open', form: result.value } : { state: 'refused', failure: result.error });
      });
    return () => {
      gone = true;
    };
  }, [attempt]);
  return { opened, reopen: () => setAttempt(attempt + 1) };
}

const OPEN_FAILED: ActionFailure = {
  code: 'unavailable',
  message: 'The server did not answer. Nothing was signed: close this and try again.',
};

function meaningOf({ run, version }: ReviewView): string {
  return `I have reviewed version ${version.number} of ${run.service} and its evidence, and I approve that it goes live.`;
}

function WordsField({
  kind,
  words,
  onChange,
}: {
  kind: DecisionKind;
  words: string;
  onChange: (words: string) => void;
}) {
  const approving = kind === 'approve';
  return (
    <Field
      label={approving ? 'What your signature means' : 'Reason'}
      hint={
        approving
          ? '10 to 500 characters. Kept with the signature.'
          : '10 to 2,000 characters. Shown on the run and kept in the ledger.'
      }
    >
      <Textarea
        value={words}
        onChange={(event) => onChange(event.target.value)}
        minLength={10}
        maxLength={approving ? 500 : 2_000}
        rows={approving ? 3 : 5}
        required
      />
    </Field>
  );
}

function ProofField({
  form,
  password,
  onChange,
}: {
  form: SigningForm;
  password: string;
  onChange: (password: string) => void;
}) {
  if (form.proof === 'provider') {
    return (
      <p className="text-muted text-sm">
        You prove who you are by a sign-in at your identity provider within the last 5 minutes.
      </p>
    );
  }
  return (
    <Field label="Your password" hint="A signature needs a fresh proof of who you are.">
      <Input
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => onChange(event.target.value)}
        maxLength={1_000}
        required
      />
    </Field>
  );
}

function Failure({ runId, failure, onRefresh }: { runId: string; failure: ActionFailure; onRefresh: () => void }) {
  const changed = Array.isArray(failure.data?.['changed']) ? failure.data['changed'].map(String) : [];
  return (
    <Notice tone="fail">
      <p>{failure.message}</p>
      {changed.length > 0 && (
        <ul className="mt-1 list-disc pl-4">
          {changed.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {failure.data?.['reauthenticate'] === true && (
        <p className="mt-1">
          <Link href={`/sign-in?again=1&to=/runs/${runId}/review`} className="text-accent underline">
            Sign in again
          </Link>
          , then open this form once more.
        </p>
      )}
      {(failure.code === 'stale' || failure.code === 'conflict') && (
        <Button size="small" className="mt-2" onClick={onRefresh}>
          Show the page as it is now
        </Button>
      )}
    </Notice>
  );
}

function Outdated({ onRefresh }: { onRefresh: () => void }) {
  return (
    <Notice
      tone="warn"
      action={
        <Button size="small" onClick={onRefresh}>
          Show it
        </Button>
      }
    >
      The evidence changed after this page was made. Nothing can be signed until you have seen the present one.
    </Notice>
  );
}

'use client';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { Said } from './said.tsx';

export interface VersionDialogProps {
  /** What follows the version; null is closed. */
  purpose: 'save' | 'generate' | null;
  number: number;
  /** Errors in the text: a version may have them, a run may not. */
  errors: number;
  onClose: () => void;
  /** Gives a sentence when it did not work. */
  onSave: (message: string) => Promise<string | null>;
}

const LONGEST = 200;

/** Asks what changed, and freezes the draft as the next version. */
export function VersionDialog({ purpose, number, errors, onClose, onSave }: VersionDialogProps) {
  const [message, setMessage] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    // What is being saved cannot be called back any more.
    if (busy) return;
    setFailure(null);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || message.trim() === '') return;
    setBusy(true);
    const refused = await onSave(message.trim());
    setBusy(false);
    setFailure(refused);
    if (refused === null) setMessage('');
  };
  return (
    <Dialog
      open={purpose !== null}
      onOpenChange={(open) => !open && close()}
      title={purpose === 'generate' ? `Save version ${number} and generate` : `Save version ${number}`}
      description="A version never changes afterwards. The message stands beside it in the history and in the review."
      footer={
        <>
          <Button onClick={close} disabled={busy}>
            Cancel
          </Button>
          <Button variant="primary" type="submit" form="version-form" busy={busy} disabled={message.trim() === ''}>
            {purpose === 'generate' ? 'Save and generate' : 'Save version'}
          </Button>
        </>
      }
    >
      <form id="version-form" onSubmit={submit} className="flex flex-col gap-3">
        <Field label="What changed?">
          <Input
            value={message}
            onChange={(event) => setMessage(event.target.value)}
            maxLength={LONGEST}
            autoFocus
            placeholder="Raise the threshold of manual review"
          />
        </Field>
        {errors > 0 && (
          <Notice tone="warn">
            {`The text has ${errors === 1 ? 'an error' : `${errors} errors`}. It can be saved; it cannot be generated.`}
          </Notice>
        )}
        {failure !== null && (
          <Notice tone="fail">
            <Said text={failure} />
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

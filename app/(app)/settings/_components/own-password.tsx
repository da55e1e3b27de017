'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { changeOwnPasswordAction } from '../actions.ts';
import { useSubmit } from './use-submit.ts';

/** Changes one's own password; other browsers are signed out. */
export function OwnPassword() {
  const [open, setOpen] = useState(false);
  const { busy, error, submit } = useSubmit(changeOwnPasswordAction, 'Password changed', () => setOpen(false));
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Change password
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Change your password"
        description="Your other browsers are signed out."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" form="own-password" variant="primary" busy={busy}>
              Change password
            </Button>
          </>
        }
      >
        <form
          id="own-password"
          onSubmit={submit((form) => ({ current: form.get('current'), next: form.get('next') }))}
          className="flex flex-col gap-4"
        >
          {error && <Notice tone="fail">{error}</Notice>}
          <Field label="Current password">
            <Input name="current" type="password" autoComplete="current-password" required maxLength={200} />
          </Field>
          <Field label="New password" hint="At least 12 characters. A sentence is good.">
            <Input name="next" type="password" autoComplete="new-password" required minLength={12} maxLength={200} />
          </Field>
        </form>
      </Dialog>
    </>
  );
}
